/* fixture.c — see fixture.h. The events are those the engine writes for such a run. */
#include "fixture.h"

#include <stdio.h>
#include <string.h>

#define FILE_NAME "server.c"
#define MS(n) ((int64_t)(n) * 1000000)

static trace_t *t;
static uint64_t seq;
static int64_t now;
static uint32_t task, nodes, handles, timers, tasks;
enum { KEPT = 1100000 };
static uint32_t owner[KEPT]; /* of a handle: its node */
static bool kept[KEPT];     /* a handle nobody gives back */
static uint32_t set_of[KEPT]; /* of a node: the set it is in */

static uint32_t at(int line)
{
    return line ? trace_add_site(t, FILE_NAME, line, line < 14 ? "tick_worker" : line < 22 ? "handle_request" : "serve") : 0;
}

static void put(ctx_event_t ev, int line)
{
    ev.seq = ++seq;
    ev.time = now;
    if (!ev.task)
        ev.task = task;
    ev.site = at(line);
    trace_add(t, &ev);
}

static void start(const char *program)
{
    t = trace_new(CTX_TRACE_VIRTUAL, program);
    seq = 0;
    now = 0;
    nodes = handles = timers = 0;
    task = tasks = 1;
    memset(kept, 0, sizeof kept);
    memset(owner, 0, sizeof owner);
    memset(set_of, 0, sizeof set_of);
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 1, .aux = trace_add_text(t, "serve")}, 0);
}

static uint32_t background(void)
{
    uint32_t id = ++nodes;
    put((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = id, .value = INT64_MAX}, 0);
    return id;
}

static uint32_t derive(unsigned kind, uint32_t parent, int64_t deadline, const char *text, int line)
{
    uint32_t id = ++nodes;
    put((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = (uint8_t)kind, .node = id, .other = parent, .value = deadline,
                      .aux = text ? trace_add_text(t, text) : 0}, line);
    return id;
}

static void link_to(uint32_t node, uint32_t set)
{
    if (node < KEPT)
        set_of[node] = set;
    put((ctx_event_t){.kind = CTX_EV_NODE_LINK, .node = node, .other = set}, 0);
}

static uint32_t handle(uint32_t node, int line)
{
    if (handles + 1 < KEPT)
        owner[handles + 1] = node;
    put((ctx_event_t){.kind = CTX_EV_HANDLE_NEW, .node = node, .other = ++handles}, line);
    return handles;
}

static uint32_t cancelable(uint32_t parent, uint32_t set, int line)
{
    uint32_t id = derive(CTX_NODE_CANCEL, parent, INT64_MAX, NULL, line);
    if (set)
        link_to(id, set);
    handle(id, line);
    return id;
}

static uint32_t timeout(uint32_t parent, uint32_t set, int64_t deadline, int line)
{
    uint32_t id = derive(CTX_NODE_TIMER, parent, deadline, NULL, line);
    if (set)
        link_to(id, set);
    put((ctx_event_t){.kind = CTX_EV_TIMER_ARM, .node = id, .other = ++timers, .value = deadline}, 0);
    handle(id, line);
    return id;
}

static uint32_t go(uint32_t node, const char *name, int line)
{
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .node = node, .other = ++tasks, .aux = trace_add_text(t, name)}, line);
    return tasks;
}

static void block(unsigned op, uint32_t node, bool deaf, int line)
{
    put((ctx_event_t){.kind = CTX_EV_TASK_BLOCK, .detail = (uint8_t)op, .node = node, .other = 1, .aux = deaf}, line);
}

static void wake(unsigned op) { put((ctx_event_t){.kind = CTX_EV_TASK_WAKE, .detail = (uint8_t)op}, 9); }
static void end_task(void) { put((ctx_event_t){.kind = CTX_EV_TASK_END}, 10); }
static void noticed(uint32_t node, unsigned how, int line) { put((ctx_event_t){.kind = CTX_EV_NOTICED, .node = node, .detail = (uint8_t)how}, line); }
static void work(uint32_t node, const char *what) { put((ctx_event_t){.kind = CTX_EV_WORK, .node = node, .aux = trace_add_text(t, what)}, 11); }
static void clock_to(int64_t to)
{
    int64_t from = now;
    uint32_t keep = task;
    now = to;
    task = 0;
    put((ctx_event_t){.kind = CTX_EV_CLOCK, .value = from}, 0);
    task = keep;
}

