/* deaf-client: every part of the exchange can be left, for the true reason; who is slow is waited for. */
#include "check.h"

void check_deaf_client(check_t *c);
void check_deaf_client(check_t *c)
{
    int64_t rounds = check_count(c, "rounds");
    check_eq(c, "missing-work", "labels received, whole, from a service that takes its time", check_count(c, "labels"), rounds);
    check_eq(c, "missing-work", "calls that returned although nothing had ended", check_count(c, "left early"), 0);
    check_eq(c, "deaf-wait", "calls that heard the cancel within a second while the service took no more of the picture", check_count(c, "left the question"), rounds);
    check_eq(c, "deaf-wait", "calls that heard the cancel within a second while the service said nothing", check_count(c, "left the answer"), rounds);
    check_eq(c, "deaf-wait", "calls that heard their deadline within a second while the label came byte by byte", check_count(c, "left the trickle"), rounds);
    check_eq(c, "reason-lost", "calls that said why their context had ended", check_count(c, "reasons"), 3 * rounds);
    check_eq(c, "stale-link", "after_funcs still registered when a call had returned", check_count(c, "hooks left"), 0);
    check_eq(c, "spin", "silences that a call spent asking without a pause", check_count(c, "busy"), 0);
    check_eq(c, "double-release", "sockets left open for their owner to close", check_count(c, "given back"), 4 * rounds);
}
