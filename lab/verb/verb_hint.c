/* verb_hint.c — `ctxlab hint ID [LEVEL]`: one more hint, from vague to nearly the line, for the last verdict. */
#include <stdio.h>
#include <stdlib.h>

#include "hints.h"
#include "flow.h"
#include "options.h"
#include "progress.h"
#include "verbs.h"

typedef struct hint_options {
    const char *reason, *workspace;
    int64_t level;
} hint_options_t;

static int hint(lab_t *lab, const entry_t *e, void *arg)
{
    const hint_options_t *o = arg;
    hint_t h;
    err_t err;
    bool ok = o->reason == NULL ? hint_pick(lab, e, (int)o->level, &h, &err)
                                : hint_pick_for(lab, e, o->reason, (int)o->level, &h, &err);
    if (!ok)
        return lab_fail(LAB_USAGE, &err);
    if (o->reason != NULL && h.of == h.common)
        fprintf(stderr, "There are no hints of %s on '%s' itself; this is a general one.\n", e->id, o->reason);
    char *why = o->reason == NULL ? hint_why(&h) : xstrdup("");
    if (why[0] != '\0')
        fprintf(stderr, "%s\n", why);
    flow_print(stdout, h.text);
    if (!progress_hint(lab->workspace, e, h.section, h.number, &err))
        fprintf(stderr, "ctxlab: %s\n", err.text);
    const char *on = h.section[0] == '\0' ? "" : " on ";
    if (h.level < h.of)
        fprintf(stderr, "(hint %d of %d%s%s; the next: ctxlab hint %s%s%s)\n", h.level, h.of, on, h.section, e->id,
                o->reason == NULL ? "" : " --for ", o->reason == NULL ? "" : o->reason);
    else
        fprintf(stderr, "(hint %d of %d%s%s, the last; ctxlab explain %s tells it all)\n", h.level, h.of, on, h.section, e->id);
    free(why);
    hint_free(&h);
    return LAB_PASSED;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    hint_options_t o = {0};
    const option_row_t rows[] = {{"for", OPTION_TEXT, &o.reason}, OPTION_WORKSPACE(o.workspace), OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc < 2 || argc > 3)
        return lab_usage(verb, "hint needs the id of one entry (`ctxlab list` names them all), and may be given a level");
    if (argc == 3 && (!number_parse(argv[2], &o.level) || o.level < 1 || o.level > 100))
        return lab_usage(verb, "a hint's level is a number from 1 up, not '%.40s'", argv[2]);
    return lab_with_entry(o.workspace, argv[1], hint, &o);
}

const verb_t verb_hint = {
    .name = "hint",
    .usage = "hint ID [LEVEL] [--for VERDICT] [--workspace DIR]",
    .about = "one more hint (from vague to nearly the line)",
    .help = "Shows the next hint, or the one of that level, and remembers that you used it. After an attempt that was lost,\n"
            "hints on its verdict (a leak, a hang, work missing…) stand among those on the program as shipped: one row, ever clearer.\n\n"
            "  --for VERDICT   the ones on that finding, check or class, whatever the last verdict was\n\n"
            "examples:\n"
            "  ctxlab hint busy-done-loop\n"
            "  ctxlab hint busy-done-loop --for leak\n"
            "  ctxlab hint busy-done-loop 3\n",
    .run = run,
};
