/* deep-values: every row, with the fields of its request; two hops a request. */
#include "check.h"
#include "ctx_event.h"

void check_deep_values(check_t *c);
void check_deep_values(check_t *c)
{
    int64_t hops = 0;
    for (size_t i = 0; i < c->model->applied; i++) {
        const ctx_event_t *ev = trace_event(c->model->trace, i);
        hops += ev->kind == CTX_EV_VALUE ? ev->aux : 0;
    }
    check_eq(c, "wrong-result", "fields that are not those of the row's request", check_count(c, "wrong fields"), 0);
    check_eq(c, "wrong-result", "the sum of the rows' numbers (0, 1, 2 and so on in each request)", check_count(c, "row numbers"), check_count(c, "row numbers due"));
    check_eq(c, "missing-work", "rows of ann", check_count(c, "rows of ann"), check_count(c, "rows due to ann"));
    check_eq(c, "missing-work", "rows of bob", check_count(c, "rows of bob"), check_count(c, "rows due to bob"));
    check_eq(c, "rerooted", "rows outside their request", check_work_outside(c), 0);
    check_at_most(c, "improved", "hops (two for each request)", hops, 2 * check_count(c, "requests"));
}
