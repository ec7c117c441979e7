/* One mail, the operator's stop and main's last line at the same time. Big: a hundred mails, three who stop, and one more when all is over. */
#include "scene.h"

#include <stdatomic.h>
#include <stdio.h>

#include "exercise.h"

static atomic_int sent;
static int put;
static _Atomic ctx_ns_t last;

void send_mail_at(const ctx_site_t *site, ctx_t *ctx, const struct mail *mail)
{
    (void)mail;
    work_for_at(site, ctx, CTX_MS(10));
    scene_count("mail", 1);
    sent++;
    last = ctx_now();
}

/* who: "the operator", … */
static void stop(const char *who)
{
    ctx_ns_t asked = ctx_now();
    outbox_close();
    ctx_ns_t due = last > asked ? last : asked;
    scene_count("closed", 1);
    scene_count("ms too long", (ctx_now() - due) / CTX_MS(1));
    if (sent < put) {
        char text[128];
        snprintf(text, sizeof text, "outbox_close has returned to %s; mails that are not sent by then: %d of %d", who, put - sent, put);
        scene_fail("lost-at-exit", text);
    }
}

static void press(ctx_t *ctx, void *unused)
{
    (void)ctx, (void)unused;
    stop("the operator");
}

void scene_main(ctx_t *root, int size)
{
    task_t operator[2];
    int presses = scene_size(size, 1, 2);
    put = scene_size(size, 1, 100);
    scene_count("mails", put);
    scene_count("stops", presses + 1 + (size == SCENE_BIG));
    outbox_open(root, scene_size(size, 1, 4));
    ctx_ns_t start = ctx_now();
    for (int i = 0; i < put; i++)
        outbox_put(&(struct mail){i});
    scene_count("ms kept waiting", (ctx_now() - start) / CTX_MS(1));
    for (int i = 0; i < presses; i++)
        operator[i] = task_go(ctx_background(), press, NULL);
    stop("main");
    for (int i = 0; i < presses; i++)
        task_join(operator[i]);
    if (size == SCENE_BIG)
        stop("who came when all was over");
    scene_rest(CTX_MS(100));
    scene_mark("idle");
}
