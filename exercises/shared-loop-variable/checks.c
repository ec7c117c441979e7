/* shared-loop-variable: a letter to each (never two: the scenario sees that), and nobody waits. */
#include "check.h"

void check_shared_loop_variable(check_t *c);
void check_shared_loop_variable(check_t *c)
{
    bool over = c->model->idle_event != 0;
    check_prompt_eq(c, "over-budget", "callers who waited for letters", check_count(c, "late"), 0);
    check_eq(c, "rerooted", "letters that do not bear the number of their request", check_count(c, "in no name"), 0);
    check_prompt_eq(c, "over-budget", "letters under way for longer than 5 s", check_count(c, "longer than 5 s"), 0);
    check_prompt(c, "missing-work", !over || check_count(c, "without a letter") == 0, "%lld people have no letter", (long long)check_count(c, "without a letter"));
    check_prompt_eq(c, "missing-work", "letters sent", check_work(c, "letter sent"), check_count(c, "to be sent"));
}
