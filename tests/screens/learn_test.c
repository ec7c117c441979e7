/* learn_test.c — the whole path of a learner: catalog, story, run, edit, verdict, beat my fix, be the scheduler. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static char dir[] = "/tmp/ctxlab-screens-XXXXXX";
static char file[100], editor[400];
static pty_t p;

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    if (!f || fputs(text, f) < 0 || fclose(f))
        abort();
}

/* An editor that puts the given text into the file it is called with. */
static void editor_writes(const char *text)
{
    char path[100];

    snprintf(path, sizeof path, "%s/next", dir);
    put(path, text);
    snprintf(editor, sizeof editor, "EDITOR=cp %s/next", dir);
}

static bool start(const char *entry)
{
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", editor, NULL};
    const char *learn = getenv("LEARN") ? getenv("LEARN") : "build/tests/screens/learn";
    const char *argv[] = {learn, file, entry, NULL};

    return pty_start(&p, 24, 80, env, argv);
}

static void keys(const char *k) { pty_send(&p, k, strlen(k)); }
static bool shows(const char *text) { return pty_wait_text(&p, text); }

static void quit(const char *what)
{
    keys("q");
    ok(pty_wait_end(&p) && WIFEXITED(p.status) && WEXITSTATUS(p.status) == 0 && !p.altscreen && pty_tty_same(&p), "%s: q ends it, restored", what);
    pty_end(&p);
}

static void first_minutes(void)
{
    put(file, "shipped\n");
    editor_writes("still wrong\n");
    ok(start(NULL) && shows("The server that forgets") && shows("0 of 2 exercises passed"), "the catalog is the first screen");
    ok(shows("After a day"), "and shows the story of the entry under the cursor");
    keys("\r");
    ok(shows("Enter: watch it run"), "Enter opens the story");
    ok(shows("What the program may call") && shows("void handle(ctx_t *ctx)"), "and below it what the exercise's own calls do");
    keys("\033");
    ok(shows("After a day") && shows("Enter open"), "Esc leads from the story back to the list");
    keys("\r");
    ok(shows("Enter: watch it run"), "and Enter to the story again");
    keys("\r");
    ok(shows("Contexts") && shows("event "), "Enter again: the run, with its tree");
    ok(shows("Something is wrong by now.") && !pty_has(&p, "deaf-wait") && !pty_has(&p, "lost-cancel") && !pty_has(&p, "leaked-task"), "it plays, and stops where something can be seen, without a name for it");
    ok(shows("Look at ") && shows("Enter tells, Space") && shows("plays on."), "it asks, and says how to be told");
    keys(",.");
    ok(shows("Something is wrong by now."), "who looks around finds the question where it was asked");
    keys("\r");
    ok(shows("Found here: ") && shows("deaf-wait"), "Enter tells: its name, its line");
    keys("\r");
    ok(shows("What it means"), "Enter explains the finding");
    keys("\r");
    quit("first minutes");
}

/* On the list e and r do what they say, with the entry under the cursor. */
static void from_the_list(void)
{
    put(file, "shipped\n");
    editor_writes("still wrong\n");
    start(NULL);
    shows("After a day");
    ok(pty_has(&p, "e edit") && pty_has(&p, "r run"), "the list says that an entry can be edited and run");
    keys("?");
    ok(shows("open this entry and your file of it") && pty_has(&p, "open this entry and run it"), "?: what that does");
    keys("\033Ge");
    ok(shows("wide-cascade is a demo: there is no file of yours to edit.") && pty_has(&p, "0 of 2 exercises passed"), "e on a demo: there is nothing to edit");
    keys("ge");
    ok(shows("leak (lost-cancel): decided here. T2 went on") && shows("event 12/"), "e: edited, run and judged, without a story between");
    pty_wait_rest(&p);
    keys("\033");
    ok(shows("0 of 2 exercises passed"), "Esc: the list");
    put(file, "fixed\n");
    keys("r");
    ok(shows("It passes") && shows("Want to try?"), "r: run and judged");
    keys("\033");
    pty_wait_rest(&p);
    keys("\033");
    ok(shows("1 of 2 exercises passed"), "Esc: the list");
    keys("Gr");
    ok(shows("wide-cascade  event "), "r on a demo: it begins");
    quit("from the list");
}

