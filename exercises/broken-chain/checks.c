/* broken-chain: exports left alone are complete, cancelled ones stop and say why, and every question has a name. */
#include "check.h"

void check_broken_chain(check_t *c);
void check_broken_chain(check_t *c)
{
    check_prompt_eq(c, "missing-work", "exports left alone that came out with every section in time", check_count(c, "complete"), check_count(c, "left alone"));
    check_prompt_eq(c, "over-budget", "exports with a section that had more than its 10 s", check_count(c, "too long"), 0);
    check_prompt_eq(c, "late-work", "exports that went on after their cancel", check_count(c, "stopped late"), 0);
    check_prompt_eq(c, "reason-lost", "cancelled exports that say so", check_count(c, "said so"), check_count(c, "cancelled"));
    check_eq(c, "rerooted", "questions that belong to no export", check_count(c, "queries of no request"), 0);
}
