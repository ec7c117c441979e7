/* behaviours.h — the suite that says what the engine does: one function a behaviour, named after it.
 *
 * The bodies use the public interface only and know nothing of the runtime: the same suite runs on threads (run_threads.c)
 * and may run inside a scene in the simulator. Nothing waits for time to pass but for an engine deadline.
 */
#ifndef BEHAVIOURS_H
#define BEHAVIOURS_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

#include <stdio.h>
#include <string.h>

/* The runner's: notes a failed expectation of the behaviour that is running. */
void behaviour_expect(bool holds, const char *what, const char *file, int line);
extern const bool behaviour_scheduled; /* which of several ready arms a select takes is the schedule's choice */
#define EXPECT(condition) behaviour_expect((condition), #condition, __FILE__, __LINE__)
#define EXPECT_TEXT(text, expected) \
    behaviour_expect(same_text((text), (expected)), #text " is " #expected, __FILE__, __LINE__)

static inline bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}
static inline bool starts_with(const char *text, const char *head) { return strncmp(text, head, strlen(head)) == 0; }

/* True when ch is closed now. */
static inline bool is_closed(chan_t *ch)
{
    return ch != NULL && chan_select(CHAN_RECV(ch, NULL), CHAN_DEFAULT) == 0;
}
static inline void wait_done(ctx_t *ctx) { (void)chan_recv(ctx_done(ctx), NULL); }

/* How many things of that kind are alive, by the ledger. */
size_t alive(ctx_ledger_kind_t kind);
/* How many contexts a cancel of `handle` tells, itself included, when it comes from here: who had left before is not told. */
int told_by(ctx_cancel_t *handle);

/* A cause that stops a cascade: its keep blocks from the n-th call on until it is let go. */
typedef struct brake {
    ctx_error_t error;
    int calls, drops, at;
    chan_t *reached, *go;
} brake_t;
void brake_init(brake_t *brake, int at); /* on the n-th node told */
void brake_end(brake_t *brake);

/* A custom context with every option, and counters. */
typedef struct plain_custom {
    ctx_custom_t base;
    chan_t *gone; /* closed when nobody refers to it any more */
    chan_t *done; /* its own, where it has one */
    ctx_t *inner;
    ctx_err_t err_;
    int dones, registrations, stops;
    ctx_func_t *fn; /* the registered callback */
    void *arg;
    bool called;
} plain_custom_t;
static inline plain_custom_t *plain(ctx_custom_t *self) { return (plain_custom_t *)(void *)self; }

/* own done, own err, values answered by nobody */
extern const ctx_ops_t severed_ops;
/* the same, with an after_func and a stop */
extern const ctx_ops_t after_func_ops;
/* everything passed on to inner */
extern const ctx_ops_t transparent_ops;
/* passes values on, its done is its own */
extern const ctx_ops_t other_done_ops;
ctx_t *plain_init(plain_custom_t *custom, const ctx_ops_t *ops, ctx_t *inner);
void plain_cancel(plain_custom_t *custom, ctx_err_t err); /* err, then done, then the callback in a task of its own */
void plain_end(plain_custom_t *custom); /* drops it and waits until nobody refers to it: helper tasks may */

typedef struct behaviour {
    const char *numbers, *name;
    void (*run)(void);
} behaviour_t;
extern const behaviour_t behaviours[];
extern const size_t behaviour_count;

#endif
