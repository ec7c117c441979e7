/* every_name.c — for tests/contract/library.test.sh: each name of the public headers, as their pages write it. */
#include <ctx.h>
#include <ctx_chan.h>
#include <ctx_event.h>
#include <ctx_flight.h>
#include <ctx_group.h>
#include <ctx_signal.h>
#include <ctx_sync.h>
#include <ctx_task.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

CTX_KEY(user_key);
static int bad;
static void need(int held, const char *what)
{
    if (!held) {
        printf("not ok - %s\n", what);
        bad = 1;
    } else
        printf("ok - %s\n", what);
}
static const ctx_error_t too_slow = {.text = "too slow"};
static void wait_done(ctx_t *ctx, void *arg) { (void)arg; (void)chan_recv(ctx_done(ctx), NULL); }
static void set_one(void *arg) { *(int *)arg = 1; }
static void boom(void *arg) { (void)arg; ctx_panic("boom"); }
static const ctx_error_t *member(ctx_t *ctx, void *arg) { (void)ctx; return arg; }
static void *load(void *arg, const ctx_error_t **err) { (void)err; return arg; }
static void count_row(const ctx_ledger_row_t *row, void *arg) { (void)row; ++*(size_t *)arg; }

int main(void)
{
    ctx_ledger_on();
    {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = ctx_with_timeout_cause(ctx_background(), CTX_MS(1), &too_slow, &cancel);
        wait_done(ctx, NULL);
        need(ctx_err(ctx) == CTX_DEADLINE_EXCEEDED && ctx_cause(ctx) == &too_slow, "with_timeout_cause");
        ctx_ns_t deadline = 0;
        need(ctx_deadline(ctx, &deadline) && deadline > 0, "deadline");
    }
    {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = ctx_with_deadline_cause(ctx_todo(), ctx_after(ctx_now(), CTX_S(100)), &too_slow, &cancel);
        ctx_auto ctx_cancel_t *second = ctx_cancel_dup(cancel);
        ctx_cancel_t *moved = ctx_move(&cancel);
        need(cancel == NULL && moved != NULL, "move leaves NULL");
        ctx_release(moved);
        need(ctx_err(ctx_of_cancel(second)) == CTX_OK, "a second holder keeps it alive");
        ctx_cancel(second);
        need(ctx_err(ctx) == CTX_CANCELED, "cancel");
    }
    {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = ctx_with_cancel_cause(ctx_background(), &cancel);
        int ran = 0;
        ctx_auto_stop ctx_stop_t *stop = ctx_after_func(ctx, set_one, &ran);
        need(ctx_stop(stop) && !ctx_stop(stop), "stop once");
        int fd = ctx_done_fd(ctx);
        need(fd >= 0 && ctx_done_fd(ctx_background()) == -1, "done_fd");
        ctx_cancel_cause(cancel, &too_slow);
        need(ctx_cause(ctx) == &too_slow, "cancel_cause");
        need(chan_select(CHAN_DEFAULT) == -1, "select default");
        chan_auto chan_t *jobs = chan_make(int, 1);
        int job = 3, got = 0;
        bool open = false;
        need(chan_select(CHAN_SEND(jobs, &job), CHAN_DEFAULT) == 0, "select send");
        need(chan_select(CHAN_SEND(jobs, &job), CHAN_DEFAULT) == -1, "select default when full");
        need(chan_select(CHAN_RECV_OPEN(jobs, &got, &open)) == 0 && open && got == 3, "select receive");
        need(chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &got)) == 0, "select done");
        need(chan_len(jobs) == 0, "len");
    }
    {
        ctx_kept ctx_t *value = ctx_with_value(ctx_background(), user_key, &bad);
        ctx_kept ctx_t *owned = ctx_with_value_owned(value, ctx_text_key("row"), malloc(3), free);
        ctx_kept ctx_t *detached = ctx_without_cancel(owned);
        ctx_kept ctx_t *again = ctx_keep(detached);
        need(ctx_value(again, user_key) == &bad, "value");
        char name[200];
        need(ctx_name(again, name, sizeof name) > 10 && strncmp(name, "context.Background.WithValue", 28) == 0, name);
    }
    {
        ctx_kept ctx_t *root = ctx_keep(ctx_background());
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = ctx_with_cancel(root, &cancel);
        task_t a = task_go(ctx, wait_done, NULL), b = task_go_owned(ctx, wait_done, malloc(8), free);
        task_yield();
        ctx_cancel(cancel);
        task_join(a);
        task_join(b);
        need(task_sleep_ctx(ctx, CTX_S(9)) == CTX_CANCELED, "sleep_ctx");
        task_sleep(CTX_US(1));
        need(strcmp(task_try(boom, NULL), "boom") == 0, "try recovers");
    }
    {
        ctx_auto_group ctx_group_t *group = NULL;
        (void)ctx_with_group(ctx_background(), &group);
        ctx_group_limit(group, 2);
        ctx_error_t mine = too_slow;
        ctx_group_go(group, member, &mine);
        (void)ctx_group_try_go(group, member, NULL);
        need(ctx_group_wait(group) == &mine, "group");
        ctx_auto_flight ctx_flight_t *flight = ctx_flight_new();
        need(ctx_flight_do(flight, "k", load, &bad).value == &bad, "flight do");
        ctx_flight_forget(flight, "k");
        chan_auto chan_t *later = ctx_flight_do_chan(flight, "k", load, &bad);
        ctx_flight_result_t r;
        need(chan_recv(later, &r) && r.value == &bad, "flight do_chan");
        ctx_auto_signals ctx_signals_t *signals = NULL;
        ctx_t *ctx = ctx_with_signals(ctx_background(), &signals, SIGUSR1, SIGUSR2);
        raise(SIGUSR1);
        wait_done(ctx, NULL);
        need(ctx_err(ctx) == CTX_CANCELED, "signals");
    }
    {
        task_mutex_t m = {0};
        task_cond_t c = {0};
        task_sem_t s = TASK_SEM(1);
        wait_group_t wg = {0};
        task_once_t once = {0};
        int one = 0;
        task_mutex_lock(&m);
        need(!task_mutex_try_lock(&m), "try_lock");
        task_cond_signal(&c);
        task_cond_broadcast(&c);
        task_mutex_unlock(&m);
        task_sem_acquire(&s);
        need(!task_sem_try_acquire(&s), "try_acquire");
        task_sem_release(&s);
        need(task_sem_acquire_ctx(ctx_background(), &s) == CTX_OK, "acquire_ctx");
        wait_group_add(&wg, 1);
        wait_group_done(&wg);
        wait_group_wait(&wg);
        need(wait_group_wait_ctx(ctx_background(), &wg) == CTX_OK, "wait_ctx");
        task_once(&once, set_one, &one);
        need(one == 1, "once");
        timer_auto chan_timer_t *t = timer_new(CTX_MS(1));
        need(chan_recv(timer_chan(t), NULL) && !timer_stop(t) && !timer_reset(t, CTX_S(3)), "timer");
        timer_auto chan_timer_t *tick = ticker_new(CTX_MS(1));
        need(chan_recv(timer_chan(tick), NULL), "ticker");
        chan_t *sig = chan_make_signal(), *kept = chan_keep(sig);
        chan_close(sig);
        bool open = true;
        need(chan_recv_ctx(ctx_background(), kept, NULL, &open) == CTX_OK && !open, "closed");
        chan_drop(sig);
        chan_drop(kept);
        chan_auto chan_t *one_int = chan_make(int, 1);
        need(chan_send_ctx(ctx_background(), one_int, &one) == CTX_OK, "send_ctx");
    }
    size_t rows = 0;
    for (int i = 0; i < 2000 && ctx_ledger(NULL, NULL) > 0; i++) /* the task of do_chan may still be on its last line */
        task_sleep(CTX_MS(1));
    (void)ctx_ledger(count_row, &rows);
    need(rows == 0 && ctx_ledger(NULL, NULL) == 0, "ledger empty");
    need(sizeof(ctx_event_t) == 48 && strcmp(ctx_err_text(CTX_CANCELED), "context canceled") == 0, "texts");
    need(strcmp(ctx_error_of(CTX_DEADLINE_EXCEEDED)->text, "context deadline exceeded") == 0, "texts");
    return bad;
}
