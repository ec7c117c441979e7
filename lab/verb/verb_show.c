/* verb_show.c — `ctxlab show ID`: the story, where your file is, what to type next. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flow.h"
#include "options.h"
#include "progress.h"
#include "study.h"
#include "verbs.h"
#include "story.h"
#include "workspace.h"

static void show_calls(const entry_t *e)
{
    buf_t line = {0};
    buf_adds(&line, "\nCalls you may need: ");
    buf_t own = {0}, calls = {0};
    study_own_calls(e, &own);
    study_calls(e, &calls);
    buf_addf(&line, "%s%s%s. What each does: ctxlab show CALL, docs/c-api.md, or the header engine/include/ctx.h.\n", buf_text(&own), own.len > 0 ? "; " : "",
             buf_text(&calls));
    flow_print(stderr, buf_text(&line));
    buf_free(&calls);
    buf_free(&own);
    buf_free(&line);
}

/* A lesson may have the name of the place that it is about. */
static void show_place(const lab_t *lab, const entry_t *e)
{
    buf_t place = {0};
    if (e->kind == ENTRY_LESSON && study_find(&lab->catalog, e->id, &place) && strncmp(buf_text(&place), "engine/", 7) == 0)
        printf("\n%s", buf_text(&place));
    buf_free(&place);
}

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
        show_place(lab, e);
        progress_row_t row = progress_get(lab->workspace, e);
        if (row.right < row.asked)
            fprintf(stderr, "\nBefore, %d of %d of your predictions were right.\n", row.right, row.asked);
        fprintf(stderr, "\nWatch it: ctxlab %s %s\n", e->kind == ENTRY_DEMO ? "demo" : "run", e->id);
        return LAB_PASSED;
    }
    char *path = workspace_ensure(lab->workspace, e, NULL, &err);
    if (path == NULL)
        return lab_fail(LAB_USAGE, &err);
    char *calls = study_own_path(e);
    fprintf(stderr, "\nYour file:  %s\nIts calls:  %s\nWatch it:   ctxlab run %s --view\nJudge it:   ctxlab grade %s   (on every save: ctxlab watch %s)\n",
            path, calls, e->id, e->id, e->id);
    free(calls);
    if (e->kind == ENTRY_JUDGE)
        fprintf(stderr, "Answer:     two lines at the top of your file:\n"
                        "              /* Verdict: bug | no-bug */\n"
                        "              /* Evidence: event N | count NAME=V | line N */\n"
                        "            What is found is told once the verdict is right, or to `Verdict: give-up`.\n");
    fprintf(stderr, "Stuck:      ctxlab hint %s\n", e->id);
    show_calls(e);
    free(path);
    return LAB_PASSED;
}

/* Not an entry: a call of the library, or a mark that an explanation quotes. False: neither. */
static bool show_passage(const char *name)
{
    catalog_t catalog;
    err_t err;
    buf_t text = {0};
    if (!catalog_load(&catalog, &err))
        return false;
    bool found = catalog_find(&catalog, name, &err) == NULL && study_find(&catalog, name, &text);
    if (found)
        fputs(buf_text(&text), stdout);
    buf_free(&text);
    catalog_free(&catalog);
    return found;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    const char *workspace = NULL;
    const option_row_t rows[] = {OPTION_WORKSPACE(workspace), OPTIONS_END};
    if (argc == 2 && argv[1][0] != '-' && show_passage(argv[1]))
        return lab_flush(LAB_PASSED);
    return options_one_entry(verb, rows, argc, argv, &workspace, show, NULL);
}

const verb_t verb_show = {
    .name = "show",
    .usage = "show ID|CALL|MARK [--workspace DIR]",
    .about = "an entry's story, and where your file is; or what a call does",
    .help = "Tells an entry's story and puts your copy of its program into the workspace, if it is not there yet.\n"
            "A call's name (ctx_kept; renew_pass, an exercise's own) shows what the header says of it, a mark's name (the-tree, quoted by explanations as\n"
            "LESSON: the-tree) that place in the engine's source. The whole library: docs/c-api.md, engine/include/ctx.h.\n\n"
            "  --workspace DIR   where your files are\n\n"
            "examples:\n"
            "  ctxlab show zero-timeout\n"
            "  ctxlab show ctx_kept\n"
            "  ctxlab show four-branches\n",
    .run = run,
};
