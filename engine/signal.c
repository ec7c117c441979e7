/* signal.c — which contexts wait for which signals. A runtime that takes real ones says so in its rt.h.
 */
#include "ctx_signal.h"

#include <stdio.h>
#include <string.h>

#include "ctx_sync.h"
#include "node.h"

enum { SIGNALS = 65 };

struct ctx_signals {
    ctx_signals_t *next; /* guarded by waiting.lock */
    ctx_cancel_t *cancel;
    uint64_t numbers; /* bit n - 1: signal n */
};

static struct {
    task_mutex_t lock;
    /* guarded by lock: */
    ctx_signals_t *first;
    int watchers[SIGNALS]; /* contexts that wait for each */
} waiting;

#ifndef rt_signal_watch /* (number, on): the first context waits for it; the last one no longer does */
#define rt_signal_watch(number, on) ((void)0)
#else
void *rt_signal_lock(void) { return &waiting.lock; }
#endif

/* One error a signal, for ever: made when first wanted. */
static const ctx_error_t *reason(int number)
{
    static struct {
        ctx_error_t error;
        char text[64];
    } reasons[SIGNALS];
    static const struct {
        int number;
        const char *name;
    } names[] = {{1, "hangup"}, {2, "interrupt"}, {3, "quit"}, {15, "terminated"}, {14, "alarm clock"}};
    const char *name = NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].number == number)
            name = names[i].name;
    if (reasons[number].error.text == NULL) {
        if (name != NULL)
            snprintf(reasons[number].text, sizeof reasons[number].text, "%s signal received", name);
        else
            snprintf(reasons[number].text, sizeof reasons[number].text, "signal %d received", number);
        reasons[number].error = (ctx_error_t){.text = reasons[number].text, .err = CTX_CANCELED};
    }
    return &reasons[number].error;
}

/* Under waiting.lock. */
static void watch(uint64_t numbers, int change)
{
    for (int n = 1; n < SIGNALS; n++) {
        if ((numbers >> (n - 1) & 1) == 0)
            continue;
        int before = waiting.watchers[n];
        waiting.watchers[n] += change;
        if ((before == 0) != (waiting.watchers[n] == 0))
            rt_signal_watch(n, before == 0);
    }
}

ctx_t *ctx_with_signals_at(const ctx_site_t *site, ctx_t *parent, ctx_signals_t **signals, const int *numbers, int n)
{
    uint64_t set = 0;
    for (int i = 0; i < n; i++) {
        if (numbers[i] < 1 || numbers[i] >= SIGNALS)
            ctx_panic_at(site, "no such signal");
        set |= (uint64_t)1 << (numbers[i] - 1);
    }
    ctx_cancel_t *cancel = ctx_derive_cancel_(site, parent);
    ctx_signals_t *s = *signals = rt_alloc(sizeof *s);
    *s = (ctx_signals_t){.cancel = cancel, .numbers = set};
    task_mutex_lock_at(site, &waiting.lock);
    s->next = waiting.first;
    waiting.first = s;
    watch(set, 1);
    task_mutex_unlock_at(site, &waiting.lock);
    return cancel->ctx_;
}

void ctx_signals_release_at(const ctx_site_t *site, ctx_signals_t *signals)
{
    if (signals == NULL)
        return;
    const ctx_site_t *where = site != NULL ? site : signals->cancel->made_;
    task_mutex_lock_at(where, &waiting.lock);
    ctx_signals_t **link = &waiting.first;
    while (*link != signals)
        link = &(*link)->next;
    *link = signals->next;
    watch(signals->numbers, -1);
    task_mutex_unlock_at(where, &waiting.lock);
    ctx_release_at(site, signals->cancel);
    rt_free(signals);
}

void ctx_auto_signals_(ctx_signals_t **signals) { ctx_signals_release_at(NULL, *signals); }

int ctx_signal_raise_at(const ctx_site_t *site, int number)
{
    int told = 0;
    if (number < 1 || number >= SIGNALS)
        ctx_panic_at(site, "no such signal");
    task_mutex_lock_at(site, &waiting.lock);
    for (ctx_signals_t *s = waiting.first; s != NULL; s = s->next) {
        if ((s->numbers >> (number - 1) & 1) == 0)
            continue;
        ctx_cancel_cause_at(site, s->cancel, reason(number));
        told++;
    }
    task_mutex_unlock_at(site, &waiting.lock);
    return told;
}
