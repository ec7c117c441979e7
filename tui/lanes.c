/* lanes.c — see lanes.h. */
#include "lanes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "source.h"
#include "text.h"

enum { SPINS = 8 /* receives in a row of a done that is closed */ };

void lanes_free(lanes_t *l)
{
    free(l->lane);
    free(l->crew);
    free(l->head);
    *l = (lanes_t){0};
}

static bool folded(const index_t *x, uint32_t task)
{
    return x->task[task].crew && x->crew[x->task[task].crew].count >= LANES_FOLD;
}

/* Waits that only other tasks of the program end (a join, a lock) are theirs to shorten. */
static bool own_wait(uint8_t op)
{
    return op == CTX_OP_RECV || op == CTX_OP_SEND || op == CTX_OP_SELECT || op == CTX_OP_SLEEP || op == CTX_OP_SEM_ACQUIRE;
}

tally_t lanes_tally(const model_t *m, uint32_t task)
{
    const model_task_t *t = task < m->tasks ? &m->task[task] : NULL;

    if (!t || t->state == TASK_UNSEEN || t->state == TASK_ENDED)
        return (tally_t){.state = t ? t->state : TASK_UNSEEN, .count = 1};
    tally_t sum = {.state = t->state, .site = t->site, .count = 1};
    if (t->state == TASK_RUNNING) {
        sum.odd = t->spins || t->done_wins_after >= SPINS ? TALLY_SPINS : 0;
        return sum;
    }
    sum.op = t->op;
    sum.object = t->object;
    sum.odd = t->deaf && !t->of_scenario && own_wait(t->op) && model_is_told(m, t->ctx) ? TALLY_DEAF : 0;
    return sum;
}

/* What it waits on may differ; what it does, and where, may not. */
static bool tally_same(const tally_t *a, const tally_t *b)
{
    return a->state == b->state && a->op == b->op && a->odd == b->odd && a->site == b->site;
}

static tally_t *tally_find(crew_look_t *c, const tally_t *one)
{
    for (uint32_t i = 0; i < c->tallies; i++)
        if (tally_same(&c->tally[i], one))
            return &c->tally[i];
    return NULL;
}

static void tally_add(crew_look_t *c, const tally_t *one)
{
    tally_t *t = tally_find(c, one);

    if (!t && c->tallies < TALLIES) {
        c->tally[c->tallies] = *one;
        c->tally[c->tallies++].crew = true;
        return;
    }
    if (!t) { /* too many different things to name each */
        t = &c->tally[TALLIES - 1];
        *t = (tally_t){.count = t->count, .crew = true};
    }
    t->objects = t->objects || t->object != one->object;
    t->count++;
}

static bool breaks_out(const index_t *x, const model_t *m, crew_look_t *c, uint32_t task, size_t n)
{
    tally_t one = lanes_tally(m, task);
    uint32_t found = x->task[task].finding, most = 0;
    const tally_t *t = tally_find(c, &one);

    for (uint32_t i = 0; i < c->tallies; i++)
        most = c->tally[i].count > most ? c->tally[i].count : most;
    if (found && found <= n && c->found <= 3)
        return true;
    return t && c->seen >= 8 && t->count <= 3 && t->count < most && (one.odd || c->seen - most <= 3);
}

static void lane_add(lanes_t *l, lane_t lane)
{
    l->lane = index_grow_(l->lane, &l->capacity, l->lanes, sizeof *l->lane);
    l->lane[l->lanes++] = lane;
}

static void crew_add(lanes_t *l, const index_t *x, uint32_t id, size_t n)
{
    const crew_look_t *c = &l->crew[id];
    uint32_t at;

    lane_add(l, (lane_t){c->first, id});
    if (!x->crew[id].open) {
        for (uint32_t i = 0; i < c->odds; i++)
            lane_add(l, (lane_t){c->odd[i], 0});
        return;
    }
    for (uint32_t t = c->first; t < x->tasks; t++)
        if (x->task[t].crew == id && index_task_state(x, t, n, &at) != TASK_UNSEEN)
            lane_add(l, (lane_t){t, 0});
}

static void head_add(lanes_t *l, uint32_t task)
{
    l->head = index_grow_(l->head, &l->head_capacity, l->heads, sizeof *l->head);
    l->head[l->heads++] = task;
}

/* All in one go: there may be a million tasks. */
static void crews_tally(lanes_t *l, const index_t *x, const model_t *m, size_t n)
{
    memset(l->crew, 0, l->crews * sizeof *l->crew);
    l->heads = 0;
    for (uint32_t t = 1; t < x->tasks && t < m->tasks; t++) {
        if (m->task[t].state == TASK_UNSEEN)
            continue;
        crew_look_t *c = folded(x, t) ? &l->crew[x->task[t].crew] : NULL;
        if (!c || !c->seen)
            head_add(l, t);
        if (!c)
            continue;
        tally_t one = lanes_tally(m, t);
        c->first = c->seen++ ? c->first : t;
        c->found += x->task[t].finding && x->task[t].finding <= n;
        tally_add(c, &one);
    }
}

/* Is there anybody in it who may? */
static bool crew_breaks(const crew_look_t *c)
{
    bool few = false;

    for (uint32_t i = 0; i < c->tallies; i++)
        few = few || c->tally[i].count <= 3;
    return (c->found && c->found <= 3) || (few && c->tallies > 1 && c->seen >= 8);
}

