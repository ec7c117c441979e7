/* every_walks.c — see every.h. */
#include "every.h"

#include <stddef.h>

static const step_t catalog[] = {
    {.name = "list", .sign = "Pick a program", .hint = "q quit"},
    {.name = "keys of the list", .keys = "?", .sign = "Keys", .hint = "Esc back"},
    {.name = "list, search", .keys = "\033/", .sign = "Search:", .hint = "Search:"},
    {.name = "list, nothing found", .keys = "zzz\r", .sign = "not in the catalog", .hint = "q quit"},
    {.name = "list, filtered", .keys = "f", .sign = "only: bug"},
    {.name = "list, nothing left", .keys = "ffff", .sign = "only: passed"},
    {.name = "list, another key", .keys = "fGH", .sign = "Open an entry first"},
    {0},
};

#define OPEN(id) {.keys = "/" id "\r", .sign = id, .hint = "q quit"}

static const step_t bug[] = {
    OPEN("busy-done-loop"),
    {.name = "story", .keys = "\r", .sign = "Enter: watch it run", .hint = "Esc back"},
    {.name = "story's explanation", .keys = "x", .sign = "Esc back"},
    {.name = "run with its question", .keys = "\033++++++ ", .sign = "Something is wrong", .hint = "Space play"},
    {.name = "run, told", .keys = "\r", .sign = "Found here"},
    {.name = "pane found", .keys = "\t", .sign = "Tab panes"},
    {.name = "a finding's page", .keys = "x", .sign = "What it means", .hint = "Esc back"},
    {.name = "pane log", .keys = "\033\t", .sign = "Tab panes", .hint = "Space play"},
    {.name = "pane source", .keys = "\t\t", .sign = "Tab panes"},
    {.name = "pane node", .keys = "\t", .sign = "Tab panes"},
    {.name = "pane node, down", .keys = "\033[6~", .sign = "Tab panes"},
    {.name = "pane tasks", .keys = "\t", .sign = "Tab panes"},
    {.name = "pane cascade", .keys = "\t", .sign = "Tab panes"},
    {.name = "zoomed", .keys = "z", .sign = "Tab panes"},
    {.name = "where to go", .keys = "z\033:", .sign = "Go to event", .hint = "Go to event"},
    {.name = "nowhere", .keys = "zz\r", .sign = "is neither", .hint = "Space play"},
    {.name = "search", .keys = "/", .sign = "Search:", .hint = "Search:"},
    {.name = "nothing found", .keys = "zzz\r", .sign = "is not here", .hint = "Space play"},
    {.name = "filter 1", .keys = "f", .sign = "Showing:"},
    {.name = "filter 2", .keys = "f", .sign = "Showing:"},
    {.name = "filter 3", .keys = "f", .sign = "Showing:"},
    {.name = "filter 4", .keys = "f", .sign = "Showing:"},
    {.name = "wave", .keys = "[", .sign = "Contexts"},
    {.name = "speed", .keys = "+", .sign = "events a second"},
    {.name = "keys", .keys = "?", .sign = "Keys", .hint = "Esc back"},
    {.name = "keys' end", .keys = "G", .sign = "The lanes of tasks"},
    {.name = "hint 1", .keys = "\033H", .sign = "Hint 1 of 3"},
    {.name = "hint 2", .keys = "H", .sign = "Hint 2 of 3"},
    {.name = "hint 3", .keys = "H", .sign = "Hint 3 of 3"},
    {.name = "hint 3 once more", .keys = "H", .sign = "Hint 3 of 3"},
    {.name = "solution refused", .keys = "\033S", .sign = "S once more", .hint = "Space play"},
    {.name = "solution", .keys = "S", .sign = "A solution beside yours", .hint = "Esc back"},
    {.name = "explanation", .keys = "x", .sign = "Esc back"},
    {.name = "demo mode", .keys = "\033D", .sign = "next stop", .hint = "PgDn next stop"},
    {.name = "prediction", .keys = "D:0\rp", .sign = "this one stops last", .hint = "Enter this one"},
    {.name = "prediction's answer", .keys = "\r", .sign = "None of their tasks", .hint = "Space play"},
    {.name = "scheduler", .keys = ":0\rs", .sign = "Who moves next?", .hint = "Esc back"},
    {.name = "scheduler, down", .keys = "j", .sign = "Who moves next?"},
    {.name = "scheduler, a cancel", .keys = "c", .sign = "You let the caller"},
    {.name = "scheduler, keys", .keys = "?", .sign = "let the chosen task"},
    {.keys = "\033", .sign = "Who moves next?"},
    {.name = "scheduler's failure", .keys = "\r", .again = true, .sign = "The run is over", .hint = "u undo"},
    {.name = "scheduler left", .keys = "\033", .sign = "END", .hint = "Space play"},
    {0},
};

