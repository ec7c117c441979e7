/* shifting-done: one done, which all who ask get and which ends with the server; a pause holds the files, and nothing else. */
#include "check.h"

void check_shifting_done(check_t *c);
void check_shifting_done(check_t *c)
{
    int64_t asked = check_count(c, "asked"), backups = check_count(c, "backups");
    bool over = c->model->idle_event != 0;
    check_eq(c, "unstable-done", "who asked for a backup's done and got another channel than the first", check_count(c, "other channels"), 0);
    check_eq(c, "cut-short", "who heard of an end before the server was stopped", check_count(c, "told early"), 0);
    check_eq(c, "wrong-result", "living backups whose err says that they are over", check_count(c, "said to be over"), 0);
    check_true(c, "unlinked-child", !over || check_count(c, "told") == asked, "%lld listened to backups that ended with their server; %lld were told",
               (long long)asked, (long long)check_count(c, "told"));
    check_true(c, "deaf-wait", !over || check_count(c, "back by then") == backups, "%lld backups have ended; backup_copy came back from %lld of them",
               (long long)backups, (long long)check_count(c, "back by then"));
    check_prompt_eq(c, "over-budget", "pauses in which files were begun", check_count(c, "begun in a pause"), 0);
    check_eq(c, "wrong-result", "files begun out of turn", check_count(c, "begun out of turn"), 0);
    check_prompt_eq(c, "late-work", "backups that began files after the server was stopped", check_count(c, "begun too late"), 0);
    check_prompt_eq(c, "missing-work", "backups that had begun fewer files than there was time for", check_count(c, "too few begun"), 0);
    check_true(c, "missing-work", !over || check_count(c, "right answers") == backups,
               "of %lld backups %lld answered truly: CTX_OK when all files were copied, or else why they were ended", (long long)backups,
               (long long)check_count(c, "right answers"));
    check_at_most(c, "spin", "wake-ups of one task", check_most_wakes(c), 25);
}
