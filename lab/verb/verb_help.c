/* verb_help.c — `ctxlab help [VERB]`, `ctxlab version`. */
#include <stdio.h>
#include <string.h>

#include "options.h"
#include "verbs.h"

#define CTXLAB_VERSION "0.1.0"

static int overview(void)
{
    buf_t text = {0};
    buf_adds(&text, "ctxlab — learn cancellation: see the context tree, break it by the schedule, fix it, prove the fix\n\n"
                    "usage: ctxlab             the full-screen tool\n"
                    "       ctxlab VERB …      (ctxlab VERB --help says more, with examples)\n\n");
    for (const verb_t *const *v = verbs; *v != NULL; v++)
        if (!(*v)->hidden)
            buf_addf(&text, "  %-12s %s\n", (*v)->name, (*v)->about);
    buf_adds(&text, "\nthe library: docs/c-api.md, engine/include/ctx.h; ctxlab show ctx_kept tells of one call\n"
                    "\nexit codes: 0 passed · 1 a finding or failed check · 2 usage or bad input · 3 does not compile · "
                    "4 the judge could not do its work\n");
    text_help(stdout, buf_text(&text));
    buf_free(&text);
    return lab_flush(LAB_PASSED);
}

static int run_help(const verb_t *verb, int argc, char **argv)
{
    const option_row_t rows[] = {OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc == 1)
        return overview();
    if (argc > 2)
        return lab_usage(verb, "help takes the name of one verb");
    const verb_t *about = verb_find(argv[1]);
    if (about == NULL || about->hidden)
        return verb_nearest(argv[1]) == NULL ? lab_usage(verb, "there is no verb '%.40s'; `ctxlab help` names them all", argv[1])
                                             : lab_usage(verb, "there is no verb '%.40s'; did you mean '%s'?", argv[1], verb_nearest(argv[1]));
    verb_print_help(about);
    return lab_flush(LAB_PASSED);
}

static int run_version(const verb_t *verb, int argc, char **argv)
{
    const option_row_t rows[] = {OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc > 1)
        return lab_usage(verb, "version takes no names");
    puts("ctxlab " CTXLAB_VERSION);
    return lab_flush(LAB_PASSED);
}

const verb_t verb_help = {
    .name = "help",
    .usage = "help [VERB]",
    .about = "this overview, or one verb's help",
    .help = "example:\n  ctxlab help grade\n",
    .run = run_help,
};

const verb_t verb_version = {
    .name = "version", .usage = "version", .about = "the version", .help = "Prints the version.\n\nexample:\n  ctxlab version\n", .run = run_version, .hidden = true};
