/* model_notable.c — which events the findings ask one by one. They are noted once: whoever watches a program for hours looks through
 * it every second, and must not go through all that was ever said.
 */
#include "finding_priv.h"
#include "model_priv.h"

/* Work at a root, or under a context that nothing is known of yet: its beginning may come later. */
static bool at_root(const model_t *m, uint32_t node)
{
    uint8_t kind = node < m->nodes ? m->node[node].kind : 0;
    return !kind || kind == CTX_NODE_BACKGROUND || kind == CTX_NODE_TODO;
}

static bool is_notable(const model_t *m, const ctx_event_t *ev)
{
    switch (ev->kind) {
    case CTX_EV_GAP:
    case CTX_EV_SNAPSHOT_END:
    case CTX_EV_VALUE:
    case CTX_EV_TASK_NEW:
    case CTX_EV_TASK_END:
    case CTX_EV_SCENE_FAIL: return true;
    case CTX_EV_NOTE: return ev->node != 0;
    case CTX_EV_WORK: return at_root(m, ev->node);
    default: return ev->kind >= CTX_EV_PANIC && ev->kind <= CTX_EV_STUCK;
    }
}

static uint32_t before(const struct model_private *p, size_t event)
{
    uint32_t low = 0, high = p->notables;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (p->notable[middle] < event)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t model_notable_(model_t *m, const uint32_t **events)
{
    struct model_private *p = m->priv;
    for (; p->noted < m->applied; p->noted++)
        if (is_notable(m, &m->trace->ev[p->noted])) {
            p->notable = trace_grow32_(p->notable, &p->notable_capacity, p->notables + 1, sizeof *p->notable);
            p->notable[p->notables++] = (uint32_t)p->noted;
        }
    *events = p->notable;
    return before(p, m->applied);
}
