/* lost-values: a letter for every claim whose printer does not jam, with all that its request knew, and nobody waited for it. */
#include "check.h"

void check_lost_values(check_t *c);
void check_lost_values(check_t *c)
{
    int64_t claims = check_count(c, "claims"), jams = check_count(c, "jams");
    check_eq(c, "rerooted", "letters in another language than their customer's", check_count(c, "another language"), 0);
    check_eq(c, "rerooted", "letters without their branch's letterhead", check_count(c, "another letterhead"), 0);
    check_eq(c, "rerooted", "letters that are not filed under their claim", check_count(c, "another claim"), 0);
    check_prompt_eq(c, "missing-work", "letters printed (all but those whose printer jams)", check_work(c, "letter printed"), claims - jams);
    check_eq(c, "missing-work", "clerks with an answer", check_count(c, "answers"), claims);
    check_prompt_eq(c, "over-budget", "clerks who waited longer than 50 ms", check_count(c, "late"), 0);
    check_prompt_eq(c, "over-budget", "jammed printers given up later than after 10 s", check_count(c, "given up too late"), 0);
    check_prompt_eq(c, "missing-work", "jammed printers reported", check_count(c, "jams reported"), jams);
    check_prompt_eq(c, "wrong-result", "letters reported as unprinted whose printer did not jam", check_count(c, "false alarms"), 0);
}
