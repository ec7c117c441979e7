/* story_test.c — what the inspector tells of a context below its slots: its values and the way of a look-up, its four instants,
 * who told it, who is under it; and of threads no more than is known.
 */
#include <stdlib.h>
#include <string.h>

#include "pen.h"
#include "sentence.h"
#include "tap.h"
#include "view.h"

unsigned tap_passed, tap_failed;

typedef struct story { char text[4000]; } story_t;

static void tell(void *self, const char *name, style_t st, const char *text)
{
    story_t *s = self;
    size_t used = strlen(s->text);

    (void)st;
    snprintf(s->text + used, sizeof s->text - used, "%s: %s\n", name, text);
}

/* After n events this line is among those of the node's story; NULL for the text: no line has this name. */
static bool tells(view_t *v, size_t n, uint32_t node, const char *name, const char *text)
{
    story_t s = {""};
    char line[400];

    view_goto(v, n);
    s.text[0] = '\n';
    node_story(v, node, tell, &s);
    snprintf(line, sizeof line, text ? "\n%s: %s\n" : "\n%s:", name, text);
    bool there = strstr(s.text, line) != NULL;
    if (there == !text)
        printf("# after event %zu c%u tells, for \"%s\":%s", n, node, line + 1, s.text);
    return there == (text != NULL);
}

static view_t *look(view_t *v)
{
    tui_options_t o = TUI_OPTIONS;

    view_open(v, t, true, &o);
    return v;
}

static size_t here(void) { return trace_count(t); }

static void values(void)
{
    view_t v;

    start("values");
    uint32_t root = background(), old = derive(CTX_NODE_VALUE, root, INT64_MAX, "user_key", 18), one = derive(CTX_NODE_VALUE, old, INT64_MAX, "trace_key", 18);
    uint32_t near = derive(CTX_NODE_VALUE, one, INT64_MAX, "user_key", 18), c = cancelable(near, 0, 18), deep = c;
    for (int i = 0; i < 14; i++)
        deep = cancelable(deep, deep, 18);
    size_t made = here();
    put((ctx_event_t){.kind = CTX_EV_VALUE, .node = c, .other = one, .aux = 2, .value = trace_add_text(t, "trace_key")}, 11);
    size_t found = here();
    put((ctx_event_t){.kind = CTX_EV_VALUE, .node = c, .aux = 4, .value = trace_add_text(t, "other_key")}, 11);
    size_t missed = here();
    put((ctx_event_t){.kind = CTX_EV_VALUE, .node = deep, .other = near, .aux = 15, .value = trace_add_text(t, "user_key")}, 11);
    size_t far = here();
    look(&v);
    ok(tells(&v, made, c, "values", "user_key in c4, 1 up; trace_key in c3, 2 up; user_key hidden in c2, 3 up"), "values: the nearest of each key, what it hides, and how far up each is");
    ok(tells(&v, made, near, "values", "user_key in c4, 0 up; trace_key in c3, 1 up; user_key hidden in c2, 2 up"), "values: its own");
    ok(tells(&v, made, root, "values", NULL), "values: none where none is");
    ok(tells(&v, found, c, "values", "trace_key found, 2 up: c5 > c4 > c3"), "a look-up: each hop on its way");
    ok(tells(&v, found, near, "values", "user_key in c4, 0 up; trace_key in c3, 1 up; user_key hidden in c2, 2 up"), "a look-up: of nobody else");
    ok(tells(&v, missed, c, "values", "other_key not there, 5 up: c5 > c4 > c3 > c2 > c1"), "a look-up: to the root, and not there");
    ok(tells(&v, far, deep, "values", "user_key found, 15 up: c19 > c18 > c17 > c16 > c15 > c14 > c13 > c12 > c11 > c10 > c9 > c8 > ..."), "a look-up: a long way");
    view_close(&v);
}

typedef struct instants { uint32_t top, c, quiet, bare; size_t live, told, noticed, stopped, detached; } instants_t;

/* A context is told, noticed, its task stops, it is unlinked: each at another time. One has a task that does not look; one has none. */
static instants_t four(uint64_t flags)
{
    instants_t i = {0};

    start("instants");
    trace_free(t);
    t = trace_new(flags, "instants");
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 1, .aux = trace_add_text(t, "serve")}, 0);
    uint32_t root = background();
    i.top = cancelable(root, 0, 18);
    i.c = cancelable(i.top, i.top, 18);
    i.quiet = cancelable(i.top, i.top, 18);
    i.bare = cancelable(i.top, i.top, 18);
    uint32_t worker = go(i.c, "worker", 20);
    (void)go(i.quiet, "other", 20);
    i.live = here();
    now = MS(10);
    cancel_call(i.top, "deploy", 32);
    told(i.top, 0, CTX_WHY_CALL, 1, "deploy");
    told(i.c, i.top, CTX_WHY_PARENT, 1, "deploy");
    told(i.quiet, i.top, CTX_WHY_PARENT, 1, "deploy");
    told(i.bare, i.top, CTX_WHY_PARENT, 1, "deploy");
    cancel_end(i.top, 4);
    i.told = here();
    now = MS(11);
    task = worker;
    noticed(i.c, 2, 9);
    i.noticed = here();
    now = MS(12);
    end_task();
    i.stopped = here();
    now = MS(13);
    task = 1;
    put((ctx_event_t){.kind = CTX_EV_NODE_FREE, .node = i.c}, 0);
    i.detached = here();
    return i;
}

