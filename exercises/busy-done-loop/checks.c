/* busy-done-loop: whatever was accepted was finished, and the pool was at work until it was shut down. */
#include "check.h"

void check_busy_done_loop(check_t *c);
void check_busy_done_loop(check_t *c)
{
    int64_t accepted = check_count(c, "accepted"), due = check_count(c, "time for");
    check_eq(c, "missing-work", "jobs finished", check_count(c, "finished"), accepted);
    check_prompt(c, "missing-work", accepted >= due, "the pool took %lld jobs before it was shut down; it had time for %lld",
                 (long long)accepted, (long long)due);
}
