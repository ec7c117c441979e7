/* keys.c — see keys.h. */
#define _XOPEN_SOURCE_EXTENDED 1
#include "keys.h"

#include <ncurses.h>

#define WATCH (IN_VIEW | IN_DEMO)
#define ALWAYS (IN_ALL | IN_LESSON)

/* The order is the order of the `?` page; hints are picked by the screen. */
const key_row_t key_table[] = {
    {REQ_PAGE_DOWN, IN_DEMO, {KEY_NPAGE, 6}, "PgDn", "next stop", "to the next stop"},
    {REQ_PAGE_UP, IN_DEMO, {KEY_PPAGE, 2}, "PgUp", NULL, "to the stop before"},
    {REQ_BLACK, IN_DEMO, {'b', '.'}, "b .", NULL, "a black screen, as presenters' remotes ask for it; any key brings the picture back"},
    {REQ_EVENT_NEXT, IN_DEMO, {'>'}, ">", "step", "one event forward"},
    {REQ_PLAY, IN_DEMO, {' '}, "Space", "play", "plays on to the next stop; any key stops there and then"},
    {REQ_ENTER, IN_DEMO, {'\r', '\n', KEY_ENTER}, "Enter", "play", "the same; once the arrows have pointed at a row: its details"},
    {REQ_STOP_FIRST, IN_DEMO, {'g'}, "g", NULL, "to the first stop"},
    {REQ_STOP_LAST, IN_DEMO, {'G'}, "G", NULL, "to the last stop"},
    {REQ_HOME, IN_DEMO, {KEY_HOME}, "Home", NULL, "to the start of the run"},
    {REQ_END, IN_DEMO, {KEY_END}, "End", NULL, "to the end of the run"},
    {REQ_EVENT_NEXT, IN_SCHEDULER, {'.'}, ".", NULL, "as Enter does"},
    {REQ_EVENT_PREV, IN_SCHEDULER, {','}, ",", NULL, "as u does"},
    {REQ_PLAY, WATCH, {' '}, "Space", "play", "play or pause"},
    {REQ_EVENT_NEXT, WATCH | IN_LESSON, {'.'}, ".", "step", "one event forward"},
    {REQ_EVENT_PREV, WATCH | IN_LESSON, {','}, ",", "back", "one event back"},
    {REQ_WAVE_NEXT, WATCH, {']'}, "]", "wave", "to the next wave of a cascade"},
    {REQ_WAVE_PREV, WATCH, {'['}, "[", NULL, "to the previous wave"},
    {REQ_FINDING_NEXT, WATCH, {'w'}, "w", "finding", "to the next finding"},
    {REQ_FINDING_PREV, WATCH, {'W'}, "W", NULL, "to the previous finding"},
    {REQ_FASTER, WATCH, {'+', '='}, "+", "faster", "play faster"},
    {REQ_SLOWER, WATCH, {'-', '_'}, "-", NULL, "play slower"},
    {REQ_FOLLOW, WATCH, {'F'}, "F", "follow", "the cursor goes along; live: stay at the newest event"},
    {REQ_GOTO, WATCH, {':'}, ":", NULL, "go to an event (120) or a time (40ms)"},
    {REQ_UP, ALWAYS, {KEY_UP, 'k'}, "Up k", NULL, "up"},
    {REQ_DOWN, ALWAYS, {KEY_DOWN, 'j'}, "Down j", "move", "down"},
    {REQ_LEFT, IN_LESSON, {KEY_LEFT, 'h'}, "Left h", NULL, "close, or to the parent"},
    {REQ_RIGHT, IN_LESSON, {KEY_RIGHT, 'l'}, "Right l", NULL, "open, or to the first child"},
    {REQ_RIGHT, IN_CATALOG, {KEY_RIGHT, 'l'}, "Right l", NULL, "open this entry"},
    {REQ_LEFT, ALWAYS, {KEY_LEFT, 'h'}, "Left h", NULL, "close, or to the parent; in the source: scroll"},
    {REQ_RIGHT, ALWAYS, {KEY_RIGHT, 'l'}, "Right l", "open", "open, or to the first child; in the source: scroll"},
    {REQ_PAGE_UP, ALWAYS, {KEY_PPAGE, 2}, "PgUp", NULL, "a page up"},
    {REQ_PAGE_DOWN, ALWAYS, {KEY_NPAGE, 6}, "PgDn", NULL, "a page down"},
    {REQ_HOME, ALWAYS, {KEY_HOME, 'g'}, "Home g", NULL, "to the first"},
    {REQ_END, ALWAYS, {KEY_END, 'G'}, "End G", NULL, "to the last"},
    {REQ_PANE_NEXT, IN_LESSON, {'\t'}, "Tab", "panes", "next pane: the question, what there is to read, contexts, node"},
    {REQ_PANE_NEXT, IN_VIEW, {'\t'}, "Tab", "panes", "next pane: source, node, tasks, cascade, findings, log"},
    {REQ_PANE_PREV, IN_VIEW | IN_LESSON, {KEY_BTAB}, "S-Tab", NULL, "previous pane"},
    {REQ_CHOICE, IN_QUESTION, {'a', 'b', 'c', 'd', 'e', 'f'}, "a-f", "answer", "the answer with this letter"},
    {REQ_ENTER, IN_QUESTION, {'\r', '\n', KEY_ENTER}, "Enter", "that one", "the answer under the cursor"},
    {REQ_ENTER, IN_LESSON, {'\r', '\n', KEY_ENTER}, "Enter", "go on", "go on; while the run plays: to its stop at once"},
    {REQ_ENTER, IN_PREDICT, {'\r', '\n', KEY_ENTER}, "Enter", "mark: will be told", "this context will be told; again: it will not"},
    {REQ_PREDICT, IN_PREDICT, {'p'}, "p", "done", "that is my prediction"},
    {REQ_ENTER, IN_LAST, {'\r', '\n', KEY_ENTER}, "Enter", "this one stops last", "this task will be the last to stop: now the run answers"},
    {REQ_ENTER, IN_SCHEDULER, {'\r', '\n', KEY_ENTER}, "Enter", "let it move", "let the chosen task make its step"},
    {REQ_ENTER, WATCH, {'\r', '\n', KEY_ENTER}, "Enter", "details", "details of what the cursor is on"},
    {REQ_ENTER, IN_CATALOG, {'\r', '\n', KEY_ENTER}, "Enter", "open", "open this entry"},
    {REQ_ENTER, IN_PAGE, {'\r', '\n', KEY_ENTER}, "Enter", "go on", "go on"},
    {REQ_ZOOM, WATCH, {'z'}, "z", "zoom", "this pane on the whole screen, and back"},
    {REQ_SEARCH, IN_CATALOG, {'/'}, "/", "search", "search: a name or a topic"},
    {REQ_SEARCH, IN_ALL, {'/'}, "/", "search", "search: a name, c12, a file"},
    {REQ_NEXT, IN_PAGE, {'n'}, "n", "next entry", "on to the next entry that is not passed yet"},
    {REQ_NEXT, IN_LESSON, {'n'}, "n", "next entry", "on to the next entry that is not passed yet"},
    {REQ_SEARCH_NEXT, IN_CATALOG, {'n'}, "n", NULL, "next match"},
    {REQ_SEARCH_NEXT, IN_ALL, {'n'}, "n", NULL, "next match; on a verdict: the next entry"},
    {REQ_SEARCH_PREV, IN_ALL, {'N'}, "N", NULL, "previous match"},
    {REQ_FILTER, IN_CATALOG, {'f'}, "f", "filter", "show only: bugs, what to judge, lessons, demos, what is passed; all again"},
    {REQ_FILTER, IN_VIEW, {'f'}, "f", "filter", "show only: live, told and not stopped, with a finding; all again"},
    {REQ_RUN, IN_CATALOG, {'r'}, "r", "run", "open this entry and run it: your file is judged; a lesson or a demo begins"},
    {REQ_EDIT, IN_CATALOG, {'e'}, "e", "edit", "open this entry and your file of it in $EDITOR; saving runs and judges it"},
    {REQ_RUN, IN_ALL, {'r'}, "r", "run", "run it again"},
    {REQ_OPEN, IN_LESSON, {'o'}, "o", "that entry", "the entry that an answer names; the lesson goes on later"},
    {REQ_RUN, IN_LESSON, {'r'}, "r", "once more", "begin the lesson again"},
    {REQ_EDIT, IN_ALL, {'e'}, "e", "edit", "open your file in $EDITOR; saving runs and judges it"},
    {REQ_HINT, IN_ALL, {'H'}, "H", "hint", "a hint, each time a clearer one"},
    {REQ_VERDICT, IN_ALL, {'v'}, "v", "verdict", "what the judge said"},
    {REQ_EXPLAIN, IN_VIEW | IN_PAGE | IN_SCHEDULER | IN_LESSON, {'x'}, "x", "explain", "the explanation of this finding or exercise"},
    {REQ_SCHEDULER, IN_VIEW | IN_PAGE | IN_SCHEDULER, {'s'}, "s", "take over", "be the scheduler: you say who moves next"},
    {REQ_COPY, IN_VIEW | IN_PAGE | IN_SCHEDULER, {'y'}, "y", "copy", "the schedule of this run as one line on the plain terminal, to be copied"},
    {REQ_SOLUTION, IN_VIEW | IN_PAGE, {'S'}, "S", NULL, "a solution beside yours, once you passed"},
    {REQ_UNDO, IN_SCHEDULER, {'u', KEY_BACKSPACE, 127}, "u", "undo", "take the last move back"},
    {REQ_DROP_CANCEL, IN_SCHEDULER, {'c'}, "c", "cancel here", "drop a cancel here"},
    {REQ_PREDICT, IN_VIEW | IN_PAGE, {'p'}, "p", "predict", "say who will be told and who stops last, then watch"},
    {REQ_ANSWER, IN_VIEW | IN_PAGE, {'A'}, "A", NULL, "judge entries: write your verdict and its evidence into your file"},
    {REQ_DEMO, WATCH, {'D'}, "D", NULL, "demo mode: large and few, for a projector; PgUp and PgDn go from stop to stop"},
    {REQ_PICTURE, ALWAYS, {'P'}, "P", NULL, "save a picture of the screen (SVG)"},
    {REQ_HELP, ALWAYS, {'?', KEY_F(1)}, "?", "help", "this page"},
    {REQ_BACK, ALWAYS, {27}, "Esc", "back", "back"},
    {REQ_QUIT, ALWAYS, {'q'}, "q", "quit", "quit"},
};
const size_t key_rows = sizeof key_table / sizeof *key_table;

request_t keys_find(unsigned where, int key)
{
    for (size_t i = 0; i < key_rows; i++)
        for (size_t k = 0; k < sizeof key_table[i].key / sizeof *key_table[i].key && key_table[i].key[k] && (key_table[i].where & where); k++)
            if (key_table[i].key[k] == key)
                return key_table[i].request;
    return REQ_NONE;
}

const key_row_t *keys_row(request_t request, unsigned where)
{
    for (size_t i = 0; i < key_rows; i++)
        if (key_table[i].request == request && (key_table[i].where & where))
            return &key_table[i];
    return NULL;
}

const char *keys_brief(const key_row_t *k)
{
    if (k->request != REQ_ENTER)
        return k->hint;
    return k->where == IN_PREDICT ? "mark" : k->where == IN_LAST ? "this one" : k->where == IN_SCHEDULER ? "move it" : k->hint;
}
