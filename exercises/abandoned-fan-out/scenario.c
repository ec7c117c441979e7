/* Uploads, one after the other: the store refuses a part, the caller leaves, or nothing is wrong. */
#include "scene.h"
#include "exercise.h"

enum { REFUSED, LEAVES, FINE, SORTS, MANY = 99 };

static const ctx_error_t refused = {.text = "the store refuses this part"};

struct store {
    int sort, chunks; /* chunks: taken */
    ctx_cancel_t *caller;
    bool over;        /* a part was refused, or the caller has left */
    bool returned;    /* upload_file has */
};

static void check_returned(const struct store *store)
{
    if (store->returned)
        scene_fail("leaked-task", "a part is still being sent although upload_file has returned");
}

const ctx_error_t *put_chunk(ctx_t *ctx, struct upload *upload, int part, int chunk)
{
    struct store *store = upload->store;
    check_returned(store);
    scene_count("chunks sent in vain", store->over);
    work_for(ctx, CTX_MS(10));
    scene_work(ctx, "chunk");
    check_returned(store);
    if (store->sort == REFUSED && part == upload->parts - 1 && chunk == 0) {
        store->over = true;
        return &refused;
    }
    store->chunks++;
    return NULL;
}

static void leave(ctx_t *ctx, void *arg)
{
    struct store *store = arg;
    (void)ctx;
    task_sleep(CTX_MS(15));
    ctx_cancel(store->caller);
    store->over = true;
}

static void upload(ctx_t *root, int sort, int parts, int chunks)
{
    static struct store stores[MANY];
    static struct upload files[MANY]; /* whoever still uses one after its upload is caught at it */
    static int used;
    struct store *store = &stores[used];
    struct upload *file = &files[used++];
    *file = (struct upload){.parts = parts, .chunks = chunks, .store = store};
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    store->sort = sort;
    store->caller = cancel;
    task_t leaver = sort == LEAVES ? task_go(ctx_background(), leave, store) : (task_t){0};
    const ctx_error_t *error = upload_file(ctx, file);
    store->returned = true;
    task_join(leaver);
    if (error == NULL && store->chunks < parts * chunks)
        scene_fail("missing-work", "an upload is called complete and lacks chunks");
    if (sort == REFUSED && error != &refused && ctx_err(ctx) == CTX_OK)
        scene_fail("reason-lost", "a part was refused first, and the caller is told something else than that part's error");
    if (error != NULL && error != &refused && (sort == FINE || error->err != CTX_CANCELED))
        scene_fail("reason-lost", "an upload ends with an error that nothing in it has caused");
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 0; i < scene_size(size, 1, MANY); i++) {
        int parts = scene_size(size, 2, 8);
        scene_count("parts", parts);
        upload(root, i % SORTS, parts, scene_size(size, 2, 20));
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
