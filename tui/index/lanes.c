/* lanes.c — see lanes.h. */
#include "lanes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "source.h"
#include "text.h"

void lanes_free(lanes_t *l)
{
    free(l->lane);
    free(l->crew);
    free(l->look_of);
    free(l->head);
    lanes_blocks_free_(l);
    *l = (lanes_t){0};
}

static void lane_add(lanes_t *l, lane_t lane)
{
    l->lane = index_grow_(l->lane, &l->capacity, l->lanes, sizeof *l->lane);
    l->lane[l->lanes++] = lane;
}

static void crew_add(lanes_t *l, const index_t *x, uint32_t id, size_t n)
{
    const crew_look_t *c = lanes_crew(l, id);

    lane_add(l, (lane_t){c->first, id});
    if (!x->crew[id].open) {
        for (uint32_t i = 0; i < c->odds; i++)
            lane_add(l, (lane_t){c->odd[i], 0});
        return;
    }
    for (uint32_t t = c->first; t < x->tasks; t++)
        if (x->task[t].crew == id && x->task[t].seen && x->task[t].seen <= n)
            lane_add(l, (lane_t){t, 0});
}

/* Of whom there are lanes: the same after most steps. */
static uint64_t lanes_who(const lanes_t *l)
{
    uint64_t h = l->heads;

    for (uint32_t i = 1; i < l->looks; i++) {
        const crew_look_t *c = &l->crew[i];
        h = (h ^ c->first) * 0x9e3779b97f4a7c15u;
        for (uint32_t k = 0; k < c->odds; k++)
            h = ((h ^ c->odd[k]) * 0x9e3779b97f4a7c15u) ^ h >> 32;
    }
    return h;
}

/* Most crews of a trace in which each task has a line of its own are of one. */
static void lanes_room(lanes_t *l, const index_t *x)
{
    l->look_of = index_grow_(l->look_of, &l->look_capacity, x->crews, sizeof *l->look_of);
    l->crews = x->crews;
    l->looks = 1;
    for (uint32_t i = 1; i < x->crews; i++)
        l->look_of[i] = x->crew[i].count >= LANES_FOLD ? l->looks++ : 0;
    l->crew = index_grow_(l->crew, &l->crew_capacity, l->looks, sizeof *l->crew);
}

void lanes_look(lanes_t *l, index_t *x, const model_t *m, size_t n)
{
    if (l->at == n + 1 && l->built == x->built && !l->stale)
        return;
    l->stale = l->stale || !l->at || l->built != x->built;
    if (l->built != x->built || !l->crew)
        lanes_room(l, x);
    lanes_count_(l, x, m, n);
    uint64_t who = lanes_who(l);
    bool same = !l->stale && who == l->who;
    l->at = n + 1;
    l->built = x->built;
    l->who = who;
    l->stale = false;
    if (same)
        return;
    l->lanes = 0;
    lane_add(l, (lane_t){0}); /* numbers from 1 */
    for (uint32_t i = 0; i < l->heads; i++) {
        uint32_t t = l->head[i];
        if (!lanes_folded_(x, t))
            lane_add(l, (lane_t){t, 0});
        else
            crew_add(l, x, x->task[t].crew, n);
    }
}

static uint32_t lanes_halve(const lanes_t *l, uint32_t task)
{
    uint32_t low = 1, high = l->lanes;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (l->lane[mid].task < task)
            low = mid + 1;
        else
            high = mid;
    }
    return low < l->lanes && l->lane[low].task == task ? low : 0;
}

uint32_t lanes_find(const lanes_t *l, const index_t *x, lane_t lane)
{
    uint32_t crew = lane.crew ? lane.crew : lane.task && lane.task < x->tasks ? x->task[lane.task].crew : 0, best = 0;

    if (l->lanes == l->heads + 1) { /* no crew shows who is in it: in the order of their numbers */
        uint32_t at = lanes_halve(l, lane.task);
        if ((at && l->lane[at].crew == lane.crew) || !crew)
            return at;
    }
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

static size_t words_state(const model_t *m, const tally_t *t, bool whole, int file_columns, char *buf, size_t size)
{
    trace_site_t s = trace_site(m->trace, t->site);
    char number[32] = "", file[120];
    bool threads = (trace_header(m->trace)->flags & CTX_TRACE_THREADS) != 0; /* a thread may wait in what is not libctx's */
    size_t used = tui_add(buf, size, 0, "%s%s", t->crew ? tui_number(t->count, number) : "", t->crew ? " " : "");

    if (t->state == TASK_ENDED)
        return tui_add(buf, size, used, whole && t->count == 1 ? "has ended" : "ended");
    if (t->state == TASK_BLOCKED) {
        used = tui_add(buf, size, used, "%s%s%s", whole ? (t->count > 1 ? "wait in " : "waits in ") : t->odd & TALLY_DEAF ? "deaf in " : "in ", trace_op_name(t->op), "");
        used = words_object(m, t, whole ? " on " : ", ", whole, buf, size, used);
    } else if (t->state == TASK_RUNNING && m->ended && !m->end_detail && !(t->odd & TALLY_SPINS)) /* the program is over, and so is it */
        return s.line && t->site ? tui_add(buf, size, used, "was at %s:%d when it all ended", source_short(s.file, file_columns, file, sizeof file), s.line)
                                 : tui_add(buf, size, used, "had not returned when it all ended");
    else
        used = tui_add(buf, size, used, "%s", t->state != TASK_RUNNING ? "elsewhere" : t->odd & TALLY_CLOSED ? "spins on a closed done" : t->odd & TALLY_SPINS ? "spins" : threads ? "runs, as far as known" : "can run");
    bool presumed = threads && t->state == TASK_RUNNING && !(t->odd & (TALLY_CLOSED | TALLY_SPINS));
    if (t->site && s.line)
        used = tui_add(buf, size, used, "%s%s:%d", !whole ? ", " : presumed ? ", at " : " at ", source_short(s.file, file_columns, file, sizeof file), s.line);
    return whole && t->odd & TALLY_DEAF ? tui_add(buf, size, used, ", was told, and listens to no context") : used;
}

size_t lanes_words(const model_t *m, const tally_t *t, int columns, char *buf, size_t size)
{
    trace_site_t s = trace_site(m->trace, t->site);
    int file = t->site && s.line ? tui_width(source_base(s.file)) : 0;
    size_t used = words_state(m, t, true, file, buf, size);

    if (tui_width(buf) <= columns)
        return used;
    used = words_state(m, t, false, file, buf, size);
    int over = tui_width(buf) - columns;
    if (over <= 0 || file < 10)
        return used;
    return words_state(m, t, false, file - over > 8 ? file - over : 8, buf, size); /* of a long file name its end: the line's number is there */
}
