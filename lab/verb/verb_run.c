/* verb_run.c — `ctxlab run ID`: one run of the simulator, watched. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lesson.h"
#include "options.h"
#include "progress.h"
#include "built.h"
#include "meter.h"
#include "runs.h"
#include "run_ask.h"
#include "schedule.h"
#include "show_trace.h"
#include "spawn.h"
#include "tui_host.h"
#include "verbs.h"

typedef struct run_options {
    bool view, json, shipped, big, sweep, threads, scaled;
    int64_t seed;
    const char *plain, *schedule, *trace, *workspace, *in, *answers;
} run_options_t;

enum { RUN_MS = 60000, TIME_SCALE = 20 };

static show_opts_t show_of(const run_options_t *o)
{
    return (show_opts_t){.mode = o->view ? SHOW_VIEW : o->plain ? SHOW_PLAIN : o->json ? SHOW_JSON : SHOW_SUMMARY,
                         .views = o->plain, .save = o->trace, .schedule = o->schedule, .size = o->big,
                         .shipped = o->shipped, .threads = o->threads};
}

/* What came of it: a trace is shown even when the run broke off, as far as it went. */
static int show_end(const lab_t *lab, const entry_t *e, const run_options_t *o, const run_spec_t *spec, run_end_t *end)
{
    err_t why;
    bool broke = run_trouble(spec, end, &why);
    int code = LAB_PASSED;
    show_opts_t show = show_of(o);
    show.broke = broke;
    if (end->trace != NULL)
        code = show_trace(lab, e, end->trace, &show);
    else if (!broke)
        code = lab_fail(LAB_JUDGE, &end->trace_why);
    if (broke)
        code = lab_fail(end->result.state == RUNNER_REFUSED ? LAB_USAGE : LAB_FAILED, &why);
    else if (end->result.unmatched > 0)
        fprintf(stderr, "ctxlab: the schedule stops matching this program at its move %u; from there the usual one ran\n",
                end->result.unmatched);
    return code;
}

/* A lesson is played: from a person's answers, or from a file's (--answers FILE, - for stdin). */
static int play_lesson(const lab_t *lab, const entry_t *e, const run_options_t *o, const trace_t *trace)
{
    err_t err;
    lesson_t *lesson = lesson_read(e, &err);
    bool person = o->answers == NULL || strcmp(o->answers, "-") == 0;
    FILE *answers = person ? stdin : fopen(o->answers, "r");
    int code = LAB_USAGE;
    size_t right = 0;
    if (answers == NULL)
        err_errno(&err, "could not read the answers %s", o->answers);
    else if (lesson != NULL)
        code = lesson_play(lesson, trace, answers, o->json ? stderr : stdout, &right, &err);
    if ((code == LAB_PASSED || code == LAB_FAILED) && !progress_lesson(lab->workspace, e, right, lesson_questions(lesson), &err)) /* every question answered */
        fprintf(stderr, "ctxlab: %s\n", err.text);
    if (lesson == NULL || answers == NULL || code == LAB_USAGE || code == LAB_JUDGE)
        code = lab_fail(code, &err);
    if (answers != NULL && !person)
        fclose(answers);
    lesson_free(lesson);
    return code;
}

static bool plays(const entry_t *e, const run_options_t *o)
{
    return e->kind == ENTRY_LESSON && !o->view && !o->plain && (!o->json || o->answers != NULL);
}

/* A lesson's picture is the lesson: its recording alone asks nothing. One with a schedule of its own is looked at as it went. */
static bool plays_on_screen(const entry_t *e, const run_options_t *o)
{
    return e->kind == ENTRY_LESSON && o->view && o->schedule == NULL && o->seed < 0 && o->trace == NULL && isatty(STDIN_FILENO) &&
           isatty(STDOUT_FILENO);
}

static int play_on_screen(lab_t *lab, const entry_t *e)
{
    lab_host_t *host = lab_host_new(lab);
    int code = tui_learn(lab_host_table(host), e->id);
    lab_host_free(host);
    return code;
}