static void cancel_call(uint32_t node, const char *cause, int line)
{
    put((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = node, .other = 1, .detail = 1, .aux = cause ? trace_add_text(t, cause) : 0}, line);
}

static void told(uint32_t node, uint32_t from, unsigned why, unsigned err, const char *cause)
{
    put((ctx_event_t){.kind = CTX_EV_TOLD, .node = node, .other = from, .flags = (uint8_t)why, .detail = (uint8_t)err,
                      .aux = cause ? trace_add_text(t, cause) : 0}, 0);
}

static void cancel_end(uint32_t node, int64_t count)
{
    put((ctx_event_t){.kind = CTX_EV_CANCEL_END, .node = node, .value = count}, 0);
    if (node < KEPT && set_of[node])
        put((ctx_event_t){.kind = CTX_EV_NODE_UNLINK, .node = node, .other = set_of[node]}, 0);
}
static void release(uint32_t node, uint32_t h, int line) { put((ctx_event_t){.kind = CTX_EV_HANDLE_RELEASE, .node = node, .other = h}, line); }
static void mark(const char *name) { put((ctx_event_t){.kind = CTX_EV_MARK, .aux = trace_add_text(t, name)}, 34); }

/* Gives every handle back, so that only what a picture is about is found in it. */
static void tidy(void)
{
    task = 1;
    for (uint32_t h = 1; h <= handles; h++)
        if (!kept[h] && owner[h])
            release(owner[h], h, 33);
}

static void finish(unsigned detail)
{
    task = 0;
    put((ctx_event_t){.kind = CTX_EV_END, .detail = (uint8_t)detail, .value = (int64_t)seq}, 0);
}

/* ---- the pictures ---------------------------------------------------------------------------------------- */

static uint32_t server(uint32_t *root)
{
    *root = cancelable(background(), 0, 24);
    return timeout(*root, *root, MS(5000), 27);
}

static void draw_server(void)
{
    uint32_t root, s, c[3], w[3];

    s = server(&root);
    uint32_t user = derive(CTX_NODE_VALUE, s, INT64_MAX, "user_key", 29);
    for (int i = 0; i < 3; i++) {
        c[i] = cancelable(user, s, 18);
        w[i] = go(c[i], "tick_worker", 20);
        uint32_t was = task;
        task = w[i];
        put((ctx_event_t){.kind = CTX_EV_DONE_MADE, .node = c[i]}, 9);
        block(CTX_OP_SELECT, c[i], false, 9);
        task = was;
    }
    clock_to(MS(10));
    for (int i = 0; i < 3; i++) {
        task = w[i];
        wake(CTX_OP_SELECT);
        work(c[i], "tick");
        block(CTX_OP_SELECT, c[i], false, 9);
    }
    task = 1;
    cancel_call(s, "client went away", 32);
    told(s, s, CTX_WHY_CALL, 1, "client went away");
    for (int i = 0; i < 3; i++)
        told(c[i], s, CTX_WHY_PARENT, 1, "client went away");
    cancel_end(s, 4);
    for (int i = 0; i < 3; i++) {
        task = w[i];
        wake(CTX_OP_SELECT);
        noticed(c[i], 2, 9);
        end_task();
    }
    tidy();
    mark("idle");
    finish(0);
}

/* count children of one parent, cancelled at once; one in 2,500 listens to nothing. */
static void draw_wide(uint32_t count)
{
    uint32_t root, s = server(&root), first = nodes + 1;

    for (uint32_t i = 0; i < count; i++)
        cancelable(s, s, 18);
    clock_to(MS(10));
    cancel_call(s, "client went away", 32);
    told(s, s, CTX_WHY_CALL, 1, "client went away");
    for (uint32_t i = 0; i < count; i++)
        told(first + i, s, CTX_WHY_PARENT, 1, "client went away");
    cancel_end(s, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        if (i == count / 2)
            continue;
        now = MS(10) + (int64_t)i * 1000;
        noticed(first + i, 1, 9);
    }
    tidy();
    finish(0);
}

/* count contexts, each the only child of the one before; the whole chain is cancelled, one link never notices. */
static uint32_t chain_of(uint32_t parent, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        parent = cancelable(parent, parent, 18);
    return parent;
}

