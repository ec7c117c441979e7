/* detached-job: every film, but those that hang, is converted with all that the layers know of it; what hangs is given up in time. */
#include "check.h"

void check_detached_job(check_t *c);
void check_detached_job(check_t *c)
{
    int64_t uploads = check_count(c, "uploads"), hung = check_count(c, "hung");
    check_eq(c, "rerooted", "films converted for another account than theirs, or none", check_count(c, "other account"), 0);
    check_eq(c, "rerooted", "films converted at other lines than their plan's", check_count(c, "other lines"), 0);
    check_eq(c, "wrong-result", "uploads booked", check_count(c, "booked"), uploads);
    check_prompt_eq(c, "over-budget", "conversions given up later than after 60 s", check_count(c, "given up late"), 0);
    check_prompt_eq(c, "missing-work", "films converted (all but those that hang)", check_work(c, "film converted"), uploads - hung);
    check_prompt_eq(c, "missing-work", "conversions reported as failed (one for each that hangs)", check_count(c, "reported"), hung);
    check_prompt_eq(c, "wrong-result", "conversions reported as failed without need", check_count(c, "reported without need"), 0);
    check_prompt_eq(c, "missing-work", "films stored", check_count(c, "stored"), uploads);
    check_prompt_eq(c, "over-budget", "uploads that took longer than 100 ms", check_count(c, "late"), 0);
}
