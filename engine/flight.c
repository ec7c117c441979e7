/* flight.c — single flight; on the public interface alone.
 */
#include "ctx_flight.h"

#include <string.h>

#include "ctx_sync.h"
#include "ctx_task.h"
#include "node.h"

static const ctx_error_t panicked = {.text = "the shared call panicked"};

typedef struct asker {
    struct asker *next;
    chan_t *ch; /* kept */
} asker_t;

typedef struct call {
    struct call *next; /* in the flight, while it is under way and not forgotten */
    char *key;
    ctx_flight_func_t *fn;
    void *arg;
    const ctx_site_t *site;
    ctx_flight_t *flight; /* kept */
    chan_t *over;         /* closed when the result is there */
    /* guarded by the flight's lock: */
    int refs, askers_count;
    asker_t *askers; /* of do_chan */
    /* written before over closes: */
    ctx_flight_result_t result;
    const char *panic;
} call_t;

struct ctx_flight {
    task_mutex_t lock;
    int refs;      /* guarded by lock: the owner's and each call's */
    call_t *calls; /* guarded by lock */
};

ctx_flight_t *ctx_flight_new(void)
{
    ctx_flight_t *flight = rt_alloc(sizeof *flight);
    *flight = (ctx_flight_t){.refs = 1};
    return flight;
}

static void flight_unref(ctx_flight_t *flight)
{
    task_mutex_lock(&flight->lock);
    bool last = --flight->refs == 0;
    task_mutex_unlock(&flight->lock);
    if (last)
        rt_free(flight);
}

void ctx_flight_drop(ctx_flight_t *flight)
{
    if (flight != NULL)
        flight_unref(flight);
}

void ctx_auto_flight_(ctx_flight_t **flight) { ctx_flight_drop(*flight); }

static void call_unref(call_t *call)
{
    ctx_flight_t *flight = call->flight;
    task_mutex_lock(&flight->lock);
    bool last = --call->refs == 0;
    task_mutex_unlock(&flight->lock);
    if (!last)
        return;
    chan_drop(call->over);
    rt_free(call->key);
    rt_free(call);
    flight_unref(flight);
}

/* Under the flight's lock, as are the next three. */
static call_t **find(ctx_flight_t *flight, const char *key)
{
    call_t **link = &flight->calls;
    while (*link != NULL && strcmp((*link)->key, key) != 0)
        link = &(*link)->next;
    return link;
}

static call_t *new_call(const ctx_site_t *site, ctx_flight_t *flight, const char *key, ctx_flight_func_t *fn, void *arg)
{
    call_t *call = rt_alloc(sizeof *call);
    *call = (call_t){.next = flight->calls, .fn = fn, .arg = arg, .site = site, .flight = flight, .refs = 1};
    call->key = rt_alloc(strlen(key) + 1);
    strcpy(call->key, key);
    call->over = chan_make_at(site, 0, 0, "flight");
    flight->calls = call;
    flight->refs++;
    return call;
}

static void forget(call_t *call)
{
    call_t **link = &call->flight->calls;
    while (*link != NULL && *link != call)
        link = &(*link)->next;
    if (*link == call)
        *link = call->next;
}

/* The call for key, with a reference for this asker. *ours: we must make it. */
static call_t *join(const ctx_site_t *site, ctx_flight_t *flight, const char *key, ctx_flight_func_t *fn, void *arg,
                    bool *ours)
{
    call_t *call = *find(flight, key);
    *ours = call == NULL;
    if (call == NULL)
        call = new_call(site, flight, key, fn, arg);
    else
        call->refs++;
    call->askers_count++;
    return call;
}

static void call_fn(void *arg)
{
    call_t *call = arg;
    call->result.value = call->fn(call->arg, &call->result.err);
}

static void finish(call_t *call)
{
    task_mutex_lock(&call->flight->lock);
    forget(call);
    call->result.shared = call->askers_count > 1;
    asker_t *asker = call->askers, *next;
    task_mutex_unlock(&call->flight->lock);
    for (; asker != NULL; asker = next) {
        next = asker->next;
        chan_send(asker->ch, &call->result); /* it has room for one */
        chan_drop(asker->ch);
        rt_free(asker);
    }
    chan_close(call->over);
}

ctx_flight_result_t ctx_flight_do_at(const ctx_site_t *site, ctx_flight_t *flight, const char *key,
                                     ctx_flight_func_t *fn, void *arg)
{
    rt_check_code(fn);
    bool ours;
    task_mutex_lock_at(site, &flight->lock);
    call_t *call = join(site, flight, key, fn, arg, &ours);
    task_mutex_unlock_at(site, &flight->lock);
    if (ours) {
        call->panic = task_try_at(site, call_fn, call);
        if (call->panic != NULL) /* for those who wait on a channel */
            call->result = (ctx_flight_result_t){.err = &panicked};
        finish(call);
    } else {
        (void)chan_recv_at(site, call->over, NULL);
    }
    ctx_flight_result_t result = call->result;
    const char *panic = call->panic;
    call_unref(call);
    if (panic != NULL)
        ctx_panic_at(site, panic);
    return result;
}

static void run(ctx_t *ctx, void *arg)
{
    call_t *call = arg;
    (void)ctx;
    call_fn(call);
    finish(call);
    call_unref(call);
}

chan_t *ctx_flight_do_chan_at(const ctx_site_t *site, ctx_flight_t *flight, const char *key, ctx_flight_func_t *fn,
                              void *arg)
{
    rt_check_code(fn);
    bool ours;
    chan_t *ch = chan_make_at(site, sizeof(ctx_flight_result_t), 1, "ctx_flight_result_t");
    asker_t *asker = rt_alloc(sizeof *asker);
    task_mutex_lock_at(site, &flight->lock);
    call_t *call = join(site, flight, key, fn, arg, &ours);
    if (!ours)
        call->refs--; /* the channel stands for us */
    *asker = (asker_t){call->askers, chan_keep_at(site, ch)};
    call->askers = asker;
    task_mutex_unlock_at(site, &flight->lock);
    if (ours)
        (void)task_go_at(site, "flight", ctx_background(), run, call);
    return ch;
}

void ctx_flight_forget_at(const ctx_site_t *site, ctx_flight_t *flight, const char *key)
{
    task_mutex_lock_at(site, &flight->lock);
    call_t *call = *find(flight, key);
    if (call != NULL)
        forget(call);
    task_mutex_unlock_at(site, &flight->lock);
}
