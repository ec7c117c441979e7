/* schedule.h — the schedule string: which way a run went, as the switches that differ from the default scheduler.
 *
 *     schedule := "-" | "seed:" number | token { "," token }
 *     token    := anchor [ "/" k ] ">" move
 *     anchor   := "T" task "." operation "#" nth        what the default scheduler would have done:
 *               | "timer" id                            task's nth operation of that kind, or a timer's firing
 *     move     := "T" task [ ":" arm ] [ "&T" task [ ":" arm ] ]   the task (taking that arm; meeting that task) moves instead
 *               | "timer" id | "clock" | "drop"         the timer fires · time moves although tasks could · root is cancelled
 *
 * `/k`: the kth time that this anchor is the default's choice (1 when left out). Anchors are tasks, operations and
 * counts, not instructions, so a schedule survives edits that leave these as they were; where it no longer fits, the
 * reader says at which token. "-" is the default schedule.
 */
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include "sim_host.h"

#include "err.h"

enum { SCHEDULE_TOKENS = 128 };

/* Before a schedule in reports and at `run --schedule`: it is one of the big scenario. */
#define SCHEDULE_BIG "big:"

typedef struct sched_anchor { uint8_t kind, op; uint32_t task, nth, k; } sched_anchor_t; /* kind: SIM_MOVE_TASK or FIRE */
typedef struct sched_move { uint8_t kind; bool any_arm; uint16_t arm, partner_arm; uint32_t task, partner, object; } sched_move_t;
typedef struct sched_token { sched_anchor_t anchor; sched_move_t move; } sched_token_t;

typedef struct schedule {
    sched_token_t token[SCHEDULE_TOKENS];
    int tokens;
    bool random;
    uint64_t seed;
} schedule_t;

bool schedule_parse(const char *text, schedule_t *out, err_t *err); /* err names the token and what was expected */
/* False when it does not fit: the text is then cut at a token. */
bool schedule_print(const schedule_t *s, char *buf, size_t size);
/* Adds "here, instead of `usual`, `chosen`". k: how often this anchor has been the usual move. False when full. */
bool schedule_add(schedule_t *s, const sim_move_t *usual, uint32_t k, const sim_move_t *chosen);
schedule_t schedule_without(const schedule_t *s, int token); /* token removed */

/* Following one: give each choice to follow_pick, then ask follow_unmatched. */
typedef struct follow {
    const schedule_t *schedule;
    int next;
    uint64_t random;
    struct { uint64_t key; uint32_t count; } seen[256]; /* anchors → times they were the usual move */
    bool stop_at_end; /* ask: return −1 once every token was used, at the next real choice */
    uint64_t choices; /* real choices (n > 1) met since the last token */
    uint32_t last_k;  /* the count of the latest anchor */
    uint64_t skip;    /* ask: how many of those go the usual way before it stops */
} follow_t;

void follow_begin(follow_t *f, const schedule_t *s);
int follow_pick(follow_t *f, const sim_move_t *moves, int n, int usual);
uint32_t follow_seen(follow_t *f, const sim_move_t *usual); /* counts this one too */
int follow_unmatched(const follow_t *f); /* 0: every token was used; else the number of the first that was not */
bool sched_same_move(const sim_move_t *a, const sim_move_t *b);

#endif
