/* longer-child: exports as before or longer, bounded, and each row that is said to be written was. */
#include "check.h"

void check_longer_child(check_t *c);
void check_longer_child(check_t *c)
{
    int64_t short_ones = check_count(c, "short exports");
    check_prompt_eq(c, "missing-work", "short exports that came out whole", check_count(c, "short exports whole"), short_ones);
    check_prompt(c, "cut-short", check_count(c, "long rows") >= 19 * short_ones, "a long export may use at least 2 s; it was cut after fewer than 1.9 s");
    check_prompt_eq(c, "over-budget", "exports longer than 10 s", check_count(c, "exports longer than 10 s"), 0);
    check_eq(c, "wrong-result", "rows said to be written", check_count(c, "rows said written"), check_work(c, "row written"));
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
    check_prompt(c, "deaf-wait", check_count(c, "rows for nobody") <= 0, "the caller's context had ended, and the export wrote %lld more rows",
                 (long long)check_count(c, "rows for nobody"));
}
