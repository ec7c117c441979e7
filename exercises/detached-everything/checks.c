/* detached-everything: nothing is searched for who has left; a line for everybody, a page for who stays. */
#include "check.h"

void check_detached_everything(check_t *c);
void check_detached_everything(check_t *c)
{
    int64_t stay = check_count(c, "stay"), searches = stay + check_count(c, "leave");
    check_prompt_eq(c, "late-work", "stacks begun for readers who had left", check_count(c, "begun for nobody"), 0);
    check_prompt_eq(c, "late-work", "stacks not left in the instant in which the reader left", check_count(c, "not left at once"), 0);
    check_prompt(c, "missing-work", check_work(c, "line written") == searches,
                 "lines in the statistics: %lld, expected %lld; refused, since their context had ended: %lld",
                 (long long)check_work(c, "line written"), (long long)searches, (long long)check_count(c, "lines refused"));
    check_eq(c, "rerooted", "lines that do not bear their reader's number", check_count(c, "lines in no name"), 0);
    check_prompt_eq(c, "wrong-result", "lines that do not tell what was found", check_count(c, "wrong lines"), 0);
    check_prompt_eq(c, "missing-work", "pages shown to readers who stayed", check_count(c, "pages of readers who stayed"), stay);
    check_eq(c, "wrong-result", "pages that do not show all that there is", check_count(c, "wrong pages"), 0);
}
