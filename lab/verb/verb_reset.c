/* verb_reset.c — `ctxlab reset ID`: the shipped file again; yours stays as a backup. */
#include <stdio.h>
#include <stdlib.h>

#include "options.h"
#include "verbs.h"
#include "workspace.h"

static int reset(lab_t *lab, const entry_t *e, void *arg)
{
    (void)arg;
    err_t err;
    char *backup = NULL;
    bool ok = workspace_reset(lab->workspace, e, &backup, &err);
    if (ok && backup != NULL)
        fprintf(stderr, "%s/%s.c is as shipped again; what you had is %s\n", lab->workspace, e->id, backup);
    else if (ok)
        fprintf(stderr, "%s/%s.c is as shipped\n", lab->workspace, e->id);
    free(backup);
    return ok ? LAB_PASSED : lab_fail(LAB_USAGE, &err);
}

static int run(const verb_t *verb, int argc, char **argv)
{
    const char *workspace = NULL;
    const option_row_t rows[] = {OPTION_WORKSPACE(workspace), OPTIONS_END};
    return options_one_entry(verb, rows, argc, argv, &workspace, reset, NULL);
}

const verb_t verb_reset = {
    .name = "reset",
    .usage = "reset ID [--workspace DIR]",
    .about = "begin again; your file is kept as a backup",
    .help = "Puts the shipped program back into the workspace. Your file becomes ID.c.bak-1, -2, …; none is overwritten.\n\n"
            "example:\n"
            "  ctxlab reset zero-timeout\n",
    .run = run,
};
