/* check.h — what an entry's checks.c is written in. The same source judges inside the explorer and outside, in the judge.
 *
 *     void check_zero_timeout(check_t *c)
 *     {
 *         check_eq(c, "missing-work", "pings", check_work(c, "ping"), check_count(c, "attempts"));
 *     }
 *
 * A check adds a row "ok / not ok". Promptness and amount of work go into the prompt_ forms: they count only on schedules
 * where time never moved while tasks could (`model->slow_clock` false). Where the schedule cancelled everything
 * (`model->dropped`), a row counts only if its name is of what holds all the same (finding_holds_cancelled): who is cancelled
 * need not do the work. Where the run broke off (a panic, a race, a deadlock, a crash) no row counts but what the scenario saw and
 * what is lost with the process: what broke it off is found itself, and a part that was counted is held against a part.
 */
#ifndef CHECK_H
#define CHECK_H

#include "finding.h"

typedef struct check_row {
    const char *name; /* "missing-work"; static */
    bool ok;
    char message[200];
} check_row_t;

typedef struct check {
    model_t *model; /* after the last event */
    int size;       /* SCENE_SMALL, SCENE_BIG */
    findings_t *findings;
    check_row_t row[32];
    uint32_t rows, failed;
} check_t;

typedef void check_func_t(check_t *c);

int64_t check_work(const check_t *c, const char *what);          /* work events of that name */
int64_t check_work_after_told(const check_t *c, const char *what); /* … under a context already told */
int64_t check_work_outlived(const check_t *c, const char *what);   /* … detached from a context already told */
int64_t check_work_outside(const check_t *c);                      /* units of any work under contexts that do not descend
                                                                      from the scenario's root: nobody's cancel reaches them */
int64_t check_count(const check_t *c, const char *name);         /* sum of scene_count(name, …) */
int64_t check_time(const check_t *c, const char *mark);          /* time of scene_mark(mark); −1 when it never came */
int64_t check_most_wakes(const check_t *c);                      /* wake-ups of the task (not the scenario) that had most */
int64_t check_notes(const check_t *c, const char *text);         /* scene_note records with exactly this text */

void check_true(check_t *c, const char *name, bool ok, const char *format, ...) __attribute__((format(printf, 4, 5)));
void check_eq_(check_t *c, const char *name, const char *what, int64_t got, int64_t want, bool fixed);
void check_at_most_(check_t *c, const char *name, const char *what, int64_t got, int64_t limit, bool fixed);
void check_at_least(check_t *c, const char *name, const char *what, int64_t got, int64_t limit);
void check_prompt(check_t *c, const char *name, bool ok, const char *format, ...) __attribute__((format(printf, 4, 5)));
void check_prompt_eq_(check_t *c, const char *name, const char *what, int64_t got, int64_t want, bool fixed);
void check_prompt_at_most_(check_t *c, const char *name, const char *what, int64_t got, int64_t limit, bool fixed);
/* What is expected, or the most that is allowed, is a number (fixed), or was counted in the same run. */
#define check_eq(c, name, what, got, want) check_eq_(c, name, what, got, want, __builtin_constant_p(want))
#define check_at_most(c, name, what, got, limit) check_at_most_(c, name, what, got, limit, __builtin_constant_p(limit))
#define check_prompt_eq(c, name, what, got, want) check_prompt_eq_(c, name, what, got, want, __builtin_constant_p(want))
#define check_prompt_at_most(c, name, what, got, limit) check_prompt_at_most_(c, name, what, got, limit, __builtin_constant_p(limit))
/* Does a row of that name count in this run, as far as the name goes? */
bool check_counts(const model_t *m, const char *name);
/* Did the run come to its end, so that rows can be judged? */
bool check_reached(const model_t *m);
/* A failed row for every scene_fail of the scenario. Whoever runs an entry's checks calls it once before them. */
void check_scene(check_t *c);

#endif
