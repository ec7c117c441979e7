/* endless-audit-log: each reading on tape, or a gap where the tape hangs; and what is held does not grow with the steps. */
#include "check.h"

enum { AT_ONCE = 8 };

void check_endless_audit_log(check_t *c);
void check_endless_audit_log(check_t *c)
{
    int64_t steps = check_count(c, "steps"), hung = check_count(c, "hung");
    check_prompt_at_most(c, "lost-cancel", "handles held at once", c->model->peak_handles, AT_ONCE);
    check_prompt_at_most(c, "lingering-timer", "timers armed at once", c->model->peak_timers, AT_ONCE);
    check_prompt_eq(c, "over-budget", "writes that were waited for longer than 5 s", check_count(c, "given up late"), 0);
    check_prompt_eq(c, "missing-work", "readings on tape (all but those on which it hangs)", check_work(c, "reading on tape"), steps - hung);
    check_eq(c, "wrong-result", "readings on tape twice", check_count(c, "on tape twice"), 0);
    check_prompt_eq(c, "missing-work", "readings skipped (one for each time that the tape hangs)", check_count(c, "skipped"), hung);
    check_prompt_eq(c, "wrong-result", "readings skipped though the tape did not hang", check_count(c, "gaps"), 0);
    check_eq(c, "rerooted", "readings that do not bear their step's number", check_count(c, "in no name"), 0);
    check_prompt_eq(c, "over-budget", "steps of the loop that were held up", check_count(c, "held up"), 0);
}
