/* predict_test.c — a prediction, and what the run answers: each context that was told beside each that was named, and who stopped
 * last beside who was chosen.
 */
#include <stdlib.h>
#include <string.h>

#include "pen.h"
#include "tap.h"
#include "view.h"

unsigned tap_passed, tap_failed;

typedef struct drawn { uint32_t top, a, b, aside, first, second, crew[2]; size_t before; } drawn_t;

static drawn_t draw(void)
{
    drawn_t d = {0};

    start("predicted");
    uint32_t root = background();
    d.top = cancelable(root, 0, 18);
    d.a = cancelable(d.top, d.top, 18);
    d.b = cancelable(d.top, d.top, 19);
    d.aside = cancelable(root, 0, 27);
    d.first = go(d.a, "first", 20);
    d.second = go(d.b, "second", 20);
    d.crew[0] = go(d.b, "crew", 21);
    d.crew[1] = go(d.b, "crew", 21);
    d.before = trace_count(t);
    cancel_call(d.top, NULL, 32);
    told(d.top, 0, CTX_WHY_CALL, 1, NULL);
    told(d.a, d.top, CTX_WHY_PARENT, 1, NULL);
    told(d.b, d.top, CTX_WHY_PARENT, 1, NULL);
    cancel_end(d.top, 3);
    const uint32_t order[] = {d.first, d.crew[0], d.second, d.crew[1]};
    for (int i = 0; i < 4; i++) {
        now += 1000;
        task = order[i];
        end_task();
    }
    task = 1;
    finish(0);
    return d;
}

/* Marks these, chooses that one, and waits for the run: what it answers. */
static const char *predicts(view_t *v, const uint32_t *marks, int count, lane_t last)
{
    view_goto(v, 0);
    predict_begin(v);
    if (v->predict.stage != PREDICT_TOLD)
        return "it does not ask";
    for (int i = 0; i < count; i++) {
        view_cursor_to(v, marks[i]);
        (void)predict_request(v, REQ_ENTER);
    }
    (void)predict_request(v, REQ_PREDICT);
    if (v->predict.stage != PREDICT_LAST)
        return "it does not ask who is last";
    v->lane = last;
    (void)predict_request(v, REQ_ENTER);
    if (v->predict.stage != PREDICT_PLAYS || !v->playing)
        return "it does not play";
    while (v->playing)
        (void)view_tick(v);
    predict_arrived(v);
    return v->message;
}

static bool answers(view_t *v, const uint32_t *marks, int count, lane_t last, const char *wanted)
{
    const char *said = predicts(v, marks, count, last);

    if (strcmp(said, wanted))
        printf("# it answers \"%s\"\n#      not \"%s\"\n", said, wanted);
    return !strcmp(said, wanted);
}

int main(void)
{
    drawn_t d = draw();
    tui_options_t o = TUI_OPTIONS;
    view_t v;

    paint_words(true);
    view_open(&v, t, true, &o);
    const uint32_t right[] = {d.top, d.a, d.b}, wrong[] = {d.top, d.aside}, twice[] = {d.top, d.a, d.b, d.aside, d.aside};
    predict_begin(&v);
    ok(v.n == d.before && strstr(v.message, "Line 32 of server.c is about to cancel c2 WithCancel. Who is told?"), "it asks just before the cancel: %s", v.message);
    (void)predict_request(&v, REQ_BACK);
    ok(!v.predict.stage, "Esc leaves it");
    char text[300];
    snprintf(text, sizeof text, "%s Told, as you said: c2, c3, c4. Last to stop: T5 crew, as you said.", glyph(GL_PASS));
    ok(answers(&v, right, 3, (lane_t){d.crew[1], 0}, text), "all of it right");
    ok(answers(&v, twice, 5, (lane_t){d.crew[1], 0}, text), "a mark that is taken back is none");
    snprintf(text, sizeof text, "%s Told, as you said: c2, c3, c4. Last to stop: T5 crew; not the one you said.", glyph(GL_PASS));
    ok(answers(&v, right, 3, (lane_t){d.second, 0}, text), "another was last");
    ok(answers(&v, right, 3, (lane_t){d.crew[0], 0}, text), "another of the same name was last");
    snprintf(text, sizeof text, "%s Told, as you said: c2, c3, c4. Last to stop: T5 crew, as you said.", glyph(GL_PASS));
    ok(answers(&v, right, 3, (lane_t){d.crew[0], v.index.task[d.crew[0]].crew}, text), "who chose the row of all of that name is right");
    snprintf(text, sizeof text, "%s Told, as you said: c2. %s Told, and you did not say so: c3, c4. %s Not told, and you said so: c5. Last to stop: T5 crew; not the one you said.", glyph(GL_PASS), glyph(GL_FAIL), glyph(GL_FAIL));
    ok(answers(&v, wrong, 2, (lane_t){d.first, 0}, text), "each that was missed, and each that was named for nothing");
    view_close(&v);
    return tap_end();
}
