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

typedef struct ctx_flight ctx_flight_t;

typedef struct ctx_flight_result {
    void *value; /* what fn returned, for all callers the same; whose it is, is between them */
    const ctx_error_t *err;
    bool shared; /* it was given to more than one caller */
} ctx_flight_result_t;

/* The call that is shared. *err: NULL on entry; set it to say why there is no value. */
typedef void *ctx_flight_func_t(void *arg, const ctx_error_t **err);

ctx_flight_t *ctx_flight_new(void) __attribute__((warn_unused_result, returns_nonnull)); /* owned (ctx_flight_drop) */
void ctx_flight_drop(ctx_flight_t *flight); /* calls under way go on to their end; NULL is ignored */
void ctx_auto_flight_(ctx_flight_t **flight);
#define ctx_auto_flight __attribute__((cleanup(ctx_auto_flight_)))

/* Calls fn(arg), or waits for the call for key that is under way, and returns its result. key: copied. */
ctx_flight_result_t ctx_flight_do_at(const ctx_site_t *site, ctx_flight_t *flight, const char *key,
                                     ctx_flight_func_t *fn, void *arg);
#define ctx_flight_do(flight, key, fn, arg) ctx_flight_do_at(CTX_HERE, (flight), (key), (fn), (arg))

/* The same without waiting: a channel of ctx_flight_result_t that will get the result. Owned (chan_drop). fn runs in a
 * task of its own; if it panics, nobody is there to recover it. arg: borrowed until then. */
chan_t *ctx_flight_do_chan_at(const ctx_site_t *site, ctx_flight_t *flight, const char *key, ctx_flight_func_t *fn,
                              void *arg) __attribute__((warn_unused_result, returns_nonnull));
#define ctx_flight_do_chan(flight, key, fn, arg) ctx_flight_do_chan_at(CTX_HERE, (flight), (key), (fn), (arg))

/* The next do for key makes a new call, even if one is under way. */
void ctx_flight_forget_at(const ctx_site_t *site, ctx_flight_t *flight, const char *key);
#define ctx_flight_forget(flight, key) ctx_flight_forget_at(CTX_HERE, (flight), (key))

#ifdef __cplusplus
}
#endif
#endif
