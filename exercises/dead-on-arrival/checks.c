/* dead-on-arrival: sessions live when the first line is awaited, every line is answered, silence costs 30 s. */
#include "check.h"

void check_dead_on_arrival(check_t *c);
void check_dead_on_arrival(check_t *c)
{
    int64_t dead = check_count(c, "dead sessions");
    check_true(c, "born-done", dead == 0, "%lld sessions had been cancelled before their first line was awaited", (long long)dead);
    check_prompt_eq(c, "missing-work", "lines answered", check_count(c, "lines answered"), check_count(c, "lines sent"));
    check_prompt_eq(c, "over-budget", "sessions longer than 30 s", check_count(c, "overstayed"), 0);
    check_prompt_eq(c, "cut-short", "silent clients ended by the 30 s", check_count(c, "silent clients ended"), 1);
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}
