/* A flood of malformed orders, one every 100 µs; a customer with good ones in the middle of it; and one that hangs at the bank. */
#include "scene.h"

#include <string.h>

#include "ctx_sync.h"
#include "exercise.h"
#include "tell.h"

enum { FLOOD = 2500 };

static wait_group_t served;

answer_t book(ctx_t *ctx, const struct order *order)
{
    bool hangs = strcmp(order->account, "hangs") == 0;
    ctx_ns_t start = ctx_now();
    scene_count("malformed booked", order->amount <= 0);
    if (task_sleep_ctx(ctx, hangs ? CTX_S(60) : order->amount > 50 ? CTX_MS(190) : CTX_MS(120)) == CTX_OK && !hangs) {
        scene_work(ctx, "booking");
        return ORDER_BOOKED;
    }
    scene_count("overstayed", ctx_now() - start > CTX_MS(200));
    return ORDER_TIMED_OUT;
}

static void order(ctx_t *root, const char *account, int amount, answer_t expected)
{
    static const char *const words[] = {"answer: booked", "answer: refused", "answer: timed out"};
    struct order order = {account, amount};
    answer_t answer = take_order(root, &order);
    scene_note(words[answer]);
    scene_count("good orders", expected == ORDER_BOOKED);
    if (expected == ORDER_REFUSED && answer != ORDER_REFUSED)
        tell_fail("wrong-result", "a malformed order (account \"%s\", amount %d) is %s, expected refused", account, amount, words[answer] + strlen("answer: "));
    if (expected != ORDER_REFUSED && answer == ORDER_REFUSED)
        scene_fail("missing-work", "a well-formed order was refused");
}

static void customer(ctx_t *root, void *orders)
{
    for (int i = 0; i < *(int *)orders; i++)
        order(root, "ada", 5, ORDER_BOOKED);
    wait_group_done(&served);
}

void scene_main(ctx_t *root, int size)
{
    static int orders;
    int flood = scene_size(size, 1, FLOOD);
    orders = scene_size(size, 1, 2);
    wait_group_add(&served, 1);
    task_go(root, customer, &orders);
    for (int i = 1; i <= flood; i++) {
        order(root, i % 2 ? "" : "ada", i % 2 ? 5 : 0, ORDER_REFUSED);
        task_sleep(CTX_US(100));
    }
    wait_group_wait(&served);
    if (size == SCENE_BIG)
        order(root, "grace", 90, ORDER_BOOKED); /* slow, and in time */
    order(root, "hangs", 7, ORDER_TIMED_OUT);
    order(root, "", 0, ORDER_REFUSED);
    scene_rest(CTX_MS(1));
    scene_mark("idle");
}
