/* attacks.c — traces of one thing only, and very many of it: what a foreign or hostile recording may hold.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../tests/trace/make.h"
#include "shapes.h"

static trace_t *start(uint64_t flags)
{
    trace_t *t = trace_new(flags, "hand-made");
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = 1);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = 1, .aux = text(t, "main"));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .other = 1, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .task = 1, .site = learner(t, 7));
    return t;
}

static trace_t *finish(trace_t *t)
{
    ev(t, .kind = CTX_EV_END);
    return t;
}

/* Call sites by their numbers: nobody looks for a million of them one by one. */
static uint32_t site_at(trace_t *t, uint32_t line)
{
    uint32_t id = trace_sites(t) ? trace_sites(t) : 1;
    trace_add_records(t, &(ctx_event_t){.kind = CTX_EV_SITE, .site = id, .value = line, .other = text(t, "exercise.c"), .aux = text(t, "work")}, 1);
    return id;
}

/* Nothing but tasks: each is started, waits, wakes and ends. */
static trace_t *tasks(size_t n)
{
    trace_t *t = start(CTX_TRACE_VIRTUAL);
    uint32_t many = (uint32_t)(n / 4), site = learner(t, 20), name = text(t, "worker");
    for (uint32_t i = 0; i < many; i++)
        ev(t, .kind = CTX_EV_TASK_NEW, .other = i + 2, .node = 3, .task = 1, .site = site, .aux = name);
    for (uint32_t i = 0; i < many; i++)
        ev(t, .kind = CTX_EV_TASK_BLOCK, .task = i + 2, .detail = CTX_OP_RECV, .node = 3, .other = 1, .site = site);
    for (uint32_t i = 0; i < many; i++) {
        ev(t, .kind = CTX_EV_TASK_WAKE, .task = i + 2, .detail = CTX_OP_RECV);
        ev(t, .kind = CTX_EV_TASK_END, .task = i + 2);
    }
    return finish(t);
}

/* Something is wrong at each of very many lines. */
static trace_t *found(size_t n)
{
    trace_t *t = start(CTX_TRACE_VIRTUAL);
    uint32_t lines = (uint32_t)(n / 10);
    for (uint32_t i = 0; i < lines; i++) {
        uint32_t site = site_at(t, 10 + i);
        ev(t, .kind = CTX_EV_TASK_NEW, .other = i + 2, .node = 3, .task = 1, .site = site);
        for (int k = 0; k < 8; k++)
            ev(t, .kind = CTX_EV_WORK, .node = 3, .task = i + 2, .aux = 1, .site = site);
        ev(t, .kind = CTX_EV_RACE, .task = i + 2, .site = site, .other = site, .aux = 1, .detail = 1);
    }
    return finish(t);
}

/* No two contexts have the same name, nor the same line. */
static trace_t *distinct(size_t n)
{
    trace_t *t = start(CTX_TRACE_VIRTUAL);
    char key[40];
    for (uint32_t i = 0; trace_count(t) < n; i++) {
        snprintf(key, sizeof key, "key_%u", i);
        ev(t, .kind = CTX_EV_NODE_NEW, .node = i + 4, .other = 3, .detail = CTX_NODE_VALUE, .value = INT64_MAX, .task = 1, .site = site_at(t, 10 + i), .aux = text(t, key));
        ev(t, .kind = CTX_EV_VALUE, .node = i + 4, .other = i + 4, .task = 1, .value = (int64_t)text(t, key));
        for (int k = 0; k < 4; k++)
            ev(t, .kind = CTX_EV_WORK, .node = i + 4, .task = 1, .aux = 1);
    }
    return finish(t);
}

