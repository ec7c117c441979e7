/* hints.c — see hints.h */
#include "hints.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "finding.h"
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

/* The section for what an attempt was lost by: its own name's, else its class's, else the general one. */
static void choose(const char *all, const char *reason, hint_t *out)
{
    const char *class = finding_class(reason), *name = section_start(all, reason) != NULL ? reason : class;
    if (reason[0] == '\0' || name[0] == '\0' || section_start(all, name) == NULL)
        return;
    (void)snprintf(out->section, sizeof out->section, "%s", name);
    (void)snprintf(out->reason, sizeof out->reason, "%s", reason);
}

/* Both rows go from vague to nearly the line; in one row they take turns by how far along each is, the own ones first: of two
 * own and three general ones, own 1, general 1 and 2, own 2, general 3. Sets which of them `level` is. */
static void place(hint_t *h, int own)
{
    int mine = 0, general = 0;
    bool last_own = false;
    for (int i = 0; i < h->level; i++) {
        last_own = mine < own && (general == h->common || mine * h->common <= general * own);
        mine += last_own;
        general += !last_own;
    }
    h->number = last_own ? mine : general;
    if (!last_own)
        h->section[0] = h->reason[0] = '\0';
}

/* The first in the row that was not read; the last one when all were. */
static int next_unread(const lab_t *lab, const entry_t *e, const hint_t *chosen, int own)
{
    for (int level = 1; level < chosen->of; level++) {
        hint_t h = *chosen;
        h.level = level;
        place(&h, own);
        if (h.number > progress_hints(lab->workspace, e, h.section))
            return level;
    }
    return chosen->of;
}

bool hint_pick(const lab_t *lab, const entry_t *e, int level, hint_t *out, err_t *err)
{
    progress_row_t row = progress_get(lab->workspace, e);
    /* As shipped, nothing of the learner's was judged: the general hints speak about that program. */
    return hint_pick_for(lab, e, progress_touched(lab->workspace, e) ? row.reason : "", level, out, err);
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
        out->of = own + common;
        out->common = common;
        out->level = level > 0 ? level : next_unread(lab, e, out, own);
        ok = out->level >= 1 && out->level <= out->of;
        if (!ok)
            err_set(err, "hints of %s go from 1 to %d", e->id, out->of);
        if (ok)
            place(out, own);
        if (ok)
            out->text = level_text(section_start(text, out->section), out->number);
    }
    buf_free(&all);
    return ok;
}

char *hint_why(const hint_t *h)
{
    const char *class = finding_class(h->reason);
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