static void tell_all(uint32_t first, uint32_t count, uint32_t from)
{
    for (uint32_t i = 0; i < count; i++)
        told(first + i, i ? first + i - 1 : from, CTX_WHY_PARENT, 1, "client went away");
}

static void draw_chain(uint32_t count)
{
    uint32_t root, s = server(&root), first = nodes + 1, last = chain_of(s, count);

    cancelable(last, last, 20);
    uint32_t w = go(cancelable(last, last, 27), "tick_worker", 20);
    clock_to(MS(10));
    cancel_call(s, "client went away", 32);
    told(s, s, CTX_WHY_CALL, 1, "client went away");
    tell_all(first, count, s);
    told(last + 1, last, CTX_WHY_PARENT, 1, "client went away");
    told(last + 2, last, CTX_WHY_PARENT, 1, "client went away");
    cancel_end(s, count + 3);
    for (uint32_t i = 0; i < count; i++)
        if (i != count / 2)
            noticed(first + i, 1, 9);
    task = w;
    end_task();
    tidy();
    finish(0);
}

static void draw_chain_10000(void) { draw_chain(10000); }
static void draw_chain_million(void) { draw_chain(1000000); }

/* A pattern of three kinds that comes again and again. */
static void draw_pattern(void)
{
    uint32_t root, at_ = server(&root), set = at_;

    for (int i = 0; i < 1000; i++) {
        at_ = set = cancelable(at_, set, 18);
        at_ = derive(CTX_NODE_VALUE, at_, INT64_MAX, "user_key", 19);
        at_ = set = timeout(at_, set, MS(50), 20);
    }
    clock_to(MS(10));
    tidy();
    finish(0);
}

/* A thousand chains of ten below one parent; the last link of one of them has a task that does not listen. */
static void draw_fan(void)
{
    uint32_t root, s = server(&root), first = nodes + 1;

    for (int i = 0; i < 1000; i++)
        chain_of(cancelable(s, s, 20), 9);
    uint32_t deaf = first + 4999, w = go(deaf, "tick_worker", 20);
    task = w;
    block(CTX_OP_RECV, 0, true, 9);
    task = 1;
    clock_to(MS(10));
    cancel_call(s, "client went away", 32);
    told(s, s, CTX_WHY_CALL, 1, "client went away");
    for (uint32_t i = 0; i < 1000; i++)
        tell_all(first + i * 10, 10, s);
    cancel_end(s, 10001);
    for (uint32_t i = 0; i < 10000; i++)
        if (first + i != deaf)
            noticed(first + i, 1, 9);
    tidy();
    mark("idle");
    finish(0);
}

/* One of each of the nine kinds of context, the cancel of the request told to those it reaches. */
static void draw_kinds(void)
{
    uint32_t root, s = server(&root);
    uint32_t user = derive(CTX_NODE_VALUE, s, INT64_MAX, "user_key", 29), c = cancelable(user, s, 18);

    put((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_TODO, .node = ++nodes, .value = INT64_MAX}, 0);
    cancelable(nodes, 0, 20);
    uint32_t cut = derive(CTX_NODE_WITHOUT_CANCEL, c, INT64_MAX, NULL, 27);
    derive(CTX_NODE_VALUE, cut, INT64_MAX, "user_key", 29);
    uint32_t after = derive(CTX_NODE_AFTER_FUNC, c, INT64_MAX, NULL, 20);
    link_to(after, c);
    put((ctx_event_t){.kind = CTX_EV_AFTER_REG, .node = after, .other = c}, 20);
    uint32_t own = derive(CTX_NODE_CUSTOM, c, INT64_MAX, "traced_ctx", 18);
    derive(CTX_NODE_STOP, own, INT64_MAX, NULL, 18);
    put((ctx_event_t){.kind = CTX_EV_DONE_MADE, .node = s}, 18);
    put((ctx_event_t){.kind = CTX_EV_DONE_MADE, .node = c}, 18);
    clock_to(MS(10));
    cancel_call(s, "client went away", 32);
    told(s, s, CTX_WHY_CALL, 1, "client went away");
    told(c, s, CTX_WHY_PARENT, 1, "client went away");
    told(after, c, CTX_WHY_PARENT, 1, "client went away");
    cancel_end(s, 3);
    put((ctx_event_t){.kind = CTX_EV_TIMER_STOP, .node = s, .other = 1, .flags = 1}, 0);
    tidy();
    finish(0);
}

