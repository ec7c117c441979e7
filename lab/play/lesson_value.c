/* lesson_value.c — see lesson_value.h. */
#include "lesson_value.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_NODE = 4 }; /* 1 and 2 are the roots, 3 is the scenario's own */

static const char *done_word(const model_node_t *n)
{
    static const char *const words[] = {"none", "open", "closed", "shared"};
    return n->done < 4 ? words[n->done] : "?";
}

static const char *err_word(const model_node_t *n)
{
    if (n->told_event == 0) /* it lives, or was freed without ever having ended */
        return "none";
    return n->err == CTX_CANCELED ? "canceled" : n->err == CTX_DEADLINE_EXCEEDED ? "deadline-exceeded" : "custom";
}

static const char *timer_word(const model_t *m, const model_node_t *n)
{
    static const char *const words[] = {"none", "armed", "stopped", "fired", "freed"};
    return n->timer != 0 && n->timer < m->timers && m->timer[n->timer].state < 5 ? words[m->timer[n->timer].state] : "none";
}

static const char *state_word(const model_node_t *n)
{
    return n->state == NODE_LIVE ? "live" : n->state == NODE_TOLD ? "told" : n->state == NODE_FREED ? "freed" : "unseen";
}

static bool node_slot(const model_t *m, uint32_t id, const char *slot, char *out, size_t size)
{
    const model_node_t *n = &m->node[id];
    if (strcmp(slot, "done") == 0)
        snprintf(out, size, "%s", done_word(n));
    else if (strcmp(slot, "err") == 0)
        snprintf(out, size, "%s", err_word(n));
    else if (strcmp(slot, "cause") == 0)
        snprintf(out, size, "%s", n->state >= NODE_TOLD && model_told_event(m, id)->aux ? trace_text(m->trace, model_told_event(m, id)->aux) : "none");
    else if (strcmp(slot, "children") == 0)
        snprintf(out, size, "%u", n->in_set);
    else if (strcmp(slot, "timer") == 0)
        snprintf(out, size, "%s", timer_word(m, n));
    else if (strcmp(slot, "state") == 0)
        snprintf(out, size, "%s", state_word(n));
    else if (strcmp(slot, "linked") == 0)
        snprintf(out, size, "%s", n->set != 0 ? "yes" : "no");
    else if (strcmp(slot, "forwarder") == 0)
        snprintf(out, size, "%s", n->forwarder == 0 ? "no" : "yes");
    else
        return false;
    return true;
}

/* "node N rest" → id, and where rest begins; 0: not that. */
static uint32_t node_of(const model_t *m, const char *text, const char **rest)
{
    char *end;
    if (strncmp(text, "node ", 5) != 0)
        return 0;
    unsigned long n = strtoul(text + 5, &end, 10);
    uint32_t id = (uint32_t)n + FIRST_NODE - 1;
    while (*end == ' ')
        end++;
    *rest = end;
    return n > 0 && id < m->nodes && m->node[id].state != NODE_UNSEEN ? id : 0;
}

uint32_t lesson_node(const char *expression)
{
    return strncmp(expression, "node ", 5) == 0 ? (uint32_t)strtoul(expression + 5, NULL, 10) + FIRST_NODE - 1 : 0;
}

static int64_t counted(const model_t *m, const char *name)
{
    int64_t sum = 0;
    for (size_t i = 0; i < m->applied; i++) {
        const ctx_event_t *ev = trace_event(m->trace, i);
        if (ev->kind == CTX_EV_COUNT && strcmp(trace_text(m->trace, ev->aux), name) == 0)
            sum += ev->value;
    }
    return sum;
}

static int64_t last_hops(const model_t *m)
{
    for (size_t i = m->applied; i > 0; i--)
        if (trace_event(m->trace, i - 1)->kind == CTX_EV_VALUE)
            return trace_event(m->trace, i - 1)->aux;
    return -1;
}

bool lesson_value(const model_t *m, const char *expression, char *out, size_t size, err_t *err)
{
    const char *rest = "";
    uint32_t id = node_of(m, expression, &rest);
    if (id != 0 && node_slot(m, id, rest, out, size))
        return true;
    if (strcmp(expression, "tasks") == 0)
        snprintf(out, size, "%u", m->live_tasks);
    else if (strcmp(expression, "handles") == 0)
        snprintf(out, size, "%u", m->held_handles - 1); /* one is the scenario's */
    else if (strcmp(expression, "timers") == 0)
        snprintf(out, size, "%u", m->armed_timers);
    else if (strcmp(expression, "hops") == 0)
        snprintf(out, size, "%lld", (long long)last_hops(m));
    else if (strncmp(expression, "count ", 6) == 0)
        snprintf(out, size, "%lld", (long long)counted(m, expression + 6));
    else
        return err_set(err, "\"%s\" names nothing that this run shows at this stop", expression);
    return true;
}

static void row(FILE *out, const char *slot, const char *value) { fprintf(out, "  | %-9s | %-40.40s |\n", slot, value); }

/* The living ones, those of a parent below it, as the screen's tree has them: for who reads lines. */
static void show_tree(const model_t *m, uint32_t parent, int depth, FILE *out)
{
    static const char *const states[] = {"", "live", "ended", ""};
    char text[200];
    for (uint32_t id = 1; id < m->nodes; id++) {
        const model_node_t *n = &m->node[id];
        if (n->parent != parent || (n->state != NODE_LIVE && n->state != NODE_TOLD) || (id == 2 && n->children == 0)) /* TODO, unless used */
            continue;
        model_label(m, id, text, sizeof text);
        fprintf(out, "  %*s%s (%s)\n", 2 * depth, "", text, states[n->state]);
        show_tree(m, id, depth + 1, out);
    }
}

bool lesson_show(const model_t *m, const char *what, FILE *out, err_t *err)
{
    static const char *const slots[] = {"done", "children", "err", "cause", "timer"};
    const char *rest;
    char text[200];
    if (strcmp(what, "tree") == 0) {
        show_tree(m, 0, 0, out);
        return true;
    }
    uint32_t id = node_of(m, what, &rest);
    if (id == 0)
        return err_set(err, "there is no %s at this stop", what);
    model_label(m, id, text, sizeof text);
    fprintf(out, "  +-----------+------------------------------------------+\n");
    row(out, "context", text);
    if (m->node[id].parent != 0)
        model_label(m, m->node[id].parent, text, sizeof text);
    row(out, "parent", m->node[id].parent == 0 ? "none" : text);
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        node_slot(m, id, slots[i], text, sizeof text);
        row(out, slots[i], text);
    }
    fprintf(out, "  +-----------+------------------------------------------+\n");
    return true;
}
