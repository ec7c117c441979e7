/* export_keep.c — which events a page's slider stops at. All of them where they are few; of a long run those that somebody would look
 * for, and of the others as many as there is room for, spread over the run. What the tree shows at each of them is counted from
 * all events.
 */
#include <stdlib.h>
#include <string.h>

#include "export_priv.h"
#include "trace_priv.h"

enum { RANKS = 4 };

static unsigned rank_of(const ctx_event_t *ev)
{
    switch (ev->kind) {
    case CTX_EV_GAP: case CTX_EV_SNAPSHOT_END: case CTX_EV_END: case CTX_EV_CANCEL_CALL: case CTX_EV_CANCEL_END: case CTX_EV_MARK:
    case CTX_EV_TEARDOWN: case CTX_EV_SCENE_FAIL: case CTX_EV_PANIC: case CTX_EV_RACE: case CTX_EV_USE_AFTER: case CTX_EV_DOUBLE_RELEASE:
    case CTX_EV_SPIN: case CTX_EV_DEADLOCK: case CTX_EV_STUCK:
        return 0;
    case CTX_EV_TOLD: case CTX_EV_NOTICED: case CTX_EV_TASK_NEW: case CTX_EV_TASK_END: case CTX_EV_AFTER_RUN: case CTX_EV_NOTE: case CTX_EV_CLOCK:
        return 1;
    case CTX_EV_NODE_NEW: case CTX_EV_NODE_FREE: case CTX_EV_HANDLE_RELEASE: case CTX_EV_WORK: case CTX_EV_TIMER_FIRE:
        return 2;
    default:
        return 3;
    }
}

/* Of `all` of a rank every so many-th, so that `room` are taken. */
static bool taken(size_t nth, size_t all, size_t room) { return nth * room / all != (nth + 1) * room / all; }

bool page_keep_(page_out_t *p)
{
    size_t count = trace_count(p->t), all[RANKS] = {0}, nth[RANKS] = {0}, room[RANKS], left = PAGE_EVENTS;
    unsigned char *sure = calloc(count + 1, 1);
    p->kept = calloc((count < PAGE_EVENTS ? count : PAGE_EVENTS) + p->found->count + 3, sizeof *p->kept);

    if (!sure || !p->kept) {
        free(sure);
        return false;
    }
    for (uint32_t i = 0; i < p->found->count && i < PAGE_EVENTS; i++)
        sure[p->found->item[i].event <= count ? p->found->item[i].event : 0] = 1; /* event + 1, 0 none */
    for (size_t i = 0; i < count; i++)
        all[rank_of(trace_event(p->t, i))]++;
    for (unsigned r = 0; r < RANKS; r++) { /* half of what is left, or all that the later ones do not need */
        size_t later = 0;
        for (unsigned k = r + 1; k < RANKS; k++)
            later += all[k];
        size_t most = later + left / 2 < left ? left - later : left / 2;
        most = r + 1 == RANKS ? left : most;
        room[r] = all[r] < most ? all[r] : most;
        left -= room[r];
    }
    for (size_t i = 0; i < count; i++) {
        unsigned r = rank_of(trace_event(p->t, i));
        bool take = room[r] && taken(nth[r], all[r], room[r]);
        nth[r]++;
        if (take || (sure[i + 1] && p->keeps < PAGE_EVENTS + p->found->count) || i + 1 == count)
            p->kept[p->keeps++] = (uint32_t)i + 1;
    }
    free(sure);
    return true;
}
