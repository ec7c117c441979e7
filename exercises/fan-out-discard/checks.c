/* fan-out-discard: the news was found, when it came, and the wait ended with it. */
#include "check.h"

void check_fan_out_discard(check_t *c);
void check_fan_out_discard(check_t *c)
{
    check_prompt_eq(c, "missing-work", "rounds that found the news", check_count(c, "rounds with news"), check_count(c, "rounds"));
    check_prompt_eq(c, "over-budget", "rounds that found the news later than it came", check_count(c, "late"), 0);
}
