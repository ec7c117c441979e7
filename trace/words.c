/* words.c — errors, reasons, lengths of time, places and contexts, in words.
 */
#include <stdio.h>
#include <string.h>

#include "trace_priv.h"
#include "words.h"

enum { ERR_CUSTOM = 16 };

static size_t put(char *buf, size_t size, const char *text)
{
    return (size_t)snprintf(buf, size, "%s", text);
}

size_t words_length(int64_t ns, char *buf, size_t size)
{
    static const struct { uint64_t ns; const char *unit; int digits; } units[] = {
        {1000000000, "s", 9}, {1000000, "ms", 6}, {1000, "us", 3}, {1, "ns", 0}};
    uint64_t n = ns < 0 ? 0 - (uint64_t)ns : (uint64_t)ns;
    if (!n)
        return put(buf, size, "0s");
    int u = 0;
    while (n < units[u].ns)
        u++;
    char part[16] = "";
    int digits = units[u].digits;
    if (n % units[u].ns) {
        snprintf(part, sizeof part, ".%0*llu", digits, (unsigned long long)(n % units[u].ns));
        for (size_t end = strlen(part); part[end - 1] == '0'; end--)
            part[end - 1] = 0;
    }
    return (size_t)snprintf(buf, size, "%s%llu%s%s", ns < 0 ? "-" : "", (unsigned long long)(n / units[u].ns), part,
                            units[u].unit);
}

int64_t trace_start(const trace_t *t)
{
    return t->count ? t->ev[0].time : 0;
}

size_t words_point(const trace_t *t, int64_t point, char *buf, size_t size)
{
    int64_t since = point == INT64_MAX ? 0 : trace_minus_(point, trace_start(t));
    bool threads = (trace_header(t)->flags & CTX_TRACE_THREADS) != 0;
    if (threads && (since > 1000000 || since < -1000000)) /* nanoseconds between threads mean nothing */
        since = since / 1000 * 1000;
    return point == INT64_MAX ? put(buf, size, "never") : words_length(since, buf, size);
}

const char *words_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

size_t words_site(const trace_t *t, uint32_t site, char *buf, size_t size)
{
    trace_site_t s = trace_site(t, site);
    if (!s.line)
        return put(buf, size, "");
    return (size_t)snprintf(buf, size, "%s:%d", words_base(s.file), s.line);
}

static uint8_t owner_of_file(const char *file)
{
    const char *base = words_base(file);
    if (!strcmp(base, "scenario.c") || !strcmp(base, "scenario") || strstr(file, "/claims/"))
        return SITE_SCENARIO;
    bool ours = strstr(file, "scenery/") || strstr(file, "/engine/") || !strncmp(file, "engine/", 7);
    return ours ? SITE_SCENERY : SITE_OWN;
}

unsigned trace_site_owner_(const trace_t *t, uint32_t site)
{
    if (!site || site >= t->sites)
        return SITE_SCENERY;
    trace_site_row_t *row = &t->site[site];
    const char *file = trace_text(t, row->file);
    if (!*file)
        return SITE_SCENERY;
    if (!row->owner)
        row->owner = owner_of_file(file);
    return row->owner;
}

bool trace_site_is_harness(const trace_t *t, uint32_t site)
{
    return trace_site_owner_(t, site) != SITE_OWN;
}

const char *words_err(unsigned err)
{
    return err == 0 ? "" : err == 1 ? "canceled" : err == 2 ? "deadline-exceeded" : err >= ERR_CUSTOM ? "custom" : "?";
}

const char *words_why(unsigned why)
{
    static const char *const name[] = {"", "call", "deadline", "parent", "release", "born", "forward"};
    return why < sizeof name / sizeof *name ? name[why] : "?";
}

const char *words_node_kind(unsigned kind)
{
    static const char *const name[] = {"?",         "Background",    "TODO",      "WithCancel", "WithDeadline",
                                       "WithValue", "WithoutCancel", "AfterFunc", "stop",       "custom"};
    return kind < sizeof name / sizeof *name ? name[kind] : "?";
}

/* The event comes some microseconds after the deadline was reckoned: three digits say what was asked. */
static int64_t rounded(int64_t ns)
{
    int64_t unit = 1;

    while (ns / unit >= 1000)
        unit *= 10;
    return (ns + unit / 2) / unit * unit;
}

size_t words_span(const trace_t *t, int64_t ns, char *buf, size_t size)
{
    return words_length(trace_header(t)->flags & CTX_TRACE_THREADS ? rounded(ns) : ns, buf, size);
}

size_t words_event_node(const trace_t *t, const ctx_event_t *made, char *buf, size_t size)
{
    const char *text = trace_text(t, made->aux);
    char length[32];
    if (made->detail == CTX_NODE_VALUE)
        return (size_t)snprintf(buf, size, "WithValue(%s)", text);
    if (made->detail == CTX_NODE_CUSTOM && *text)
        return put(buf, size, text);
    if (made->detail != CTX_NODE_TIMER || made->value == INT64_MAX)
        return put(buf, size, words_node_kind(made->detail));
    if (*text) /* from a snapshot that knows what was asked for */
        return (size_t)snprintf(buf, size, "WithTimeout %s", text);
    bool threads = (trace_header(t)->flags & CTX_TRACE_THREADS) != 0;
    int64_t asked = trace_minus_(made->value, made->time);
    if (threads && !made->task) { /* from a snapshot: when it was made is not known */
        words_length(rounded(trace_minus_(made->value, trace_start(t))), length, sizeof length);
        return (size_t)snprintf(buf, size, "WithDeadline(%s)", length);
    }
    words_length(threads ? rounded(asked) : asked, length, sizeof length);
    return (size_t)snprintf(buf, size, "WithTimeout %s", length);
}

int words_utf8(const unsigned char *s)
{
    int n = *s < 0x80 ? 1 : *s >= 0xc2 && *s < 0xe0 ? 2 : *s >= 0xe0 && *s < 0xf0 ? 3 : *s >= 0xf0 && *s < 0xf5 ? 4 : 0;
    for (int i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool surrogate = n == 3 && s[0] == 0xed && s[1] >= 0xa0, overlong = n == 3 && s[0] == 0xe0 && s[1] < 0xa0;
    bool beyond = n == 4 && ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] >= 0x90));
    return surrogate || overlong || beyond ? 0 : n;
}

void words_clean(char *text, bool lines)
{
    for (unsigned char *s = (unsigned char *)text; *s;) {
        int n = words_utf8(s);
        bool command = n == 1 ? *s < ' ' || *s == 127 : n == 2 && *s == 0xc2 && s[1] < 0xa0;
        if (n == 0 || (command && !(lines && (*s == '\n' || *s == '\t'))))
            memset(s, '.', n ? (size_t)n : 1);
        s += n ? n : 1;
    }
}
