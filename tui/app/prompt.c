/* prompt.c — what is typed at the foot: a search, a place to go to, an answer.
 */
#define _XOPEN_SOURCE_EXTENDED 1
#include <limits.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "session_parts.h"
#include "terminal.h"
#include "text.h"

static void prompt_done(app_t *a)
{
    if (a->prompt == PROMPT_SEARCH) {
        snprintf(a->view.search, sizeof a->view.search, "%s", a->input);
        if (a->in_view && *a->input && !view_search(&a->view, a->input, 1))
            app_say(a, "\"%s\" is not here.", a->input);
        if (!a->in_view)
            tui_catalog_request(a, REQ_SEARCH_NEXT);
    } else if (a->prompt == PROMPT_ANSWER) {
        if (*a->input && !session_answer(a, a->input))
            return; /* it is there to be mended */
        if (!*a->input)
            a->view.message[0] = 0;
    } else if (*a->input && !view_goto_text(&a->view, a->input))
        app_say(a, "\"%s\" is neither an event number nor a time like 40ms.", a->input);
    a->prompt = PROMPT_NONE;
}

static void prompt_add(app_t *a, int character)
{
    char bytes[MB_LEN_MAX];
    int n = wctomb(bytes, (wchar_t)character);

    if (n <= 0 || a->input_bytes + (size_t)n >= sizeof a->input)
        return;
    memcpy(a->input + a->input_bytes, bytes, (size_t)n);
    a->input_bytes += (size_t)n;
    a->input[a->input_bytes] = 0;
}

/* A character, of however many bytes. */
static void prompt_less(app_t *a)
{
    do
        a->input_bytes--;
    while (a->input_bytes && ((unsigned char)a->input[a->input_bytes] & 0xc0) == 0x80);
    a->input[a->input_bytes] = 0;
}

void prompt_key(app_t *a, int key)
{
    if (key == 27) {
        a->prompt = PROMPT_NONE;
        a->view.message[0] = 0; /* what it asked for */
    }
    else if (key == 21) { /* Ctrl-U */
        a->input_bytes = 0;
        a->input[0] = 0;
    }
    else if (key == '\r' || key == '\n' || key == KEY_ENTER)
        prompt_done(a);
    else if (key == KEY_BACKSPACE || key == 127 || key == 8) {
        if (a->input_bytes)
            prompt_less(a);
        else
            a->prompt = PROMPT_NONE;
    } else if ((key >= 32 && key < 127) || (key & TERM_CHAR))
        prompt_add(a, key & ~TERM_CHAR);
}

void prompt_open(app_t *a, prompt_t p)
{
    a->prompt = p;
    a->input_bytes = 0;
    a->input[0] = 0;
}

/* What is typed; its end stays in sight. What may be typed stands beside it, as long as nothing is. */
void prompt_draw(const app_t *a, rect_t r)
{
    static const char *const asks[] = {[PROMPT_SEARCH] = "Search: ", [PROMPT_ANSWER] = "Your verdict and evidence: ", [PROMPT_GOTO] = "Go to event or time (120, 40ms): "};
    int x = paint(r, 0, 1, ST_KEY, a->prompt == PROMPT_ANSWER && r.w < BRIEF_BELOW ? "Answer: " : asks[a->prompt]), over = tui_width(a->input) - (r.w - x - 1);

    x = paint(r, 0, x, ST_BOLD, a->input + (over > 0 ? tui_fit(a->input, over, NULL) : 0));
    paint(r, 0, x, ST_CURSOR, " ");
    if (a->prompt == PROMPT_SEARCH && !*a->input)
        paint_cut(r, 0, x + 2, r.w - x - 2, ST_DIM, a->in_view ? "name, c12, file; Esc leaves" : "a name or a topic; Esc leaves");
}
