/* export.c — the list of forms, and JSON text.
 */
#include <errno.h>
#include <string.h>

#include "export_priv.h"

const trace_export_form_t trace_export_forms[] = {
    {"json", ".jsonl", "JSON lines: a header, then one object an event", trace_export_json},
    {"chrome", ".json", "Chrome Trace JSON for chrome://tracing or ui.perfetto.dev: one track a context", trace_export_chrome},
    {"html", ".html", "one page that replays the tree with a slider; needs no network", trace_export_html},
    {NULL, NULL, NULL, NULL},
};

/* Length of the UTF-8 character at s, 0 when it is none */
static int utf8_length(const unsigned char *s)
{
    int n = *s < 0x80 ? 1 : *s >= 0xc2 && *s < 0xe0 ? 2 : *s >= 0xe0 && *s < 0xf0 ? 3 : *s >= 0xf0 && *s < 0xf5 ? 4 : 0;
    for (int i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool surrogate = n == 3 && s[0] == 0xed && s[1] >= 0xa0, overlong = n == 3 && s[0] == 0xe0 && s[1] < 0xa0;
    bool beyond = n == 4 && ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] >= 0x90));
    return surrogate || overlong || beyond ? 0 : n;
}

void export_text_(FILE *out, const char *text)
{
    putc('"', out);
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        int n = utf8_length(s);
        if (n == 0)
            fputs("\\ufffd", out);
        else if (n == 1 && (*s < ' ' || *s == '"' || *s == '\\' || *s == '<' || *s == 127))
            fprintf(out, "\\u%04x", *s);
        else
            fwrite(s, 1, (size_t)n, out);
        s += n ? n : 1;
    }
    putc('"', out);
}

bool export_end_(FILE *out, const char *what, char *err, size_t err_size)
{
    if (!fflush(out) && !ferror(out))
        return true;
    if (err && err_size)
        snprintf(err, err_size, "exporting the trace as %s: %s; choose a place you may write to", what, strerror(errno));
    return false;
}
