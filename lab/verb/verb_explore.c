/* verb_explore.c — `ctxlab explore ID`: all schedules, counted; goes on after a failure. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "options.h"
#include "built.h"
#include "meter.h"
#include "runs.h"
#include "show_trace.h"
#include "spawn.h"
#include "verbs.h"
#include "verdict.h"

typedef struct explore_options {
    bool json, shipped, forked, big;
    const char *in, *workspace;
    int64_t max_schedules, seconds;
} explore_options_t;

/* bound, shortest: NULL where there is none. */
static void print_json(const entry_t *e, const runner_result_t *r, const char *bound, const char *shortest)
{
    json_t *doc = json_pack("{s:s, s:s, s:I, s:b, s:s?, s:I, s:s?}", "schema", "ctxlab/explore/1", "id", e->id, "explored",
                            (json_int_t)r->explored, "complete", r->complete != 0, "bound", bound, "failing", (json_int_t)r->failing,
                            "shortest", shortest);
    (void)json_dumpf(doc, stdout, JSON_INDENT(1));
    puts("");
    json_decref(doc);
}

static void print_data(const entry_t *e, const runner_result_t *r)
{
    const char *shortest = r->shortest[0] == '\0' ? "-" : r->shortest;
    print_json(e, r, r->complete || r->bound[0] == '\0' ? NULL : r->bound, r->failing == 0 ? NULL : shortest);
}

/* What ends the explorer's process ends the exploring, too: the schedule that it was at fails, and is not known. */
static void print_broken(const entry_t *e, const runner_result_t *result, const char *why)
{
    runner_result_t r = *result;
    r.explored++;
    r.failing++;
    r.complete = 0;
    print_json(e, &r, why, r.shortest[0] == '\0' ? NULL : r.shortest);
}

static const char *fails(uint64_t n) { return n == 1 ? "fails" : "fail"; }

/* What is found there is excused because time moved although tasks could: told apart, else it reads like a rare race. */
static void print_slow(const runner_result_t *r)
{
    uint64_t prompt = r->explored - r->slow, failing = r->failing - r->slow_failing;
    if (r->slow > r->slow_failing && failing > 0)
        printf("  %llu of the %llu where time was prompt %s; %llu with a slow machine %s judged by safety alone: %llu %s\n",
               (unsigned long long)failing, (unsigned long long)prompt, fails(failing), (unsigned long long)r->slow,
               r->slow == 1 ? "is" : "are", (unsigned long long)r->slow_failing, fails(r->slow_failing));
}

/* held: why what is found is not told; NULL: it is. */
static void print_text(const entry_t *e, const explore_options_t *o, const runner_result_t *r, const char *held)
{
    const char *shortest = r->shortest[0] == '\0' ? "-" : r->shortest;
    printf("%s: %llu schedule%s explored, %s%s; ", e->id, (unsigned long long)r->explored, r->explored == 1 ? "" : "s",
           r->complete ? "all there are" : "not all there are: bound by ", r->complete ? "" : r->bound);
    if (held != NULL) {
        printf("not judged here\n  what there is to find: %s\n", held);
        return;
    }
    printf("%llu %s\n", (unsigned long long)r->failing, fails(r->failing));
    if (r->failing == 0)
        return;
    print_slow(r);
    if (r->line > 0)
        printf("  %s:%u  %s\n      %s\n", r->file, r->line, r->finding, r->message);
    else
        printf("  %s\n      %s\n", r->finding, r->message);
    for (const char *line = r->story; *line != '\0'; line += strcspn(line, "\n") + 1)
        printf("      %.*s\n", (int)strcspn(line, "\n"), line);
    char *replay = verdict_command(e->id, o->shipped, o->big, o->in, shortest);
    char *undone = verdict_command(e->id, o->shipped, o->big, o->in, r->undone);
    printf("  shortest: %u switch%s from the usual schedule\n  Replay:   %s --view\n", r->switches, r->switches == 1 ? "" : "es", replay);
    if (r->undone[0] != '\0')
        printf("  Undone:   %s   (passes)\n", undone);
    free(replay);
    free(undone);
}

