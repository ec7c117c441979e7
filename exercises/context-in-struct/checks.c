/* context-in-struct: every request has its price or its own limit's end, asked in its own name. (On whose context: the scenario.) */
#include "check.h"

void check_context_in_struct(check_t *c);
void check_context_in_struct(check_t *c)
{
    check_prompt_eq(c, "over-budget", "requests that took longer than 300 ms", check_count(c, "late"), 0);
    check_eq(c, "rerooted", "questions in nobody's name", check_count(c, "in nobody's name"), 0);
    check_eq(c, "rerooted", "work outside the requests", check_work_outside(c), 0);
    check_prompt_eq(c, "missing-work", "prices shown", check_work(c, "price"), check_count(c, "to be shown"));
    check_eq(c, "wrong-result", "prices that are not the item's, less the discount", check_count(c, "wrong prices"), 0);
    check_prompt_eq(c, "wrong-result", "requests that were told of their limit", check_count(c, "ended by their limit"), check_count(c, "hung"));
    if (c->model->idle_event != 0) /* a run that broke off has not come to ask */
        check_eq(c, "wrong-result", "questions that the service says there were", check_count(c, "said to be asked"), check_count(c, "requests"));
    check_prompt_at_most(c, "over-budget", "questions to the warehouse", check_count(c, "questions"), check_count(c, "requests"));
}
