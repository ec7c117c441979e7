/* A span is closed while its worker waits for the end and the log asks whether it is over; another is closed at the very instant of its request's
 * deadline. Big: 25 of each, and as many that end with their request, and that are closed when that has ended by its deadline. */
#include "exercise.h"
#include "request_scene.h"
#include "tell.h"

enum { CLOSED, AT_THE_DEADLINE, WITH_THE_REQUEST, AFTER_THE_DEADLINE }; /* how a span ends; an odd one's request has 10 ms */

static ctx_ns_t due; /* when the spans under way end; 0: nobody knows yet */
static struct play {
    ctx_t *span;
    const chan_t *done; /* the span's, at first */
    ctx_err_t told;     /* what its worker was told */
} plays[25];

static void work(ctx_t *span, void *arg)
{
    ctx_auto ctx_cancel_t *early = NULL, *late = NULL;
    struct play *play = arg;
    chan_select(CHAN_DONE(play == plays ? span : ctx_with_cancel(span, &early)));
    scene_count("told early", due == 0 || ctx_now() < due);
    scene_count("told late", due != 0 && ctx_now() > due);
    if ((play->told = ctx_err(span)) == CTX_OK)
        scene_fail("done-before-err", "a worker saw a span's done closed, and its err said that it goes on");
    ctx_err_t again = play->told == CTX_OK ? CTX_OK : ctx_err(ctx_with_cancel(span, &late));
    tell_count("another err", again != play->told, "a span's err says \"%s\", expected \"%s\", which it said before", tell_err(again), tell_err(play->told));
    scene_count("know the request", request_id_quiet(span) == 7);
}

static void log_asks(ctx_t *span, void *closes)
{
    if (closes != NULL && task_sleep_ctx(ctx_background(), CTX_MS(10)) == CTX_OK)
        span_close(span);
    if (ctx_err(span) != CTX_OK && chan_select(CHAN_DONE(span), CHAN_DEFAULT) == -1)
        scene_fail("err-before-done", "the log was told that a span is over, and its done was still open");
}

static void run(ctx_t *root, int how, int n)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *server = how % 2 == 1 ? ctx_with_timeout(root, CTX_MS(10), &cancel) : ctx_with_cancel(root, &cancel);
    ctx_kept ctx_t *request = request_ctx(server, 7);
    due = 0;
    (void)ctx_deadline(server, &due);
    for (int i = 0; i < n; i++) {
        plays[i] = (struct play){.span = span_open(request)};
        plays[i].done = ctx_done(plays[i].span);
        task_go(plays[i].span, work, &plays[i]);
        task_go(plays[i].span, log_asks, how == AT_THE_DEADLINE ? plays : NULL);
    }
    if (n > 1)
        scene_settle();
    due = due == 0 ? ctx_now() : due;
    for (int i = 0; i < n && how == CLOSED; i++) {
        scene_count("ended too soon", ctx_err(plays[i].span) != CTX_OK || ctx_err(request) != CTX_OK);
        span_close(plays[i].span);
    }
    if (how == WITH_THE_REQUEST)
        ctx_cancel(cancel);
    scene_rest(CTX_MS(20));
    for (int i = 0; i < n; i++) {
        scene_count("told", plays[i].told != CTX_OK);
        span_close(plays[i].span); /* late, or once more */
        ctx_err_t again = plays[i].told == CTX_OK ? CTX_OK : ctx_err(plays[i].span);
        tell_count("another err", again != plays[i].told, "a span's err says \"%s\", expected \"%s\", which it said before", tell_err(again), tell_err(plays[i].told));
        scene_count("another done", ctx_done(plays[i].span) != plays[i].done);
        scene_count("other reasons", how != AT_THE_DEADLINE && plays[i].told != (how % 2 == 1 ? CTX_DEADLINE_EXCEEDED : CTX_CANCELED));
        ctx_drop(plays[i].span);
    }
    scene_count("spans", n);
}

void scene_main(ctx_t *root, int size)
{
    for (int how = CLOSED; how <= scene_size(size, AT_THE_DEADLINE, AFTER_THE_DEADLINE); how++)
        run(root, how, scene_size(size, 1, 25));
    scene_mark("idle");
}