static void losing_fix(void)
{
    put(file, "shipped\n");
    editor_writes("still wrong\n");
    ok(start("leaky-server") && shows("Enter: watch it run"), "an entry named on the command line opens at its story");
    keys("e");
    ok(shows("leak (lost-cancel): decided here. T2 went on"), "after an edit that loses: one sentence");
    ok(shows("event 12/"), "at the deciding switch of the replay");
    keys("s");
    ok(shows("Who moves next? 0 moves") && shows("The switch that decided: T2 went on"), "s takes over at that switch");
    keys("\r");
    ok(shows("Who moves next? 1 move,") && shows("You let T"), "Enter makes a move, and says who else could have");
    keys("u");
    ok(shows("Who moves next? 0 moves"), "u takes it back");
    keys("c");
    ok(shows("It fails, 1 switch from the") && shows("takes 2."), "a cancel dropped here makes it fail, and the lengths are compared");
    keys("v");
    ok(shows("It fails") && shows("12 of them fail") && shows("--schedule 'T2.select@2 T1.cancel@1'"), "v shows the verdict and what to send to a friend");
    keys("\r");
    quit("losing fix");
}

/* What the shortest schedule of the big scenario takes says nothing of the small one, which is on the screen. */
static void other_size(void)
{
    for (int big = 0; big < 2; big++) {
        put(file, big ? "big\n" : "shipped\n");
        start("leaky-server");
        shows("Enter: watch it run");
        keys("\r");
        shows("Contexts");
        pty_wait_rest(&p);
        keys("s");
        shows("Who moves next? 0 moves");
        keys("c");
        ok(shows("It fails, 1 switch from the"), "a schedule of one's own that fails, in the small scenario");
        if (!big)
            ok(shows("takes 2."), "how long the shortest one is");
        pty_wait_rest(&p);
        keys("v");
        ok(shows("It fails") && shows(big ? "leaky-server --big" : "12 of them fail"), "the judge's is one of the %s scenario", big ? "big" : "small");
        keys("\r");
        ok(shows("It fails, 1 switch from the") && pty_has(&p, "takes 2.") == !big, "its length is %s beside one's own", big ? "not said" : "said");
        quit("lengths");
    }
}

/* After the work's end nobody is asked; a step back that shows nothing new is none. */
static void after_idle(void)
{
    put(file, "shipped\n");
    editor_writes("late\n");
    start("leaky-server");
    shows("Enter: watch it run");
    keys("e");
    shows("event 12/");
    keys("s");
    ok(shows("Who moves next? 0 moves, 1 switch") && shows("The switch that decided"), "s: at a switch after the end of the work");
    keys("\r");
    ok(shows("The run is over"), "Enter: nothing is left to choose");
    keys("u");
    ok(shows("Who moves next? 0 moves, 1 switch") && shows("Taken back. Who moves here?") && pty_has(&p, "T1 serve: cancel c3 (usual)"), "u: back at that switch, once pressed");
    keys("u");
    ok(shows("Who moves next? 0 moves, 1 switch") && pty_wait_gone(&p, "T1 serve: cancel c3 (usual)") && pty_has(&p, "event 15/") && !pty_has(&p, "The run is over"), "u: and from there to where one is asked before");
    keys("\033");
    ok(shows("It fails. leak (lost-cancel): decided here") && shows("event 12/"), "Esc: the run that fails, as it stood there");
    quit("after idle");
}

