/* inline-after-func: whoever joins gets a context, and is told, once, at the whistle. */
#include "check.h"

void check_inline_after_func(check_t *c);
void check_inline_after_func(check_t *c)
{
    int64_t players = check_count(c, "players"), joined = check_work(c, "joined"), told = check_count(c, "told");
    bool over = c->model->idle_event != 0, stuck = over && joined < players;
    check_true(c, "deadlock", !stuck,
               "%lld of %lld who joined never came back: their context's lock is held while after_func runs, and what was called there waits for it",
               (long long)(players - joined), (long long)players);
    check_true(c, "unlinked-child", !over || stuck || told == players, "the match is over; %lld of its %lld players were told", (long long)told,
               (long long)players);
    check_eq(c, "cut-short", "players told before the whistle", check_count(c, "told early"), 0);
    check_prompt_eq(c, "late-cascade", "players told later than in that instant", check_count(c, "told late"), 0);
    check_eq(c, "wrong-result", "times that match_stop said the wrong thing", check_count(c, "wrong stops"), 0);
    check_eq(c, "reason-lost", "players told the reason", check_count(c, "told the reason"), told);
    check_eq(c, "lost-cancel", "matches that are over and still have somebody to call", check_count(c, "still registered"), 0);
}
