/* verb_demo.c — `ctxlab demo ID`: a correct program worth watching, in any size. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "options.h"
#include "built.h"
#include "meter.h"
#include "progress.h"
#include "runs.h"
#include "show_trace.h"
#include "spawn.h"
#include "verbs.h"

typedef struct demo_options {
    bool view;
    int64_t size;
    const char *plain, *trace, *captions, *workspace;
} demo_options_t;

enum { DEMO_LIMIT = 1000000, DEMO_MS = 120000, SAY_FROM = 50000 /* less is there before anybody wonders */ };

/* Says how far it is. */
static bool demo_runs(const entry_t *e, run_spec_t *spec, run_end_t *end, err_t *err)
{
    meter_run_t r;
    meter_run_begin(&r, true, "running %s", e->id);
    spec->tick = meter_run_tick;
    spec->tick_self = &r;
    bool ok = run_once(spec, end, err);
    meter_end(&r.meter);
    return ok;
}

/* Its key `sizes`: the least and the most for which its words are true. Who asks for another is told, and given the nearest. */
static int64_t demo_size(const entry_t *e, int64_t asked)
{
    const char *sizes = entry_extra(e, "sizes");
    char *end = NULL;
    if (asked < 0)
        return entry_usual_size(e);
    int64_t least = sizes == NULL ? 1 : strtoll(sizes, &end, 10), most = sizes == NULL ? DEMO_LIMIT : strtoll(end, NULL, 10);
    if (least == most && asked != least)
        fprintf(stderr, "ctxlab: %s has one size: --size %lld is not used\n", e->id, (long long)asked);
    else if (asked < least)
        fprintf(stderr, "ctxlab: %s: %lld is too few: %lld\n", e->id, (long long)asked, (long long)least);
    else if (asked > most)
        fprintf(stderr, "ctxlab: %s: %lld is too many: %lld\n", e->id, (long long)asked, (long long)most);
    return asked < least ? least : asked > most ? most : asked;
}

static int demo_built(const lab_t *lab, const entry_t *e, const demo_options_t *o, const char *captions, const compiled_t *program)
{
    int64_t size = demo_size(e, o->size);
    run_spec_t spec = {.entry = e, .program = program->program, .size = size, .with_trace = true, .wall_ms = DEMO_MS};
    bool watch = o->view || (!o->plain && o->trace == NULL && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO));
    show_opts_t show = {.mode = watch ? SHOW_VIEW : o->plain ? SHOW_PLAIN : SHOW_SUMMARY, .views = o->plain, .save = o->trace, .size = size,
                        .captions = captions, .captions_name = o->captions, .shipped = true};
    run_end_t end;
    err_t err;
    if (size >= SAY_FROM)
        fprintf(stderr, "ctxlab: running %s in size %lld: this takes a while\n", e->id, (long long)size);
    if (!demo_runs(e, &spec, &end, &err))
        return lab_fail(LAB_JUDGE, &err);
    if (size >= SAY_FROM && end.trace != NULL)
        fprintf(stderr, "ctxlab: %zu events; reading them\n", trace_count(end.trace));
    int code;
    if (run_trouble(&spec, &end, &err))
        code = lab_fail(LAB_JUDGE, &err);
    else if (end.trace == NULL)
        code = lab_fail(LAB_JUDGE, &end.trace_why);
    else
        code = show_trace(lab, e, end.trace, &show);
    run_end_free(&end);
    if (code == LAB_PASSED && !progress_seen(lab->workspace, e, &err))
        fprintf(stderr, "ctxlab: %s\n", err.text);
    return code;
}

static int demo_entry(lab_t *lab, const entry_t *e, void *arg)
{
    const demo_options_t *o = arg;
    err_t err;
    if (e->kind != ENTRY_DEMO) {
        err_set(&err, "%s is a %s, not a demo; try `ctxlab run %s`", e->id, entry_kind_name(e->kind), e->id);
        return lab_fail(LAB_USAGE, &err);
    }
    compiled_t program;
    buf_t captions = {0};
    if (o->captions != NULL && !captions_file(o->captions, &captions, &err)) {
        buf_free(&captions);
        return lab_fail(LAB_USAGE, &err);
    }
    interrupt_catch();
    int code = built_program(lab, e, NULL, true, &program);
    if (code == LAB_PASSED)
        code = demo_built(lab, e, o, o->captions != NULL ? buf_text(&captions) : NULL, &program);
    compiled_free(&program);
    buf_free(&captions);
    interrupt_finish();
    return code;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    demo_options_t o = {.size = -1};
    const option_row_t rows[] = {{"view", OPTION_FLAG, &o.view},           {"plain", OPTION_MAYBE, &o.plain},
                                 {"size", OPTION_NUMBER, &o.size},         {"trace", OPTION_TEXT, &o.trace},
                                 {"captions", OPTION_TEXT, &o.captions},
                                 OPTION_WORKSPACE(o.workspace), OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc != 2)
        return lab_usage(verb, "demo needs the id of one demo; `ctxlab list` names them all");
    if (o.size == 0 || o.size > DEMO_LIMIT)
        return lab_usage(verb, "--size goes from 1 to %d", DEMO_LIMIT);
    if (o.view && o.plain)
        return lab_usage(verb, "only one of --view and --plain");
    return lab_with_entry(o.workspace, argv[1], demo_entry, &o);
}

const verb_t verb_demo = {
    .name = "demo",
    .usage = "demo ID [--size N] [--captions FILE] [--view|--plain[=VIEWS]|--trace FILE]",
    .about = "a correct program worth watching",
    .help = "Runs a demo and shows it: on a terminal the visualizer in demo mode (PgUp/PgDn step), else a summary.\n\n"
            "  --size N        how many contexts, tasks, stages…:\n"
            "                  budgets, graceful-shutdown 1 to 1,000,000; deep-cascade, wide-cascade 2 to 1,000,000;\n"
            "                  worker-pool 3 to 1,000,000; circuit-breaker, request-cascade, timeout-with-fallback 2 to 64;\n"
            "                  first-error-wins 3 to 64; retry-with-backoff 2 to 16; pipeline 1 to 16; merge-two-contexts 1\n"
            "  --captions FILE your own stops and words instead of its own (ctxlab view --help says how they are written)\n"
            "  --view          the visualizer\n"
            "  --plain[=VIEWS] labelled lines: the events with the captions, then tree, tasks, cascades, findings (ctxlab view --help names all)\n"
            "  --trace FILE    keep the trace\n\n"
            "examples:\n"
            "  ctxlab demo wide-cascade\n"
            "  ctxlab demo wide-cascade --size 1000000 --trace /tmp/wide.ctxtrace\n",
    .run = run,
};
