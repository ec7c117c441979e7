/* lesson_test.c — lessons beside the tree: a question in a panel, the run so far above it, then the run answers. */
#include <stdlib.h>
#include <string.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static pty_t p;

static void keys(const char *k) { lab_keys(&p, k); }
static bool shows(const char *text) { return pty_wait_text(&p, text); }

static void begin(int rows, int cols)
{
    lab_new_workspace();
    ok(lab_start(&p, rows, cols, NULL) && lab_open(&p, "lazy-done"), "the story of a lesson at %dx%d", cols, rows);
    keys("\r");
}

static void asked_and_answered(void)
{
    begin(24, 80);
    ok(shows("Question 1 of 4") && shows("done slot hold?") && shows("❯ a  nothing"), "the question stands below the tree, with its answers");
    ok(shows("─ Contexts ─") && shows("│ done     none: nobody asked"), "tree and inspector show the run so far");
    ok(lab_golden(&p, "lesson-asks"), "the whole picture");
    keys(".");
    ok(shows("The run goes on when you have said what it will do."), "nobody may look ahead of the question");
    keys("?");
    ok(shows("the answer with this letter"), "? lists the keys of a lesson");
    keys("\033");
    ok(shows("Question 1 of 4"), "Esc closes the page, the question is still there");
    keys("b");
    ok(shows("✔ Right: an open channel.") && shows("The first question makes the channel."), "a right answer, with its reason");
    ok(shows("│ done     open"), "the slot of the inspector has changed: the run answered");
    keys(",");
    ok(shows("event 19/56"), "one may look back");
    keys("..");
    ok(shows("Enter goes on."), "and forward again as far as the run has come");
    keys("\r");
    ok(shows("Question 2 of 4") && shows("What happens to the channel of the first?"), "Enter: the next question");
    keys("j\r");
    ok(shows("✘ Not so. You said: it is replaced by the shared closed one. The run says: it\n is closed in place."), "a wrong one, chosen with the arrows");
    ok(lab_golden(&p, "lesson-answer"), "the picture after an answer");
}

static void two_at_once(void)
{
    keys("\r");
    ok(shows("Question 3 of 4"), "the third question");
    keys("a");
    ok(shows("You say: 0. One more question comes first, then the run answers."), "a question that the same stop answers: first what one said");
    ok(shows("Question 3 of 4"), "still on its own card");
    keys("\r");
    ok(shows("Question 4 of 4") && shows("Does the asker go on at once?"), "Enter: the other question");
    keys("a");
    ok(shows("Questions 3 to 4 of 4") && shows("How many tasks have heard of a cancel by now?") && shows("Does the asker go on at once?"), "both answers stand below their questions");
    ok(shows("Not so. You said: 0. The run says: 1.") && shows("Nobody listened to the other two."), "the first of two answers has its reason");
    ok(shows("✔ Right: yes.") && shows("There is one closed channel"), "and so has the second");
    keys("\r");
    ok(shows("2 of 4 predictions were right."), "the score");
    keys("r");
    ok(shows("Question 1 of 4"), "r begins again");
    keys("\033");
    ok(shows("─ lazy-done ─"), "Esc leads back to the list");
    ok(shows("The lazy done channel   lesson 2 of 4"), "which knows how many of its answers were right");
    lab_quit(&p, "lesson");
}

/* A long text takes the rows it needs, also where it is only watched. */
static void first_lesson(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 24, 80, NULL) && lab_open(&p, "four-methods"), "the first lesson");
    keys("\r");
    ok(shows("Before the first question") && shows("A context is a note handed down") && shows("one below Background: that of the caller who started this program"), "it begins with what a context is, whole at 80x24");
    keys("\r");
    ok(shows("nobody stored, and 6 contexts") && shows("2 tasks are alive") && shows("One timeout took 2 allocations"), "what it tells is what was measured in this run");
    keys("\r");
    ok(shows("Question 1 of 6") && shows("┌─ c12 WithCancel"), "an inspector that is told where to look");
    keys("b");
    ok(shows("Right: two, that with the value as well.") && shows("┌─ c14 WithValue") && shows("deadline c13's: 2s"), "an answer that is a number comes with the slots that it is about");
    lab_quit(&p, "first lesson");
    lab_new_workspace();
    lab_start(&p, 24, 80, NULL);
    lab_open(&p, "four-methods");
    keys("\033");
    ok(shows("does each kind of context answer?"), "only watched: what it is about");
    keys("\033[6~\033[6~");
    ok(shows("A context is a note handed down") && shows("Background: that of the caller who started this program."), "and the first stop's text, whole");
    keys("\033[6~");
    ok(shows("nobody stored, and 6 contexts"), "its numbers as well");
    lab_quit(&p, "first lesson watched");
}

static void look_around(void)
{
    begin(16, 60);
    ok(shows("Question 1 of 4") && lab_golden(&p, "lesson-narrow"), "60x16: the question and the tree");
    keys("\t\t");
    ok(shows("┌─ c4 WithCancel"), "Tab, Tab: the inspector instead");
    keys("\033");
    ok(shows("─ Contexts ─"), "Esc: back to the tree");
    lab_quit(&p, "narrow lesson");
}

static void only_watched(void)
{
    lab_new_workspace();
    lab_start(&p, 24, 80, NULL);
    lab_open(&p, "lazy-done");
    keys("\033");
    ok(shows("next stop"), "Esc on the story: the run is only watched, stop by stop");
    keys("r");
    ok(pty_wait_either(&p, "Question 1 of 4", "Before the first question"), "r asks after all");
    lab_quit(&p, "watched lesson");
}

