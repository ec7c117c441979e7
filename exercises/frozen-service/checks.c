/* frozen-service: every folder is put away once, in all its copies; in whose vault, the scenario looks. */
#include "check.h"

void check_frozen_service(check_t *c);
void check_frozen_service(check_t *c)
{
    int64_t folders = check_count(c, "folders");
    check_eq(c, "rerooted", "folders put away in no tenant's vault", check_count(c, "no vault"), 0);
    check_prompt_eq(c, "missing-work", "folders put away", check_work(c, "folder put away"), folders);
    check_eq(c, "wrong-result", "folders put away in more or fewer copies", check_count(c, "other copies"), 0);
    check_eq(c, "missing-work", "tenants with an answer", check_count(c, "answers"), folders);
    check_prompt_eq(c, "over-budget", "tenants who waited longer than 50 ms", check_count(c, "late"), 0);
}
