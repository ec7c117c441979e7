/* verb_open.c — `ctxlab` alone: the full-screen tool. */
#include <stdio.h>
#include <unistd.h>

#include "options.h"
#include "verbs.h"

static int run(const verb_t *verb, int argc, char **argv)
{
    const char *workspace = NULL;
    const option_row_t rows[] = {{"workspace", OPTION_TEXT, &workspace}, {NULL, OPTION_FLAG, NULL}};
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
    return lab_usage(verb, "the full-screen tool is not built in");
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
