/* Four label services: a good one that takes its time; one that takes the picture and says nothing; one that does not take it; one that sends a byte at a
 * time, for ever. Real sockets, real threads. A look is 20 ms, or longer where the machine is busy, for who is looked for, too. */
#include <fcntl.h>
#include <stdatomic.h>
#include <time.h>

#include "scene.h"
#include "exercise.h"

enum { GOOD, SAYS_NOTHING, TAKES_NOTHING, TRICKLES, SERVICES, IN_TIME = 50 };

static struct text picture = {.size = sizeof picture.bytes}, label;
static const char expected[] = "LABEL 7: Mrs Jones, 4 Mill Lane";

struct call {
    int which, service, peer;
    ctx_t *ctx;
    wait_group_t posting;
    atomic_bool returned, over; /* over: the service goes home */
    atomic_size_t taken;
    ctx_err_t err;
};

static void count_hook(const ctx_ledger_row_t *row, void *n) { *(int *)n += row->kind == CTX_LEDGER_NODE && !strcmp(row->what, "AfterFunc"); }

static void run_post(ctx_t *ctx, void *arg)
{
    struct call *call = arg;
    int hooks = 0;
    (void)ctx;
    call->err = post(call->ctx, call->service, &picture, &label);
    (void)ctx_ledger(count_hook, &hooks);
    scene_count("hooks left", call->which == GOOD ? hooks : 0); /* its context lives: none is on its way */
    call->returned = true;
    wait_group_done(&call->posting);
}

static void take(struct call *call)
{
    static char some[1 << 16];
    for (; call->taken < picture.size && !call->over; task_sleep(CTX_MS(2))) {
        ssize_t n = recv(call->peer, some, sizeof some, MSG_DONTWAIT);
        call->taken += n > 0 ? (size_t)n : 0;
    }
}

static void serve(ctx_t *ctx, void *arg)
{
    struct call *call = arg;
    (void)ctx;
    if (call->which != TAKES_NOTHING)
        take(call);
    for (size_t i = 0; call->which == GOOD && i < sizeof expected - 1; i += 8) {
        size_t n = sizeof expected - 1 - i;
        (void)!send(call->peer, expected + i, n < 8 ? n : 8, MSG_NOSIGNAL | MSG_DONTWAIT);
        task_sleep(CTX_MS(150));
    }
    for (; call->which == TRICKLES && !call->over; task_sleep(CTX_MS(10)))
        (void)!send(call->peer, ".", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (call->which == GOOD)
        shutdown(call->peer, SHUT_RDWR);
}

static bool returns(struct call *call, int looks)
{
    for (; looks > 0 && !call->returned; looks--) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        (void)wait_group_wait_ctx(ctx_with_timeout(ctx_background(), CTX_MS(20), &cancel), &call->posting);
    }
    return call->returned;
}

static ctx_ns_t used(clockid_t of)
{
    struct timespec t;
    clock_gettime(of, &t);
    return CTX_S(t.tv_sec) + t.tv_nsec;
}

/* Nothing moves: who waits for it sleeps. Whoever asks without a pause gets as much of a processor meanwhile as who works here. */
static bool busy(void)
{
    ctx_ns_t all = used(CLOCK_PROCESS_CPUTIME_ID), mine = used(CLOCK_THREAD_CPUTIME_ID), work;
    while ((work = used(CLOCK_THREAD_CPUTIME_ID) - mine) < CTX_MS(20))
        continue;
    return used(CLOCK_PROCESS_CPUTIME_ID) - all - work > CTX_MS(8);
}

/* True when post heard the end of its context, and said which it was. */
static bool ended(struct call *call, ctx_cancel_t *cancel)
{
    if (call->which == SAYS_NOTHING) {
        for (int looks = 0; looks < 150 && call->taken < picture.size && !returns(call, 1); looks++)
            continue;
        (void)returns(call, 5);
        scene_count("busy", busy());
    } else
        (void)returns(call, call->which == TRICKLES ? 15 : 10);
    scene_count("left early", call->returned && call->which != TRICKLES);
    if (call->which != TRICKLES)
        ctx_cancel(cancel);
    return returns(call, IN_TIME);
}

static void play(ctx_t *root, int which)
{
    static const char *const in_time[] = {"good", "left the answer", "left the question", "left the trickle"};
    struct call call = {.which = which};
    int pair[2];
    ctx_auto ctx_cancel_t *cancel = NULL, *end = NULL;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        scene_fail("missing-work", "no socket pair to be had");
    call.service = pair[0], call.peer = pair[1];
    call.ctx = ctx_with_timeout(ctx_with_cancel(root, &cancel), which == TRICKLES ? CTX_MS(300) : CTX_S(60), &end);
    wait_group_add(&call.posting, 1);
    task_go(call.ctx, run_post, &call);
    task_t service = task_go(ctx_background(), serve, &call);
    bool good = which == GOOD ? returns(&call, 300) : ended(&call, cancel);
    scene_count(in_time[which], good);
    call.over = true; /* so that the run comes to an end */
    ctx_cancel(cancel);
    if (!good)
        shutdown(call.peer, SHUT_RDWR);
    task_join(service);
    wait_group_wait(&call.posting);
    scene_count("labels", which == GOOD && call.err == CTX_OK && label.size == sizeof expected - 1 && !memcmp(label.bytes, expected, label.size));
    scene_count("reasons", which != GOOD && good && call.err == (which == TRICKLES ? CTX_DEADLINE_EXCEEDED : CTX_CANCELED));
    scene_count("given back", fcntl(call.service, F_GETFD) >= 0);
    close(call.service), close(call.peer);
}

void scene_main(ctx_t *root, int size)
{
    ctx_ledger_on();
    for (int i = 0; i < scene_size(size, 1, 2) * SERVICES; i++)
        play(root, i % SERVICES);
    scene_count("rounds", scene_size(size, 1, 2));
    scene_settle();
    scene_mark("idle");
}