/* A lesson may open a file: the engine's, at one of its marks, where the tree was until the run goes on. */
static void something_to_read(int rows, int cols)
{
    lab_new_workspace();
    ok(lab_start(&p, rows, cols, NULL) && lab_open(&p, "reading-the-source"), "a lesson with something to read, %dx%d", cols, rows);
    keys("\r");
    ok(shows("LESSON: roots) ─") && shows("/* LESSON: roots. Never cancelled, never freed"), "the engine's source is open at the mark");
    ok(!pty_has(&p, "─ Contexts ─"), "… in the place of the tree");
    keys("\tj");
    ok(shows("─\n  29 static ctx_t background"), "Tab, Down: the text moves");
    keys("g");
    ok(shows("─\n  28 /* LESSON: roots."), "Home: back to the mark");
    keys("\t");
    ok(shows("─ Contexts ─") && !pty_has(&p, "/* LESSON: roots."), "Tab again: the tree");
    keys("\033");
    ok(shows("/* LESSON: roots."), "Esc: the question, with its text");
    if (rows < 24)
        keys("\r");
    ok(shows("How many contexts"), "the question stands below it");
    keys("a");
    ok(shows("✔ Right: one.") && shows("─ Contexts ─") && !pty_has(&p, "/* LESSON: roots."), "the run goes on: its picture is back");
    keys("\r");
    ok(shows("LESSON: the-tree) ─") && shows("static ctx_t *past_values(ctx_t *ctx)"), "the next place");
    lab_quit(&p, "something to read");
}

/* Enter until it is over; how many questions were asked on the way. */
static int to_the_end(const char *answer)
{
    int asked = 0;

    for (int i = 0; i < 90 && !pty_has(&p, "predictions were right."); i++) {
        bool asks = pty_has(&p, "Enter that one");
        asked += asks;
        keys(asks ? answer : "\r");
        pty_wait_rest(&p);
    }
    return asked;
}

static void wrong_ones(void)
{
    lab_new_workspace();
    ok(lab_start(&p, 24, 80, NULL) && lab_open(&p, "four-methods"), "a lesson");
    keys("\r");
    pty_wait_gone(&p, "Building and running");
    pty_wait_rest(&p);
    ok(to_the_end("a") == 6 && shows("3 of 6 predictions were right.") && pty_has(&p, "r: once more, asking the"), "answered with the same letter: some are wrong");
    keys("r");
    pty_wait_rest(&p);
    ok(to_the_end("b") == 3 && !pty_has(&p, " 3 of 6 predictions"), "once more: only those are asked, and others may be right now");
    keys("\033");
    ok(shows("─ four-methods ─") && pty_has(&p, "The four methods        lesson ") && !pty_has(&p, "lesson 3 of 6"), "the best is kept");
    lab_quit(&p, "wrong ones");
}

/* An answer may name the entry that teaches it: one goes there, and finds the lesson where it was. */
static void there_and_back(void)
{
    char question[40];

    lab_new_workspace();
    ok(lab_start(&p, 24, 80, NULL) && lab_open(&p, "review-checklist"), "a lesson whose answers name entries");
    keys("\r");
    ok(shows("Question 1 of 12"), "its first question");
    keys("o");
    ok(shows("No entry is named here."), "o before there is one says so");
    keys("c");
    ok(shows("✔ Right: 5.") && shows("o: never-checks teaches it."), "the answer names it");
    ok(shows("o that entry"), "and the key stands below");
    keys("o");
    ok(shows("e: edit it") && !pty_has(&p, "✔ Right: 5."), "o: its story");
    keys("\033");
    ok(shows("─ never-checks ─") && lab_open(&p, "review-checklist"), "back to the list, and to the lesson");
    keys("\r");
    ok(shows("Question 2 of 12") && shows("static void find_price("), "it goes on behind the answer");
    for (int n = 2; n <= 12; n++) {
        snprintf(question, sizeof question, "Question %d of 12", n);
        ok(shows(question) && shows("a-"), "question %d", n);
        keys((const char[]){"bbbbbbabbba"[n - 2], 0});
        ok(pty_wait_either(&p, n == 10 ? "One more question" : "✔ Right", "✘ Not so"), "answered");
        keys("\r");
    }
    ok(shows("12 of 12 predictions were right."), "the one before it was left counts, too");
    keys("r");
    ok(shows("Question 1 of 12"), "r: from its beginning");
    lab_quit(&p, "there and back");
}

/* A lesson looked at by its name is the lesson, not the recording of its program. */
static void looked_at(void)
{
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *argv[] = {getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab", "run", "lazy-done", "--view", "--workspace", NULL, NULL};
    lab_new_workspace();
    argv[5] = lab_workspace();
    ok(pty_start(&p, 24, 80, env, argv) && shows("The lazy done channel"), "run --view of a lesson");
    keys("?");
    ok(shows("one event forward") && shows("Keys"), "? on a story's page shows the keys");
    keys("?");
    ok(pty_wait_gone(&p, "one event forward") && shows("The lazy done channel"), "and the story is there again");
    lab_keys(&p, "\r");
    ok(shows("Question 1 of 4"), "it asks");
    lab_quit(&p, "and is left");
}

int main(void)
{
    if (!pty_usable())
        return 0;
    asked_and_answered();
    two_at_once();
    look_around();
    only_watched();
    first_lesson();
    something_to_read(24, 80);
    something_to_read(16, 60);
    wrong_ones();
    there_and_back();
    looked_at();
    lab_clean();
    return tap_end();
}