/* A chain of timeouts that all end at the same instant, and somebody asks the last one for a value that there is not. */
static trace_t *timeouts(size_t n)
{
    trace_t *t = start(CTX_TRACE_VIRTUAL);
    uint32_t many = (uint32_t)(n / 4), site = learner(t, 20);
    for (uint32_t i = 0; i < many; i++) {
        ev(t, .kind = CTX_EV_NODE_NEW, .node = i + 4, .other = i + 3, .detail = CTX_NODE_TIMER, .value = 5000000000, .task = 1, .site = site);
        ev(t, .kind = CTX_EV_HANDLE_NEW, .node = i + 4, .other = i + 1, .task = 1, .site = site);
        ev(t, .kind = CTX_EV_TIMER_ARM, .node = i + 4, .other = i + 1, .task = 1, .value = 5000000000);
    }
    for (uint32_t i = 0; i < many; i++)
        ev(t, .kind = CTX_EV_VALUE, .node = many + 3, .task = 1, .value = (int64_t)text(t, "user"), .aux = many);
    return finish(t);
}

/* After-funcs of one context, all of which run. */
static trace_t *after_funcs(size_t n)
{
    trace_t *t = start(CTX_TRACE_VIRTUAL);
    uint32_t many = (uint32_t)(n / 6), site = learner(t, 20);
    for (uint32_t i = 0; i < many; i++) {
        ev(t, .kind = CTX_EV_AFTER_REG, .node = i + 4, .other = 3, .task = 1, .site = site);
        ev(t, .kind = CTX_EV_NODE_LINK, .node = i + 4, .other = 3, .task = 1);
    }
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .task = 1);
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .task = 1);
    for (uint32_t i = 0; i < many; i++) {
        ev(t, .kind = CTX_EV_TOLD, .node = i + 4, .other = 3, .detail = 1, .flags = CTX_WHY_PARENT, .task = 1);
        ev(t, .kind = CTX_EV_TASK_NEW, .other = i + 2, .node = 1, .task = 1, .site = site, .aux = text(t, "after_func"));
        ev(t, .kind = CTX_EV_AFTER_RUN, .node = i + 4, .other = i + 2, .task = 1);
        ev(t, .kind = CTX_EV_TASK_END, .task = i + 2);
    }
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 3, .task = 1, .value = many);
    return finish(t);
}

/* One context and one task, and all happens to them. */
static trace_t *one(size_t n)
{
    trace_t *t = start(CTX_TRACE_VIRTUAL);
    uint32_t site = learner(t, 20), other = learner(t, 21), what = text(t, "ping");
    for (uint32_t i = 0; trace_count(t) + 4 < n; i++) {
        ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 1, .node = 3, .detail = CTX_OP_RECV, .other = 1, .site = site);
        ev(t, .kind = CTX_EV_TASK_WAKE, .task = 1, .detail = CTX_OP_RECV);
        ev(t, .kind = CTX_EV_WORK, .task = 1, .node = 3, .aux = what, .site = other);
        ev(t, .kind = CTX_EV_LIVE_SEEN, .task = 1, .node = 3, .detail = 1, .site = other);
    }
    return finish(t);
}

/* On threads the clocks of two processors may differ: time runs back, and stands. Unused contexts, while another task starts tasks. */
static trace_t *backwards(size_t n)
{
    trace_t *t = start(CTX_TRACE_THREADS);
    uint32_t site = learner(t, 20), other = learner(t, 21);
    for (uint32_t i = 0; trace_count(t) + 5 < n; i++) {
        int64_t time = 1000000 + (i % 3 ? (int64_t)i : 2000000 - (int64_t)i);
        ev(t, .kind = CTX_EV_NODE_NEW, .node = i + 4, .other = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .task = 1, .site = site, .time = time);
        ev(t, .kind = CTX_EV_HANDLE_NEW, .node = i + 4, .other = i + 1, .task = 1, .site = site, .time = time);
        ev(t, .kind = CTX_EV_NODE_LINK, .node = i + 4, .other = 3, .task = 1, .time = time);
        ev(t, .kind = CTX_EV_TASK_NEW, .other = i + 2, .node = 3, .task = 2, .site = other, .time = time - 5);
        ev(t, .kind = CTX_EV_NOTE, .task = i + 2, .aux = 1, .site = other, .time = time);
    }
    return finish(t);
}

