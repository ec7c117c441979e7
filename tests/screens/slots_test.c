/* slots_test.c — the inspector's slots through a node's life: its lock, its done, its timer, its children, its reasons. */
#include <stdlib.h>
#include <string.h>

#include "pen.h"
#include "tap.h"
#include "view.h"

unsigned tap_passed, tap_failed;

typedef struct wanted { const char *name; char text[200]; } wanted_t;

static void remember(void *self, const char *name, style_t st, const char *text)
{
    wanted_t *w = self;

    (void)st;
    if (!strcmp(name, w->name))
        snprintf(w->text, sizeof w->text, "%s", text);
}

/* What that slot of that node says after n events. */
static bool says(view_t *v, size_t n, uint32_t node, const char *slot, const char *text)
{
    wanted_t w = {.name = slot};

    view_goto(v, n);
    node_slots(v, node, remember, &w);
    node_story(v, node, remember, &w);
    if (strcmp(w.text, text))
        printf("# after event %zu c%u's %s says \"%s\", not \"%s\"\n", n, node, slot, w.text, text);
    return !strcmp(w.text, text);
}

static view_t *look(view_t *v)
{
    tui_options_t o = TUI_OPTIONS;

    view_open(v, t, true, &o);
    return v;
}

/* The event just drawn. */
static size_t here(void) { return trace_count(t); }

static void done_made(uint32_t node, bool shared) { put((ctx_event_t){.kind = CTX_EV_DONE_MADE, .node = node, .flags = shared}, 9); }

static void cancelled(uint32_t node)
{
    put((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = node, .detail = 1, .aux = trace_add_text(t, "disk full")}, 32);
    told(node, 0, CTX_WHY_CALL, 1, "disk full");
}

static void done_slot(void)
{
    view_t v;

    start("done");
    uint32_t root = background(), asked = cancelable(root, 0, 18), late = cancelable(root, 0, 18), never = cancelable(root, 0, 18);
    size_t made = here();
    done_made(asked, false);
    size_t open = here();
    cancelled(asked);
    cancel_end(asked, 1);
    cancelled(late);
    cancel_end(late, 1);
    cancelled(never);
    cancel_end(never, 1);
    size_t ended = here();
    done_made(late, true);
    size_t last = here();
    look(&v);
    ok(says(&v, made, asked, "done", "none: nobody asked"), "done: none as long as nobody asks");
    ok(says(&v, open, asked, "done", "open"), "done: open");
    ok(says(&v, ended, asked, "done", "closed") && says(&v, ended, asked, "err", "canceled") && says(&v, ended, asked, "cause", "disk full"), "done: closed, with err and cause");
    ok(says(&v, ended, late, "done", "none: shared now"), "done: none yet of one that ended unasked");
    ok(says(&v, last, late, "done", "closed, the shared one"), "done: the shared closed one for who asks late");
    ok(says(&v, last, never, "done", "none: shared now"), "done: for no other");
    view_close(&v);
}

/* A cascade holds the locks from where it began to whom it tells, and gives each back when it is done below it. */
static void lock_slot(void)
{
    view_t v;

    start("lock");
    uint32_t root = background(), top = cancelable(root, 0, 18), a = cancelable(top, top, 18), below = cancelable(a, a, 18), b = cancelable(top, top, 18);
    size_t made = here();
    cancelled(top);
    size_t at_top = here();
    told(a, top, CTX_WHY_PARENT, 1, NULL);
    told(below, a, CTX_WHY_PARENT, 1, NULL);
    size_t at_below = here();
    told(b, top, CTX_WHY_PARENT, 1, NULL);
    size_t at_b = here();
    cancel_end(top, 4);
    size_t over = here();
    look(&v);
    ok(says(&v, made, top, "lock", "free") && says(&v, at_top, top, "lock", "held by the cascade") && says(&v, at_top, a, "lock", "free"), "lock: held from where the cascade is");
    ok(says(&v, at_below, below, "lock", "held by the cascade") && says(&v, at_below, a, "lock", "held by the cascade") && says(&v, at_below, top, "lock", "held by the cascade"),
       "lock: on the whole path to whom it tells");
    ok(says(&v, at_b, a, "lock", "free") && says(&v, at_b, below, "lock", "free") && says(&v, at_b, b, "lock", "held by the cascade"), "lock: behind it they are free again");
    ok(says(&v, over, top, "lock", "free") && says(&v, over, b, "lock", "free"), "lock: all of them once it is over");
    ok(says(&v, at_below, root, "lock", "none"), "lock: a root has none");
    view_close(&v);
}

