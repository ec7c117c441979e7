// included.cpp — for tests/contract/library.test.sh: the headers in C++, also in inline functions and templates.
#include <ctx.h>
#include <ctx_task.h>
#include <ctx_chan.h>
#include <ctx_sync.h>
#include <ctx_group.h>
#include <ctx_flight.h>
#include <ctx_signal.h>
#include <cstdio>
struct S { void m(ctx_t *p) { ctx_auto ctx_cancel_t *c = nullptr; ctx_t *x = ctx_with_cancel(p, &c); ctx_cancel(c); std::printf("%s\n", ctx_err_text(ctx_err(x))); } };
template <class T> T f(ctx_t *p, T t) { return ctx_err(p) == CTX_OK ? t : T(); }
static void work(ctx_t *ctx, void *arg) { (void)arg; (void)chan_recv(ctx_done(ctx), nullptr); }
CTX_KEY(user);
int main() {
    S s; s.m(ctx_background()); f(ctx_background(), 3);
    ctx_auto ctx_cancel_t *cancel = nullptr;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_MS(5), &cancel);
    task_t t = task_go(ctx, work, nullptr);
    chan_auto chan_t *c = chan_make(int, 1);
    int v = 7; chan_send(c, &v);
    int got = 0;
    switch (chan_select(CHAN_RECV(c, &got), CHAN_DEFAULT)) { case 0: break; default: return 1; }
    switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(c, &got))) { case 0: break; default: return 1; }
    task_join(t);
    ctx_t *w = ctx_with_value(ctx_background(), user, &v);
    bool ok = ctx_value(w, user) == &v; ctx_drop(w);
    std::printf("%d %d\n", got, ok);
    task_sem_t sem = TASK_SEM(3); task_sem_acquire(&sem); task_sem_release(&sem);
    return got == 7 && ok ? 0 : 1;
}
