/* A small program grown from a number: three tasks look at contexts they do not hold, while others give them back. Whether
 * some order is a use after the end, and which final states there are, must not depend on how the orders are gone through.
 */
#include "../corpus.h"

enum { TASKS = 3, CONTEXTS = 3 };

static struct world {
    uint64_t random;
    ctx_t *ctx[CONTEXTS]; /* each below the one before; borrowed by everybody */
    ctx_cancel_t *cancel[CONTEXTS];
} w;
static char ann[] = "ann";

static uint32_t dice(uint32_t n)
{
    w.random = w.random * 6364136223846793005ull + 1442695040888963407ull;
    return (uint32_t)(w.random >> 33) % n;
}

typedef struct actor { uint32_t ops, op[3], on[3], hash; int name; } actor_t;
static actor_t actor[TASKS];
static void saw(actor_t *a, uint32_t what) { a->hash = (a->hash ^ what) * 16777619u + 1; }

static void act_one(actor_t *a, uint32_t op, uint32_t on)
{
    ctx_t *ctx = w.ctx[on];
    ctx_ns_t at;
    char name[16];
    switch (op) {
    case 0: saw(a, ctx_value(ctx, ctx_text_key("k")) == ann); break;
    case 1: saw(a, ctx_deadline(ctx, &at)); break;
    case 2: saw(a, (uint32_t)ctx_name(ctx, name, sizeof name)); break;
    case 3: {
        ctx_kept ctx_t *kept = ctx_keep(ctx);
        saw(a, (uint32_t)ctx_err(kept));
        break;
    }
    case 4: saw(a, (uint32_t)ctx_err(ctx)); break;
    case 5: {
        ctx_auto ctx_cancel_t *cancel = NULL;
        saw(a, (uint32_t)ctx_err(ctx_with_cancel(ctx, &cancel)));
        break;
    }
    default: /* whose turn it is owns the handle: given back once */
        if ((int)on == a->name)
            ctx_release(ctx_move(&w.cancel[on]));
        else
            task_yield();
    }
}

static void act(ctx_t *ctx, void *arg)
{
    actor_t *a = arg;
    (void)ctx;
    for (uint32_t i = 0; i < a->ops; i++)
        act_one(a, a->op[i], a->on[i]);
    ctx_release(ctx_move(&w.cancel[a->name]));
}

void scene_main(ctx_t *root, int size)
{
    task_t tasks[TASKS];
    w = (struct world){.random = (uint64_t)size * 2654435761u + 1};
    ctx_t *value = ctx_with_value(root, ctx_text_key("k"), ann);
    for (int i = 0; i < CONTEXTS; i++)
        w.ctx[i] = ctx_with_cancel(i == 0 ? value : w.ctx[i - 1], &w.cancel[i]);
    ctx_drop(value);
    for (int i = 0; i < TASKS; i++) {
        actor[i] = (actor_t){.ops = 1 + dice(2), .name = i};
        for (uint32_t k = 0; k < actor[i].ops; k++)
            actor[i].op[k] = dice(7), actor[i].on[k] = dice(CONTEXTS);
        tasks[i] = task_go(ctx_background(), act, &actor[i]);
    }
    for (int i = 0; i < TASKS; i++) {
        task_join(tasks[i]);
        scene_count("hash", (int64_t)(actor[i].hash % 9973) + 1);
    }
}