/* Keys that come together are acted upon together: the answer to the first cannot be there before the second. */
static void hurried(void)
{
    put(file, "shipped\n");
    start("leaky-server");
    shows("Enter: watch it run");
    keys("\r");
    shows("Contexts");
    pty_wait_rest(&p);
    keys("sp");
    ok(shows("Who moves next? 0 moves") && shows("there is nothing to predict"), "s, and a key before its answer: what that key says is still there");
    keys("\033");
    pty_wait_rest(&p);
    keys("sj\r");
    ok(shows("Who moves next? 1 move,") && shows("You let T2 tick_worker go instead"), "the cursor was moved on in the list that came, and Enter let that one go");
    keys("\r\r\r");
    ok(shows("Who moves next? 4 moves,"), "three times Enter at once are three moves");
    keys("\033");
    pty_wait_rest(&p);
    keys("su");
    ok(shows("Who moves next? 0 moves") && shows("there is nothing to take back"), "nothing to take back is said as well");
    quit("hurried");
}

static void holding_fix(void)
{
    put(file, "shipped\n");
    editor_writes("fixed\n");
    start("leaky-server");
    shows("Enter: watch it run");
    keys("e");
    ok(shows("It passes") && shows("I tried all 1,842 schedules of the small scenario, and the big one; none") && shows("Want to try?") && shows("Press s: you say who moves next"), "a fix that holds says what was tried");
    keys("s");
    ok(shows("Who moves next?"), "and invites");
    keys("\033");
    ok(shows("Want to try?"), "Esc: the verdict again");
    keys("\033");
    pty_wait_rest(&p);
    keys("\033");
    ok(shows("1 of 2 exercises passed"), "Esc leads back to the catalog, which knows");
    quit("holding fix");
}

/* There is none of its failures to watch, but the run is there up to where it stopped. */
static void crashing_fix(void)
{
    put(file, "shipped\n");
    editor_writes("crashes\n");
    start("leaky-server");
    shows("Enter: watch it run");
    keys("e");
    ok(shows("ended by signal 11") && shows("Esc: where it stopped   e: edit   H: hint") && !pty_has(&p, "watch it fail"), "a program that crashes: nothing but where it stopped");
    keys("\033");
    pty_wait_rest(&p);
    editor_writes("still wrong\n");
    keys("e");
    ok(shows("decided here"), "and the next try is judged");
    keys("v");
    ok(shows("Esc: watch it fail"), "a run that loses can be watched");
    quit("crashing fix");
}

static void not_c(void)
{
    put(file, "shipped\n");
    editor_writes("syntax error\n");
    start("leaky-server");
    shows("Enter: watch it run");
    keys("e");
    ok(shows("It does not compile. server.c:18: expected ';' before 'task_go'"), "a compile error is one sentence");
    ok(shows("  18❯") && shows("✘ expected ';' before") && shows("e: your editor, at this line."), "in the source pane: its line, what is wrong there, what to do");
    keys("v");
    ok(shows("server.c:18:5: error: expected ';'") && shows("18 |     ctx_t *ctx"), "v: the compiler's own text, whole");
    editor_writes("fixed\n");
    keys("\r");
    ok(shows("It passes"), "Enter goes back to the editor, and on to the verdict");
    quit("compile error");
}

static void texts(void)
{
    put(file, "shipped\n");
    snprintf(editor, sizeof editor, "EDITOR=/no/such/editor");
    start("leaky-server");
    shows("Enter: watch it run");
    keys("H");
    ok(shows("Hint 1 of ") && shows("still alive at the end"), "H: the first hint");
    keys("H");
    ok(shows("Hint 2"), "H again: a clearer one");
    keys("\r");
    keys("e");
    ok(shows("could not start the editor"), "an editor that is not there: one sentence, the screen is back");
    quit("texts");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    if (!mkdtemp(dir))
        return 1;
    snprintf(file, sizeof file, "%s/server.c", dir);
    first_minutes();
    from_the_list();
    losing_fix();
    other_size();
    hurried();
    after_idle();
    holding_fix();
    crashing_fix();
    not_c();
    texts();
    char clean[100];
    snprintf(clean, sizeof clean, "rm -r %s", dir);
    return system(clean) || tap_end();
}
