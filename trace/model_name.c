/* model_name.c — what was said about a node and when; contexts and tasks in words; the roots of the forest.
 */
#include <stdio.h>
#include <string.h>

#include "model_priv.h"
#include "words.h"

uint32_t model_root(const model_t *m, uint32_t i)
{
    const model_state_t *s = &m->priv->state;
    uint32_t root = i < s->roots ? s->last_root : 0;
    for (uint32_t after = root ? s->roots - 1 - i : 0; after; after--)
        root = m->node[root].prev;
    return root;
}

/* ---- what events said ------------------------------------------------------------------------------------- */

static const ctx_event_t nothing = {.time = INT64_MIN};

static const ctx_event_t *event_of(const model_t *m, uint32_t number)
{
    return number ? trace_event(m->trace, number - 1) : &nothing;
}

/* Node 0 and whatever lies beyond have no events. */
static const model_node_t *node_of(const model_t *m, uint32_t node)
{
    return &m->node[node < m->nodes ? node : 0];
}

const ctx_event_t *model_made_event(const model_t *m, uint32_t node) { return event_of(m, node_of(m, node)->made_event); }
const ctx_event_t *model_told_event(const model_t *m, uint32_t node) { return event_of(m, node_of(m, node)->told_event); }
const ctx_event_t *model_noticed_event(const model_t *m, uint32_t node) { return event_of(m, node_of(m, node)->noticed_event); }
int64_t model_made(const model_t *m, uint32_t node) { return model_made_event(m, node)->time; }
int64_t model_told(const model_t *m, uint32_t node) { return model_told_event(m, node)->time; }
int64_t model_noticed(const model_t *m, uint32_t node) { return model_noticed_event(m, node)->time; }
int64_t model_stopped(const model_t *m, uint32_t node) { return event_of(m, node_of(m, node)->stopped_event)->time; }
int64_t model_detached(const model_t *m, uint32_t node) { return event_of(m, node_of(m, node)->detached_event)->time; }

uint32_t model_handle_maker(const model_t *m, uint32_t handle)
{
    return handle < m->handles ? event_of(m, m->handle[handle].made_event)->task : 0;
}

uint32_t model_handle_release(const model_t *m, uint32_t handle)
{
    return handle < m->handles ? event_of(m, m->handle[handle].released_event)->site : 0;
}

uint32_t model_told_site(const model_t *m, uint32_t node)
{
    const model_node_t *n = node_of(m, node);
    uint32_t site = model_told_event(m, node)->site;
    return site || !n->told_event ? site : m->cascade[n->cascade].site;
}

uint32_t model_name_text(const model_t *m, uint32_t node)
{
    const ctx_event_t *made = model_made_event(m, node);
    return made->kind == CTX_EV_NODE_NEW ? made->aux : 0;
}

int64_t model_asked_deadline(const model_t *m, uint32_t node)
{
    const model_node_t *n = node_of(m, node);
    return n->dominated_event ? event_of(m, n->dominated_event)->value : n->deadline;
}

/* ---- where it stands, in words ---------------------------------------------------------------------------- */

int64_t model_deadline(const model_t *m, uint32_t node)
{
    int64_t soonest = INT64_MAX;
    for (; node && node < m->nodes && m->node[node].kind != CTX_NODE_WITHOUT_CANCEL; node = m->node[node].parent)
        if (m->node[node].kind == CTX_NODE_TIMER && m->node[node].deadline < soonest)
            soonest = m->node[node].deadline;
    return soonest;
}

size_t model_label(const model_t *m, uint32_t id, char *buf, size_t size)
{
    if (!id || id >= m->nodes || m->node[id].state == NODE_UNSEEN)
        return (size_t)snprintf(buf, size, "?");
    const model_node_t *n = &m->node[id];
    ctx_event_t made = {.kind = CTX_EV_NODE_NEW, .detail = n->kind, .aux = model_name_text(m, id), .task = n->made_by,
                        .value = n->deadline, .time = model_made(m, id)};
    return words_event_node(m->trace, &made, buf, size);
}

static const char *segment(const model_t *m, uint32_t id, char *buf, size_t size)
{
    const model_node_t *n = &m->node[id];
    char text[48];
    if (n->kind == CTX_NODE_TIMER) {
        words_point(m->trace, n->deadline, text, sizeof text);
        snprintf(buf, size, "WithDeadline(%s)", text);
    } else
        model_label(m, id, buf, size);
    return buf;
}

enum { NAMED = 64 };

size_t model_name_at(const model_t *m, uint32_t node, size_t depth, char *buf, size_t size)
{
    uint32_t path[NAMED];
    size_t used = 0, count = 0;
    if (size)
        *buf = 0;
    for (; node && node < m->nodes && count < NAMED; node = m->node[node].parent)
        path[count++] = node;
    used = (size_t)snprintf(buf, size, depth > count ? "context(…%zu above…)" : "context", depth - count);
    while (count--) {
        char part[128];
        size_t room = used < size ? size - used : 0;
        used += (size_t)snprintf(room ? buf + used : NULL, room, ".%s", segment(m, path[count], part, sizeof part));
    }
    return used;
}

/* context.Background.WithCancel.WithValue(user) */
size_t model_name(const model_t *m, uint32_t node, char *buf, size_t size)
{
    size_t depth = 0;
    for (uint32_t up = node; up && up < m->nodes; up = m->node[up].parent)
        depth++;
    return model_name_at(m, node, depth, buf, size);
}

size_t model_task_label(const model_t *m, uint32_t task, char *buf, size_t size)
{
    if (!task)
        return (size_t)snprintf(buf, size, "-");
    const char *name = task < m->tasks ? trace_text(m->trace, m->task[task].name_text) : "";
    return (size_t)snprintf(buf, size, "T%u%s%s", task, *name ? " " : "", name);
}
