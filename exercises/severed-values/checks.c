/* severed-values: request, trace and cause are known below the wrapper, and nothing below it costs a helper task. */
#include "check.h"

void check_severed_values(check_t *c);
void check_severed_values(check_t *c)
{
    const model_t *m = c->model;
    int64_t calls = check_count(c, "calls"), helpers = 0;
    for (uint32_t i = 1; i < m->nodes; i++)
        helpers += m->node[i].forwarder == 1 || m->node[i].forwarder == 2;
    check_eq(c, "severed-values", "backend calls that find the number of their request", check_count(c, "request numbers"), calls);
    check_eq(c, "wrong-result", "backend calls that find their trace number", check_count(c, "trace numbers"), calls);
    check_eq(c, "reason-lost", "calls ended from above that know the cause", check_count(c, "true causes"), check_count(c, "ended"));
    check_eq(c, "slow-path", "helper tasks", helpers, 0);
    check_prompt_eq(c, "missing-work", "answers to clients who stayed", check_count(c, "answers"), check_count(c, "stay"));
    check_prompt_eq(c, "over-budget", "calls longer than 2 s", check_count(c, "overstayed"), 0);
    check_prompt_eq(c, "late-work", "answers to clients who had left", check_count(c, "left too late"), 0);
    check_at_least(c, "missing-work", "calls", calls, check_count(c, "stay"));
}
