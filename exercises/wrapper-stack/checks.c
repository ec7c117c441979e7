/* wrapper-stack: every fact, answer, end and cause, no helper task, and two contexts of the program's own a request. */
#include "check.h"
#include "ctx_event.h"

void check_wrapper_stack(check_t *c);
void check_wrapper_stack(check_t *c)
{
    const model_t *m = c->model;
    int64_t requests = check_count(c, "requests"), helpers = 0, own = 0, kept = 0;
    for (uint32_t i = 1; i < m->nodes; i++) {
        helpers += m->node[i].forwarder == 1 || m->node[i].forwarder == 2;
        bool is_own = m->node[i].made_at != 0 && !trace_site_is_harness(m->trace, m->node[i].made_at);
        own += is_own;
        kept += is_own && m->idle_event != 0 && m->node[i].state != NODE_FREED;
    }
    check_eq(c, "rerooted", "calls outside their request", check_work_outside(c), 0);
    check_eq(c, "slow-path", "helper tasks", helpers, 0);
    check_eq(c, "wrong-result", "facts that the backend finds", check_count(c, "facts found"), 6 * requests);
    check_prompt_eq(c, "over-budget", "calls longer than 2 s", check_count(c, "over 2 s"), 0);
    check_prompt_eq(c, "deaf-wait", "clients who left and were heard", check_count(c, "told of who left"), check_count(c, "leave"));
    check_prompt_eq(c, "deaf-wait", "calls that were told later than at 50 ms", check_count(c, "told late"), 0);
    check_eq(c, "missing-work", "calls of the backend", check_work(c, "call"), requests);
    check_prompt_eq(c, "missing-work", "answers to clients who stayed", check_count(c, "answers"), check_count(c, "answers due"));
    check_eq(c, "reason-lost", "calls that know the cause", check_count(c, "true causes"), check_count(c, "told of who left"));
    check_eq(c, "lost-cancel", "contexts that were never given back", kept, 0);
    check_at_most(c, "improved", "contexts made (two a request)", own, 2 * requests);
}
