/* sizes_test.c — on a small screen what is said is whole, what is done there is named, and what fell away is reached; on a large
 * one the room is used; a change of size while something is open leaves it open.
 */
#include <stdlib.h>
#include <string.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static pty_t p;

static void keys(const char *k) { lab_keys(&p, k); }
static bool shows(const char *text) { return pty_wait_text(&p, text); }
static bool has(const char *text) { return pty_has(&p, text); }
static bool gone(const char *text) { return pty_wait_gone(&p, text); }

static void begin(const char *entry, int rows, int cols)
{
    lab_new_workspace();
    ok(lab_start(&p, rows, cols, NULL) && lab_open(&p, entry), "%s opens at %dx%d", entry, cols, rows);
}

static bool opened(int rows, int cols, const char *const *argv)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    return pty_start(&p, rows, cols, env, argv);
}

/* ---- the smallest ---------------------------------------------------------------------------------------- */

static void watched(void)
{
    begin("busy-done-loop", 10, 40);
    keys("\033[6~"); /* a page down: the last row that was seen is the first now */
    ok(gone("A pool is shut down") && shows("somebody kills the process."), "PgDn in a text: no line is passed over");
    keys("\r");
    shows("Contexts");
    keys("++++++");
    ok(shows("tells, Space plays on.") && has("Something is wrong by now. Look at T2"), "40x10: the question where something can be seen is whole");
    keys("\r");
    ok(shows("Space plays on.") && has("Found here: busy-done."), "40x10: what is found is named, and the sentence is whole");
    keys("z");
    ok(gone("Found here") && shows("c3 WithCancel") && has("Space play"), "z: the pane has the screen");
    keys("z:");
    ok(shows("Go to event or time (120, 40ms):"), "a prompt");
    pty_resize(&p, 24, 80);
    ok(shows("─Source─Node─Tasks─Cascade─Found─Log") && has("Go to event or time (120, 40ms):"), "a larger window leaves it open");
    keys("20");
    pty_resize(&p, 8, 30);
    ok(shows("ctxlab needs 40x10"), "too small");
    pty_resize(&p, 9, 39);
    ok(shows("ctxlab needs 40x10; enlarge the window."), "too small: one line says so");
    pty_resize(&p, 10, 40);
    ok(shows("Go to event or time (120, 40ms): 20"), "large enough again: with what was typed");
    keys("\r");
    ok(shows("event 20/") && shows("c3 WithCancel."), "and it is done");
    lab_quit(&p, "watched");
}

static void asked(void)
{
    begin("busy-done-loop", 10, 40);
    keys("p");
    ok(shows("Choose one, Enter; below") && has("them: never.") && has("to stop?") && has("Enter this one"), "the prediction's question is whole, its key is named");
    ok(!has("Who is told?"), "one context can be told: that is not asked");
    pty_resize(&p, 24, 80);
    ok(shows("busy-done-loop.c:14") && shows("Enter this one stops last"), "what is shown meanwhile is the learner's own line");
    keys("?");
    ok(shows("this task will be the last to stop") && shows("play or pause"), "?: this place's own keys come first");
    pty_resize(&p, 10, 40);
    ok(shows("this task will be the") && shows("more below"), "and after a change of size");
    keys("\033j\r");
    ok(shows("None of their tasks has stopped."), "the run answers");
    lab_quit(&p, "asked");
    begin("rerooted-query", 24, 80);
    keys("p");
    ok(shows("Line ") && has(" is about to cancel c") && has("Who is told?") && has("Enter mark: will be told"), "several could be told: who will be is asked");
    lab_quit(&p, "asked of several");
}

static void scheduled(void)
{
    begin("busy-done-loop", 10, 40);
    keys("\r");
    shows("Contexts");
    keys("++++++");
    shows("Something is wrong");
    keys(":0\r"); /* later there is no choice: the one task that lives spins */
    pty_wait_done(&p);
    keys("s");
    ok(shows("Who moves next?") && shows("Enter move it") && shows("Esc back"), "the scheduler's key is named");
    keys("c");
    pty_wait_done(&p);
    for (int i = 0; i < 40 && !has("The run is over"); i++) {
        keys("\r");
        pty_wait_done(&p);
    }
    ok(shows("It fails, 1 switch from") && has("--schedule '"), "how it ended, and how to send it to a friend, on one small screen");
    pty_resize(&p, 24, 80);
    ok(shows("Your schedule, to send to a friend:"), "with more words where there is room");
    lab_quit(&p, "scheduled");
}

static void taught(void)
{
    begin("five-slots", 10, 40);
    keys("\r");
    ok(shows("Enter go on") && shows("PgDn: more"), "a lesson begins");
    keys("\r");
    ok(shows("a-c answer") && shows("Question 1 of 5"), "as many letters as there are answers");
    pty_resize(&p, 16, 60);
    ok(shows("although nobody asked for the channel?") && has("Tab panes"), "a change of size: the question stands");
    lab_quit(&p, "taught");
}

static void shown(void)
{
    const char *argv[] = {"./ctxlab", "demo", "request-cascade", NULL};

    ok(opened(10, 40, argv) && shows("One request, ") && has("PgDn next stop"), "a demo's own key is named");
    keys("\033[6~\033[6~");
    ok(shows("own. All of them wait."), "a caption of three rows");
    keys("j\r");
    ok(shows("┌─ c4 WithCancel"), "Enter: the box, where there is no room beside the tree");
    keys("\033");
    ok(gone("┌─ c4") && shows("c4 WithCancel"), "and back");
    lab_quit(&p, "demo");
}

