/* stuck-reader: every message passed on, and every wait of the reader can be left. */
#include "check.h"

void check_stuck_reader(check_t *c);
void check_stuck_reader(check_t *c)
{
    int64_t rounds = check_count(c, "rounds");
    check_eq(c, "missing-work", "messages passed on", check_count(c, "passed on"), check_count(c, "sent"));
    check_eq(c, "deaf-wait", "readers that left a silent read within a second of the cancel", check_count(c, "left the read"), rounds);
    check_eq(c, "deaf-wait", "readers that left a send nobody takes within a second of the cancel", check_count(c, "left the send"),
             rounds);
    check_eq(c, "missing-work", "readers that left although nothing had ended", check_count(c, "left early"), 0);
    check_eq(c, "spin", "silences that a reader spent asking without a pause", check_count(c, "busy"), 0);
    check_eq(c, "leaked-task", "readers that left when the other side hung up", check_count(c, "left at the end"), rounds);
    check_eq(c, "double-release", "sockets left open for their owner to close", check_count(c, "socket given back"), 3 * rounds);
}