/* Nothing but notes, no two of which say the same. */
static trace_t *notes(size_t n)
{
    trace_t *t = start(CTX_TRACE_VIRTUAL);
    uint32_t site = learner(t, 20);
    char said[40];
    for (uint32_t i = 0; trace_count(t) + 1 < n; i++) {
        snprintf(said, sizeof said, "note %u", i);
        ev(t, .kind = CTX_EV_NOTE, .task = 1, .node = i % 2 ? 3 : 0, .aux = text(t, said), .site = site);
    }
    return finish(t);
}

/* Values, each above the next, and at last their end is asked for the first of them. */
static trace_t *values(size_t n)
{
    trace_t *t = start(CTX_TRACE_VIRTUAL);
    uint32_t site = learner(t, 20), key = text(t, "user"), last = 3;
    while (trace_count(t) + 2 < n) {
        ev(t, .kind = CTX_EV_NODE_NEW, .node = last + 1, .other = last, .detail = CTX_NODE_VALUE, .value = INT64_MAX, .task = 1, .site = site, .aux = key);
        last++;
    }
    ev(t, .kind = CTX_EV_VALUE, .node = last, .other = 4, .task = 1, .value = key, .aux = last - 3);
    return finish(t);
}

/* One context is asked for a value all the time. */
static trace_t *asked(size_t n)
{
    trace_t *t = start(CTX_TRACE_VIRTUAL);
    uint32_t key = text(t, "user"), none = text(t, "nobody"), site = learner(t, 20);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 4, .other = 3, .detail = CTX_NODE_VALUE, .value = INT64_MAX, .task = 1, .site = site, .aux = key);
    for (uint32_t i = 0; trace_count(t) + 1 < n; i++)
        ev(t, .kind = CTX_EV_VALUE, .node = 4, .other = i % 2 ? 4 : 0, .task = 1, .value = i % 2 ? key : none, .aux = i % 2 ? 1 : 2, .site = site);
    return finish(t);
}

/* Each is cancelled alone: as many cascades, of one. */
static trace_t *alone(size_t n)
{
    trace_t *t = start(CTX_TRACE_VIRTUAL);
    uint32_t site = learner(t, 20), where = learner(t, 21);
    for (uint32_t i = 0; trace_count(t) + 4 < n; i++) {
        ev(t, .kind = CTX_EV_NODE_NEW, .node = i + 4, .other = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .task = 1, .site = site, .time = (int64_t)i + 2);
        ev(t, .kind = CTX_EV_CANCEL_CALL, .node = i + 4, .detail = 1, .flags = CTX_WHY_CALL, .task = 1, .site = where);
        ev(t, .kind = CTX_EV_TOLD, .node = i + 4, .detail = 1, .flags = CTX_WHY_CALL, .task = 1);
        ev(t, .kind = CTX_EV_CANCEL_END, .node = i + 4, .task = 1, .value = 1);
    }
    return finish(t);
}

const shape_t attacks[] = {
    {"tasks", "tasks, nothing else", 4, tasks},
    {"found", "something wrong at each of many lines", 10, found},
    {"distinct", "no two contexts alike", 6, distinct},
    {"timeouts", "a chain of equal timeouts, and values asked for at its end", 4, timeouts},
    {"after_funcs", "after-funcs of one context", 6, after_funcs},
    {"one", "all at one context", 1, one},
    {"backwards", "time runs back and stands, on threads", 5, backwards},
    {"notes", "notes, no two alike", 1, notes},
    {"values", "values over each other", 1, values},
    {"asked", "one context is asked for a value all the time", 1, asked},
    {"alone", "a cascade of each context", 4, alone},
    {0},
};