/* A thousand workers wait for jobs and listen, but one; told, another goes round its closed done for ever. */
static void draw_crowd(void)
{
    enum { WORKERS = 1000, DEAF = 500, SPINS = 700 };
    uint32_t root, s = server(&root), group = cancelable(s, s, 27), first;

    put((ctx_event_t){.kind = CTX_EV_CHAN_NEW, .other = 1, .aux = trace_add_text(t, "job")}, 27);
    first = go(group, "tick_worker", 20);
    for (int i = 1; i < WORKERS; i++)
        go(group, "tick_worker", 20);
    for (uint32_t i = 0; i < WORKERS; i++) {
        task = first + i;
        block(i == DEAF ? CTX_OP_RECV : CTX_OP_SELECT, i == DEAF ? 0 : group, i == DEAF, i == DEAF ? 11 : 9);
    }
    task = 1;
    clock_to(MS(10));
    cancel_call(group, "client went away", 32);
    told(group, group, CTX_WHY_CALL, 1, "client went away");
    cancel_end(group, 1);
    task = first + SPINS;
    wake(CTX_OP_SELECT);
    for (int i = 0; i < 12; i++) {
        put((ctx_event_t){.kind = CTX_EV_SELECT, .node = group, .detail = 1, .aux = 1}, 9);
        noticed(group, 2, 9);
    }
    put((ctx_event_t){.kind = CTX_EV_SPIN, .node = group, .value = 1000}, 9);
    tidy();
    finish(0);
}

static void draw_wide_10000(void) { draw_wide(10000); }
static void draw_wide_million(void) { draw_wide(333000); }

static void draw_leak(void)
{
    uint32_t root, s = server(&root);
    uint32_t never = cancelable(root, root, 18); /* never cancelled under a long-lived parent */
    kept[handles] = true;
    uint32_t a = go(never, "tick_worker", 20);
    uint32_t deaf = cancelable(s, s, 18); /* told and deaf */
    uint32_t b = go(deaf, "tick_worker", 20);
    uint32_t cut = derive(CTX_NODE_WITHOUT_CANCEL, s, INT64_MAX, NULL, 27); /* never told, although what is above it has ended */
    uint32_t untold = cancelable(cut, 0, 18);
    kept[handles] = true;
    uint32_t e = go(untold, "audit", 20);

    task = a;
    block(CTX_OP_SELECT, never, false, 9);
    task = b;
    block(CTX_OP_RECV, 0, true, 9);
    task = e;
    block(CTX_OP_SELECT, untold, false, 9);
    task = 1;
    clock_to(MS(10));
    cancel_call(s, NULL, 32);
    told(s, s, CTX_WHY_CALL, 1, NULL);
    told(deaf, s, CTX_WHY_PARENT, 1, NULL);
    cancel_end(s, 2);
    tidy();
    mark("idle");
    finish(0);
}

static void draw_spin(void)
{
    uint32_t root, s = server(&root), c = cancelable(s, s, 18), w = go(c, "tick_worker", 20);

    task = w;
    put((ctx_event_t){.kind = CTX_EV_DONE_MADE, .node = c}, 9);
    block(CTX_OP_SELECT, c, false, 9);
    task = 1;
    clock_to(MS(10));
    cancel_call(s, NULL, 32);
    told(s, s, CTX_WHY_CALL, 1, NULL);
    told(c, s, CTX_WHY_PARENT, 1, NULL);
    cancel_end(s, 2);
    task = w;
    wake(CTX_OP_SELECT);
    for (int i = 0; i < 12; i++) {
        put((ctx_event_t){.kind = CTX_EV_SELECT, .node = c, .detail = 1, .aux = 1}, 9);
        noticed(c, 2, 9);
    }
    put((ctx_event_t){.kind = CTX_EV_SPIN, .node = c, .value = 1000}, 9);
    tidy();
    finish(0);
}

static void draw_dominated(void)
{
    uint32_t root, s = server(&root), c;

    timeout(s, s, MS(50), 18);
    c = derive(CTX_NODE_CANCEL, s, INT64_MAX, NULL, 18);
    put((ctx_event_t){.kind = CTX_EV_DOMINATED, .node = c, .value = MS(9000)}, 18);
    link_to(c, s);
    handle(c, 18);
    clock_to(MS(10));
    tidy();
    finish(0);
}

