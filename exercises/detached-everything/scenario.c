/* One reader, who leaves after 350 ms, in the middle of the second stack. Big: readers one after the other, every second one stays. */
#include "scene.h"
#include <stdatomic.h>

#include "exercise.h"
#include "request_scene.h"
#include "tell.h"

enum { STACKS = 5, MANY = 100 };
struct search {
    int number, searched, found, told;
    bool stays;
    ctx_cancel_t *chair;
    _Atomic ctx_ns_t left; /* 0: not yet */
};
static struct search searches[MANY + 1];
static bool gone(struct search *search) { return search->left != 0 && ctx_now() > search->left; }
bool more_stacks(struct search *search) { return search->searched < STACKS; }

ctx_err_t look_into_stack_at(const ctx_site_t *site, ctx_t *ctx, struct search *search, int *found)
{
    bool in_vain = gone(search), long_gone = in_vain && ctx_now() >= search->left + CTX_MS(200);
    ctx_err_t err = task_sleep_ctx_at(site, ctx, CTX_MS(200));
    scene_count(in_vain ? "begun for nobody" : "not left at once", gone(search) && (!in_vain || err == CTX_OK));
    if (err != CTX_OK)
        return err;
    scene_note(gone(search) ? "a stack was searched, and the chair is empty" : "a stack was searched");
    if (long_gone)
        scene_fail_at(site, "late-work", "a stack is searched for a reader who has left long ago");
    scene_work_at(site, ctx, "stack searched");
    search->searched++;
    *found += search->number, search->found += search->number;
    return CTX_OK;
}

void show_page_at(const ctx_site_t *site, ctx_t *ctx, struct search *search, int found)
{
    scene_work_at(site, ctx, "page shown");
    scene_count("pages of readers who stayed", search->stays);
    tell_count("wrong pages", found != STACKS * search->number, "a page shows %d, expected %d", found, STACKS * search->number);
}

ctx_err_t write_line_at(const ctx_site_t *site, ctx_t *ctx, struct search *search, int found)
{
    ctx_err_t err = task_sleep_ctx_at(site, ctx, CTX_MS(100));
    scene_count("lines refused", err != CTX_OK);
    if (err != CTX_OK)
        return err;
    scene_work_at(site, ctx, "line written");
    scene_count("lines in no name", request_id_quiet(ctx) != search->number);
    search->told = found;
    return CTX_OK;
}

static void leave(ctx_t *ctx, void *arg)
{
    struct search *search = arg;
    (void)task_sleep_ctx(ctx, CTX_MS(350));
    ctx_cancel(search->chair);
    search->left = ctx_now();
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 1, MANY);
    for (int i = 1; i <= n; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_kept ctx_t *request = request_ctx(ctx_with_cancel(root, &cancel), i);
        searches[i] = (struct search){.number = i, .stays = i % 2 == 0, .chair = cancel};
        task_t reader = searches[i].stays ? (task_t){0} : task_go(root, leave, &searches[i]);
        scene_count(searches[i].stays ? "stay" : "leave", 1);
        admit_reader(request, &searches[i]);
        if (!searches[i].stays)
            task_join(reader);
    }
    scene_rest(CTX_S(2));
    for (int i = 1; i <= n; i++)
        tell_count("wrong lines", searches[i].told != searches[i].found, "reader %d's line tells of %d, expected %d", i, searches[i].told, searches[i].found);
    scene_mark("idle");
}
