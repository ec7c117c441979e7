/* Pages, each in a task of its own, one after the other. Every third user has been deleted. */
#include "scene.h"

#include <string.h>

#include "ctx_sync.h"
#include "exercise.h"
#include "tell.h"

enum { NAMES = 3 };

static const char *const names[NAMES] = {"ada", "grace", NULL};

static struct {
    int id;
    wait_group_t served;
} site;

store_t store_get(ctx_t *ctx, int id, struct row *row)
{
    if (task_sleep_ctx(ctx, CTX_MS(2)) != CTX_OK)
        return STORE_GAVE_UP;
    scene_work(ctx, "row read");
    if (names[id % NAMES] == NULL)
        return STORE_NO_ROW;
    *row = (struct row){id, names[id % NAMES]};
    return STORE_FOUND;
}

static void page(ctx_t *ctx, void *arg)
{
    int id = *(int *)arg;
    struct user user = {-1, ""};
    bool found = fetch_user(ctx, id, &user), there = names[id % NAMES] != NULL;
    scene_count("pages", 1);
    scene_count("users missed", there && !found);
    if (found && (!there || user.id != id || strcmp(user.name, names[id % NAMES]) != 0))
        tell_fail("wrong-result", "a page shows user %d \"%s\", expected user %d \"%s\"", user.id, user.name, id, there ? names[id % NAMES] : "(deleted)");
    wait_group_done(&site.served);
}

void scene_main(ctx_t *root, int size)
{
    static int ids[100];
    int pages = scene_size(size, 2, 100), together = 2;
    for (int i = 0; i < pages; i++) {
        ids[i] = i + 1;
        wait_group_add(&site.served, 1);
        task_go(root, page, &ids[i]);
        if (i % together == together - 1)
            wait_group_wait(&site.served);
    }
    wait_group_wait(&site.served);
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