static void four_instants(void)
{
    instants_t i = four(CTX_TRACE_VIRTUAL);
    view_t v;

    look(&v);
    ok(tells(&v, i.live, i.c, "told", "not yet") && tells(&v, i.live, i.c, "noticed", NULL), "instants: not told yet, so nothing else is said");
    ok(tells(&v, i.told, i.c, "told", "10ms at line 32") && tells(&v, i.told, i.c, "noticed", "not yet") && tells(&v, i.told, i.c, "stopped", "not yet"), "instants: told, when and by which line; not noticed yet");
    ok(tells(&v, i.noticed, i.c, "noticed", "11ms by T2") && tells(&v, i.noticed, i.c, "stopped", "not yet"), "instants: noticed, when and by whom");
    ok(tells(&v, i.stopped, i.c, "stopped", "12ms") && tells(&v, i.stopped, i.c, "noticed", "11ms by T2") && tells(&v, i.stopped, i.c, "told", "10ms at line 32"), "instants: stopped; the others stay");
    ok(tells(&v, i.detached, i.quiet, "noticed", "not yet") && tells(&v, i.detached, i.bare, "noticed", "no task") && tells(&v, i.detached, i.bare, "stopped", "no task"), "instants: another's task has not looked, and one has no task");
    ok(tells(&v, i.stopped, i.c, "because", "c2 WithCancel") && tells(&v, i.live, i.c, "because", NULL) && tells(&v, i.stopped, i.top, "because", NULL), "because: who told it");
    ok(tells(&v, i.live, i.c, "tasks", "T2 worker, can run"), "tasks: who is under it, and does what");
    ok(tells(&v, i.stopped, i.c, "tasks", "T2 worker, has ended"), "tasks: and who was");
    view_close(&v);
}

/* The first of its tasks has returned, and another is started later: the tree and the inspector say the same at each event. */
static void between_tasks(void)
{
    view_t v;

    start("between");
    uint32_t root = background(), c = cancelable(root, 0, 18), first = go(c, "first", 20);
    now = MS(10);
    cancel_call(c, NULL, 32);
    told(c, 0, CTX_WHY_CALL, 1, NULL);
    cancel_end(c, 1);
    now = MS(11);
    task = first;
    end_task();
    size_t between = here();
    task = 1;
    now = MS(12);
    uint32_t second = go(c, "second", 21);
    now = MS(13);
    task = second;
    end_task();
    look(&v);
    bool not_yet = tells(&v, between, c, "stopped", "not yet: another task will run under it") && !strcmp(sentence_state(&v.index, c, between), "told");
    ok(not_yet, "stopped: between two of its tasks it has not, in the tree and beside it");
    ok(tells(&v, here(), c, "stopped", "13ms") && !strcmp(sentence_state(&v.index, c, here()), "stopped"), "stopped: with the last of them");
    view_close(&v);
}

/* What a thread does between its calls nobody hears of: it may have noticed, it may have stopped. */
static void threads(void)
{
    instants_t i = four(CTX_TRACE_THREADS);
    view_t v;

    look(&v);
    ok(tells(&v, i.told, i.c, "noticed", "not known") && tells(&v, i.told, i.c, "stopped", "not known"), "threads: not known is not \"not yet\"");
    ok(tells(&v, i.noticed, i.c, "noticed", "11ms by T2") && tells(&v, i.stopped, i.c, "stopped", "12ms"), "threads: what was seen is known");
    ok(tells(&v, i.told, i.bare, "noticed", "not known") && tells(&v, i.told, i.quiet, "leak", NULL), "threads: nobody is called deaf for it");
    view_close(&v);
    start("snapshot");
    trace_free(t);
    t = trace_new(CTX_TRACE_THREADS, "snapshot");
    uint32_t root = background(), c = cancelable(root, 0, 18);
    put((ctx_event_t){.kind = CTX_EV_GAP, .value = 5}, 0);
    put((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = c, .other = root, .value = INT64_MAX}, 18);
    put((ctx_event_t){.kind = CTX_EV_TOLD, .node = c, .detail = 1}, 0);
    put((ctx_event_t){.kind = CTX_EV_SNAPSHOT_END}, 0);
    look(&v);
    ok(tells(&v, here(), c, "told", "before, or in a gap: not known") && tells(&v, here(), c, "noticed", NULL), "threads: what a snapshot says was told at no known time");
    view_close(&v);
}

static void held_or_not(void)
{
    view_t v;

    start("handles");
    uint32_t root = background(), c = cancelable(root, 0, 18), other = cancelable(root, 0, 20);
    size_t held = here();
    release(c, 1, 33);
    size_t given = here();
    look(&v);
    ok(tells(&v, held, c, "handle", "held") && tells(&v, given, c, "handle", "released at line 33") && tells(&v, given, other, "handle", "held"), "handle: held, then given back, where; the other is held");
    ok(tells(&v, held, c, "made", "server.c:18 by T1") && tells(&v, held, root, "handle", NULL), "made: where and by whom; a root has no handle");
    ok(tells(&v, held, other, "name", "context.Background.WithCancel"), "name: its ancestry");
    view_close(&v);
}

int main(void)
{
    values();
    four_instants();
    between_tasks();
    threads();
    held_or_not();
    return tap_end();
}
