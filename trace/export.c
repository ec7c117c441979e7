/* export.c — the list of forms, and JSON text.
 */
#include <errno.h>
#include <string.h>

#include "export_priv.h"
#include "words.h"

const trace_export_form_t trace_export_forms[] = {
    {"json", ".jsonl", "JSON lines: a header, then one object an event", trace_export_json},
    {"chrome", ".json", "Chrome Trace JSON for chrome://tracing or ui.perfetto.dev: one track a context", trace_export_chrome},
    {"html", ".html", "one page that replays the tree with a slider; needs no network", trace_export_html},
    {NULL, NULL, NULL, NULL},
};

void export_text_(FILE *out, const char *text)
{
    putc('"', out);
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        int n = words_utf8(s);
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