static const step_t told_which[] = {
    OPEN("rerooted-query"),
    {.keys = "\r", .sign = "Enter: watch it run", .hint = "Esc back"},
    {.name = "prediction of several", .keys = "p", .sign = "Who is told?", .hint = "Enter mark"},
    {.name = "prediction's keys", .keys = "?", .sign = "this context will be told", .hint = "Esc back"},
    {.name = "prediction, marked", .keys = "\033\r", .sign = "1 marked", .hint = "Enter mark"},
    {.name = "prediction, who stops last", .keys = "p", .sign = "never: some do not stop", .hint = "Esc back"},
    {.name = "prediction answered", .keys = "\r", .sign = "Told, as you said", .hint = "Space play"},
    {0},
};

static const step_t verdicts[] = {
    OPEN("busy-done-loop"),
    {.keys = "\r", .sign = "Enter: watch it run", .hint = "Esc back"},
    {.keys = "\r", .sign = "Contexts", .hint = "Space play"},
    {.name = "beat my fix", .file = "tests/catalog/busy-done-loop/wrong-first-only.c", .sign = "It fails."},
    {.name = "verdict: fail", .keys = "v", .sign = "Checks", .hint = "Esc back"},
    {.name = "verdict's end", .keys = "G", .sign = "Esc: watch it fail"},
    {.name = "scheduler at the decision", .keys = "\033s", .sign = "Who moves next?"},
    {.name = "does not compile", .body = "    int x = ;\n", .sign = "It does not compile", .hint = "Space play"},
    {.name = "what the compiler says", .keys = "v", .sign = "Enter or e", .hint = "Esc back"},
    {.name = "verdict: crash", .body = "    *(volatile int *)8 = 1;\n", .sign = "Esc: where it stopped"},
    {.name = "where it crashed", .keys = "\033", .sign = "It is not judged to its end", .hint = "Space play"},
    {.name = "verdict: rejected", .body = "    exit(0);\n", .sign = "Esc: your file", .hint = "Esc back"},
    {.name = "the rejected file", .keys = "\033", .sign = "It is refused", .hint = "? help"},
    {.name = "verdict: timeout", .body = "    for (;;)\n        ;\n", .sign = "runs on for ever", .hint = "Esc back"},
    {.name = "where it was stopped", .keys = "\033", .sign = "It is not judged to its end", .hint = "Space play"},
    {.name = "verdict: pass", .file = "tests/catalog/busy-done-loop/right-while.c", .sign = "points", .hint = "Esc back"},
    {.name = "verdict: pass, its end", .keys = "G", .sign = "What held"},
    {.name = "passed", .keys = "\033", .sign = "Your file passes", .hint = "Space play"},
    {.name = "solution beside one's own", .keys = "S", .sign = "A solution beside yours", .hint = "Esc back"},
    {.name = "scheduler of what holds", .keys = "\033s", .sign = "Who moves next?"},
    {.name = "scheduler's pass", .keys = "\r", .again = true, .sign = "The run is over", .hint = "u undo"},
    {.name = "list with one passed", .keys = "\033\033\033\033", .sign = "1 of ", .hint = "q quit"},
    {0},
};

