/* nil-context: all files are read, but for who has left and what hangs; uploads are their request's, the night's are nobody's. */
#include "check.h"

void check_nil_context(check_t *c);
void check_nil_context(check_t *c)
{
    bool up = c->model->teardown_event != 0; /* a run that broke off is judged by what broke it */
    check_eq(c, "rerooted", "uploads that do not bear their request's number", check_count(c, "uploads in nobody's name"), 0);
    check_eq(c, "wrong-result", "nightly files in the name of a request", check_count(c, "nightly files in a request's name"), 0);
    check_prompt_eq(c, "late-work", "uploads read though the customer had left", check_count(c, "uploads of who had left"), 0);
    check_prompt_eq(c, "over-budget", "imports that took longer than 2 s", check_count(c, "over 2 s"), 0);
    check_prompt(c, "missing-work", !up || check_work(c, "upload read") >= check_count(c, "uploads of who stayed"), "%lld uploads of who stayed, %lld were read",
                 (long long)check_count(c, "uploads of who stayed"), (long long)check_work(c, "upload read"));
    check_prompt(c, "missing-work", !up || check_work(c, "nightly file read") == check_count(c, "nightly files"), "%lld nightly files that can be read, %lld were read",
                 (long long)check_count(c, "nightly files"), (long long)check_work(c, "nightly file read"));
    check_true(c, "wrong-result", !up || check_count(c, "nightly said") == check_work(c, "nightly file read"), "the nightly run says %lld, and read %lld files",
               (long long)check_count(c, "nightly said"), (long long)check_work(c, "nightly file read"));
    check_true(c, "wrong-result", !up || check_count(c, "uploads said to be done") == check_work(c, "upload read"), "%lld uploads are said to be done, %lld were read",
               (long long)check_count(c, "uploads said to be done"), (long long)check_work(c, "upload read"));
}
