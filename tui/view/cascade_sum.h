/* cascade_sum.h — a cascade in numbers, at the view's position: how many were told in which wave, how long it took until they
 * were told, noticed and stopped, and who has not noticed.
 */
#ifndef TUI_CASCADE_SUM_H
#define TUI_CASCADE_SUM_H

#include "view.h"

enum { WAVES_SHOWN = 8, STRAGGLERS_SHOWN = 6 };

typedef struct cascade_sum {
    uint32_t id, told, wave[WAVES_SHOWN + 1] /* the last: all later ones */, waves, listening, straggler[STRAGGLERS_SHOWN], stragglers;
    int64_t p[3][3]; /* told, noticed, stopped × p50, p99, max */
    uint32_t count[3];
} cascade_sum_t;

/* id: its number + 1. Borrowed until the next call. */
const cascade_sum_t *cascade_sum(const view_t *v, uint32_t id);
uint64_t cascade_work(void); /* how many of those told were ever looked at */

/* Who or what began it, by what its first record says of itself: "T1 serve at server.c:32", "its deadline", "the release of
 * its handle at server.c:40, by T1 serve". */
void cascade_trigger(const view_t *v, uint32_t id, char *buf, size_t size);

/* How much was dropped by now, and how many contexts were found ended after it. False: nothing was. */
bool cascade_gap(const view_t *v, char *buf, size_t size);

/* Why there is none to show. */
void cascade_none(const view_t *v, char *buf, size_t size);

/* What in another cascade set this one off: "cascade 1 told c4, whose after-func this is". False: nothing known did. */
bool cascade_because(const view_t *v, uint32_t id, char *buf, size_t size);

#endif
