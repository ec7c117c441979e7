/* demo_names.c — what a speaker calls a context: the work it was made for, the tasks that run under it, or else the function that
 * derived it. A number alone says nothing to a hall. What the whole recording tells is used from the first row on: a name does not change.
 */
#include <stdio.h>
#include <string.h>

#include "demo.h"
#include "text.h"

enum { WORK_NEAR = 64 /* events after it was made */, TASKS_MOST = 20000 /* more are not gone through for one picture */ };

/* Work begun under it by who made it: "auth". What others do there later is theirs. */
static const char *named_by_work(const view_t *v, uint32_t node)
{
    size_t made = v->index.node[node].made, count = trace_count(v->trace), to = made + WORK_NEAR < count ? made + WORK_NEAR : count;
    uint32_t maker = made ? trace_event(v->trace, made - 1)->task : 0;

    for (size_t i = made; maker && i < to; i++) {
        const ctx_event_t *ev = trace_event(v->trace, i);
        if (ev->kind == CTX_EV_WORK && ev->node == node && ev->task == maker)
            return trace_text(v->trace, ev->aux);
    }
    return NULL;
}

/* "serve", when all of them are called that. */
static const char *named_by_tasks(const view_t *v, uint32_t node)
{
    uint32_t name = 0;

    for (uint32_t t = 1; t < v->index.tasks && t < TASKS_MOST; t++) {
        const index_task_t *task = &v->index.task[t];
        if (task->node != node || !task->made)
            continue;
        if (name && name != task->name_text)
            return NULL;
        name = task->name_text;
    }
    return name ? trace_text(v->trace, name) : NULL;
}

bool demo_name(const view_t *v, uint32_t node, char *buf, size_t size)
{
    const char *name;

    buf[0] = 0;
    if (!node || node >= v->index.nodes || !v->index.node[node].made || v->index.node[node].guessed)
        return false;
    const index_make_t *make = index_make_of(&v->index, node);
    if (make->kind == CTX_NODE_BACKGROUND || make->kind == CTX_NODE_TODO || make->kind == CTX_NODE_VALUE ||
        make->kind == CTX_NODE_AFTER_FUNC || make->kind == CTX_NODE_CUSTOM)
        return false; /* its label says it */
    if ((name = named_by_work(v, node)) != NULL || (name = named_by_tasks(v, node)) != NULL)
        tui_add(buf, size, 0, "%s", name);
    else if (trace_site(v->trace, make->site).line)
        tui_add(buf, size, 0, "by %s", trace_site(v->trace, make->site).func);
    return *buf;
}
