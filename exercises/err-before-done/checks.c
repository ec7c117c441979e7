/* err-before-done: the shift ended, everybody went home knowing why, and whoever ended it came back. */
#include "check.h"

void check_err_before_done(check_t *c);
void check_err_before_done(check_t *c)
{
    check_eq(c, "missing-work", "clerks who went home knowing why", check_count(c, "went home"), check_count(c, "clerks"));
    check_true(c, "wrong-result", check_count(c, "over") == 1, "the shift was ended with \"canceled\", and that is %s what its err says",
               check_count(c, "over") ? "" : "not");
    check_at_least(c, "missing-work", "ends that returned", check_count(c, "ended"), 1);
}
