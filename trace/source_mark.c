/* source_mark.c — which text of a source file a recording was made of: a text record "source NAME DIGEST", which no event names; and where
 * that file was, if not with what was shipped: "source-at NAME PATH".
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "trace.h"
#include "words.h"

uint64_t trace_source_digest(const void *bytes, size_t n)
{
    const unsigned char *at = bytes;
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a: a change is to be noticed, nobody is to be kept out */
    for (size_t i = 0; i < n; i++)
        h = (h ^ at[i]) * 0x100000001b3u;
    return h;
}

void trace_mark_source(trace_t *t, const char *name, const void *bytes, size_t n)
{
    char text[300];
    snprintf(text, sizeof text, "source %.200s %016" PRIx64, words_base(name), trace_source_digest(bytes, n));
    trace_add_text(t, text);
}

bool trace_source_mark(const trace_t *t, const char *name, uint64_t *digest)
{
    char lead[300];
    size_t n = (size_t)snprintf(lead, sizeof lead, "source %.200s ", words_base(name));
    for (uint32_t id = trace_texts(t); id-- > 1;)
        if (!strncmp(trace_text(t, id), lead, n) && sscanf(trace_text(t, id) + n, "%16" SCNx64, digest) == 1)
            return true;
    return false;
}

static size_t at_lead(const char *name, char *lead, size_t size)
{
    return (size_t)snprintf(lead, size, "source-at %.200s ", words_base(name));
}

void trace_source_from(trace_t *t, const char *name, const char *path)
{
    char text[4600];
    size_t n = at_lead(name, text, sizeof text);
    snprintf(text + n, sizeof text - n, "%.4096s", path);
    trace_add_text(t, text);
}

const char *trace_source_path(const trace_t *t, const char *name)
{
    char lead[300];
    size_t n = at_lead(name, lead, sizeof lead);
    for (uint32_t id = trace_texts(t); id-- > 1;)
        if (!strncmp(trace_text(t, id), lead, n) && trace_text(t, id)[n] == '/')
            return trace_text(t, id) + n;
    return NULL;
}