static const step_t decided[] = {
    OPEN("err-before-done"),
    {.keys = "\r", .sign = "Enter: watch it run", .hint = "Esc back"},
    {.name = "nothing wrong in it", .keys = "\r++++++++", .sign = "One lucky run", .hint = "Space play"},
    {.name = "decided here", .keys = "r", .sign = "decided here"},
    {.name = "scheduler at the switch", .keys = "s", .sign = "The switch that decided", .hint = "Esc back"},
    {.name = "scheduler, another way", .keys = "j\r", .sign = "instead of the usual one"},
    {0},
};

static const step_t judged[] = {
    OPEN("longer-child"),
    {.name = "judge entry's story", .keys = "\r", .sign = "Enter: watch it run", .hint = "Esc back"},
    {.name = "judge entry, at its end", .keys = "\r++++++++++", .sign = "What there is to find", .hint = "Space play"},
    {.name = "judge entry judged", .keys = "r", .sign = "It is not passed"},
    {.name = "answer asked for", .keys = "A", .sign = "Your verdict and evidence:", .hint = ":"},
    {.name = "answer not taken", .keys = "maybe so\r", .sign = "is not taken"},
    {.name = "answer written", .keys = "\025bug, line 1\r", .sign = "Written into", .hint = "Space play"},
    {.name = "answer wrong", .keys = "r", .sign = "it is not the right one"},
    {.name = "given up", .keys = "Agive up\r", .sign = "Written into"},
    {.name = "given up, judged", .keys = "r", .sign = "Not passed yet"},
    {.name = "given up, the verdict", .keys = "v", .sign = "Checks", .hint = "Esc back"},
    {0},
};

static const step_t lesson[] = {
    OPEN("lazy-done"),
    {.name = "lesson's story", .keys = "\r", .sign = "Enter: begin", .hint = "Esc back"},
    {.name = "lesson asks", .keys = "\r", .sign = "Question 1 of 4", .hint = "Esc back"},
    {.name = "lesson, keys", .keys = "?", .sign = "the answer with this letter"},
    {.name = "lesson, ahead", .keys = "\033.", .sign = "The run goes on when"},
    {.name = "lesson, right", .keys = "b", .sign = "Right:"},
    {.name = "lesson, look around", .keys = "\t\t", .sign = "Contexts"},
    {.name = "lesson, second question", .keys = "\033\r", .sign = "Question 2 of 4"},
    {.name = "lesson, wrong", .keys = "j\r", .sign = "Not so."},
    {.name = "lesson, third", .keys = "\r", .sign = "Question 3 of 4"},
    {.name = "lesson, one more first", .keys = "a", .sign = "You say: 0."},
    {.name = "lesson, fourth", .keys = "\r", .sign = "Question 4 of 4"},
    {.name = "lesson, two at once", .keys = "a", .sign = "Questions 3 to 4"},
    {.name = "lesson's end", .keys = "\r", .sign = "predictions were right", .hint = "n next entry"},
    {0},
};

static const step_t lesson_watched[] = {
    OPEN("roots"),
    {.keys = "\r", .sign = "Enter: begin", .hint = "Esc back"},
    {.name = "lesson only watched", .keys = "\033", .sign = "next stop", .hint = "PgDn next stop"},
    {.name = "its first stop", .keys = "\033[6~\033[6~", .sign = "up to a root"},
    {.name = "lesson watched, leaving", .keys = "\033\033", .sign = "Esc once more"},
    {0},
};

