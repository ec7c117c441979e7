/* wrong-cancel: nobody ended the import, so no table may see a cancel; a hanging one costs 500 ms and nobody else. */
#include "check.h"

void check_wrong_cancel(check_t *c);
void check_wrong_cancel(check_t *c)
{
    int64_t loaded = check_work(c, "table loaded");
    check_eq(c, "cut-short", "tables that saw a cancel, though nobody ended the import", check_count(c, "cut short"), 0);
    check_prompt_eq(c, "missing-work", "tables loaded", loaded, check_count(c, "to load"));
    check_eq(c, "wrong-result", "tables loaded twice, or that nobody asked for", check_count(c, "again"), 0);
    check_eq(c, "wrong-result", "tables said to be loaded", check_count(c, "said loaded"), loaded);
    check_prompt_eq(c, "over-budget", "tables that took more than 500 ms", check_count(c, "overstayed"), 0);
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}
