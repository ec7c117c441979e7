/* string-key: each order is booked, none on nobody. (On whom, and what the statistics see: the scenario.) */
#include "check.h"

void check_string_key(check_t *c);
void check_string_key(check_t *c)
{
    check_eq(c, "rerooted", "orders outside their request", check_work_outside(c), 0);
    check_eq(c, "wrong-result", "orders booked though nobody had logged in", check_count(c, "booked on nobody"), 0);
    check_eq(c, "missing-work", "orders booked for who had logged in", check_count(c, "booked"), check_count(c, "logged in"));
    check_eq(c, "wrong-result", "orders said to be booked", check_count(c, "booked") + check_count(c, "booked on nobody"),
             check_work(c, "booked on the user") + check_work(c, "booked on a visitor") + check_work(c, "booked on a stranger"));
}
