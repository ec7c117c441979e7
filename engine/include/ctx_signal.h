/* ctx_signal.h — signals that end a context.
 *
 *     ctx_auto_signals ctx_signals_t *signals = NULL;
 *     ctx_t *ctx = ctx_with_signals(parent, &signals, SIGINT, SIGTERM);
 *
 * The first of these signals cancels ctx: its err is CTX_CANCELED, its cause's text names the signal ("interrupt signal
 * received"). Giving the handle back restores what these signals did before. In the simulator no real signal is taken:
 * ctx_signal_raise stands for one. A forked child has contexts and signals of its own: what comes to one process ends nothing in
 * the other, and the child listens on for the contexts that it has from its parent.
 */
#ifndef CTX_SIGNAL_H
#define CTX_SIGNAL_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The handle: who waits for which signals. */
typedef struct ctx_signals ctx_signals_t;

/* A context that the first of these signals ends; its cause names it. What the signals did before is restored by the release.
 * Owns: *signals is owned (ctx_signals_release), the context borrowed from it, parent kept. Fails: panics "cannot create
 * context from nil parent", "no such signal". Threads: any.
 *
 *     ctx_auto_signals ctx_signals_t *signals = NULL;
 *     ctx_t *serving = ctx_with_signals(parent, &signals, SIGINT, SIGTERM);
 *     serve(serving);
 */
ctx_t *ctx_with_signals_at(const ctx_site_t *site, ctx_t *parent, ctx_signals_t **signals, const int *numbers, int n)
    __attribute__((nonnull(3)));
#ifndef __cplusplus
#define ctx_with_signals(parent, signals, ...)                                                                 \
    ctx_with_signals_at(CTX_HERE, (parent), (signals), (const int[]){__VA_ARGS__},                             \
                        (int)(sizeof((const int[]){__VA_ARGS__}) / sizeof(int)))
#else
}
template <class... Numbers>
inline ctx_t *ctx_with_signals_cxx_(const ctx_site_t *site, ctx_t *parent, ctx_signals_t **signals, Numbers... numbers)
{
    const int all[] = {numbers...};
    return ctx_with_signals_at(site, parent, signals, all, static_cast<int>(sizeof...(numbers)));
}
extern "C" {
#define ctx_with_signals(parent, signals, ...) ctx_with_signals_cxx_(CTX_HERE, (parent), (signals), __VA_ARGS__)
#endif

/* Cancels the context if no signal has, and restores the handling that was before. `ctx_auto_signals` does it at the end of
 * the block.
 * Owns: takes signals. Fails: never; NULL is ignored. Threads: any, once.
 *
 *     ctx_signals_t *signals = NULL;
 *     serve(ctx_with_signals(parent, &signals, SIGHUP));
 *     ctx_signals_release(signals);
 */
void ctx_signals_release_at(const ctx_site_t *site, ctx_signals_t *signals);
#define ctx_signals_release(/* signals */...) ctx_signals_release_at(CTX_HERE, __VA_ARGS__)
void ctx_auto_signals_(ctx_signals_t **signals);
#define ctx_auto_signals __attribute__((cleanup(ctx_auto_signals_)))

/* As if the signal came now: ends every context that waits for it. For tests, and the simulator. Returns how many there were.
 * Owns: no pointers. Units: contexts. Fails: panics "no such signal". Threads: any; not in a signal handler.
 *
 *     if (ctx_signal_raise(SIGTERM) == 0)
 *         printf("nobody waits for it\n");
 */
int ctx_signal_raise_at(const ctx_site_t *site, int number);
#define ctx_signal_raise(/* number */...) ctx_signal_raise_at(CTX_HERE, __VA_ARGS__)

#ifdef __cplusplus
}
#endif
#endif
