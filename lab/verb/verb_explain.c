/* verb_explain.c — `ctxlab explain ID`: the mechanism, where it is in the engine, which view shows it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explored.h"
#include "flow.h"
#include "options.h"
#include "verbs.h"
#include "story.h"

static int explain(lab_t *lab, const entry_t *e, void *arg)
{
    (void)arg;
    err_t err;
    char *text = story_explain(e, &err);
    if (text == NULL)
        return lab_fail(LAB_JUDGE, &err);
    text = explored_fill(lab, e, text);
    flow_print(stdout, text);
    const char *mark = strstr(text, "LESSON: ");
    if (mark != NULL) {
        mark += strlen("LESSON: ");
        fprintf(stderr, "\nLESSON: names a place in the engine's source: ctxlab show %.*s\n", (int)strspn(mark, "abcdefghijklmnopqrstuvwxyz-"), mark);
    }
    free(text);
    return LAB_PASSED;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    const char *workspace = NULL;
    const option_row_t rows[] = {OPTIONS_END};
    return options_one_entry(verb, rows, argc, argv, &workspace, explain, NULL);
}

const verb_t verb_explain = {
    .name = "explain",
    .usage = "explain ID",
    .about = "what goes wrong, why, and how to see it",
    .help = "The explanation: the mechanism, where in the engine's own source it happens, which view shows it, how to\n"
            "spot it in review. It gives the bug away.\n\n"
            "example:\n"
            "  ctxlab explain discarded-cancel\n",
    .run = run,
};
