/* past-deadline: unset means no limit, a past limit is refused, a future one is kept to the nanosecond. */
#include "check.h"

void check_past_deadline(check_t *c);
void check_past_deadline(check_t *c)
{
    int64_t dead = check_count(c, "unset born done");
    check_true(c, "born-done", dead == 0, "%lld jobs without a limit got a context that had ended when it was made", (long long)dead);
    check_eq(c, "missing-work", "files copied for jobs without a limit", check_work(c, "file copied"),
             check_count(c, "files without a limit"));
    check_eq(c, "wrong-result", "limits that nobody set", check_count(c, "limits invented"), 0);
    check_eq(c, "wrong-result", "limits that were moved", check_count(c, "limits moved"), 0);
    check_eq(c, "over-budget", "files copied after the limit", check_work(c, "file copied too late"), 0);
    check_prompt_eq(c, "missing-work", "files copied in time", check_work(c, "file copied in time"), check_count(c, "files in time"));
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}
