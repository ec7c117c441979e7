/* corpus/lock_order.c after an unrelated edit: other names, other lines, plain code in between. */
#include "../corpus.h"

static task_mutex_t accounts, ledger;
static int booked;

static int fee(int amount)
{
    int sum = 0;
    for (int i = 0; i < amount; i++)
        sum += i;
    return sum;
}

static void transfer(ctx_t *ctx, void *arg)
{
    int mine = fee(7);
    (void)ctx, (void)arg;
    task_mutex_lock(&accounts);

    task_mutex_lock(&ledger);
    booked += mine;
    task_mutex_unlock(&ledger);
    task_mutex_unlock(&accounts);
}

static void audit(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&ledger);
    task_mutex_lock(&accounts);
    booked += fee(3);
    task_mutex_unlock(&accounts);
    task_mutex_unlock(&ledger);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(transfer, audit, NULL);
    scene_note("booked");
}
