/* page_export.c — see page_export.h */
#include "page_export.h"

#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "show_trace.h"
#include "source.h"

enum { FILES = 64 };
typedef struct page_sources {
    source_t source;
    char *whole[FILES]; /* by its place in source.file: the lines put together again */
} page_sources_t;

/* The source as the screen finds it: beside the entry, in the workspace, where the trace says. */
static const char *page_source(void *self, const char *file, bool *changed)
{
    page_sources_t *s = self;
    source_file_t *f = source_open(&s->source, file);
    size_t at = (size_t)(f - s->source.file);
    *changed = f->changed;
    if (f->path == NULL || at >= FILES || at >= s->source.files)
        return NULL;
    buf_t text = {0};
    for (int i = 0; s->whole[at] == NULL && i < f->lines; i++)
        buf_addf(&text, "%s\n", f->line[i]);
    if (s->whole[at] == NULL)
        s->whole[at] = xstrdup(buf_text(&text));
    buf_free(&text);
    return s->whole[at];
}

bool page_write(trace_t *t, const char *path, FILE *out, err_t *err)
{
    const char *slash = strrchr(path, '/');
    char *beside = slash == NULL ? xstrdup(".") : xformat("%.*s/", (int)(slash - path), path);
    const char *const here[] = {".", beside, NULL};
    err_t none;
    lab_t lab;
    bool have = lab_open(&lab, NULL, &none);
    const entry_t *e = have ? catalog_find(&lab.catalog, trace_header(t)->program, NULL) : NULL;
    char **dirs = e == NULL ? NULL : source_dirs(&lab, e, false);
    page_sources_t sources = {.source = {.dirs = dirs != NULL ? (const char *const *)dirs : here, .trace = t}};
    findings_t found = {0};
    model_t *m = model_new(t);
    if (m != NULL) {
        model_apply_all(m);
        trace_find(e, 0, m, &found);
    }
    trace_page_t page = {.title = e == NULL ? NULL : e->title, .findings = &found, .source = page_source, .self = &sources};
    bool ok = trace_export_page(t, &page, out, err->text, sizeof err->text);
    model_free(m);
    findings_free(&found);
    for (size_t i = 0; i < FILES; i++)
        free(sources.whole[i]);
    source_free(&sources.source);
    text_free_list(dirs);
    free(beside);
    if (have)
        lab_close(&lab);
    return ok;
}
