/* abandoned-fan-out: after the first failure, or when the caller has left, a part sends at most one more chunk. */
#include "check.h"

void check_abandoned_fan_out(check_t *c);
void check_abandoned_fan_out(check_t *c)
{
    check_prompt_at_most(c, "late-work", "chunks begun after the first failure or the caller's leaving",
                         check_count(c, "chunks sent in vain"), check_count(c, "parts"));
}