static void draw_forwarder(void)
{
    uint32_t root, s = server(&root);
    uint32_t foreign = derive(CTX_NODE_CUSTOM, s, INT64_MAX, "traced_ctx", 18), c = cancelable(foreign, 0, 18);
    uint32_t forwarder;

    put((ctx_event_t){.kind = CTX_EV_FORWARDER, .node = c, .other = foreign, .detail = 1}, 18);
    forwarder = go(1, "forwarder", 0);
    task = forwarder;
    block(CTX_OP_SELECT, c, false, 0);
    uint32_t plain = cancelable(s, s, 18);
    task = 1;
    clock_to(MS(10));
    cancel_call(s, "deploy", 32);
    told(s, s, CTX_WHY_CALL, 1, "deploy");
    told(plain, s, CTX_WHY_PARENT, 1, "deploy");
    cancel_end(s, 2);
    task = forwarder;
    put((ctx_event_t){.kind = CTX_EV_TASK_WAKE, .detail = CTX_OP_SELECT}, 0);
    noticed(foreign, 2, 0);
    told(c, foreign, CTX_WHY_FORWARD, 1, "deploy");
    put((ctx_event_t){.kind = CTX_EV_FORWARDER, .node = c, .other = foreign, .detail = 2}, 0);
    end_task();
    tidy();
    finish(0);
}

/* Two handles given back while their contexts lived, one on a line, one at a scope's end; nobody had looked. */
static void draw_released(void)
{
    uint32_t root, s = server(&root), c[2];

    for (int i = 0; i < 2; i++) {
        c[i] = cancelable(s, s, 18 + i * 2);
        kept[handles] = true;
        uint32_t h = handles, worker = go(c[i], "tick_worker", 20);
        clock_to(MS(10 * (i + 1)));
        put((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = c[i], .other = h, .detail = 1, .flags = CTX_WHY_RELEASE}, i ? 0 : 32);
        told(c[i], c[i], CTX_WHY_RELEASE, 1, NULL);
        cancel_end(c[i], 1);
        put((ctx_event_t){.kind = CTX_EV_HANDLE_RELEASE, .node = c[i], .other = h, .flags = i == 1}, i ? 0 : 32);
        task = worker;
        end_task();
        task = 1;
    }
    tidy();
    finish(0);
}

static void draw_without(void)
{
    uint32_t root, s = server(&root);
    uint32_t cut = derive(CTX_NODE_WITHOUT_CANCEL, s, INT64_MAX, NULL, 18), audit = cancelable(cut, 0, 18), c = cancelable(s, s, 18);

    go(audit, "audit", 20);
    clock_to(MS(10));
    cancel_call(s, NULL, 32);
    told(s, s, CTX_WHY_CALL, 1, NULL);
    told(c, s, CTX_WHY_PARENT, 1, NULL);
    cancel_end(s, 2);
    task = 2;
    work(audit, "audit row");
    end_task();
    tidy();
    finish(0);
}

static void after_one(uint32_t s, bool stopped)
{
    uint32_t hidden = derive(CTX_NODE_AFTER_FUNC, s, INT64_MAX, NULL, 18);

    link_to(hidden, s);
    put((ctx_event_t){.kind = CTX_EV_AFTER_REG, .node = hidden, .other = s}, 18);
    if (stopped) {
        put((ctx_event_t){.kind = CTX_EV_AFTER_STOP, .node = hidden, .flags = 1}, 20);
        put((ctx_event_t){.kind = CTX_EV_NODE_UNLINK, .node = hidden, .other = s}, 0);
    }
}

static void draw_after(void)
{
    uint32_t root, s = server(&root);

    after_one(s, true);
    after_one(s, false);
    clock_to(MS(10));
    cancel_call(s, NULL, 32);
    told(s, s, CTX_WHY_CALL, 1, NULL);
    told(nodes, s, CTX_WHY_PARENT, 1, NULL);
    uint32_t run = go(s, "close_socket", 0);
    put((ctx_event_t){.kind = CTX_EV_AFTER_RUN, .node = nodes, .other = run}, 0);
    cancel_end(s, 2);
    put((ctx_event_t){.kind = CTX_EV_AFTER_STOP, .node = nodes}, 20);
    task = run;
    cancel_call(root, "client went away", 11);
    told(root, root, CTX_WHY_CALL, 1, "client went away");
    cancel_end(root, 1);
    end_task();
    tidy();
    finish(0);
}

