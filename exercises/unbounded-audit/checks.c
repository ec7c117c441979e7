/* unbounded-audit: an entry for each opening, or a line in the house where the log server hangs; few under way, and no door waits. */
#include "check.h"

enum { ROOM = 10 };

void check_unbounded_audit(check_t *c);
void check_unbounded_audit(check_t *c)
{
    int64_t openings = check_count(c, "openings"), hung = check_count(c, "hung");
    check_prompt_eq(c, "over-budget", "log entries that were waited for longer than 5 s", check_count(c, "given up late"), 0);
    check_prompt_at_most(c, "unbounded-detached", "log entries under way at once", check_count(c, "most"), ROOM);
    check_prompt_eq(c, "cut-short", "log entries given up before the 4 s that they may take", check_count(c, "given up early"), 0);
    check_prompt_eq(c, "missing-work", "openings logged (all but those on which the log server hangs)", check_work(c, "entry logged"),
                    openings - hung);
    check_prompt_eq(c, "missing-work", "openings kept in the house (one for each entry that hangs)", check_count(c, "kept"), hung);
    check_prompt_eq(c, "wrong-result", "openings kept in the house without need", check_count(c, "kept without need"), 0);
    check_eq(c, "rerooted", "entries that do not bear their opening's number", check_count(c, "in no name"), 0);
    check_prompt_eq(c, "missing-work", "doors opened", check_count(c, "opened"), openings);
    check_prompt_eq(c, "over-budget", "doors that took longer than 50 ms", check_count(c, "late"), 0);
}
