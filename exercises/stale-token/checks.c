/* stale-token: every map, but those whose drawing hangs, is drawn and filed once, and nobody waited for it. */
#include "check.h"

void check_stale_token(check_t *c);
void check_stale_token(check_t *c)
{
    int64_t due = check_count(c, "to be filed"), hung = check_count(c, "hung");
    check_eq(c, "wrong-result", "maps filed that were not drawn yet", check_count(c, "filed undrawn"), 0);
    check_prompt_eq(c, "over-budget", "maps for which the registry was asked more than twice", check_count(c, "asked too often"), 0);
    check_prompt(c, "missing-work", check_work(c, "map filed") == due,
                 "maps filed: %lld, expected %lld; passes that the registry refused: %lld, drawings that were cancelled: %lld",
                 (long long)check_work(c, "map filed"), (long long)due, (long long)check_count(c, "refused"),
                 (long long)check_count(c, "cancelled"));
    check_eq(c, "rerooted", "maps filed in no name, or another's", check_count(c, "filed in no name"), 0);
    check_prompt_eq(c, "over-budget", "drawings given up later than after 20 min", check_count(c, "given up late"), 0);
    check_prompt_eq(c, "missing-work", "maps reported as unfiled (one for each drawing that hangs)", check_count(c, "reported"), hung);
    check_eq(c, "wrong-result", "maps reported as unfiled that are filed", check_count(c, "filed, and reported"), 0);
    check_eq(c, "missing-work", "surveyors with an answer", check_count(c, "answers"), due + hung);
    check_prompt_eq(c, "over-budget", "surveyors who waited longer than 50 ms", check_count(c, "late"), 0);
}
