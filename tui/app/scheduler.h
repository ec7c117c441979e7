/* scheduler.h — being the scheduler: a run that stops at every choice and asks who moves.
 *
 * Where one is, is a schedule (only the switches: what went another way than usual) and how many choices after its last
 * switch went the usual way. So a schedule stays as short as what one really did, however long one plays; taking a move
 * back is going to the place before.
 */
#ifndef TUI_SCHEDULER_H
#define TUI_SCHEDULER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "choice.h"
#include "keys.h"
#include "paint.h"
#include "trace.h"

struct app;
struct sched_left; /* scheduler_left.c */

/* token: instead, where that one of the schedule would be taken; it stops there even when all the work is over. */
typedef struct sched_place { char *schedule; /* owned */ uint64_t skip, token; } sched_place_t;

enum { SCHED_LATER = 20 };

typedef struct scheduler {
    bool on;
    sched_place_t at;          /* where the run has stopped, or is on its way to */
    sched_place_t switched;    /* the same place by its token, when it was found so; schedule NULL: it was not */
    sched_place_t *made;       /* owned: where each move of the person's was made */
    size_t moves, capacity;
    bool again;                /* it began at the deciding switch: s once more goes to where one was, an event further on */
    size_t was;                /* that event; 0: the run was over, begin anew */
    uint64_t was_until;
    enum { FORCED_NOT, FORCED_SKIPS /* looking for the first choice that matters */, FORCED_ALL /* there is none: it began at the first of any kind */ } forced;
    uint64_t from;             /* FORCED_SKIPS: it looks from so many events on (STEP records not counted); 0 the start */
    bool from_start;           /* after where one was there was none */
    bool back;                 /* u: on the way to where somebody was asked before */
    bool looking;              /* the place is only known by an event or a switch; the run that stops there names it */
    choices_t who;
    size_t chosen;
    size_t switches, shortest; /* of the own schedule; of the shortest failing one, when that is known */
    bool shortest_known;
    request_t later[SCHED_LATER]; /* keys that were pressed while an answer was on its way: they mean the list that comes with it */
    size_t laters;
    bool says_lead;            /* the message is ours; another's stays when the answer comes */
    bool ended, failed;
    char lead[900];            /* what is asked, or what came of it */
    char last[400];            /* the move before: who went on, who else could have */
    struct sched_left *left;   /* owned: what stood there before; NULL: nothing is to come back */
} scheduler_t;

bool scheduler_can(const struct app *a); /* false: real threads, where nobody can choose */
void scheduler_start(struct app *a);
void scheduler_stop(struct app *a);
void scheduler_say(struct app *a);     /* what is asked, unless something else is being said */
void scheduler_arrived(struct app *a);
void scheduler_known(struct app *a);   /* a verdict has come: the shortest failing schedule is known now */
bool scheduler_request(struct app *a, request_t req);
void scheduler_draw(struct app *a, rect_t r);

/* scheduler_left.c: what stood on the screen before, which comes back when nothing was moved. */
void scheduler_leaves(struct app *a);     /* it is taken over here: remember */
bool scheduler_keeps(struct app *a);      /* the view that is about to be replaced is that one: it is set aside, not closed; false: close it */
bool scheduler_gives_back(struct app *a); /* false: there is nothing to give back */
void scheduler_forgets(struct app *a);

/* scheduler_words.c */
void scheduler_came_of_it(struct app *a); /* fills lead when the run is over */
void scheduler_begins(struct app *a);
void scheduler_last_move(struct app *a, const candidate_t *went);

#endif