/* How much faster the clock goes on real threads: an entry whose scenario takes hours says more. */
static int time_scale(const entry_t *e)
{
    const char *text = entry_extra(e, "time_scale");
    int n = text == NULL ? TIME_SCALE : atoi(text);
    return n > 0 ? n : TIME_SCALE;
}

/* On real threads it can take seconds. */
static bool run_told(run_spec_t *spec, run_end_t *end, err_t *err)
{
    meter_run_t meter;
    meter_run_begin(&meter, false, "running %s", spec->entry->id);
    spec->tick = meter_run_tick;
    spec->tick_self = &meter;
    bool ok = run_once(spec, end, err);
    meter_end(&meter.meter);
    spec->tick = NULL;
    return ok;
}

static int run_built(const lab_t *lab, const entry_t *e, run_options_t *o, const compiled_t *program)
{
    char *seeded = o->seed >= 0 ? xformat("seed:%lld", (long long)o->seed) : NULL;
    if (seeded != NULL)
        o->schedule = seeded;
    run_spec_t spec = {.entry = e, .program = program->program, .size = e->kind == ENTRY_DEMO ? entry_usual_size(e) : o->big, .schedule = o->schedule, .with_trace = true,
                       .time_scale = o->scaled ? time_scale(e) : 0, .wall_ms = RUN_MS};
    run_end_t end;
    err_t err;
    int code;
    if (o->schedule != NULL && strcmp(o->schedule, "ask") == 0) {
        const show_opts_t show = show_of(o);
        code = run_ask(lab, &spec, &show);
    }
    else if (o->sweep)
        code = run_sweep(&spec, o->json);
    else if (!run_told(&spec, &end, &err))
        code = lab_fail(LAB_JUDGE, &err);
    else {
        bool play = plays(e, o) && end.trace != NULL && !run_trouble(&spec, &end, &err);
        code = play ? play_lesson(lab, e, o, end.trace) : LAB_PASSED;
        if (!play || (o->json && code <= LAB_FAILED)) {
            int shown = show_end(lab, e, o, &spec, &end);
            code = shown > code ? shown : code;
        }
        run_end_free(&end);
    }
    free(seeded);
    return code;
}

