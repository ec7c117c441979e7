/* Two streams, with an event every 100 ms and a burst of them in the second; one event in each hangs, and who opened the first leaves after
 * its second event. In the small scenario there is one stream of three events. */
#include "scene.h"
#include <string.h>

#include "exercise.h"
#include "request_scene.h"
#include "tell.h"

enum { ALLOWED = 1, CONTEXTS = 3 }; /* something for the stream as a whole, however it is derived */

struct stream {
    int at, events, hangs, number;
    ctx_ns_t pause;
    ctx_cancel_t *opener; /* NULL: stays */
};

static void count_held(const ctx_ledger_row_t *row, void *arg)
{
    int *held = arg;
    bool own = row->made != NULL && strstr(row->made->file, "cancel-in-loop.c") != NULL;
    held[0] += own && row->kind == CTX_LEDGER_HANDLE;
    held[1] += own && row->kind == CTX_LEDGER_NODE;
}

bool next_event_at(const ctx_site_t *site, struct stream *stream, struct event *event)
{
    int held[2] = {0, 0};
    if (stream->at == stream->events)
        return false;
    (void)ctx_ledger(count_held, held);
    if (held[0] > ALLOWED)
        scene_fail_at(site, "lost-cancel", "the next event is asked for, and the handles of those before it are still held");
    else if (held[1] > CONTEXTS)
        scene_fail_at(site, "lost-cancel", "the next event is asked for, and the contexts of those before it are still held");
    if (stream->at == 2 && stream->opener != NULL)
        ctx_cancel_at(site, stream->opener);
    task_sleep_at(site, stream->pause);
    *event = (struct event){++stream->at + stream->number * 1000};
    return true;
}

ctx_err_t handle_event_at(const ctx_site_t *site, ctx_t *ctx, const struct event *event)
{
    ctx_ns_t start = ctx_now();
    static int last;
    bool hangs = event->number % 1000 == 2;
    ctx_err_t err = task_sleep_ctx_at(site, ctx, hangs ? CTX_S(3600) : CTX_MS(10));
    if (err == CTX_CANCELED)
        scene_fail_at(site, "cut-short", "an event was cancelled, and it is not over: its context hangs on somebody who has left");
    scene_count("events tried", 1);
    scene_count("in no name", request_id_quiet(ctx) != event->number / 1000);
    tell_count("out of order", event->number <= last, "event %d comes after event %d, expected a later one", event->number, last);
    scene_count("ended at 5 s", hangs && err == CTX_DEADLINE_EXCEEDED && ctx_now() - start == CTX_S(5));
    scene_count("longer than 5 s", ctx_now() - start > CTX_S(5));
    last = event->number;
    if (err == CTX_OK)
        scene_work_at(site, ctx, "event handled");
    return err;
}

static void play(ctx_t *root, int number, int events, ctx_ns_t pause, bool leaves)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *opened = request_ctx(ctx_with_cancel(root, &cancel), number);
    struct stream stream = {0, events, 2, number, pause, leaves ? cancel : NULL};
    scene_count("events", events);
    scene_count("hung", 1);
    process_stream(opened, &stream);
}

void scene_main(ctx_t *root, int size)
{
    ctx_ledger_on();
    play(root, 1, scene_size(size, 3, 100), CTX_MS(100), true);
    if (size == SCENE_BIG)
        play(root, 2, 100, CTX_MS(1), false);
    scene_rest(CTX_S(10));
    scene_mark("idle");
}
