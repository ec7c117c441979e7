/* ctx_flight.h — single flight: callers that ask for the same thing at the same time share one call.
 *
 *     ctx_flight_result_t r = ctx_flight_do(flight, "user 7", load, &id);
 *
 * It knows nothing of contexts: whose context the shared call runs on is the caller's to decide (see the entry
 * singleflight-hostage). A panic in the shared call reaches every caller of do.
 */
#ifndef CTX_FLIGHT_H
#define CTX_FLIGHT_H

#include "ctx.h"
#include "ctx_chan.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Who shares with whom; what a shared call gives; and the call: *err is NULL on entry, and set to say why there is no value. */
typedef struct ctx_flight ctx_flight_t;
typedef struct ctx_flight_result {
    void *value; /* what fn returned, for all callers the same; whose it is, is between them */
    const ctx_error_t *err;
    bool shared; /* it was given to more than one caller */
} ctx_flight_result_t;
typedef void *ctx_flight_func_t(void *arg, const ctx_error_t **err);

/* Makes one, and gives it back; `ctx_auto_flight` does that at the end of the block. Calls under way go on to their end.
 * Owns: the result is owned (ctx_flight_drop). Fails: never; drop ignores NULL. Threads: any; drop once.
 *
 *     ctx_flight_t *users = ctx_flight_new();
 *     ctx_flight_result_t r = ctx_flight_do(users, "user 7", load, &id);
 *     ctx_flight_drop(users);
 */
ctx_flight_t *ctx_flight_new(void) __attribute__((warn_unused_result, returns_nonnull));
void ctx_flight_drop(ctx_flight_t *flight);
void ctx_auto_flight_(ctx_flight_t **flight);
#define ctx_auto_flight __attribute__((cleanup(ctx_auto_flight_)))

/* Calls fn(arg), or waits for the call for key that is under way, deaf to every context, and returns its result.
 * Owns: key copied, arg borrowed during fn, the result's pointers fn's to say. Fails: a panic in fn is a panic in every caller.
 * Threads: any.
 *
 *     ctx_flight_result_t r = ctx_flight_do(flight, "user 7", load, &id);
 *     if (r.err != NULL)
 *         printf("no user: %s\n", r.err->text);
 */
ctx_flight_result_t ctx_flight_do_at(const ctx_site_t *site, ctx_flight_t *flight, const char *key,
                                     ctx_flight_func_t *fn, void *arg);
#define ctx_flight_do(/* flight, key, fn, arg */...) ctx_flight_do_at(CTX_HERE, __VA_ARGS__)

/* The same without waiting: a channel of ctx_flight_result_t that will get the result. fn runs in a task of its own.
 * Owns: the channel is owned (chan_drop); key copied, arg borrowed until fn has ended. Fails: if fn panics, that ends the
 * process: nobody is there to recover it; who joined a call of ctx_flight_do gets an err. Threads: any.
 *
 *     chan_auto chan_t *ch = ctx_flight_do_chan(flight, "user 7", load, &id);
 *     ctx_flight_result_t r;
 *     return chan_recv_ctx(ctx, ch, &r, NULL);
 */
chan_t *ctx_flight_do_chan_at(const ctx_site_t *site, ctx_flight_t *flight, const char *key, ctx_flight_func_t *fn,
                              void *arg) __attribute__((warn_unused_result, returns_nonnull));
#define ctx_flight_do_chan(/* flight, key, fn, arg */...) ctx_flight_do_chan_at(CTX_HERE, __VA_ARGS__)

/* The next do for key makes a new call, even if one is under way.
 * Owns: key borrowed during the call. Fails: never; nothing happens where there is none. Threads: any.
 *
 *     if (ctx_err(ctx) != CTX_OK)
 *         ctx_flight_forget(flight, "user 7");
 */
void ctx_flight_forget_at(const ctx_site_t *site, ctx_flight_t *flight, const char *key);
#define ctx_flight_forget(/* flight, key */...) ctx_flight_forget_at(CTX_HERE, __VA_ARGS__)

#ifdef __cplusplus
}
#endif
#endif
