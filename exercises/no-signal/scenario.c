/* Two days of a server: one stopped with SIGTERM while two clients are being answered, one with SIGINT while a third hangs; half a second later somebody
 * new is at the door. Real signals, real threads. What would end the process is not sent, but told. Every bound is several times as long as what it bounds.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "scene.h"
#include "exercise.h"

struct client {
    bool hangs;
};

struct door {
    chan_t *clients;
};

static atomic_int begun, answered, half, hung_ended, left; /* left: who has gone, either way */
static chan_t *give_up;

struct client *next_client_at(const ctx_site_t *site, ctx_t *ctx, struct door *door)
{
    struct client *client = NULL;
    return chan_recv_ctx_at(site, ctx, door->clients, &client, NULL) == CTX_OK ? client : NULL;
}

void answer_at(const ctx_site_t *site, ctx_t *ctx, struct client *client)
{
    begun++;
    if (client->hangs) {
        hung_ended += chan_select_at(site, (chan_case_t[]){CHAN_DONE(ctx), CHAN_RECV(give_up, NULL)}, 2) == 0;
    } else if (task_sleep_ctx_at(site, ctx, CTX_MS(300)) == CTX_OK) {
        scene_work_at(site, ctx, "answer");
        answered++;
    } else {
        half++;
    }
    left++;
}

struct day {
    ctx_t *process;
    struct door door;
    wait_group_t open;
    atomic_bool closed;
    int code;
};

static void run(ctx_t *ctx, void *arg)
{
    struct day *day = arg;
    (void)ctx;
    day->code = run_server(day->process, &day->door);
    day->closed = true;
    wait_group_done(&day->open);
}

/* Looks of 20 ms, so many, until the server has returned. */
static bool closes(struct day *day, int looks)
{
    for (; looks > 0 && !day->closed; looks--) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        (void)wait_group_wait_ctx(ctx_with_timeout(ctx_background(), CTX_MS(20), &cancel), &day->open);
    }
    return day->closed;
}

/* Whoever is at the door is let in, or not before so long. */
static bool comes_in(struct day *day, struct client *client, ctx_ns_t within)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return chan_send_ctx(ctx_with_timeout(ctx_background(), within, &cancel), day->door.clients, &client) == CTX_OK;
}

/* True when somebody in the program hears it. */
static bool stop(int number, const char *name)
{
    struct sigaction now;
    char text[160];
    sigaction(number, NULL, &now);
    bool deaf = now.sa_handler == SIG_IGN, dies = now.sa_handler == SIG_DFL;
    snprintf(text, sizeof text, dies ? "nobody listens to %s: it ends the process at once, with %d clients in hand" : "%s is ignored, with %d clients in hand",
             name, begun - left);
    if (dies || deaf)
        scene_fail(dies ? "lost-at-exit" : "deaf-wait", text);
    else
        raise(number);
    return !dies && !deaf;
}

static void play(ctx_t *root, int number, const char *name, bool hangs)
{
    static struct client quick = {false}, hanging = {true};
    struct day day = {.door = {chan_make(struct client *, 0)}};
    ctx_auto ctx_cancel_t *end = NULL;
    begun = left = 0;
    day.process = ctx_with_cancel(root, &end);
    wait_group_add(&day.open, 1);
    task_go(day.process, run, &day);
    int in = 0;
    for (int i = 0; i < 2 + hangs; i++)
        in += comes_in(&day, i < 2 ? &quick : &hanging, i == in ? CTX_S(5) : CTX_MS(20));
    scene_count("came in", in);
    while (begun < in)
        task_sleep(CTX_MS(5));
    if (stop(number, name)) {
        if (hangs && !closes(&day, 25))
            scene_count("came in late", comes_in(&day, &quick, CTX_MS(200)));
        scene_count("closed in time", closes(&day, hangs ? 200 : 40));
        scene_count("stopped", 1);
        scene_count("left behind", day.closed ? begun - left : 0);
    }
    ctx_cancel(end); /* so that the run comes to an end */
    chan_close(give_up);
    wait_group_wait(&day.open);
    while (left < begun)
        task_sleep(CTX_MS(5));
    scene_count("failed", day.code != 0);
    chan_drop(day.door.clients);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 0; i < scene_size(size, 2, 4); i++) {
        give_up = chan_make_signal();
        play(root, i % 2 ? SIGINT : SIGTERM, i % 2 ? "SIGINT" : "SIGTERM", i % 2);
        chan_drop(give_up);
    }
    scene_count("half", half);
    scene_count("hung ended", hung_ended);
    scene_count("days", scene_size(size, 2, 4));
    scene_settle();
    scene_mark("idle");
}
