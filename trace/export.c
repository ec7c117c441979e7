/* export.c — the list of forms, and JSON text.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <string.h>

#include "export_priv.h"
#include "trace_priv.h"
#include "words.h"

const trace_export_form_t trace_export_forms[] = {
    {"json", ".jsonl", "JSON lines: a header, then one object an event", trace_export_json},
    {"chrome", ".json", "Chrome Trace JSON for chrome://tracing or ui.perfetto.dev: one track a context", trace_export_chrome},
    {"html", ".html", "one page that replays the tree with a slider; needs no network", trace_export_html},
    {NULL, NULL, NULL, NULL},
};

/* How much of it stands in a JSON string as it is */
static size_t plain_bytes(const unsigned char *text)
{
    const unsigned char *s = text;
    for (int n; *s; s += n) {
        n = *s < 128 ? 1 : words_utf8(s);
        if (!n || (n == 1 && (*s < ' ' || *s == '"' || *s == '\\' || *s == '<' || *s == 127)))
            break;
    }
    return (size_t)(s - text);
}

void export_text_(FILE *out, const char *text)
{
    putc_unlocked('"', out);
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        size_t plain = plain_bytes(s);
        fwrite_unlocked(s, 1, plain, out);
        s += plain;
        if (!*s)
            break;
        if (words_utf8(s))
            fprintf(out, "\\u%04x", *s);
        else
            fputs("\\ufffd", out);
        s++;
    }
    putc_unlocked('"', out);
}

void export_at_(const trace_t *t, size_t event)
{
    if (event % 4096 == 0)
        (void)trace_goes_on(t->meter, "writing the events", event, t->count);
}

bool export_end_(FILE *out, const char *what, char *err, size_t err_size)
{
    if (!fflush(out) && !ferror(out))
        return true;
    if (err && err_size)
        snprintf(err, err_size, "exporting the trace as %s: %s; choose a place you may write to", what, strerror(errno));
    return false;
}
