/* verb_open.c — `ctxlab` alone: the full-screen tool. */
#include <stdio.h>
#include <unistd.h>

#include "options.h"
#include "tui_host.h"
#include "verbs.h"

static int open_screen(const char *workspace, const char *id)
{
    lab_t lab;
    err_t err;
    if (!lab_open(&lab, workspace, &err))
        return lab_fail(LAB_JUDGE, &err);
    const entry_t *e = id == NULL ? NULL : catalog_find(&lab.catalog, id, &err);
    int code;
    if (id != NULL && e == NULL) {
        code = lab_fail(LAB_USAGE, &err);
    } else {
        lab_host_t *host = lab_host_new(&lab);
        code = tui_learn(lab_host_table(host), id);
        lab_host_free(host);
    }
    lab_close(&lab);
    return code;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    const char *workspace = NULL;
    const option_row_t rows[] = {OPTION_WORKSPACE(workspace), OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc > 2)
        return lab_usage(verb, "the screen starts at one entry");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        fputs("ctxlab: the full-screen tool needs a terminal; without one, begin with `ctxlab list` and "
              "`ctxlab help`\n", stderr);
        return LAB_USAGE;
    }
    return open_screen(workspace, argc == 2 ? argv[1] : NULL);
}

const verb_t verb_open = {
    .name = "open",
    .usage = "[open [ID]] [--workspace DIR]",
    .about = "the full-screen tool (the same as no verb)",
    .help = "The full-screen tool: pick an entry, read its story, edit, run, watch the tree, fix, get the verdict.\n\n"
            "examples:\n"
            "  ctxlab\n"
            "  ctxlab open zero-timeout\n",
    .run = run,
};
