/* uncomparable-key: three sections a page are painted. (In which colours, the scenario says.) */
#include "check.h"

void check_uncomparable_key(check_t *c);
void check_uncomparable_key(check_t *c)
{
    bool up = c->model->teardown_event != 0; /* a run that broke off is judged by what broke it */
    check_true(c, "missing-work", !up || check_count(c, "painted") == 3 * check_count(c, "pages"), "%lld pages have three sections each, %lld were painted",
               (long long)check_count(c, "pages"), (long long)check_count(c, "painted"));
    check_eq(c, "rerooted", "sections painted outside their request", check_work_outside(c), 0);
}
