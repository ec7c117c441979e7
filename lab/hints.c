/* hints.c — see hints.h */
#include "hints.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "progress.h"
#include "verdict.h"
#include "workspace.h"

static const char *next_line(const char *p)
{
    p += strcspn(p, "\n");
    return *p == '\n' ? p + 1 : p;
}

static bool is_section(const char *line) { return strncmp(line, "# ", 2) == 0; }
static bool is_level(const char *line) { return strncmp(line, "## ", 3) == 0; }

/* Where a section's levels begin; NULL: there is none of that name. "" is what comes before the first heading. */
static const char *section_start(const char *all, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = all; n > 0 && *p != '\0'; p = next_line(p))
        if (is_section(p) && strncmp(p + 2, name, n) == 0 && strchr("\r\n", p[2 + n]) != NULL)
            return next_line(p);
    return n == 0 ? all : NULL;
}

/* How many levels a section has. */
static int levels(const char *p)
{
    int n = 0;
    for (; *p != '\0' && !is_section(p); p = next_line(p))
        n += is_level(p);
    return n;
}

static char *level_text(const char *p, int number)
{
    for (; *p != '\0' && !is_section(p); p = next_line(p))
        if (is_level(p) && --number == 0)
            break;
    const char *from = next_line(p) + strspn(next_line(p), "\r\n"), *end = from;
    while (*end != '\0' && !is_section(end) && !is_level(end))
        end = next_line(end);
    while (end > from && strchr("\r\n", end[-1]) != NULL)
        end--;
    return xformat("%.*s\n", (int)(end - from), from);
}

/* As shipped, nothing of the learner's was judged: the general hints speak about that program. */
static bool touched(const lab_t *lab, const entry_t *e)
{
    char *shipped = entry_path(e, "exercise.c"), *own = workspace_file(lab->workspace, e);
    buf_t a = {0}, b = {0};
    bool same = file_read(shipped, FILE_LIMIT, &a, NULL) && workspace_take(own, &b, NULL) && strcmp(buf_text(&a), buf_text(&b)) == 0;
    buf_free(&a);
    buf_free(&b);
    free(shipped);
    free(own);
    return !same;
}

/* The section for what an attempt was lost by: its own name's, else its class's, else the general one. */
static void choose(const char *all, const char *reason, hint_t *out)
{
    const char *class = verdict_class(reason), *name = section_start(all, reason) != NULL ? reason : class;
    if (reason[0] == '\0' || name[0] == '\0' || section_start(all, name) == NULL)
        return;
    (void)snprintf(out->section, sizeof out->section, "%s", name);
    (void)snprintf(out->reason, sizeof out->reason, "%s", reason);
}

bool hint_pick(const lab_t *lab, const entry_t *e, int level, hint_t *out, err_t *err)
{
    progress_row_t row = progress_get(lab->workspace, e);
    return hint_pick_for(lab, e, touched(lab, e) ? row.reason : "", level, out, err);
}

bool hint_pick_for(const lab_t *lab, const entry_t *e, const char *reason, int level, hint_t *out, err_t *err)
{
    *out = (hint_t){0};
    if (!entry_gradable(e))
        return err_set(err, "%s is a %s: it has no hints (ctxlab run %s shows it)", e->id, entry_kind_name(e->kind), e->id);
    buf_t all = {0};
    char *path = entry_path(e, "hints.md");
    bool ok = file_read(path, FILE_LIMIT, &all, err);
    free(path);
    if (ok) {
        const char *text = buf_text(&all);
        choose(text, reason, out);
        int own = out->section[0] == '\0' ? 0 : levels(section_start(text, out->section)), common = levels(text);
        int read_own = own == 0 ? 0 : progress_hints(lab->workspace, e, out->section);
        int read_common = progress_hints(lab->workspace, e, "");
        out->of = own + common;
        out->common = common;
        out->level = level > 0 ? level : read_own < own ? read_own + 1 : own + (read_common < common ? read_common + 1 : common);
        ok = out->level >= 1 && out->level <= out->of;
        if (!ok)
            err_set(err, "hints of %s go from 1 to %d", e->id, out->of);
        bool general = out->level > own;
        out->number = general ? out->level - own : out->level;
        if (general)
            out->section[0] = out->reason[0] = '\0';
        if (ok)
            out->text = level_text(section_start(text, out->section), out->number);
    }
    buf_free(&all);
    return ok;
}

char *hint_why(const hint_t *h)
{
    const char *class = verdict_class(h->reason);
    if (h->reason[0] == '\0')
        return xstrdup("");
    return class[0] == '\0' ? xformat("Your last attempt was lost by %s.", h->reason)
                            : xformat("Your last attempt was lost by %s (%s).", h->reason, class);
}

void hint_free(hint_t *h)
{
    free(h->text);
    *h = (hint_t){0};
}
