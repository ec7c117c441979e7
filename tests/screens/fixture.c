/* fixture.c — drawn traces of a few contexts each: one thing that can happen, in full. */
#include "fixture.h"
#include "pen.h"

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
    put((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = c, .detail = 1, .flags = CTX_WHY_FORWARD, .aux = trace_add_text(t, "deploy")}, 0);
    told(c, 0, CTX_WHY_FORWARD, 1, "deploy");
    cancel_end(c, 1);
    put((ctx_event_t){.kind = CTX_EV_FORWARDER, .node = c, .other = foreign, .detail = 2}, 0);
    end_task();
    tidy();
    finish(0);
}

/* Under a foreign context that calls back: no task is needed, and the news comes by its call. */
static void draw_called_back(void)
{
    uint32_t root, s = server(&root);
    uint32_t foreign = derive(CTX_NODE_CUSTOM, s, INT64_MAX, "calling_ctx", 18), c = cancelable(foreign, 0, 18), below = cancelable(c, c, 18);

    put((ctx_event_t){.kind = CTX_EV_FORWARDER, .node = c, .other = foreign, .detail = 3}, 18);
    clock_to(MS(10));
    cancel_call(s, "deploy", 32);
    told(s, s, CTX_WHY_CALL, 1, "deploy");
    cancel_end(s, 1);
    put((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = c, .detail = 1, .flags = CTX_WHY_FORWARD, .aux = trace_add_text(t, "deploy")}, 0);
    told(c, 0, CTX_WHY_FORWARD, 1, "deploy");
    told(below, c, CTX_WHY_PARENT, 1, "deploy");
    cancel_end(c, 2);
    tidy();
    finish(0);
}

/* Real threads: a task of the library's that waits and hears nothing, one that runs, and one that somebody else made. */
static void draw_threads(void)
{
    trace_free(t);
    t = trace_new(CTX_TRACE_THREADS, "threads");
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 1, .aux = trace_add_text(t, "main")}, 0);
    uint32_t root, s = server(&root), c = cancelable(s, s, 18), waits = go(c, "reader", 20), foreign;

    (void)go(c, "tick_worker", 20);
    task = 0;
    foreign = go(0, "thread", 0);
    task = foreign;
    put((ctx_event_t){.kind = CTX_EV_LIVE_SEEN, .node = c, .detail = 1}, 0);
    task = waits;
    block(CTX_OP_RECV, 0, true, 9);
    task = 1;
    now = MS(10);
    cancel_call(s, "deploy", 32);
    told(s, 0, CTX_WHY_CALL, 1, "deploy");
    told(c, s, CTX_WHY_PARENT, 1, "deploy");
    cancel_end(s, 2);
    now = MS(12);
    tidy();
    finish(0);
}

/* A recording that stops before its end, just after a cancel: one waits and does not listen, another could still end the wait. */
static void draw_undecided(void)
{
    trace_free(t);
    t = trace_new(CTX_TRACE_THREADS, "undecided");
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 1, .aux = trace_add_text(t, "main")}, 0);
    uint32_t root, s = server(&root), c = cancelable(s, s, 18), waits = go(c, "reader", 20);

    (void)go(c, "tick_worker", 20);
    task = waits;
    block(CTX_OP_RECV, 1, true, 9);
    task = 1;
    now = MS(10);
    cancel_call(s, "deploy", 32);
    told(s, 0, CTX_WHY_CALL, 1, "deploy");
    told(c, s, CTX_WHY_PARENT, 1, "deploy");
    cancel_end(s, 2);
}

/* A viewer was too slow: what was lost, and what is true after it. */
static void draw_gap(void)
{
    uint32_t root, s = server(&root), c = cancelable(s, s, 18);

    (void)go(c, "tick_worker", 20);
    task = 0;
    put((ctx_event_t){.kind = CTX_EV_GAP, .value = 1234}, 0);
    put((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1, .value = INT64_MAX}, 0);
    put((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = root, .other = 1, .value = INT64_MAX}, 24);
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 1, .aux = trace_add_text(t, "serve")}, 0);
    put((ctx_event_t){.kind = CTX_EV_SNAPSHOT_END}, 0);
    finish(0);
}

/* Texts that were never meant for a terminal. */
static void draw_rude(void)
{
    uint32_t root, s = server(&root), c = derive(CTX_NODE_CUSTOM, s, INT64_MAX, "\033[2J%s%n\r", 18);

    task = go(c, "\xff\xc2\x9b" "31m", 20);
    put((ctx_event_t){.kind = CTX_EV_DONE_MADE, .node = s, .site = 0}, 9);
    task = 1;
    cancel_call(s, "na\xc3\xafve \033]0;title\a", 32);
    told(s, 0, CTX_WHY_CALL, 1, "na\xc3\xafve \033]0;title\a");
    cancel_end(s, 1);
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
    put((ctx_event_t){.kind = CTX_EV_CHOICE, .detail = CTX_OP_DROP_CANCEL, .other = trace_add_text(t, "cancel!"), .aux = trace_add_text(t, "drop-cancel")}, 0);
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

static const picture_t drawn[] = {
    {"server", draw_server}, {"leak", draw_leak}, {"spin", draw_spin}, {"dominated", draw_dominated}, {"forwarder", draw_forwarder}, {"called-back", draw_called_back}, {"threads", draw_threads}, {"undecided", draw_undecided}, {"gap", draw_gap}, {"rude", draw_rude},
    {"without", draw_without}, {"released", draw_released}, {"after", draw_after}, {"first-cause", draw_first_cause},
    {"lookup", draw_lookup}, {"ask", draw_ask}, {"joined", draw_joined}, {"empty", draw_empty},
};
const char *const fixture_names[] = {"server", "wide", "leak", "spin", "dominated", "forwarder", "called-back", "threads", "undecided", "gap", "rude", "without", "released", "after", "first-cause",
                                     "lookup", "ask", "joined", "empty", "million",
                                     "chain", "deep-million", "pattern", "fan", "crowd", "kinds", "requests", NULL};

trace_t *fixture(const char *name)
{
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
        if (!strcmp(drawn[i].name, name)) {
            start(name);
            drawn[i].draw();
            return t;
        }
    return fixture_many(name);
}
