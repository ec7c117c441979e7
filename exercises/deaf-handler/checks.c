/* deaf-handler: who waits is answered, for who has left little is drawn. */
#include "check.h"

void check_deaf_handler(check_t *c);
void check_deaf_handler(check_t *c)
{
    int64_t rounds = check_count(c, "rounds"), half = 95 * rounds; /* tiles: of 200, with ten drawn before */
    check_at_most(c, "late-work", "tiles drawn after their client had hung up", check_count(c, "drawn for nobody"), half);
    check_at_most(c, "late-work", "tiles drawn after their client had hung up, who had asked for a second map, too", check_count(c, "drawn for nobody, two"), half);
    check_at_most(c, "late-work", "tiles drawn after the application had ended", check_count(c, "drawn for nobody at the end"), half);
    check_eq(c, "missing-work", "maps that a client waited for, and got", check_count(c, "answered"), check_count(c, "asked"));
    check_eq(c, "deaf-wait", "calls of serve_client that returned when there was nobody to serve", check_count(c, "over"), check_count(c, "visits"));
    check_eq(c, "double-release", "sockets left open for their owner to close", check_count(c, "given back"), check_count(c, "visits"));
}
