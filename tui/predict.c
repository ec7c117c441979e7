/* predict.c — before the run goes on: which contexts will be told, and who stops last? Then the run answers. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "text.h"
#include "view.h"

void predict_stop(view_t *v)
{
    free(v->predict.marked);
    v->predict = (predict_t){0};
}

bool predict_marked(const view_t *v, uint32_t node)
{
    for (uint32_t i = 0; i < v->predict.count; i++)
        if (v->predict.marked[i] == node)
            return true;
    return false;
}

static void predict_toggle(view_t *v, uint32_t node)
{
    predict_t *p = &v->predict;

    for (uint32_t i = 0; i < p->count; i++)
        if (p->marked[i] == node) {
            p->marked[i] = p->marked[--p->count];
            return;
        }
    uint32_t *more = realloc(p->marked, (p->count + 1u) * sizeof *more);
    if (!more)
        return;
    p->marked = more;
    p->marked[p->count++] = node;
}

/* A folded row stands for all its members. */
static void predict_toggle_row(view_t *v)
{
    row_many_t many = rows_many(&v->rows, v->cursor);

    if (!many.crowd)
        predict_toggle(v, view_node(v));
    for (uint32_t i = 0; i < many.visible && i < 20000; i++)
        predict_toggle(v, many.member[i]);
}

/* The next cascade that tells anybody; number + 1. */
static uint32_t predict_next(const view_t *v)
{
    for (uint32_t i = index_cascade_at(&v->index, v->n); i < v->index.cascades; i++)
        if (v->index.cascade[i].told)
            return i + 1;
    return 0;
}

/* When the last of those told has stopped, or as much of that as ever happens; and which task it was. */
static size_t predict_end(const view_t *v, const index_cascade_t *c, uint32_t *last)
{
    size_t end = c->last ? c->last : trace_count(v->trace), stopped = 0;

    *last = 0;
    for (uint32_t t = 1; t < v->index.tasks; t++) {
        const index_task_t *k = &v->index.task[t];
        if (!k->ended || k->ended < c->first || !k->node)
            continue;
        for (uint32_t i = 0; i < c->told; i++)
            if (c->member[i] == k->node && k->ended > stopped) {
                stopped = k->ended;
                *last = t;
            }
    }
    return stopped > end ? stopped : end;
}

void predict_begin(view_t *v)
{
    uint32_t id = predict_next(v);

    predict_stop(v);
    if (!id) {
        view_say(v, "No cancellation lies ahead to predict. g, then p, starts over.");
        if (v->index.cascades)
            view_say(v, "No cancellation lies ahead. : 0 goes to the start, then p.");
        return;
    }
    v->playing = false;
    v->predict.cascade = id;
    v->predict.stage = PREDICT_TOLD;
    view_goto(v, v->index.cascade[id - 1].first - 1);
    v->follow = false;
    v->in_pane = false;
    view_say(v, "Something is about to be cancelled. Which contexts will be told? Enter marks, p when done.");
}

static void predict_answer(view_t *v)
{
    predict_t *p = &v->predict;
    const index_cascade_t *c = &v->index.cascade[p->cascade - 1];
    uint32_t right = 0, last;
    char text[300], name[80];
    size_t used, end = predict_end(v, c, &last);

    view_goto(v, end);
    for (uint32_t i = 0; i < c->told; i++)
        right += predict_marked(v, c->member[i]);
    used = tui_add(text, sizeof text, 0, "%" PRIu32 " told; you named %" PRIu32 " of them", c->told, right);
    if (p->count > right)
        used = tui_add(text, sizeof text, used, ", and %" PRIu32 " that %s not", p->count - right, p->count - right == 1 ? "was" : "were");
    used = tui_add(text, sizeof text, used, right == c->told && p->count == right ? ": all right. " : ". ");
    if (last) {
        sentence_task(v->model, last, name, sizeof name);
        tui_add(text, sizeof text, used, "Last to stop: %s%s", name, last == p->last ? ", as you said." : ".");
    } else
        tui_add(text, sizeof text, used, "No task of theirs ever stopped.");
    predict_stop(v);
    v->in_pane = false;
    v->pane = PANE_CASCADE;
    view_say(v, "%s", text);
}

/* The keys while a prediction is asked for; false: not taken. */
bool predict_request(view_t *v, request_t req)
{
    predict_t *p = &v->predict;

    if (p->stage == PREDICT_TOLD && req == REQ_ENTER) {
        predict_toggle_row(v);
        view_say(v, "%" PRIu32 " marked. p when done, Esc leaves it.", p->count);
        return true;
    }
    if (p->stage == PREDICT_TOLD && req == REQ_PREDICT) {
        uint32_t last;
        predict_end(v, &v->index.cascade[p->cascade - 1], &last);
        p->stage = PREDICT_LAST;
        if (!last) { /* nobody will stop: not asked */
            predict_answer(v);
            return true;
        }
        v->pane = PANE_TASKS;
        v->in_pane = true;
        view_say(v, "And which task will be the last to stop? Choose one, Enter.");
        return true;
    }
    if (p->stage == PREDICT_LAST && (req == REQ_ENTER || req == REQ_PREDICT)) {
        p->last = v->lane.task;
        predict_answer(v);
        return true;
    }
    if (p->stage && (req == REQ_BACK || req == REQ_PLAY || req == REQ_EVENT_NEXT || req == REQ_WAVE_NEXT)) {
        predict_stop(v);
        return req == REQ_BACK;
    }
    return false;
}
