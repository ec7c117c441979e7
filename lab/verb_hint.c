/* verb_hint.c — `ctxlab hint ID [LEVEL]`: one more hint, from vague to nearly the line, for the last verdict. */
#include <stdio.h>
#include <stdlib.h>

#include "hints.h"
#include "options.h"
#include "progress.h"
#include "verbs.h"

static int hint(lab_t *lab, const entry_t *e, void *arg)
{
    hint_t h;
    err_t err;
    if (!hint_pick(lab, e, (int)*(int64_t *)arg, &h, &err))
        return lab_fail(LAB_USAGE, &err);
    char *why = hint_why(&h);
    if (why[0] != '\0')
        fprintf(stderr, "%s\n", why);
    text_print(stdout, h.text);
    if (!progress_hint(lab->workspace, e, h.section, h.number, &err))
        fprintf(stderr, "ctxlab: %s\n", err.text);
    if (h.level < h.of)
        fprintf(stderr, "(hint %d of %d; the next: ctxlab hint %s %d)\n", h.level, h.of, e->id, h.level + 1);
    else
        fprintf(stderr, "(hint %d of %d, the last; ctxlab explain %s tells it all)\n", h.level, h.of, e->id);
    free(why);
    hint_free(&h);
    return LAB_PASSED;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    const char *workspace = NULL;
    const option_row_t rows[] = {OPTION_WORKSPACE(workspace), OPTIONS_END};
    int code;
    int64_t level = 0;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc < 2 || argc > 3)
        return lab_usage(verb, "hint needs the id of one entry, and may be given a level");
    if (argc == 3 && (!number_parse(argv[2], &level) || level < 1 || level > 100))
        return lab_usage(verb, "a hint's level is a number from 1 up, not '%.40s'", argv[2]);
    return lab_with_entry(workspace, argv[1], hint, &level);
}

const verb_t verb_hint = {
    .name = "hint",
    .usage = "hint ID [LEVEL] [--workspace DIR]",
    .about = "one more hint (from vague to nearly the line)",
    .help = "Shows the next hint, or the one of that level, and remembers that you used it. After an attempt that was lost the\n"
            "first ones speak about its verdict (a leak, a hang, work missing…), the others about the program as shipped.\n\n"
            "examples:\n"
            "  ctxlab hint busy-done-loop\n"
            "  ctxlab hint busy-done-loop 3\n",
    .run = run,
};
