/* beat_test.c — beat my fix and be the scheduler, with the catalog's own programs and the real judge. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static pty_t p;

static void keys(const char *k) { lab_keys(&p, k); }

static bool shows(const char *text) { return pty_wait_text(&p, text); }

static bool has(const char *text) { return pty_has(&p, text); }

/* Until what the key asked for is done: the next key is not one too many, nor one too early. */
static void press(const char *key)
{
    keys(key);
    pty_wait_done(&p);
}

static void begin(const char *entry, const char *editor)
{
    lab_new_workspace();
    ok(lab_start(&p, 24, 80, editor) && lab_open(&p, entry), "%s opens", entry);
}

/* ---- a run that is only lucky, the attack, the deciding switch ------------------------------------------- */

static void lucky_run(void)
{
    begin("err-before-done", NULL);
    keys("\r++++++++");
    ok(shows("Nothing went wrong in this run. One lucky run proves nothing: r lets the judge") && shows("s lets you choose"),
       "the usual schedule passes: that proves nothing, and there is more to do");
    keys("w");
    ok(shows("One lucky run proves nothing"), "looking for a finding says the same");
    keys("r");
    ok(shows("It fails. err-before-done: decided here. T2 asks (err, scenario.c:20) moved") && shows("here before T1 scenario (close, err-before-done.c:37)"), "r attacks: one sentence about the losing schedule");
    ok(shows("PAUSED") && shows("event 17/"), "played back to its deciding switch");
    ok(lab_golden(&p, "beat-decided"), "the whole picture");
}

static void takes_over(void)
{
    pty_wait_done(&p); /* the judge says no more: the shortest is known from what it has said */
    keys("s");
    ok(shows("Who moves next? 0 moves, 0 switches") && shows("The switch that decided: T2 asks"), "s opens the run exactly there");
    ok(shows("T1 scenario: close (usual)") && shows("T2 asks: err") && shows("the caller: cancels everything"), "everybody who could move is named, with what they would do");
    ok(shows("scenario.c:20  if (ctx_err(shift) =="), "and the line each stands at");
    ok(shows("cannot move:") && shows("T3 listens waits in select: c4 shift is") && shows("alive, no other case is ready"), "and why the others cannot");
    ok(lab_golden(&p, "scheduler"), "the picture at 80x24");
    keys("j\r");
    ok(shows("Who moves next? 1 move, 1 switch") && shows("You let T2 asks go instead of the usual one. Could have moved as well: T1"),
       "a move: who went, who else could have");
    press("\r");
    ok(shows("T3 listens waits in select: the done of") && has("c4 shift is open, no other case is"), "what has ended and is not done yet is not called alive");
    press("\r");
    ok(shows("It fails, 1 switch from the usual order.") && shows("schedule takes 1."), "a failure is said at once, beside the shortest known");
}