static const step_t demo[] = {
    {.name = "demo's story", .sign = "One request", .hint = "PgDn next stop"},
    {.name = "demo's first stop", .keys = "\033[6~\033[6~", .sign = "All of them wait"},
    {.name = "demo, a context", .keys = "j\r", .sign = "c4 WithCancel"},
    {.name = "demo, pane", .keys = "\033\t\t", .sign = "next stop"},
    {.name = "demo, keys", .keys = "\033\033?", .sign = "a black screen", .hint = "Esc back"},
    {.name = "demo, on", .keys = "\033\033[6~\033[6~", .sign = "next stop", .hint = "PgDn next stop"},
    {.name = "demo, Esc", .keys = "\033", .sign = "q quits."},
    {.name = "demo, the usual screen", .keys = "D", .sign = "Contexts", .hint = "Space play"},
    {.name = "demo's end", .keys = "DG\006", .sign = "That was all", .hint = "q quit"},
    {0},
};

static const step_t crowd[] = {
    {.name = "wide demo", .sign = "next stop", .hint = "PgDn next stop"},
    {.name = "wide demo, stop 1", .keys = "\033[6~\033[6~", .sign = "next stop"},
    {.name = "wide demo, stop 2", .keys = "\033[6~\033[6~", .sign = "next stop"},
    {.name = "wide demo, stop 3", .keys = "\033[6~\033[6~", .sign = "next stop"},
    {.name = "wide, the usual screen", .keys = "DG", .sign = "Contexts", .hint = "Space play"},
    {.name = "wide, node", .keys = "\t\t", .sign = "Tab panes"},
    {.name = "wide, tasks", .keys = "\t", .sign = "Tab panes"},
    {.name = "wide, cascade", .keys = "\t", .sign = "Tab panes"},
    {.name = "wide, found", .keys = "\t", .sign = "Tab panes"},
    {.name = "wide, log", .keys = "\t", .sign = "Tab panes"},
    {0},
};

static const step_t recorded[] = {
    {.name = "recording", .sign = "Space plays", .hint = "Space play"},
    {.name = "recording, a wave", .keys = "]", .sign = "A cascade begins"},
    {.name = "recording, found", .keys = "w", .sign = "Contexts"},
    {.name = "recording, finding's page", .keys = "x", .sign = "What it means", .hint = "Esc back"},
    {.name = "recording, no host", .keys = "\033s", .sign = "Contexts", .hint = "Space play"},
    {.name = "recording, end", .keys = ":99999\r", .sign = "END"},
    {.name = "recording, its last step", .keys = ".", .sign = "This is the last event"},
    {.name = "recording, Esc", .keys = "\033\033\033\033", .sign = "q quits"},
    {0},
};

static const step_t threads[] = {
    OPEN("stuck-reader"),
    {.keys = "\r", .sign = "Enter: watch it run", .hint = "Esc back"},
    {.keys = "\r++++++++", .sign = "Something is wrong", .hint = "Space play"},
    {.name = "real threads, no scheduler", .keys = "s", .sign = "real threads"},
    {.name = "real threads, lost", .keys = "r", .sign = "It fails."},
    {.name = "real threads, verdict", .keys = "v", .sign = "Checks", .hint = "Esc back"},
    {0},
};

static const step_t gap[] = {
    {.name = "joined late", .sign = "Contexts", .hint = "Space play"},
    {.name = "joined late, node", .keys = "\t\t", .sign = "Tab panes"},
    {.name = "joined late, tasks", .keys = "\t", .sign = "Tab panes"},
    {.name = "joined late, found", .keys = "\t\t", .sign = "Tab panes"},
    {0},
};

const walk_t walks[] = {
    {"catalog", {NULL}, catalog},
    {"bug", {NULL}, bug},
    {"told", {NULL}, told_which},
    {"verdicts", {NULL}, verdicts},
    {"decided", {NULL}, decided},
    {"judged", {NULL}, judged},
    {"lesson", {NULL}, lesson},
    {"watched", {NULL}, lesson_watched},
    {"demo", {"demo", "request-cascade", NULL}, demo},
    {"crowd", {"demo", "wide-cascade", NULL}, crowd},
    {"recorded", {"view", "RECORDED", NULL}, recorded},
    {"threads", {NULL}, threads},
    {"gap", {"JOINED", NULL}, gap},
};
const int walk_count = sizeof walks / sizeof *walks;
