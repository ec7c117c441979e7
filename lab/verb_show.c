/* verb_show.c — `ctxlab show ID`: the story, where your file is, what to type next. */
#include <stdio.h>
#include <stdlib.h>

#include "flow.h"
#include "options.h"
#include "verbs.h"
#include "story.h"
#include "workspace.h"

static int show(lab_t *lab, const entry_t *e, void *arg)
{
    (void)arg;
    err_t err;
    char *story = story_text(e, &err);
    if (story == NULL)
        return lab_fail(LAB_JUDGE, &err);
    flow_print(stdout, story);
    free(story);
    if (!entry_gradable(e)) {
        fprintf(stderr, "\nWatch it: ctxlab %s %s\n", e->kind == ENTRY_DEMO ? "demo" : "run", e->id);
        return LAB_PASSED;
    }
    char *path = workspace_ensure(lab->workspace, e, NULL, &err);
    if (path == NULL)
        return lab_fail(LAB_USAGE, &err);
    fprintf(stderr, "\nYour file:  %s\nWatch it:   ctxlab run %s --view\nJudge it:   ctxlab grade %s   (on every save: ctxlab watch %s)\n",
            path, e->id, e->id, e->id);
    if (e->kind == ENTRY_JUDGE)
        fprintf(stderr, "Answer:     two lines at the top of your file:\n"
                        "              /* Verdict: bug | no-bug */\n"
                        "              /* Evidence: event N | count NAME=V | line N */\n");
    fprintf(stderr, "Stuck:      ctxlab hint %s\n", e->id);
    free(path);
    return LAB_PASSED;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    const char *workspace = NULL;
    const option_row_t rows[] = {OPTION_WORKSPACE(workspace), OPTIONS_END};
    return options_one_entry(verb, rows, argc, argv, &workspace, show, NULL);
}

const verb_t verb_show = {
    .name = "show",
    .usage = "show ID [--workspace DIR]",
    .about = "an entry's story, and where your file is",
    .help = "Tells an entry's story and puts your copy of its program into the workspace, if it is not there yet.\n\n"
            "  --workspace DIR   where your files are\n\n"
            "example:\n"
            "  ctxlab show zero-timeout\n",
    .run = run,
};
