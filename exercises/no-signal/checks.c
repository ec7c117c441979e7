/* no-signal: who was let in is answered or, after a while, ended; nobody comes in any more; the server is over in time, and says 0. */
#include "check.h"

void check_no_signal(check_t *c);
void check_no_signal(check_t *c)
{
    int64_t days = check_count(c, "days"), stopped = check_count(c, "stopped"), came = check_count(c, "came in");
    check_eq(c, "missing-work", "clients that were let in before anybody signalled", came, days / 2 * 5);
    if (stopped == days) {
        check_eq(c, "cut-short", "clients that got half an answer, and would have had a whole one in 300 ms", check_count(c, "half"), 0);
        check_eq(c, "lost-at-exit", "clients in hand when run_server returned", check_count(c, "left behind"), 0);
        check_eq(c, "late-work", "clients let in later than half a second after the signal", check_count(c, "came in late"), 0);
        check_eq(c, "over-budget", "servers that returned in time: soon after the last answer, or after 1 s where a client hangs",
                 check_count(c, "closed in time"), days);
        check_eq(c, "wrong-result", "servers that returned something else than 0", check_count(c, "failed"), 0);
    }
}