/* What stands below "to send to a friend", pasted into a shell: its exit code. */
static int friend_runs(void)
{
    static const char above[] = "Your schedule, to send to a friend:";
    char command[1000], *all = pty_text(&p), *at = strstr(all, above), *row = at;
    size_t used = (size_t)snprintf(command, sizeof command, "exec >/dev/null 2>&1; CTXLAB_WORKSPACE=%s PATH=%s:$PATH\nexport CTXLAB_WORKSPACE PATH\n",
                                   lab_workspace(), lab_folder());
    while (row && row > all && row[-1] != '\n')
        row--;
    int column = row ? pty_columns(row, at) : 0;
    for (row = row ? strchr(row, '\n') : NULL; row; row = strchr(row, '\n')) {
        row++;
        const char *text = pty_column(row, column);
        size_t n = strcspn(text, "\n");
        if (!n || strspn(text, " ") >= n)
            break;
        used += (size_t)snprintf(command + used, sizeof command - used, "%.*s\n", (int)n, text);
    }
    free(all);
    printf("# pasted:\n");
    for (char *line = command, *end; (end = strchr(line, '\n')) != NULL; line = end + 1)
        printf("#   %.*s\n", (int)(end - line), line);
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void undo(void)
{
    press("u");
    ok(shows("Who moves next? 2 moves, 1 switch"), "u takes back one move");
    keys("uu");
    ok(shows("Who moves next? 0 moves, 0 switches"), "and the next");
    int moves = 0, back = 0;
    for (; moves < 80 && !has("The run is over"); moves++)
        press("\r");
    ok(shows("The run is over, and nothing went") && shows("u takes a move back. Esc leaves"), "with the deciding switch undone the same run passes");
    ok(shows("ctxlab run err-before-done \\") && shows("--schedule '-'"), "its schedule can be sent to a friend");
    ok(friend_runs() == 0, "who pastes it into a shell sees the same run pass");
    static const char first[] = "This is the first choice of the run";
    for (; back < 120 && !has(first); back++)
        press("u");
    ok(has(first), "u goes on beyond where one began, to the first choice of the run (%d times; %d moves)", back, moves);
    ok(back > moves + 2, "through each choice before the one where one began, too");
    keys("c");
    ok(shows("the caller") && shows("1 switch"), "c drops a cancel there");
}

/* ---- saved from outside ---------------------------------------------------------------------------------- */

static void saved(void)
{
    press("\033");
    ok(lab_save("err-before-done", "tests/catalog/err-before-done/wrong-lock-writer.c"), "a wrong fix is saved by renaming");
    ok(shows("err-before-done: decided here."), "it is attacked, and loses");
    ok(shows("T2 asks (err, scenario.c:20)") && shows("(close, err-before-done.c:39)"), "the sentence names the learner's own line");
    ok(lab_save("err-before-done", "tests/catalog/err-before-done/right-one-lock.c"), "a right fix is saved");
    ok(shows("It passes") && shows("I tried all 1,014 schedules of the small scenario, and the big one; none") && shows("Want to try?") && shows("Press s: you say who moves next"), "it says what was tried, and invites");
    ok(pty_wait_gone(&p, "confirming") && shows("It passes: 10 of 10 points") && shows("real threads"), "and is confirmed: the points, and what held");
    ok(shows("n: ") && shows("); 1 of ") && shows(" passed."), "and what comes next, by its name");
    keys("\033");
    ok(shows("Your file passes; this is one run of it. All 1,014 schedules were tried.") && shows("event 93/93") && has("c4 shift"), "behind the page stands the run at its end, not an empty tree");
    keys("s");
    ok(shows("Who moves next? 0 moves, 0 switches"), "s: one may try oneself");
    press("\033");
    keys("S");
    ok(shows("A solution beside yours") && shows("the solution"), "after the pass S shows the solution beside one's own");
    pty_resize(&p, 24, 60);
    ok(pty_wait_either(&p, "\n  -", "\n  +"), "on a narrow screen one below the other");
    pty_resize(&p, 24, 80);
    ok(shows("yours     "), "and beside again");
    press("\033");
    keys("v");
    ok(shows("It passes"), "v: the verdict");
    keys("n");
    ok(shows("Enter: watch it run"), "n: on to the next entry");
    lab_quit(&p, "beat my fix");
}

static void does_not_compile(void)
{
    begin("busy-done-loop", NULL);
    keys("\r");
    ok(shows("Background"), "the run of the file as shipped is on the screen");
    lab_save_text("busy-done-loop", "#include \"exercise.h\"\nvoid worker(ctx_t *ctx, void *jobs)\n{\n    (void)ctx, (void)jobs;\n    int x = ;\n}\n");
    ok(shows("It does not compile. busy-done-loop.c:5: expected"), "a file that does not compile: one sentence");
    ok(shows("5❯    int x = ;") && shows("✘ expected"), "its line in the source pane, and what is wrong with it");
    lab_save_text("busy-done-loop", "#include \"exercise.h\"\nvoid worker(ctx_t *ctx, void *jobs)\n{\n    (void)ctx, (void)jobs;\n    for (;;)\n        ;\n}\n");
    ok(shows("runs on for ever") && shows("busy-done-loop.c:5"), "an endless loop: a word, and its line");
    press("\033");
    keys("?");
    ok(shows("play or pause"), "and the keys go on working");
    press("\033");
    lab_save("busy-done-loop", "tests/catalog/busy-done-loop/right-while.c");
    ok(shows("It passes"), "a right fix passes after all that");
    lab_quit(&p, "compile error");
}

/* Who looked on for a step finds back to the switch that decided, and from there to where they were. */
static void looked_on(void)
{
    begin("err-before-done", NULL);
    keys("\rr");
    ok(shows("PAUSED") && shows("event 17/") && shows("decided here"), "played back to the deciding switch once more");
    press(".");
    press(".");
    ok(shows("event 19/"), "two steps on");
    press("s");
    ok(shows("The switch that decided: T2 asks") && shows("0 moves, 0 switches") && shows("T1 scenario: close (usual)"), "s opens at the deciding switch all the same");
    ok(shows("s") && shows("once more: after event 19, where you were."), "and says how to come to where one was");
    press("s");
    ok(shows("0 moves, 1 switch") && shows("select, default") && !has("The switch that decided"), "s once more: there");
    for (int i = 0; i < 10 && !has("0 switches"); i++)
        press("u");
    ok(has("0 moves, 0 switches") && has("T1 scenario: close (usual)") && has("T2 asks: err"), "u from there: back to before the switch, which is undone");
    press("s");
    ok(shows("PAUSED") && !has("Who moves next?"), "and the third time it leaves, as ever");
    lab_quit(&p, "looked on");
}

/* What stands in one line of what was written to the terminal, from "ctxlab run" on; owned. */
static char *written_line(void)
{
    char *all = strndup(p.said ? p.said : "", p.said_bytes), *at = strstr(all, "ctxlab run "), *line = at ? strndup(at, strcspn(at, "\r\n")) : NULL;

    free(all);
    return line;
}

/* A schedule wider than any pane is not broken on the screen, and is had whole by a key. */
static void long_schedule(void)
{
    char command[4000];

    begin("err-before-done", NULL);
    keys("\r");
    ok(shows("Contexts"), "a run");
    press("g:0\r");
    press("s");
    for (int move = 0; move < 17 && !has("The run is over"); move++)
        press(move % 2 ? "gj\r" : "g\r");
    for (int move = 0; move < 90 && !has("The run is over"); move++)
        press("\r");
    ok(shows("The run is over") && shows("--schedule 'T") && has("…") && has("y: as one line, to copy"), "a long schedule: its beginning, and how to have it whole");
    pty_hush(&p);
    p.shell = true; /* it waits for who prints the line, who waits for Enter */
    keys("y");
    ok(shows("Enter leads back to the screen."), "y: on the terminal itself");
    p.shell = false;
    char *line = written_line();
    size_t length = line ? strlen(line) : 0;
    ok(length > 100 && line[length - 1] == '\'', "all of it in one line, of %zu characters", length);
    snprintf(command, sizeof command, "CTXLAB_WORKSPACE=%s PATH=%s:$PATH %s >/dev/null 2>&1", lab_workspace(), lab_folder(), line ? line : "false");
    int status = line ? system(command) : -1, code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    keys("\r");
    ok(shows("The run is over") && code == (has("It fails") ? 1 : 0), "Enter leads back; pasted into a shell it plays the same run: %d", code);
    free(line);
    lab_quit(&p, "long schedule");
}

/* How a run can end, said by what happened in it. */
static void ends(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 16, 60, NULL), "a small screen");
    lab_open(&p, "busy-done-loop");
    keys("\r");
    lab_save_text("busy-done-loop", "#include \"exercise.h\"\nvoid worker(ctx_t *ctx, void *jobs)\n{\n    ctx_auto ctx_cancel_t *cancel = NULL;\n"
                                    "    struct job job;\n    chan_recv(jobs, &job);\n    ctx = ctx_with_cancel(NULL, &cancel);\n    (void)ctx;\n}\n");
    ok(shows("panic"), "a panic is what it fails by");
    keys("g:0\rs");
    ok(shows("Who moves next? 0 moves, 0 switches"), "s from its start");
    ok(lab_golden(&p, "scheduler-narrow"), "the picture at 60x16");
    for (int i = 0; i < 20 && !has("The run is over"); i++)
        press("\r");
    ok(shows("panics: cannot create context from nil parent"), "the run ends in a panic, and says so");
    ok(shows("recovers: the run ends.") && shows("u takes a move back."), "and what to do next");
    press("u");
    ok(shows("Who moves next?"), "u takes the last move back even then");
    lab_quit(&p, "ends");
}

/* One task, two ways that are open: the sentence says which it took, and which it takes where it passes. */
static void two_ways(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 24, 80, "cp tests/catalog/undrained-pipeline/wrong-first-send-only.c") && lab_open(&p, "undrained-pipeline"), "undrained-pipeline opens");
    keys("e");
    ok(shows("sent on ch1 here; in the run that passes it heard") && shows("that c4 had ended"), "both ways are told");
    lab_quit(&p, "two ways");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    lucky_run();
    takes_over();
    undo();
    saved();
    does_not_compile();
    ends();
    two_ways();
    looked_on();
    long_schedule();
    lab_clean();
    return tap_end();
}
