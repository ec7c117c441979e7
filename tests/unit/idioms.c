/* idioms.c — the ten idioms of docs/c-api.md, compiled and run. The page quotes the parts between the marks.
 */
#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_group.h"
#include "ctx_sync.h"
#include "ctx_task.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

CTX_KEY(user_key);
static int queries, saved;

static ctx_err_t query(ctx_t *ctx, ctx_ns_t cost)
{
    queries++;
    return task_sleep_ctx(ctx, cost);
}

/* idiom: scoped */
static ctx_err_t fetch(ctx_t *parent)
{
    ctx_auto ctx_cancel_t *cancel = NULL; /* released on every way out */
    ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(50), &cancel);
    if (query(ctx, CTX_MS(1)) != CTX_OK)
        return ctx_err(ctx);
    return query(ctx, CTX_MS(1));
}
/* end */

/* idiom: handed to the worker */
typedef struct job {
    ctx_cancel_t *cancel;
    int number;
} job_t;

static void work(ctx_t *ctx, void *arg)
{
    job_t *job = arg;
    ctx_auto ctx_cancel_t *cancel = job->cancel; /* the worker owns it from here on */
    (void)query(ctx, CTX_MS(job->number));
}

static task_t start_job(ctx_t *parent, int number)
{
    job_t *job = malloc(sizeof *job);
    if (job == NULL)
        abort();
    ctx_kept ctx_t *detached = ctx_without_cancel(parent); /* the job outlives the request, bounded */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(detached, CTX_S(5), &cancel);
    *job = (job_t){ctx_move(&cancel), number}; /* handed over: nothing is left to release here */
    return task_go_owned(ctx, work, job, free);
}
/* end */

/* idiom: session object */
typedef struct session {
    ctx_cancel_t *cancel; /* the handle, not the context: whoever calls brings a context of its own */
} session_t;

static void session_open(session_t *session, ctx_t *parent) { (void)ctx_with_cancel(parent, &session->cancel); }
static ctx_t *session_ctx(session_t *session) { return ctx_of_cancel(session->cancel); }
static void session_close(session_t *session)
{
    ctx_release(session->cancel);
    session->cancel = NULL;
}
/* end */

/* idiom: returned pair */
static ctx_t *with_budget(ctx_t *parent, int items, ctx_cancel_t **cancel)
{
    return ctx_with_timeout(parent, CTX_MS(10) * items, cancel); /* the caller owns *cancel */
}
/* end */

/* idiom: loop body */
static int process(ctx_t *parent, int events)
{
    int done = 0;
    for (int i = 0; i < events; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL; /* the end of the body is the end of its scope */
        ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(20), &cancel);
        if (query(ctx, CTX_US(10)) == CTX_OK)
            done++;
    }
    return done;
}
/* end */

/* idiom: group */
static const ctx_error_t no_such_row = {.text = "no such row"};

static const ctx_error_t *load(ctx_t *ctx, void *arg)
{
    if (*(int *)arg == 2)
        return &no_such_row; /* ends the others, and is what wait returns */
    return ctx_error_of(query(ctx, CTX_S(60)));
}

static const ctx_error_t *load_all(ctx_t *parent, int *rows, int n)
{
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(parent, &group);
    for (int i = 0; i < n; i++)
        ctx_group_go(group, load, &rows[i]);
    return ctx_group_wait(group);
}
/* end */

/* idiom: after_func on a socket */
typedef struct breaker {
    int fd;
    wait_group_t over;
} breaker_t;

static void shut_socket(void *arg)
{
    breaker_t *b = arg;
    shutdown(b->fd, SHUT_RDWR); /* wakes a blocked read; close does not */
    wait_group_done(&b->over);
}

static ssize_t read_ctx(ctx_t *ctx, int fd, char *buf, size_t size)
{
    breaker_t b = {.fd = fd};
    wait_group_add(&b.over, 1);
    ctx_stop_t *stop = ctx_after_func(ctx, shut_socket, &b);
    ssize_t n = read(fd, buf, size);
    if (!ctx_stop(stop))
        wait_group_wait(&b.over); /* it was started: until it is over, fd must stay this socket, and b must stay */
    ctx_stop_drop(stop);
    return ctx_err(ctx) != CTX_OK ? -1 : n;
}
/* end */

/* idiom: custom context */
typedef struct user_ctx {
    ctx_custom_t base; /* first */
    const char *user;
} user_ctx_t;

static void *user_value(ctx_custom_t *self, ctx_key_t key)
{
    user_ctx_t *u = (user_ctx_t *)(void *)self;
    if (key.type == user_key.type)
        return (void *)(uintptr_t)u->user;
    return ctx_value(ctx_custom_inner(self), key); /* the rest is passed on: so it is recognised, and costs no helper task */
}
static void user_destroy(ctx_custom_t *self) { free(self); }
static const ctx_ops_t user_ops = {.type_name = "user_ctx", .value = user_value, .destroy = user_destroy};

