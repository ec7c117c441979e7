/* err-before-done: the shift ended, everybody went home knowing why, and whoever ended it came back. */
#include "check.h"

void check_err_before_done(check_t *c);
void check_err_before_done(check_t *c)
{
    check_eq(c, "missing-work", "clerks who went home knowing why", check_count(c, "went home"), check_count(c, "clerks"));
    check_true(c, "wrong-result", check_count(c, "over") == 1,
               "the first who ended the shift gave a reason, a later one another, \"canceled\"; its err %s the first",
               check_count(c, "over") ? "says" : "does not say");
    check_eq(c, "missing-work", "ends that returned", check_count(c, "ended"), 2);
}