static void timer_slot(void)
{
    view_t v;

    start("timer");
    uint32_t root = background(), stops = timeout(root, 0, MS(50), 18), fires = timeout(root, 0, MS(20), 18), none = cancelable(root, 0, 18);
    size_t armed = here();
    put((ctx_event_t){.kind = CTX_EV_TIMER_STOP, .node = stops, .other = 1, .flags = 1}, 0);
    size_t stopped = here();
    now = MS(20);
    put((ctx_event_t){.kind = CTX_EV_TIMER_FIRE, .node = fires, .other = 2}, 0);
    size_t fired = here();
    look(&v);
    ok(says(&v, armed, stops, "timer", "armed") && says(&v, armed, stops, "deadline", "50ms"), "timer: armed, with the instant");
    ok(says(&v, stopped, stops, "timer", "stopped") && says(&v, stopped, fires, "timer", "armed"), "timer: stopped, the other not");
    ok(says(&v, fired, fires, "timer", "fired"), "timer: fired");
    ok(says(&v, fired, none, "timer", "none") && says(&v, fired, none, "deadline", "none"), "timer: none where there is no deadline");
    view_close(&v);
}

/* Who was derived from it, ever, and who is told when it ends: a value is in no set, what hangs below it is. */
static void children_slot(void)
{
    view_t v;

    start("children");
    uint32_t root = background(), top = cancelable(root, 0, 18), value = derive(CTX_NODE_VALUE, top, INT64_MAX, "user_key", 18);
    uint32_t below = cancelable(value, top, 18), cut = derive(CTX_NODE_WITHOUT_CANCEL, top, INT64_MAX, NULL, 18), one = cancelable(top, top, 18);
    size_t made = here();
    cancelled(one);
    cancel_end(one, 1);
    size_t left = here();
    look(&v);
    ok(says(&v, made, top, "children", "3 (2 in set)"), "children: derived from it, and in its set");
    ok(says(&v, left, top, "children", "3 (1 in set)"), "children: who has ended has left the set, and is its child still");
    ok(says(&v, left, value, "children", "1 (no set)") && says(&v, left, below, "children", "none") && says(&v, left, cut, "children", "none"), "children: a value has no set");
    ok(says(&v, left, below, "parent", "c3 WithValue(user_key)") && says(&v, left, root, "parent", "none: a root"), "parent: whom it was derived from");
    view_close(&v);
}

/* Whatever is asked of a value is asked of what it stands on; what ends by no cause says its err. */
static void passed_on(void)
{
    view_t v;

    start("passed-on");
    uint32_t root = background(), top = timeout(root, 0, MS(50), 18), value = derive(CTX_NODE_VALUE, top, INT64_MAX, "user_key", 18);
    uint32_t cut = derive(CTX_NODE_WITHOUT_CANCEL, value, INT64_MAX, NULL, 18), last = derive(CTX_NODE_VALUE, cut, INT64_MAX, "user_key", 18);
    done_made(top, false);
    size_t made = here();
    put((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = top, .detail = 2, .flags = CTX_WHY_DEADLINE}, 0);
    told(top, 0, CTX_WHY_DEADLINE, 2, NULL);
    cancel_end(top, 1);
    size_t ended = here();
    look(&v);
    ok(says(&v, made, value, "done", "c2's: open") && says(&v, made, value, "err", "c2's: none: alive") && says(&v, made, value, "cause", "c2's") && says(&v, made, value, "deadline", "c2's: 50ms"),
       "passed on: to whom, and what is answered there");
    ok(says(&v, ended, value, "done", "c2's: closed") && says(&v, ended, value, "err", "c2's: deadline exceeded"), "passed on: also once that has ended");
    ok(says(&v, ended, top, "err", "deadline exceeded") && says(&v, ended, top, "cause", "as err") && says(&v, made, top, "cause", "none"), "cause: as err where none was given");
    ok(says(&v, ended, cut, "done", "none: no cancel passes") && says(&v, ended, last, "done", "none: never ends") && says(&v, ended, last, "err", "none") && says(&v, ended, last, "deadline", "none"),
       "passed on: not beyond a cut");
    view_close(&v);
}

/* No line of the program made it: what is known is when. */
static void made_elsewhere(void)
{
    view_t v;

    start("elsewhere");
    uint32_t root = background();
    now = MS(20);
    task = 0;
    uint32_t theirs = derive(CTX_NODE_CANCEL, root, INT64_MAX, NULL, 0);
    task = 1;
    uint32_t own = derive(CTX_NODE_CANCEL, root, INT64_MAX, NULL, 18);
    size_t made = here();
    look(&v);
    ok(says(&v, made, theirs, "made", "outside your program, at 20ms"), "made: outside the program, and when");
    ok(says(&v, made, own, "made", "server.c:18 by T1"), "made: by a line of it");
    view_close(&v);
}

int main(void)
{
    made_elsewhere();
    children_slot();
    passed_on();
    done_slot();
    lock_slot();
    timer_slot();
    return tap_end();
}