static int run_entry(lab_t *lab, const entry_t *e, void *arg)
{
    run_options_t *o = arg;
    err_t err;
    entry_t threaded = *e;
    lab->in = o->in;
    if (!lab_folder(o->in, &err))
        return lab_fail(LAB_USAGE, &err);
    if (o->answers != NULL && e->kind != ENTRY_LESSON) {
        err_set(&err, "%s is a %s: it asks no questions; leave --answers out", e->id, entry_kind_name(e->kind));
        return lab_fail(LAB_USAGE, &err);
    }
    if (o->answers != NULL && (o->view || o->plain)) {
        err_set(&err, "answers are for the lesson as text; leave --view and --plain out");
        return lab_fail(LAB_USAGE, &err);
    }
    if (o->threads && !entry_gradable(e)) {
        err_set(&err, "%s is a %s: it runs in virtual time only; leave --threads out", e->id, entry_kind_name(e->kind));
        return lab_fail(LAB_USAGE, &err);
    }
    if ((o->threads || e->threads) && (o->schedule != NULL || o->seed >= 0 || o->sweep)) {
        err_set(&err, "%s runs on real threads here, where nobody can choose the schedule; leave --schedule, --seed and --sweep out", e->id);
        return lab_fail(LAB_USAGE, &err);
    }
    if (plays_on_screen(e, o))
        return play_on_screen(lab, e);
    o->scaled = o->threads && !e->threads; /* an exercise in virtual time: its seconds are made short */
    threaded.threads = e->threads || o->threads;
    e = &threaded;
    compiled_t program;
    interrupt_catch();
    int code = built_program(lab, e, o->in, o->shipped || !entry_gradable(e), &program);
    if (code == LAB_PASSED)
        code = run_built(lab, e, o, &program);
    compiled_free(&program);
    interrupt_finish();
    return code;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    run_options_t o = {.seed = -1};
    const option_row_t rows[] = {{"view", OPTION_FLAG, &o.view},         {"plain", OPTION_MAYBE, &o.plain},
                                 {"json", OPTION_FLAG, &o.json},         {"shipped", OPTION_FLAG, &o.shipped},
                                 {"big", OPTION_FLAG, &o.big},           {"sweep", OPTION_FLAG, &o.sweep},
                                 {"threads", OPTION_FLAG, &o.threads},   {"seed", OPTION_NUMBER, &o.seed},
                                 {"schedule", OPTION_TEXT, &o.schedule}, {"trace", OPTION_TEXT, &o.trace},
                                 {"answers", OPTION_TEXT, &o.answers}, {"in", OPTION_TEXT, &o.in},             OPTION_WORKSPACE(o.workspace),
                                 OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc != 2)
        return lab_usage(verb, "run needs the id of one entry; `ctxlab list` names them all");
    if (o.view + (o.plain != NULL) + o.json > 1)
        return lab_usage(verb, "only one of --view, --plain and --json");
    if ((o.seed >= 0) + (o.schedule != NULL) + o.sweep > 1)
        return lab_usage(verb, "only one of --seed, --schedule and --sweep");
    if (o.view && o.schedule != NULL && strcmp(o.schedule, "ask") == 0)
        return lab_usage(verb, "--schedule ask asks here, line by line; on the screen (--view alone) `s` does");
    if (o.sweep && (o.view || o.plain || o.trace != NULL))
        return lab_usage(verb, "a sweep is many runs: it goes with --json only; --schedule shows one of them");
    if (o.schedule != NULL && strncmp(o.schedule, SCHEDULE_BIG, strlen(SCHEDULE_BIG)) == 0) {
        o.big = true;
        o.schedule += strlen(SCHEDULE_BIG);
    }
    return lab_with_entry(o.workspace, argv[1], run_entry, &o);
}

const verb_t verb_run = {
    .name = "run",
    .usage = "run ID [--view|--plain[=VIEWS]|--json] [--shipped] [--big] [--seed N | --schedule S|ask | --sweep] [--trace FILE] [--in DIR] [--threads] [--answers FILE|-]",
    .about = "one run in the simulator, watched",
    .help = "Compiles your file (or, with --shipped, the entry's own) and runs it once in virtual time.\n\n"
            "  --view          the visualizer: step forward and back (a lesson: the lesson)\n"
            "  --plain[=VIEWS] labelled lines: the events, then tree, tasks, cascades, findings (ctxlab view --help names all)\n"
            "  --json          findings and checks as data\n"
            "  --big           the large scenario instead of the small one\n"
            "  --schedule S    exactly this schedule, as a verdict prints it; `ask` asks you at every choice\n"
            "  --seed N        a random schedule\n"
            "  --sweep         cancel at every step in turn: which instants hang?\n"
            "  --trace FILE    keep the trace\n"
            "  --threads       on real threads, with the clock 20 times as fast (or as its entry.ini says): one run, nobody chooses;\n"
            "                  how soon things happen (deaf-wait, late-work, what has to be done in time) is not judged on it\n"
            "  --answers FILE  a lesson: predictions from a file, one a line (- for stdin)\n"
            "  --in DIR        take DIR/ID.c instead of the workspace's\n\n"
            "Exit code 1 when the run shows a finding or fails a check.\n\n"
            "examples:\n"
            "  ctxlab run busy-done-loop --view\n"
            "  ctxlab run busy-done-loop --shipped --plain | head -30\n"
            "  ctxlab run err-before-done --shipped --schedule 'T1.close#1>T2'\n",
    .run = run,
};
