/* outcome_test.c — what is said of a program that does not pass: the command that plays a run again is one that a shell takes,
 * however long the tool's own name is; a compiler's complaint is told with the learner's own line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "fixture.h"
#include "scheduler.h"
#include "source.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

static const char schedule[] = "T2.err#1>T1,T3.select#2>T2:1";

/* The longest line; what the words may take by themselves is not counted against it. */
static size_t longest(const char *text)
{
    size_t most = 0;

    for (const char *line = text; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        size_t n = strcspn(line, "\n");
        most = n > most ? n : most;
    }
    return most;
}

/* The words as a shell takes them, a line each; the first is not run, only named. */
static bool taken(const char *text, const char *name, int size)
{
    char command[600], got[600] = "", wanted[600];

    snprintf(command, sizeof command, "set -- %s; printf '%%s\\n' \"$@\"", text);
    snprintf(wanted, sizeof wanted, "%s\nrun\nerr-before-done\n%s--schedule\n%s\n", name, size ? "--big\n" : "", schedule);
    FILE *f = popen(command, "r");
    if (!f)
        return false;
    got[fread(got, 1, sizeof got - 1, f)] = 0;
    bool well = pclose(f) == 0 && !strcmp(got, wanted);
    if (!well)
        printf("# from:\n%s\n# a shell takes:\n%s", text, got);
    return well;
}

/* A name of so many letters: /aaaa…/ctxlab */
static void name_of(size_t letters, char *name)
{
    memset(name, 'a', letters);
    name[0] = '/';
    memcpy(name + letters - strlen("/ctxlab"), "/ctxlab", sizeof "/ctxlab");
}

static void every_length(int columns, int size)
{
    size_t word = strlen("  --schedule ''") + strlen(schedule), too_wide = 0, refused = 0, short_names = 0;
    char name[128];

    for (size_t letters = 9; letters < 100; letters++) {
        name_of(letters, name);
        char *text = tui_run_again(name, "err-before-done", size, schedule, columns);
        bool whole = strstr(text, name) != NULL;
        size_t most = longest(text), room = (size_t)columns > word ? (size_t)columns : word;
        too_wide += most > room;
        short_names += !whole;
        if (letters % 9 == 0 || letters == (size_t)columns - 2 || letters == (size_t)columns - 1)
            refused += !taken(text, whole ? name : "ctxlab", size);
        free(text);
    }
    ok(!too_wide && !refused, "in %d columns%s: no line is too wide, a shell takes it", columns, size ? ", the big scenario" : "");
    ok(short_names == 100 - (size_t)columns + 1, "and the whole name stands there as long as it has room");
}

static bool fault_at(const char *compiler, const char *file, int line, const char *text)
{
    source_fault_t f;
    bool there = source_fault_read(&f, compiler), well = there && !strcmp(f.file, file) && f.line == line && !strcmp(f.text, text);

    if (!well)
        printf("# %s:%d: %s\n", f.file, f.line, f.text);
    return well;
}

static void faults(void)
{
    static const char called[] = "called object is not a function or function pointer";
    static const char in_macros[] =
        "In file included from zero-timeout.c:2:\n"
        "zero-timeout.c: In function 'ask':\n"
        "engine/include/ctx.h:38:19: error: called object is not a function or function pointer\n"
        "   38 | #define CTX_US(n) ((ctx_ns_t)(n) * 1000)\n"
        "engine/include/ctx.h:39:19: note: in expansion of macro 'CTX_US'\n"
        "   39 | #define CTX_MS(n) CTX_US((n) * 1000)\n"
        "zero-timeout.c:13:51: note: in expansion of macro 'CTX_MS'\n"
        "   13 |     ctx_with_timeout(ctx, attempt * CTX_MS(100) CTX_MS(100), &cancel);\n";
    char more[2000];

    ok(fault_at(in_macros, "zero-timeout.c", 13, called), "a fault inside two macros is told where the learner used them");
    snprintf(more, sizeof more, "%szero-timeout.c:20:5: error: expected ';'\nother.h:3:1: note: in expansion of macro 'CTX_S'\n", in_macros);
    ok(fault_at(more, "zero-timeout.c", 13, called), "whatever the next complaint is about");
    snprintf(more, sizeof more, "%szero-timeout.c:20:5: warning: unused\nother.h:3:1: note: in expansion of macro 'CTX_S'\n", in_macros);
    ok(fault_at(more, "zero-timeout.c", 13, called), "or the next warning");
    ok(fault_at("a.c:7:1: fatal error: no.h: No such file\n", "a.c", 7, "no.h: No such file"), "any other stays where it is");
    source_fault_t f;
    ok(!source_fault_read(&f, "ld: undefined reference to 'x'\n"), "the linker's names no line");
}

/* Between err and done a context has ended, and who waits for its done is not ready yet. */
static void waits_for_done(void)
{
    static app_t a;
    tui_options_t o = TUI_OPTIONS;
    trace_t *t = fixture("leak");
    char says[600];
    size_t told = 0;
    candidate_t c = {.task = 1, .op = CTX_OP_SELECT, .what = "select", .token = "", .waiting = true};

    for (size_t i = 0; i < trace_count(t) && !told; i++)
        if (trace_event(t, i)->kind == CTX_EV_TOLD) {
            told = i + 1;
            c.node = trace_event(t, i)->node;
        }
    view_open(&a.view, t, true, &o);
    view_goto(&a.view, told - 1);
    choice_next(a.view.model, &a.scheduler.who, &c, says, sizeof says);
    ok(told > 1 && strstr(says, " is alive, no other case is ready"), "before its err is set, a context that a select waits for is alive");
    view_goto(&a.view, told);
    choice_next(a.view.model, &a.scheduler.who, &c, says, sizeof says);
    ok(strstr(says, "waits in select: the done of c") && strstr(says, " is open, ") && !strstr(says, "alive"), "after it: its done is open");
    view_close(&a.view);
}

