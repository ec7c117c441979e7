/* A build whose caller leaves in the middle: of two books, one at a time. Big: of three hundred, 64 at a time, after one that is whole; of those one
 * hangs, and every hundredth takes 100 ms. */
#include "scene.h"
#include <stdatomic.h>

#include "exercise.h"
#include "request_scene.h"
#include "tell.h"

enum { MANY = 300, HANGS = 150 };

static struct book books[MANY];
static int most;
static ctx_ns_t start;
static _Atomic ctx_ns_t left; /* when the caller left; 0: not yet */
static atomic_int under_way, begun, numbers; /* begun, and the sum of their numbers */
static ctx_cancel_t *leaves_first; /* leaves while the first book is under way */

bool index_book_at(const ctx_site_t *site, ctx_t *ctx, const struct book *book)
{
    bool hangs = book->number == HANGS;
    int now = ++under_way;
    scene_count("begun late", left != 0 && ctx_now() > left);
    scene_count("in no name", request_id_quiet(ctx) != 7);
    numbers += book->number;
    if (++begun == 1 && leaves_first != NULL) {
        left = ctx_now();
        ctx_cancel_at(site, leaves_first);
    }
    if (now > most)
        scene_fail_at(site, "unbounded-tasks", "more books are under way at a time than the disk takes");
    ctx_err_t err = task_sleep_ctx_at(site, ctx, hangs ? CTX_S(60) : book->number % 100 == 7 ? CTX_MS(100) : CTX_MS(10));
    under_way--;
    scene_count("ended at 5 s", hangs && err == CTX_DEADLINE_EXCEEDED);
    if (err == CTX_CANCELED)
        scene_fail_at(site, "cut-short", "a book that was begun is cancelled: its caller has left, or nobody waited for it");
    scene_count("after 1 s", err == CTX_OK && ctx_now() - start > CTX_S(1));
    if (err == CTX_OK)
        scene_work_at(site, ctx, "book indexed");
    return err == CTX_OK;
}

static void leave(ctx_t *ctx, void *cancel)
{
    (void)ctx;
    task_sleep(CTX_MS(25));
    left = ctx_now();
    ctx_cancel(cancel);
}

static void build(ctx_t *root, int n, bool leaves)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *request = request_ctx(ctx_with_cancel(root, &cancel), 7);
    task_t caller = leaves && n > 2 ? task_go(root, leave, cancel) : (task_t){0};
    leaves_first = n == 2 ? cancel : NULL;
    start = ctx_now();
    left = begun = numbers = 0;
    int said = build_index(request, books, n, most);
    scene_count("under way on return", under_way);
    tell_count("said too many or few", said != begun, "build_index says %d, expected %d, the books begun", said, begun);
    scene_count("begun", begun);
    tell_count("not in order", numbers != begun * (begun - 1) / 2, "the numbers of %d books add up to %d, expected %d", begun, numbers, begun * (begun - 1) / 2);
    scene_count("hung", begun > HANGS);
    scene_count("not begun", leaves ? 0 : n - begun);
    task_join(caller);
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 2, MANY);
    most = scene_size(size, 1, 64);
    for (int i = 0; i < n; i++)
        books[i] = (struct book){i};
    if (size == SCENE_BIG)
        build(root, n, false);
    build(root, n, true);
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
