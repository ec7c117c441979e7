/* fixture_many.c — drawn traces of many contexts: wide, deep, in patterns, in crowds of several kinds. */
#include "fixture.h"
#include "pen.h"

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

/* A server at work: each request has 40 ms and a user, and all of them but two are over. */
static void draw_requests(void)
{
    uint32_t root, s = server(&root);

    for (uint32_t i = 0; i < 1335; i++) {
        clock_to(MS(1) * i);
        uint32_t request = timeout(s, s, now + MS(40), 20), h = handles;
        uint32_t user = derive(CTX_NODE_VALUE, request, INT64_MAX, "user_key", 19);
        if (i == 500 || i == 1334)
            continue;
        put((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = request, .other = h, .flags = CTX_WHY_RELEASE}, 33);
        told(request, request, CTX_WHY_RELEASE, 1, NULL);
        cancel_end(request, 1);
        release(request, h, 33);
        put((ctx_event_t){.kind = CTX_EV_NODE_FREE, .node = user}, 0);
        put((ctx_event_t){.kind = CTX_EV_NODE_FREE, .node = request}, 0);
    }
    finish(0);
}

static void draw_wide_10000(void) { draw_wide(10000); }
static void draw_wide_million(void) { draw_wide(333000); }

static const picture_t drawn[] = {
    {"wide", draw_wide_10000}, {"million", draw_wide_million}, {"chain", draw_chain_10000}, {"deep-million", draw_chain_million},
    {"pattern", draw_pattern}, {"fan", draw_fan}, {"crowd", draw_crowd}, {"kinds", draw_kinds},
    {"requests", draw_requests},
};

trace_t *fixture_many(const char *name)
{
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
        if (!strcmp(drawn[i].name, name)) {
            start(name);
            drawn[i].draw();
            return t;
        }
    return NULL;
}