static void draw_first_cause(void)
{
    uint32_t root, s = server(&root), c = cancelable(s, s, 18);

    put((ctx_event_t){.kind = CTX_EV_LIVE_SEEN, .node = c, .detail = 1}, 20);
    clock_to(MS(10));
    cancel_call(c, "disk full", 20);
    told(c, c, CTX_WHY_CALL, 1, "disk full");
    cancel_end(c, 1);
    cancel_call(s, "client went away", 32);
    told(s, s, CTX_WHY_CALL, 1, "client went away");
    cancel_end(s, 1);
    put((ctx_event_t){.kind = CTX_EV_CANCEL_NOOP, .node = c, .other = 3, .detail = 1, .aux = trace_add_text(t, "too late")}, 20);
    put((ctx_event_t){.kind = CTX_EV_NOTICED, .node = c, .detail = 3}, 9);
    tidy();
    finish(0);
}

static void draw_lookup(void)
{
    uint32_t root, s = server(&root);
    uint32_t user = derive(CTX_NODE_VALUE, s, INT64_MAX, "user_key", 29), trace_id = derive(CTX_NODE_VALUE, user, INT64_MAX, "trace_key", 29);
    uint32_t c = cancelable(trace_id, s, 18), d = timeout(c, c, MS(50), 18);

    put((ctx_event_t){.kind = CTX_EV_VALUE, .node = d, .other = user, .aux = 3, .value = trace_add_text(t, "user_key")}, 11);
    tidy();
    finish(0);
}

static void draw_ask(void)
{
    uint32_t root, s = server(&root), c = cancelable(s, s, 18), w = go(c, "tick_worker", 20), b = go(c, "tick_worker", 20);

    task = b;
    block(CTX_OP_RECV, 0, true, 9);
    finish(1);
    put((ctx_event_t){.kind = CTX_EV_CHOICE, .task = 1, .detail = CTX_OP_CANCEL, .other = trace_add_text(t, "T1"), .aux = trace_add_text(t, "cancel c3")}, 32);
    put((ctx_event_t){.kind = CTX_EV_CHOICE, .task = w, .detail = CTX_OP_SELECT, .other = trace_add_text(t, "T2"), .aux = trace_add_text(t, "select on done, ticks")}, 9);
    put((ctx_event_t){.kind = CTX_EV_WAITING, .task = b, .detail = CTX_OP_RECV, .aux = trace_add_text(t, "channel 1 is empty and nobody sends")}, 9);
}

/* A program joined while it ran: parents nobody saw being made, and one whose event comes late. */
static void draw_joined(void)
{
    nodes = 4;
    uint32_t a = cancelable(1, 0, 18), b = cancelable(2, 2, 18), c = cancelable(3, 3, 18);

    put((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = 3, .other = 2, .value = INT64_MAX}, 24);
    cancel_call(b, NULL, 32);
    told(b, b, CTX_WHY_CALL, 1, NULL);
    cancel_end(b, 1);
    go(a, "audit", 20);
    go(c, "tick_worker", 20);
    finish(0);
}

static void draw_empty(void) {}

static const struct { const char *name; void (*draw)(void); } drawn[] = {
    {"server", draw_server}, {"wide", draw_wide_10000}, {"leak", draw_leak}, {"spin", draw_spin}, {"dominated", draw_dominated},
    {"forwarder", draw_forwarder}, {"without", draw_without}, {"released", draw_released}, {"after", draw_after}, {"first-cause", draw_first_cause},
    {"lookup", draw_lookup}, {"ask", draw_ask}, {"joined", draw_joined}, {"empty", draw_empty}, {"million", draw_wide_million},
    {"chain", draw_chain_10000}, {"deep-million", draw_chain_million}, {"pattern", draw_pattern}, {"fan", draw_fan}, {"crowd", draw_crowd}, {"kinds", draw_kinds},
};
const char *const fixture_names[] = {"server", "wide", "leak", "spin", "dominated", "forwarder", "without", "released", "after", "first-cause",
                                     "lookup", "ask", "joined", "empty", "million",
                                     "chain", "deep-million", "pattern", "fan", "crowd", "kinds", NULL};

trace_t *fixture(const char *name)
{
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
        if (!strcmp(drawn[i].name, name)) {
            start(name);
            drawn[i].draw();
            return t;
        }
    return NULL;
}
