/* verb_hint.c — `ctxlab hint ID [LEVEL]`: one more hint, from vague to nearly the line. */
#include <stdio.h>
#include <stdlib.h>

#include "options.h"
#include "verbs.h"
#include "progress.h"
#include "story.h"

static int hint(lab_t *lab, const entry_t *e, void *arg)
{
    int64_t level = *(int64_t *)arg;
    int used = progress_get(lab->workspace, e).hints;
    err_t err;
    if (!entry_gradable(e)) {
        err_set(&err, "%s is a %s: it has no hints (ctxlab run %s shows it)", e->id, entry_kind_name(e->kind), e->id);
        return lab_fail(LAB_USAGE, &err);
    }
    if (level == 0)
        level = used < HINT_LEVELS ? used + 1 : HINT_LEVELS;
    char *text = level > HINT_LEVELS ? NULL : story_hint(e, (int)level, &err);
    if (level > HINT_LEVELS)
        err_set(&err, "hints go from 1 to %d", HINT_LEVELS);
    if (text == NULL)
        return lab_fail(LAB_USAGE, &err);
    text_print(stdout, text);
    free(text);
    if (level > used && !progress_hint(lab->workspace, e, (int)level, &err))
        fprintf(stderr, "ctxlab: %s\n", err.text);
    if (level < HINT_LEVELS)
        fprintf(stderr, "(hint %d of %d; the next: ctxlab hint %s %d)\n", (int)level, HINT_LEVELS, e->id, (int)level + 1);
    return LAB_PASSED;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    const char *workspace = NULL;
    const option_row_t rows[] = {{"workspace", OPTION_TEXT, &workspace}, {NULL, OPTION_FLAG, NULL}};
    int code;
    int64_t level = 0;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc < 2 || argc > 3)
        return lab_usage(verb, "hint needs the id of one entry, and may be given a level");
    if (argc == 3 && (!number_parse(argv[2], &level) || level < 1))
        return lab_usage(verb, "a hint's level is a number from 1 to %d", HINT_LEVELS);
    return lab_with_entry(workspace, argv[1], hint, &level);
}

const verb_t verb_hint = {
    .name = "hint",
    .usage = "hint ID [LEVEL] [--workspace DIR]",
    .about = "one more hint (1 vague … 3 nearly the line)",
    .help = "Shows the next hint, or the one of that level, and remembers that you used it.\n\n"
            "examples:\n"
            "  ctxlab hint busy-done-loop\n"
            "  ctxlab hint busy-done-loop 3\n",
    .run = run,
};
