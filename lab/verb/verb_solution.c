/* verb_solution.c — `ctxlab solution ID`: the reference, beside your own, after the pass. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diff.h"
#include "file.h"
#include "options.h"
#include "progress.h"
#include "story.h"
#include "verbs.h"
#include "workspace.h"

enum { SIDE_BY_SIDE = 100 }; /* columns: below, lines of programs would be cut */

typedef struct solution_options {
    const char *workspace;
    bool force, plain;
} solution_options_t;

static int solution(lab_t *lab, const entry_t *e, void *arg)
{
    const solution_options_t *o = arg;
    err_t err;
    char *text = story_solution(e, &err);
    if (text == NULL)
        return lab_fail(LAB_USAGE, &err);
    if (!o->force && !progress_get(lab->workspace, e).passed) {
        free(text);
        err_set(&err, "the solution of %s opens once you passed it; --force shows it now, `ctxlab hint %s` helps on", e->id,
                e->id);
        return lab_fail(LAB_USAGE, &err);
    }
    char *path = workspace_file(lab->workspace, e);
    buf_t mine = {0};
    if (!o->plain && file_exists(path) && workspace_take(path, &mine, &err)) {
        buf_t both = {0};
        size_t width = text_columns(stdout);
        if (width >= SIDE_BY_SIDE)
            diff_side_by_side(&both, buf_text(&mine), text, "yours", "solution", width);
        else
            diff_unified(&both, buf_text(&mine), text, "yours", "solution");
        fputs(buf_text(&both), stdout);
        buf_free(&both);
    } else {
        fputs(text, stdout);
    }
    buf_free(&mine);
    free(path);
    free(text);
    return LAB_PASSED;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    solution_options_t o = {0};
    const option_row_t rows[] = {{"force", OPTION_FLAG, &o.force},
                                 {"plain", OPTION_FLAG, &o.plain},
                                 OPTION_WORKSPACE(o.workspace),
                                 OPTIONS_END};
    return options_one_entry(verb, rows, argc, argv, &o.workspace, solution, &o);
}

const verb_t verb_solution = {
    .name = "solution",
    .usage = "solution ID [--force] [--plain] [--workspace DIR]",
    .about = "the reference solution beside yours, after the pass",
    .help = "Shows the reference solution beside your file when there is one: side by side on 100 columns or more, else as\n"
            "what to take away (-) and to put in (+).\n\n"
            "  --force    before you passed\n"
            "  --plain    the solution alone, as a C file\n\n"
            "examples:\n"
            "  ctxlab solution zero-timeout\n"
            "  ctxlab solution zero-timeout --force --plain > /tmp/fixed.c\n",
    .run = run,
};
