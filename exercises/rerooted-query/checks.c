/* rerooted-query: quick pages are made, every request asks the database in its own name, and nobody waits too long. */
#include "check.h"

void check_rerooted_query(check_t *c);
void check_rerooted_query(check_t *c)
{
    check_prompt_eq(c, "missing-work", "questions to the database", check_count(c, "queries"), check_count(c, "requests"));
    check_prompt_eq(c, "missing-work", "pages made (one for each request whose query is quick enough)", check_count(c, "pages"), check_count(c, "quick"));
    check_prompt_eq(c, "over-budget", "requests that went on after their time or their client was gone", check_count(c, "late"), 0);
    check_eq(c, "rerooted", "questions that belong to no request", check_count(c, "queries of no request"), 0);
}
