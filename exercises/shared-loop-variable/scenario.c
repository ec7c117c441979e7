/* One order for one person; in the big scenario twenty orders, for five people each, and one letter is never taken. */
#include "scene.h"

#include <stdatomic.h>

#include "exercise.h"
#include "request_scene.h"
#include "tell.h"

enum { MANY = 100, HANGS = 50 };

static atomic_int letters[MANY + 1]; /* to each of the people, sent or tried */
static int people;

bool post_letter_at(const ctx_site_t *site, ctx_t *ctx, int person)
{
    ctx_ns_t start = ctx_now();
    if (person < 1 || person > people)
        tell_fail_at(site, "wrong-result", "a letter goes to person %d, expected one of 1 to %d", person, people);
    else if (letters[person]++ > 0)
        tell_fail_at(site, "wrong-result", "a letter goes to person %d, who has one already: %d letters, expected 1", person, letters[person]);
    scene_count("in no name", request_id_quiet(ctx) != 7);
    ctx_err_t err = task_sleep_ctx_at(site, ctx, person == HANGS ? CTX_S(60) : CTX_MS(100));
    scene_count("longer than 5 s", ctx_now() - start > CTX_S(5));
    if (err == CTX_CANCELED)
        scene_fail_at(site, "cut-short", "a letter was called back: its context has ended, and nobody asked for that");
    if (err == CTX_OK)
        scene_work_at(site, ctx, "letter sent");
    return err == CTX_OK;
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 1, 5);
    people = scene_size(size, 1, MANY);
    for (int first = 1; first <= people; first += n) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_kept ctx_t *request = request_ctx(ctx_with_cancel(root, &cancel), 7);
        ctx_ns_t start = ctx_now();
        send_letters(request, first, n);
        scene_count("late", ctx_now() - start > CTX_MS(1));
    }
    scene_rest(CTX_S(10));
    for (int person = 1; person <= people; person++)
        scene_count("without a letter", letters[person] == 0);
    scene_count("to be sent", people - (people >= HANGS));
    scene_mark("idle");
}
