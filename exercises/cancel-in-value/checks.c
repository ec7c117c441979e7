/* cancel-in-value: every page of every good report, published, and none of them saw a cancel. */
#include "check.h"

void check_cancel_in_value(check_t *c);
void check_cancel_in_value(check_t *c)
{
    check_eq(c, "cut-short", "pages and publications that saw a cancel", check_count(c, "cut short"), 0);
    check_eq(c, "missing-work", "pages drawn", check_work(c, "page drawn"), check_count(c, "pages"));
    check_eq(c, "missing-work", "reports published (those without a damaged page are to be)", check_work(c, "report published"), check_count(c, "good reports"));
    check_eq(c, "wrong-result", "damaged reports published", check_count(c, "damaged published"), 0);
    check_eq(c, "wrong-result", "reports said to be published", check_count(c, "said published"), check_count(c, "good reports"));
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}