static ctx_t *with_user(ctx_t *parent, const char *user)
{
    user_ctx_t *u = malloc(sizeof *u);
    if (u == NULL)
        abort();
    u->user = user;
    return ctx_custom_init(&u->base, &user_ops, parent); /* owned: ctx_drop */
}
/* end */

/* idiom: descriptor in a poll loop */
static bool wait_readable(ctx_t *ctx, int fd)
{
    struct pollfd fds[] = {{.fd = fd, .events = POLLIN}, {.fd = ctx_done_fd(ctx), .events = POLLIN}}; /* poll passes over a −1 */
    while (poll(fds, 2, -1) < 0)
        if (errno != EINTR)
            return false;
    return ctx_err(ctx) == CTX_OK;
}
/* end */

/* idiom: clean-up after the end */
static ctx_err_t save_and_leave(ctx_t *ctx)
{
    (void)query(ctx, CTX_MS(1)); /* the work; by now ctx may have ended */
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx); /* its values go on, its end does not */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *closing = ctx_with_timeout(detached, CTX_MS(100), &cancel);
    ctx_err_t err = query(closing, CTX_US(10));
    saved += err == CTX_OK;
    return err;
}
/* end */

/* ---- that they do what the page says ------------------------------------------------------------------------------- */

static int passed, failed;
static void expect(bool holds, const char *what)
{
    printf("%s - %s\n", holds ? "ok" : "not ok", what);
    holds ? passed++ : failed++;
}

static void cancel_soon(ctx_t *ctx, void *arg)
{
    (void)ctx;
    task_sleep(CTX_MS(2));
    ctx_cancel(arg);
}

static void on_sockets(void)
{
    int fds[2];
    char buf[8];
    ctx_auto ctx_cancel_t *cancel = NULL, *other = NULL;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) != 0)
        return;
    expect(write(fds[1], "x", 1) == 1 && wait_readable(ctx_background(), fds[0]), "a descriptor in a poll loop");
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &other);
    expect(read_ctx(ctx, fds[0], buf, sizeof buf) == 1, "after_func on a socket: what comes is read");
    task_t task = task_go(ctx_background(), cancel_soon, other);
    expect(!wait_readable(ctx, fds[0]), "the poll loop ends with its context");
    task_join(task);
    ctx = ctx_with_cancel(ctx_background(), &cancel);
    task = task_go(ctx_background(), cancel_soon, cancel);
    expect(read_ctx(ctx, fds[0], buf, sizeof buf) == -1, "a blocked read ends with its context");
    task_join(task);
    close(fds[0]);
    close(fds[1]);
}

/* What has 20 or 50 ms may not get them from a busy machine: then it is asked again. */
static bool in_time(bool (*holds)(ctx_t *), ctx_t *ctx)
{
    for (int tries = 0; tries < 1000; tries++)
        if (holds(ctx))
            return true;
    return false;
}
static bool fetches(ctx_t *ctx)
{
    queries = 0;
    return fetch(ctx) == CTX_OK;
}
static bool all_processed(ctx_t *ctx) { return process(ctx, 5) == 5; }
static bool saves(ctx_t *ctx)
{
    saved = 0;
    return save_and_leave(ctx) == CTX_OK && saved == 1;
}

int main(void)
{
    ctx_ledger_on();
    ctx_cancel_t *cancel = NULL, *budget = NULL, *below = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    expect(in_time(fetches, ctx), "scoped");
    task_join(start_job(ctx_background(), 1));
    expect(queries == 3, "handed to the worker");
    session_t session;
    session_open(&session, ctx);
    ctx_t *seen = ctx_keep(session_ctx(&session));
    expect(ctx_err(seen) == CTX_OK, "session object");
    session_close(&session);
    expect(ctx_err(seen) == CTX_CANCELED, "closing it ends what hangs on it");
    ctx_ns_t deadline;
    expect(ctx_deadline(with_budget(ctx, 3, &budget), &deadline), "returned pair");
    ctx_release(budget);
    expect(in_time(all_processed, ctx), "loop body");
    int rows[] = {0, 1, 2, 3};
    expect(load_all(ctx, rows, 4) == &no_such_row, "group");
    on_sockets();
    ctx_t *user = with_user(ctx, "ann");
    ctx_t *child = ctx_with_cancel(user, &below);
    expect(strcmp(ctx_value(child, user_key), "ann") == 0, "custom context");
    ctx_cancel(cancel);
    expect(ctx_err(child) == CTX_CANCELED, "it is linked directly: told at once");
    ctx_release(below);
    ctx_drop(user);
    expect(in_time(saves, ctx), "clean-up after the end");
    ctx_release(cancel);
    ctx_drop(seen);
    ctx_ns_t until = ctx_now() + CTX_S(120);
    while (ctx_ledger(NULL, NULL) != 0 && ctx_now() < until)
        task_yield();
    expect(ctx_ledger(NULL, NULL) == 0, "nothing is left");
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
