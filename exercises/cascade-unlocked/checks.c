/* cascade-unlocked: what was cancelled has ended, what was not had not, and everybody came back. */
#include "check.h"

void check_cascade_unlocked(check_t *c);
void check_cascade_unlocked(check_t *c)
{
    check_eq(c, "wrong-result", "trees alive before the cancel", check_count(c, "alive before"), 1);
    check_eq(c, "missing-work", "nodes that have ended when the cancels are over", check_count(c, "ended"), check_count(c, "expected"));
    check_eq(c, "missing-work", "cancels that returned", check_count(c, "cancels"), 2);
    check_eq(c, "missing-work", "children that were released", check_count(c, "finished"), 1);
}
