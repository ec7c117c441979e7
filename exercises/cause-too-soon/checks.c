/* cause-too-soon: a report a job, with its true reason; and nobody keeps asking. */
#include "check.h"

enum { WAKE_UPS = 3 };

void check_cause_too_soon(check_t *c);
void check_cause_too_soon(check_t *c)
{
    check_eq(c, "missing-work", "reports", check_work(c, "report"), check_count(c, "jobs"));
    check_prompt_at_most(c, "spin", "wake-ups of one reporter", check_most_wakes(c), WAKE_UPS);
}
