/* finding_task.c — what tasks did after their context had ended, and how many there were.
 */
#include <stdlib.h>
#include <string.h>

#include "finding_priv.h"
#include "trace_priv.h"
#include "words.h"

enum { TASKS_A_SITE = 100 }; /* alive at once and started at one place: more than any pool of the catalog's */

static void busy_done(finder_t *f, uint32_t id, const model_task_t *t)
{
    finding_t *row = finding_note_(f, FIND_BUSY_DONE, f->m->fault[t->fault].busy_site, t->done_node, id, f->m->fault[t->fault].busy_event);
    char label[96];
    if (!row)
        return;
    model_task_label(f->m, id, label, sizeof label);
    finding_say_(row, "%s received the closed done of c%u and went on, %s%u times in a row%s", label, t->done_node,
                 f->m->lost ? "at least " : "", t->busy_count, f->m->lost ? "; events were dropped" : " in the whole run");
}

static void late_work(finder_t *f, uint32_t id, const model_task_t *t)
{
    finding_t *row = finding_note_(f, FIND_LATE_WORK, f->m->fault[t->fault].late_site, t->ctx, id, f->m->fault[t->fault].late_event);
    char label[96];
    if (!row)
        return;
    row->prompt_only = true;
    model_task_label(f->m, id, label, sizeof label);
    if (t->late_work)
        finding_say_(row, "%s did %u units of work after the context had ended; 3 are allowed", label, t->late_work);
    else
        finding_say_(row, "%s computed %u more steps after the context had ended; 100 are allowed", label, t->late_looks);
}

/* On real threads a wait takes what the machine makes of it: only what is long by any clock is deaf. */
static bool long_enough(const finder_t *f, const model_fault_t *fault)
{
    return !(trace_header(f->trace)->flags & CTX_TRACE_THREADS) || fault->deaf_ns >= FINDING_REAL_WAIT_NS;
}

static void deaf_wait(finder_t *f, uint32_t id, const model_task_t *t)
{
    const model_fault_t *fault = &f->m->fault[t->fault];
    if (!long_enough(f, fault))
        return;
    finding_t *row = finding_note_(f, FIND_DEAF_WAIT, fault->deaf_site, t->ctx, id, fault->deaf_event);
    char label[96], late[40];
    if (!row)
        return;
    row->prompt_only = true;
    model_task_label(f->m, id, label, sizeof label);
    words_span(f->trace, fault->deaf_ns, late, sizeof late);
    finding_say_(row, "%s stayed in %s for %s after its context had ended", label, trace_op_name(fault->deaf_op), late);
}

/* Of the tasks started at one site, how many were alive at once: now, at most, and when they became too many */
typedef struct crowd { uint32_t alive, most; size_t event; bool said; } crowd_t;

static crowd_t *crowd_of(crowd_t *crowd, uint32_t sites, uint32_t site) { return &crowd[site < sites ? site : 0]; }

static void count_crowds(finder_t *f, crowd_t *crowd, uint32_t sites)
{
    const model_t *m = f->m;
    const uint32_t *event;
    uint32_t n = model_notable_(f->m, &event);
    bool resyncing = false;
    for (uint32_t i = 0; i < n; i++) {
        const ctx_event_t *ev = trace_event(f->trace, event[i]);
        bool again = ev->kind == CTX_EV_TASK_NEW && !resyncing && ev->other < m->tasks && m->task[ev->other].made_event <= event[i];
        if (ev->kind == CTX_EV_GAP || ev->kind == CTX_EV_SNAPSHOT_END) {
            for (uint32_t site = 0; site < sites && ev->kind == CTX_EV_GAP; site++)
                crowd[site].alive = 0; /* ends may be among what was lost: the snapshot names those that are alive */
            resyncing = ev->kind == CTX_EV_GAP;
        } else if (ev->kind == CTX_EV_TASK_NEW && !again) {
            crowd_t *c = crowd_of(crowd, sites, ev->site);
            if (++c->alive > c->most && ++c->most == TASKS_A_SITE + 1)
                c->event = event[i] + 1u;
        } else if (ev->kind == CTX_EV_TASK_END && ev->task && ev->task < m->tasks) {
            crowd_t *c = crowd_of(crowd, sites, m->task[ev->task].made_at);
            c->alive -= c->alive > 0;
        }
    }
}

static void unbounded_tasks(finder_t *f)
{
    const model_t *m = f->m;
    uint32_t sites = trace_sites(f->trace);
    size_t none = 0;
    if (m->peak_tasks <= TASKS_A_SITE || !sites)
        return;
    crowd_t *crowd = trace_grow_(NULL, &none, sites, sizeof *crowd);
    memset(crowd, 0, sites * sizeof *crowd);
    count_crowds(f, crowd, sites);
    for (uint32_t k = 0; k < f->out->count; k++)
        if (f->out->item[k].name == finding_kinds[FIND_UNBOUNDED_TASKS].name)
            crowd_of(crowd, sites, f->out->item[k].site)->said = true;
    for (uint32_t i = 2; i < m->tasks; i++) {
        uint32_t site = m->task[i].made_at;
        crowd_t *c = crowd_of(crowd, sites, site);
        if (c->said || c->most <= TASKS_A_SITE || !site || site >= sites || trace_site_is_harness(f->trace, site))
            continue;
        c->said = true;
        finding_t *row = finding_note_(f, FIND_UNBOUNDED_TASKS, site, m->task[i].ctx, i, c->event);
        if (row)
            finding_say_(row, "%u tasks started here were alive at once", c->most);
    }
    free(crowd);
}

/* The mark "exit": here the process would end, whoever is still at work. */
static void lost_at_exit(finder_t *f)
{
    model_t *m = f->m;
    size_t exit = model_text(m, "exit").mark_event, end = m->applied;
    if (!exit)
        return;
    model_seek(m, exit);
    for (uint32_t i = 2; i < m->tasks; i++) {
        const model_task_t *t = &m->task[i];
        if (t->state == TASK_ENDED || t->state == TASK_UNSEEN || !finding_own_task_(f, i))
            continue;
        char label[96];
        finding_t *row = finding_note_(f, FIND_LOST_AT_EXIT, t->own_site ? t->own_site : t->made_at, t->ctx, i, exit);
        if (row)
            row->unknown = !model_seen_whole(m, t->made_event);
        if (row && model_task_label(m, i, label, sizeof label))
            finding_say_(row, "the process ends while %s is still at work", label);
    }
    model_seek(m, end);
}

void finding_tasks_(finder_t *f)
{
    for (uint32_t i = 1; i < f->m->tasks; i++) {
        const model_task_t *t = &f->m->task[i];
        const model_fault_t *fault = &f->m->fault[t->fault];
        if (!t->fault)
            continue;
        if (fault->busy_event && !trace_site_is_harness(f->trace, fault->busy_site))
            busy_done(f, i, t);
        if (fault->late_event && !trace_site_is_harness(f->trace, fault->late_site))
            late_work(f, i, t);
        if (fault->deaf_event && fault->deaf_site && !trace_site_is_harness(f->trace, fault->deaf_site))
            deaf_wait(f, i, t);
    }
    unbounded_tasks(f);
    lost_at_exit(f);
}