static void crews_odd(lanes_t *l, const index_t *x, const model_t *m, size_t n)
{
    bool any = false;

    for (uint32_t c = 1; c < l->crews && !any; c++)
        any = crew_breaks(&l->crew[c]);
    for (uint32_t t = 1; any && t < x->tasks && t < m->tasks; t++) {
        crew_look_t *c = folded(x, t) && m->task[t].state != TASK_UNSEEN ? &l->crew[x->task[t].crew] : NULL;
        if (c && c->odds < 4 && crew_breaks(c) && breaks_out(x, m, c, t, n))
            c->odd[c->odds++] = t;
    }
}

void lanes_look(lanes_t *l, index_t *x, const model_t *m, size_t n)
{
    if (l->at == n + 1)
        return;
    crew_look_t *crew = realloc(l->crew, x->crews * sizeof *crew);
    if (!crew)
        return;
    l->crew = crew;
    l->crews = x->crews;
    l->lanes = 0;
    l->at = n + 1;
    crews_tally(l, x, m, n);
    crews_odd(l, x, m, n);
    lane_add(l, (lane_t){0}); /* numbers from 1 */
    for (uint32_t i = 0; i < l->heads; i++) {
        uint32_t t = l->head[i];
        if (!folded(x, t))
            lane_add(l, (lane_t){t, 0});
        else
            crew_add(l, x, x->task[t].crew, n);
    }
}

uint32_t lanes_find(const lanes_t *l, const index_t *x, lane_t lane)
{
    uint32_t crew = lane.crew ? lane.crew : lane.task && lane.task < x->tasks ? x->task[lane.task].crew : 0, best = 0;

    for (uint32_t i = 1; i < l->lanes; i++) {
        if (l->lane[i].task == lane.task && l->lane[i].crew == lane.crew)
            return i;
        if (crew && l->lane[i].crew == crew)
            best = i;
    }
    return best;
}

/* ---- words ----------------------------------------------------------------------------------------------- */

static const char *const object_names[CTX_OP_COUNT] = {[CTX_OP_LOCK] = "mutex", [CTX_OP_COND_WAIT] = "condition",
    [CTX_OP_WG_WAIT] = "wait group", [CTX_OP_SEM_ACQUIRE] = "semaphore", [CTX_OP_ONCE] = "once", [CTX_OP_SEND] = "channel",
    [CTX_OP_RECV] = "channel", [CTX_OP_SELECT] = "channel"};

static size_t words_object(const model_t *m, const tally_t *t, const char *on, bool type, char *buf, size_t size, size_t used)
{
    char task[80];

    if (t->objects || !t->object)
        return t->objects ? tui_add(buf, size, used, "%sseveral", on) : used;
    if (t->op == CTX_OP_JOIN) {
        sentence_task(m, t->object, task, sizeof task);
        return tui_add(buf, size, used, " of %s", task);
    }
    const char *name = t->op < CTX_OP_COUNT && object_names[t->op] ? object_names[t->op] : "object";
    const char *of = type && !strcmp(name, "channel") && t->object < m->chans ? trace_text(m->trace, m->chan[t->object].type_text) : "";
    return tui_add(buf, size, used, "%s%s %" PRIu32 "%s%s", on, name, t->object, *of ? " of " : "", of);
}

static size_t words_state(const model_t *m, const tally_t *t, bool whole, char *buf, size_t size)
{
    trace_site_t s = trace_site(m->trace, t->site);
    char number[32] = "";
    bool threads = (trace_header(m->trace)->flags & CTX_TRACE_THREADS) != 0; /* a thread may wait in what is not libctx's */
    size_t used = tui_add(buf, size, 0, "%s%s", t->crew ? tui_number(t->count, number) : "", t->crew ? " " : "");

    if (t->state == TASK_ENDED)
        return tui_add(buf, size, used, whole && t->count == 1 ? "has ended" : "ended");
    if (t->state == TASK_BLOCKED) {
        used = tui_add(buf, size, used, "%s%s%s", whole ? (t->count > 1 ? "wait in " : "waits in ") : t->odd & TALLY_DEAF ? "deaf in " : "in ", trace_op_name(t->op), "");
        used = words_object(m, t, whole ? " on " : ", ", whole, buf, size, used);
    } else if (t->state == TASK_RUNNING && m->ended && !m->end_detail && !(t->odd & TALLY_SPINS)) /* the program is over, and so is it */
        return s.line && t->site ? tui_add(buf, size, used, "was at %s:%d when it all ended", source_base(s.file), s.line)
                                 : tui_add(buf, size, used, "had not returned when it all ended");
    else
        used = tui_add(buf, size, used, "%s", t->state != TASK_RUNNING ? "elsewhere" : t->odd & TALLY_SPINS ? "spins on a closed done" : threads ? "runs, as far as known" : "can run");
    if (t->site && s.line)
        used = tui_add(buf, size, used, "%s%s:%d", whole ? " at " : ", ", source_base(s.file), s.line);
    return whole && t->odd & TALLY_DEAF ? tui_add(buf, size, used, ", was told, and listens to no context") : used;
}

size_t lanes_words(const model_t *m, const tally_t *t, int columns, char *buf, size_t size)
{
    size_t used = words_state(m, t, true, buf, size);
    return tui_width(buf) > columns ? words_state(m, t, false, buf, size) : used;
}
