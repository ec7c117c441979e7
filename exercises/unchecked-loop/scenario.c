/* Volumes, summed up one after the other. Cancels are swept over the blocks of the large ones; the last volume is left in peace. */
#include "scene.h"

#include "exercise.h"
#include "tell.h"

enum { NEVER = -1 };
#define BLOCK CTX_US(100)
static int blocks_read; /* one volume at a time */

uint64_t block_sum_at(const ctx_site_t *site, ctx_t *ctx, const struct volume *volume, int block)
{
    if (block < 0 || block >= volume->blocks)
        tell_fail("wrong-result", "block %d is read, expected one of 0 to %d", block, volume->blocks - 1);
    work_for_at(site, ctx, BLOCK);
    blocks_read++;
    return (uint64_t)block * 7 + 1;
}

static uint64_t right_sum(const struct volume *volume)
{
    uint64_t n = (uint64_t)volume->blocks;
    return n * (n - 1) / 2 * 7 + n;
}

static void backup(ctx_t *ctx, void *arg)
{
    struct volume *volume = arg;
    uint64_t sum = 0;
    blocks_read = 0;
    bool complete = add_up(ctx, volume, &sum);
    if (complete && blocks_read < volume->blocks)
        scene_fail("missing-work", "a sum is called complete although not every block was read");
    scene_count("complete", complete);
    if (complete && sum != right_sum(volume))
        tell_fail("wrong-result", "a sum is called complete: %llu, expected %llu", (unsigned long long)sum, (unsigned long long)right_sum(volume));
    if (!complete && ctx_err(ctx) == CTX_OK)
        scene_fail("cut-short", "a sum was given up although nobody has cancelled it");
}

static void one(ctx_t *root, int blocks, int cancel_after)
{
    struct volume volume = {blocks};
    ctx_auto ctx_cancel_t *cancel = NULL;
    task_t task = task_go(ctx_with_cancel(root, &cancel), backup, &volume);
    if (cancel_after != NEVER) {
        task_sleep(cancel_after * BLOCK + BLOCK / 2);
        ctx_cancel(cancel);
    }
    scene_count("due", cancel_after == NEVER);
    task_join(task);
}

void scene_main(ctx_t *root, int size)
{
    static const int few[] = {20, NEVER}, sampled[] = {0, 17, 99, 1234, 2501, 4998, 6700, 8191, 9850, NEVER};
    const int *cancel = size == SCENE_BIG ? sampled : few;
    for (int i = 0, last = 0; !last; i++) {
        last = cancel[i] == NEVER;
        one(root, scene_size(size, last ? 3 : 160, 10000), cancel[i]);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
