/* forest.c — see forest.h. */
#include "forest.h"

static uint32_t state = 12345;

uint32_t any(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % below;
}

void put(trace_t *t, ctx_event_t ev)
{
    static uint64_t seq;
    ev.seq = ++seq;
    trace_add(t, &ev);
}

static void task_event(trace_t *t, uint32_t nodes, uint32_t *tasks)
{
    uint32_t what = any(4), task = 1 + any(*tasks + 1);

    if (what == 0)
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = ++*tasks, .node = 1 + any(nodes), .site = 1});
    else
        put(t, (ctx_event_t){.kind = (uint16_t)(what == 1 ? CTX_EV_TASK_END : what == 2 ? CTX_EV_TASK_BLOCK : CTX_EV_TASK_WAKE), .task = task, .detail = CTX_OP_RECV});
}

trace_t *forest(uint32_t nodes, bool rich)
{
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "forest");
    uint32_t sites[4], id = 1, last_task = 0;

    for (int i = 0; i < 4; i++)
        sites[i] = trace_add_site(t, "forest.c", 10 + i, "grow");
    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1});
    while (id < nodes) {
        uint32_t parent = 1 + any(id), shape = any(4), many = 1 + any(shape == 0 ? 3 : rich && !any(4) ? 1500 : 40), site = any(4);
        for (uint32_t i = 0; i < many && id < nodes; i++) {
            uint32_t kind = shape == 3 && i % 2 ? CTX_NODE_VALUE : rich && shape == 1 && !any(9) ? CTX_NODE_TIMER : CTX_NODE_CANCEL;
            put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = (uint8_t)kind, .node = ++id, .other = parent, .value = kind == CTX_NODE_TIMER ? (int64_t)any(3) * 25000000 : INT64_MAX,
                                 .site = sites[(site + (shape == 3 ? i % 2 : 0)) % 4]});
            parent = shape >= 2 ? id : parent; /* a chain; else a fan */
        }
        for (uint32_t i = any(4); rich && i > 0; i--)
            task_event(t, id, &last_task);
        for (uint32_t i = any(4); i > 0; i--) {
            uint32_t node = 2 + any(id), kind = any(3);
            if (node <= id)
                put(t, (ctx_event_t){.kind = (uint16_t)(kind == 0 ? CTX_EV_NODE_FREE : kind == 1 ? CTX_EV_NOTICED : CTX_EV_TOLD), .node = node, .flags = CTX_WHY_CALL});
        }
    }
    return t;
}