static int explore_built(const lab_t *lab, const entry_t *e, const explore_options_t *o, const compiled_t *program)
{
    run_spec_t spec = {.entry = e, .program = program->program, .explore = true, .capped = true, .size = o->big, .forked = o->forked,
                       .max_schedules = (uint64_t)o->max_schedules, .max_ms = (uint64_t)o->seconds * 1000,
                       .wall_ms = (int)(o->seconds > 80000 ? 80000 : o->seconds) * 1000 + 10000};
    run_end_t end;
    err_t err;
    meter_run_t meter;
    meter_run_begin(&meter, false, "exploring %s", e->id);
    spec.tick = meter_run_tick;
    spec.tick_self = &meter;
    bool ran = run_once(&spec, &end, &err);
    meter_end(&meter.meter);
    if (!ran)
        return lab_fail(LAB_JUDGE, &err);
    const runner_result_t *r = &end.result;
    int code = r->failing > 0 ? LAB_FAILED : LAB_PASSED;
    bool broke = run_trouble(&spec, &end, &err);
    if (!broke && r->checked != r->explored)
        broke = !err_set(&err, "the checks ran in %llu of %llu schedules", (unsigned long long)r->checked,
                         (unsigned long long)r->explored);
    if (broke) {
        code = lab_fail(r->state == RUNNER_CRASHED || end.timed_out || end.flooded || end.died ? LAB_FAILED : LAB_JUDGE, &err);
        if (code == LAB_FAILED && o->json)
            print_broken(e, r, err.text);
    }
    else if (o->json)
        print_data(e, r);
    else
        print_text(e, o, r, show_held(lab, e));
    run_end_free(&end);
    return code;
}

static int explore_entry(lab_t *lab, const entry_t *e, void *arg)
{
    const explore_options_t *o = arg;
    err_t err;
    lab->in = o->in;
    if (!lab_folder(o->in, &err))
        return lab_fail(LAB_USAGE, &err);
    if (!entry_gradable(e) || e->threads) {
        err_set(&err, "%s %s: there are no schedules to explore", e->id,
                e->threads ? "runs on real threads" : e->kind == ENTRY_DEMO ? "is a demo" : "is a lesson");
        return lab_fail(LAB_USAGE, &err);
    }
    compiled_t program;
    interrupt_catch();
    int code = built_program(lab, e, o->in, o->shipped, &program);
    if (code == LAB_PASSED)
        code = explore_built(lab, e, o, &program);
    compiled_free(&program);
    interrupt_finish();
    return code;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    explore_options_t o = {.max_schedules = 1000000, .seconds = 60};
    const option_row_t rows[] = {{"json", OPTION_FLAG, &o.json},
                                 {"shipped", OPTION_FLAG, &o.shipped},
                                 {"fork", OPTION_FLAG, &o.forked},
                                 {"big", OPTION_FLAG, &o.big},
                                 {"in", OPTION_TEXT, &o.in},
                                 OPTION_WORKSPACE(o.workspace),
                                 {"max", OPTION_NUMBER, &o.max_schedules},
                                 {"seconds", OPTION_NUMBER, &o.seconds},
                                 OPTIONS_END};
    return options_one_entry(verb, rows, argc, argv, &o.workspace, explore_entry, &o);
}

const verb_t verb_explore = {
    .name = "explore",
    .usage = "explore ID [--in DIR] [--json] [--shipped] [--max N] [--seconds N] [--fork]",
    .about = "every schedule of your program, counted",
    .help = "Runs every schedule of the entry's small scenario and says how many there are, how many fail, and the failing one\n"
            "with the fewest switches.\n\n"
            "  --json        {\"schema\":\"ctxlab/explore/1\",…}\n"
            "  --shipped     the program as shipped\n"
            "  --in DIR      take DIR/ID.c\n"
            "  --max N       at most N schedules (1,000,000); --seconds N (60)\n"
            "  --fork        a process a schedule: slow, a cross-check of the explorer itself\n\n"
            "Exit code 1 when some schedule fails.\n\n"
            "examples:\n"
            "  ctxlab explore zero-timeout\n"
            "  ctxlab explore busy-done-loop --shipped --json\n",
    .run = run,
};
