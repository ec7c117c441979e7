/* double-unlink: whoever came ended, once, and nobody came for whom there was no room. (Whether those who have ended take room the scenario sees.) */
#include "check.h"

void check_double_unlink(check_t *c);
void check_double_unlink(check_t *c)
{
    int64_t sessions = check_count(c, "sessions");
    check_at_least(c, "missing-work", "sessions that came", sessions, c->size == 0 ? 10 : 250);
    check_eq(c, "missing-work", "sessions still alive after their end", check_count(c, "alive after their end"), 0);
    check_eq(c, "cut-short", "sessions that ended because another did", check_count(c, "ended with another"), 0);
    check_eq(c, "missing-work", "goodbyes in the log", check_work(c, "goodbye"), sessions);
    check_eq(c, "wrong-result", "the sum of the numbers that the log says goodbye to", check_count(c, "numbers in the log"), check_count(c, "their numbers"));
    check_eq(c, "wrong-result", "sessions that came where there was no room", check_count(c, "too many"), 0);
}