/* A task that sends while its context ends can do either: the two are told apart in words. */
static void two_ways(void)
{
    choices_t who = {.movable = 2, .candidates = 2};
    model_t none = {0};
    char hears[240], goes[240];

    who.candidate[0] = (candidate_t){.task = 2, .op = CTX_OP_SEND, .token = "T2.send#1>T2:0", .what = "send"};
    who.candidate[1] = (candidate_t){.task = 2, .op = CTX_OP_SEND, .token = "T2.send#1>T2:1", .what = "send"};
    choice_next(&none, &who, &who.candidate[0], hears, sizeof hears);
    choice_next(&none, &who, &who.candidate[1], goes, sizeof goes);
    ok(!strcmp(hears, "next: send, its context has ended") && !strcmp(goes, "next: send, the value goes"), "which of two ways a send takes: %s; %s", hears, goes);
}

static void said_once(void)
{
    static const tui_check_t gate = {"gate", "x.c: calls 'system'", false}, held = {"idle", "nothing is left", true};
    tui_verdict_t v = {.verdict = "rejected", .message = "x.c: calls 'system'", .check = &gate, .checks = 1};
    char *text = session_verdict_text(&v, "x", "ctxlab", NULL);

    ok(strstr(text, "calls 'system'") && !strstr(text, "Checks"), "what a refusal says is not said again by its check");
    free(text);
    v.check = &held;
    text = session_verdict_text(&v, "x", "ctxlab", NULL);
    ok(strstr(text, "# Checks") && strstr(text, "nothing is left"), "another check is");
    free(text);
}

/* The shortest that is known is none that takes more than what was just done. */
static bool shortest(size_t own, size_t known, const char *says)
{
    tui_options_t o = TUI_OPTIONS;
    app_t a = {0};

    view_open(&a.view, fixture("spin"), true, &o);
    view_goto(&a.view, trace_count(a.view.trace));
    a.scheduler = (scheduler_t){.on = true, .ended = true, .switches = own, .shortest = known, .shortest_known = true};
    scheduler_came_of_it(&a);
    bool well = a.scheduler.failed && strstr(a.scheduler.lead, says);
    if (!well)
        printf("# it says: %s\n", a.scheduler.lead);
    view_close(&a.view);
    return well;
}

/* The words of the command line, and the name that it takes. */
static void named(void)
{
    static const tui_check_t few[] = {{"missing-work", "answers: 3, expected 5", false}}, many[] = {{"missing-work", "answers: 7, expected 5", false}}, own[] = {{"err-before-done", "it is", false}};
    static const tui_found_t found = {"leaked-task", "server.c", "T2 is left", 18};
    const struct { tui_verdict_t v; const char *says, *also; } rows[] = {
        {{.verdict = "fail", .check = few, .checks = 1}, "It fails: work missing (missing-work)\n", "missing-work"},
        {{.verdict = "fail", .check = many, .checks = 1}, "It fails: more than there should be (missing-work)\n", "missing-work"},
        {{.verdict = "fail", .check = own, .checks = 1}, "It fails: err-before-done\n", "err-before-done"},
        {{.verdict = "fail", .check = few, .checks = 1, .finding = &found, .findings = 1}, "It fails: leak (leaked-task)\n", "leak (leaked-task)  server.c:18\n"},
    };
    unsigned right = 0, all = sizeof rows / sizeof *rows;

    for (unsigned i = 0; i < all; i++) {
        char *text = session_verdict_text(&rows[i].v, "e", "ctxlab", NULL);
        bool says = text && strstr(text, rows[i].says) && strstr(text, rows[i].also);
        if (!says)
            printf("# it says:\n%s\n# not \"%s\"\n", text, rows[i].says);
        right += says;
        free(text);
    }
    ok(right == all, "a verdict is headed by the words for what was found and the name to ask for it by (%u of %u)", right, all);
}

int main(void)
{
    named();
    ok(shortest(3, 2, "The shortest known schedule takes 2.") && shortest(2, 2, "The shortest known schedule takes 2."), "beside one's own schedule stands the shortest known");
    ok(shortest(1, 5, "shorter than what the judge knows: its schedule takes 5."), "but none that takes more");
    faults();
    waits_for_done();
    two_ways();
    said_once();
    char *text = tui_run_again("ctxlab", "err-before-done", 0, "-", 40);
    ok(!strcmp(text, "ctxlab run err-before-done \\\n  --schedule '-'"), "the pane of a terminal of 80 columns: two lines");
    free(text);
    text = tui_run_again("ctxlab", "err-before-done", 0, "-", 60);
    ok(!strcmp(text, "ctxlab run err-before-done --schedule '-'"), "one line, where it has room");
    free(text);
    for (int columns = 38; columns <= 54; columns += 8) {
        every_length(columns, 0);
        every_length(columns, 1);
    }
    return tap_end();
}