/* ---- the largest ----------------------------------------------------------------------------------------- */

static void large(void)
{
    begin("busy-done-loop", 50, 200);
    keys("\r");
    shows("Contexts");
    ok(!has("─ Found ─"), "before anything is found nothing of it is shown");
    keys("++++++");
    shows("Something is wrong by now.");
    keys("\r");
    shows("Found here: busy-done.");
    ok(has("─ Contexts ─") && has("─ Source ─") && has("─ Node ─") && has("─ Tasks ─") && has("─ Log ─"), "200x50: tree, source, inspector, lanes and log beside what is found");
    keys("\t\t\t");
    ok(shows("─ Found ─") || shows("─ Node ─"), "what is not chosen stands below");
    keys("\033:0\rs");
    ok(shows("Who moves next?") && shows("if (chan_send_ctx(root, jobs, &job) != CTX_OK)") && has("─ Source ─") && has("─ Tasks ─") && has("─ Log ─"),
       "the scheduler stands in the column of its own: nothing lies below it");
    lab_quit(&p, "200x50");
    begin("lazy-done", 50, 200);
    keys("\r");
    ok(shows("Question 1 of 4") && has("─ Tasks ─") && has("detached") && has("T1 scenario"), "a lesson's rows to spare: the context's whole story, and the tasks");
    lab_quit(&p, "lesson at 200x50");
    ok(lab_start(&p, 10, 40, NULL), "the list");
    keys("ff");
    ok(shows("only: judge") && shows("0 of "), "40x10: what it shows only, and how many are passed, side by side");
    keys("fff\r");
    ok(shows("Nothing in the catalog is like that") && !has("Enter open") && !has("Pick a program"), "where nothing is left nothing can be opened");
    lab_quit(&p, "filtered");
}

/* ---- long names ------------------------------------------------------------------------------------------ */

static void named(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 10, 40, NULL), "the list at 40x10");
    keys("/");
    ok(shows("a name or a topic; Esc leaves"), "the search says what it takes");
    keys("wörk日");
    ok(shows("Search: wörk日") && gone("a name or a topic"), "and takes any letter");
    keys("\177\177\177");
    ok(gone("Search: wör") && shows("Search: wö"), "which goes as a whole");
    keys("\r");
    ok(shows("\"wö\" is not in the catalog."), "and is told");
    keys("\033[4~"); /* what many terminals send for End */
    ok(shows("Done when either is"), "End is no Esc, in whichever way it is sent");
    lab_quit(&p, "named");
}

static void beside(void)
{
    begin("busy-done-loop", 50, 200);
    keys("\r");
    shows("Space play");
    keys("S");
    shows("S once more");
    keys("S");
    ok(shows("A solution beside yours") && has("switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {"), "200x50: two files side by side have room for their lines");
    lab_quit(&p, "beside");
}

/* A file's name of sixty letters, umlauts among them, and tasks called like that. */
static const char long_file[] = "eine_sehr_lange_datei_mit_einem_namen_von_sechzig_zeichen_äöü.c";
static const char long_program[] =
    "#include \"ctx.h\"\n#include \"ctx_chan.h\"\n#include \"ctx_task.h\"\n"
    "static chan_t *line_;\n"
    "static void a_worker_function_with_a_name_of_exactly_sixty_characters_xx(ctx_t *ctx, void *arg)\n"
    "{ (void)ctx; (void)arg; chan_recv(line_, NULL); }\n"
    "int main(void)\n{\n"
    "static const ctx_error_t reason = {.text = \"日本語のとても長い理由です、これは四十文字を超えています\"};\n"
    "ctx_cancel_t *cancel;\nline_ = chan_make(int, 0);\n"
    "task_t task = task_go(ctx_with_cancel(ctx_background(), &cancel), a_worker_function_with_a_name_of_exactly_sixty_characters_xx, NULL);\n"
    "task_sleep(CTX_MS(5));\nctx_cancel_cause(cancel, &reason);\nchan_close(line_);\ntask_join(task);\nctx_release(cancel);\nchan_drop(line_);\nreturn 0;\n}\n";

static void long_names(void)
{
    char path[500], command[2000], trace[300];

    lab_new_workspace();
    snprintf(path, sizeof path, "%s/%s", lab_workspace(), long_file);
    snprintf(trace, sizeof trace, "%s/recorded.ctx", lab_workspace());
    FILE *f = fopen(path, "w");
    if (f) {
        fputs(long_program, f);
        fclose(f);
    }
    snprintf(command, sizeof command, "gcc -std=gnu11 -fexceptions -Iengine/include -o '%s/program' '%s' build/libctx.a -pthread && CTX_TRACE='%s' '%s/program'",
             lab_workspace(), path, trace, lab_workspace());
    ok(f && system(command) == 0, "a program with very long names runs");
    const char *argv[] = {"./ctxlab", "view", trace, NULL};
    ok(opened(16, 60, argv) && shows("recorded.ctx") && has("all keys."), "60x16: of a path its end, of the first sentence all");
    keys("]]");
    ok(shows("zeichen_äöü.c:14"), "of a file its end, with the line's number");
    keys("\t");
    ok(shows("日 本 語"), "a wide reason");
    keys("\033[Z");
    ok(shows("T2 a_worker_f"), "the lanes");
    pty_wait_rest(&p);
    ok(has("äöü.c:6"), "where a task stands is not what is cut");
    lab_quit(&p, "long names");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    watched();
    asked();
    scheduled();
    taught();
    shown();
    large();
    named();
    beside();
    long_names();
    lab_clean();
    return tap_end();
}
