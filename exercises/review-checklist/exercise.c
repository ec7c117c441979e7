/* Eleven questions for a review
 *
 * Eleven functions from one shop. Each compiles, each looks harmless, and each answers one question of a review wrongly.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
#include "work.h"
static char ann[] = "ann", trace[] = "7f3a";

static void resize_pictures(ctx_t *ctx, void *arg)
{
    (void)arg;
    for (int i = 0; i < 5; i++) {
        work_for(ctx, CTX_MS(10)); /* one picture */
        scene_count("pictures resized", 1);
    }
}

static void find_price(ctx_t *ctx, void *prices)
{
    int price = 7;
    (void)task_sleep_ctx(ctx, CTX_MS(50)); /* asks a shop */
    chan_send(prices, &price);
}

static ctx_err_t pay(ctx_t *ctx, int cents)
{
    ctx_cancel_t *cancel;
    ctx_t *call = ctx_with_timeout(ctx, CTX_S(1), &cancel);
    if (cents == 0)
        return CTX_OK; /* nothing to pay */
    ctx_err_t err = task_sleep_ctx(call, CTX_MS(10));
    ctx_release(cancel);
    return err;
}

static void count_rows(ctx_t *ctx, void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_ns_t began = ctx_now();
    ctx_t *query = ctx_with_timeout(ctx_background(), CTX_S(5), &cancel);
    (void)ctx, (void)arg;
    (void)task_sleep_ctx(query, CTX_MS(100)); /* the database */
    scene_count("ms of the query", (ctx_now() - began) / CTX_MS(1));
}

static ctx_err_t draw_map(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_MS(50), &cancel);
    if (ctx_err(bounded) != CTX_OK)
        return ctx_err(bounded);
    return task_sleep_ctx(ctx, CTX_MS(200)); /* the tiles */
}

static ctx_err_t read_settings(ctx_t *ctx, int limit_ms)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *call = ctx_with_timeout(ctx, CTX_MS(limit_ms), &cancel);
    return task_sleep_ctx(call, CTX_MS(1));
}

static bool login_finds_its_user(ctx_t *ctx)
{
    /* the login stores the user, the log its trace */
    ctx_kept ctx_t *in = ctx_with_value(ctx, ctx_text_key("id"), ann);
    ctx_kept ctx_t *on = ctx_with_value(in, ctx_text_key("id"), trace);
    return ctx_value(on, ctx_text_key("id")) == ann;
}

struct mailer {
    ctx_t *ctx; /* of the request that made it */
};
static void send_mail(const struct mailer *mailer)
{
    scene_count("mails sent", ctx_err(mailer->ctx) == CTX_OK);
}

/* An order is to be in the audit, whatever becomes of the client. */
static void write_audit(ctx_t *ctx, void *arg)
{
    (void)arg;
    if (task_sleep_ctx(ctx, CTX_MS(10)) == CTX_OK) /* the disk */
        scene_count("audits written", 1);
}

static ctx_err_t list_files(ctx_t *ctx, int *found)
{
    while (*found < 10 && ctx_err(ctx) == CTX_OK) {
        work_for(ctx, CTX_MS(10));
        (*found)++;
    }
    return CTX_OK;
}

static void save_order(ctx_t *ctx, void *arg)
{
    (void)arg;
    (void)task_sleep_ctx(ctx, CTX_S(1));
    work_for(ctx, CTX_MS(5)); /* puts it away */
    scene_count("orders put away", 1);
}

static void serve(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *stop = NULL;
    ctx_t *server = ctx_with_cancel(ctx, &stop);
    for (int i = 0; i < 3; i++)
        task_go(server, save_order, NULL);
    task_sleep(CTX_MS(20));
    ctx_cancel(stop); /* the signal came: main goes home */
}

/* Starts one of them as a task, and cancels it after so long. */
static void start_and_cancel(ctx_t *root, task_func_t *fn, void *arg, ctx_ns_t after)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    task_go(ctx_with_cancel(root, &cancel), fn, arg);
    task_sleep(after);
    ctx_cancel(cancel);
    scene_rest(CTX_S(60 * 60));
}

static void three_pay(ctx_t *root)
{
    for (int i = 0; i < 3; i++)
        (void)pay(root, 100 * i);
    scene_mark("3 pay");
}

static void map_and_settings(ctx_t *root)
{
    ctx_ns_t began = ctx_now();
    (void)draw_map(root);
    scene_count("ms of the map", (ctx_now() - began) / CTX_MS(1));
    scene_mark("5 map");
    scene_count("settings read", read_settings(root, 0) == CTX_OK);
    scene_mark("6 settings");
}

static void two_requests(ctx_t *root)
{
    ctx_cancel_t *first, *second;
    ctx_kept ctx_t *ctx = ctx_keep(ctx_with_cancel(root, &first));
    struct mailer mailer = {ctx};
    send_mail(&mailer);
    ctx_release(first);
    (void)ctx_with_cancel(root, &second);
    send_mail(&mailer);
    ctx_release(second);
    scene_mark("8 mails");
}

static void hurried_list(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    int found = 0;
    ctx_t *call = ctx_with_timeout(root, CTX_MS(35), &cancel);
    scene_count("told that it is not all", list_files(call, &found) != CTX_OK);
    scene_count("files listed", found);
    scene_mark("10 files");
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    scene_mark("start");
    start_and_cancel(root, resize_pictures, NULL, CTX_MS(25));
    scene_mark("1 pictures");
    start_and_cancel(root, find_price, chan_make(int, 0), CTX_MS(20));
    scene_mark("2 price");
    three_pay(root);
    start_and_cancel(root, count_rows, NULL, CTX_MS(20));
    scene_mark("4 rows");
    map_and_settings(root);
    scene_count("login finds its user", login_finds_its_user(root));
    scene_mark("7 user");
    two_requests(root);
    start_and_cancel(root, write_audit, NULL, CTX_MS(5));
    scene_mark("9 audit");
    hurried_list(root);
    serve(root);
    scene_mark("11 shutdown");
    scene_rest(CTX_S(60));
}
