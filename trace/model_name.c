/* model_name.c — contexts and tasks in words, and the roots of the forest.
 */
#include <stdio.h>
#include <string.h>

#include "model_priv.h"
#include "words.h"

uint32_t model_root(const model_t *m, uint32_t i)
{
    struct model_private *p = m->priv;
    if (i >= p->state.roots)
        return 0;
    if (!p->root_at || i < p->root_index) {
        p->root_at = p->state.first_root;
        p->root_index = 0;
    }
    for (; p->root_at && p->root_index < i; p->root_index++)
        p->root_at = m->node[p->root_at].next;
    return p->root_at;
}

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
    ctx_event_t made = {.kind = CTX_EV_NODE_NEW, .detail = n->kind, .aux = n->name_text, .value = n->deadline, .time = n->made};
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

/* context.Background.WithCancel.WithValue(user) */
size_t model_name(const model_t *m, uint32_t node, char *buf, size_t size)
{
    enum { MOST = 64 };
    uint32_t path[MOST];
    size_t used = 0, count = 0, above = 0;
    if (size)
        *buf = 0;
    for (; node && node < m->nodes; node = m->node[node].parent) {
        if (count < MOST)
            path[count++] = node;
        else
            above++;
    }
    used = (size_t)snprintf(buf, size, above ? "context(…%zu above…)" : "context", above);
    while (count--) {
        char part[128];
        size_t room = used < size ? size - used : 0;
        used += (size_t)snprintf(room ? buf + used : NULL, room, ".%s", segment(m, path[count], part, sizeof part));
    }
    return used;
}

size_t model_task_label(const model_t *m, uint32_t task, char *buf, size_t size)
{
    if (!task)
        return (size_t)snprintf(buf, size, "-");
    const char *name = task < m->tasks ? trace_text(m->trace, m->task[task].name_text) : "";
    return (size_t)snprintf(buf, size, "T%u%s%s", task, *name ? " " : "", name);
}
