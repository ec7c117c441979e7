/* busy-done-loop: whatever was accepted was finished, and the pool did work before it was shut down. */
#include "check.h"

void check_busy_done_loop(check_t *c);
void check_busy_done_loop(check_t *c)
{
    int64_t accepted = check_count(c, "accepted");
    check_eq(c, "missing-work", "jobs finished", check_count(c, "finished"), accepted);
    check_prompt(c, "missing-work", accepted >= 1, "the pool took %lld jobs before it was shut down; it had time for one",
                 (long long)accepted);
}
