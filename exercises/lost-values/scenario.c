/* Claims one after the other, one in the small scenario. In the big one the printer jams on every 25th. */
#include "scene.h"

#include <stdio.h>
#include <string.h>

#include "exercise.h"
#include "request_scene.h"

enum { MANY = 100, JAMS = 25, GIVEN_UP_S = 10, LONG_S = 3700 };

static const char *const languages[] = {"German", "French", "Italian"}, *const branches[] = {"Basel", "Geneva", "Lugano", "Chur"};
static struct letter letters[MANY + 1];

static int print_text(const void *value, char *buf, size_t size) { return snprintf(buf, size, "%s", (const char *)value); }
static const ctx_key_type_t language_type = {.name = "language", .comparable = true, .print_value = print_text};
static const ctx_key_type_t branch_type = {.name = "branch", .comparable = true, .print_value = print_text};
static const ctx_key_t language_key = {&language_type, &language_type}, branch_key = {&branch_type, &branch_type};

static const char *ask(ctx_t *ctx, ctx_key_t key, const char *otherwise)
{
    const char *text = ctx_value_at(NULL, ctx, key);
    return text == NULL ? otherwise : text;
}
const char *language_of(ctx_t *ctx) { return ask(ctx, language_key, "English"); }
const char *branch_of(ctx_t *ctx) { return ask(ctx, branch_key, "no letterhead"); }
ctx_t *with_language(ctx_t *parent, const char *text) { return ctx_with_value(parent, language_key, (void *)text); }
ctx_t *with_branch(ctx_t *parent, const char *text) { return ctx_with_value(parent, branch_key, (void *)text); }

void answer_at(const ctx_site_t *site, ctx_t *ctx, const struct letter *letter)
{
    (void)letter;
    work_for_at(site, ctx, CTX_MS(10));
    scene_count("answers", ctx_err_at(site, ctx) == CTX_OK);
}

ctx_err_t print_letter_at(const ctx_site_t *site, ctx_t *ctx, const struct letter *letter)
{
    bool jams = letter->claim % JAMS == 0;
    ctx_ns_t start = ctx_now();
    ctx_err_t err = task_sleep_ctx_at(site, ctx, jams ? CTX_S(3600 * 24) : CTX_S(2));
    scene_count("given up too late", ctx_now() - start > CTX_S(GIVEN_UP_S));
    if (err == CTX_CANCELED && !jams)
        scene_fail_at(site, "cut-short", "a letter stopped half-way: its context was ended by somebody who did not wait for it");
    if (err != CTX_OK)
        return err;
    char said[100];
    int claim = request_id_quiet(ctx);
    (void)snprintf(said, sizeof said, "claim %d: a letter in %s, %s, filed under claim %d", letter->claim, language_of(ctx), branch_of(ctx), claim);
    scene_note(said);
    scene_work_at(site, ctx, "letter printed");
    scene_count("another language", strcmp(language_of(ctx), languages[letter->claim % 3]) != 0);
    scene_count("another letterhead", strcmp(branch_of(ctx), branches[letter->claim % 4]) != 0);
    scene_count("another claim", claim != letter->claim);
    return CTX_OK;
}

void report_unprinted(const struct letter *letter) { scene_count(letter->claim % JAMS == 0 ? "jams reported" : "false alarms", 1); }

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 1, MANY);
    for (int i = 1; i <= n; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_kept ctx_t *spoken = with_language(ctx_with_cancel(root, &cancel), languages[i % 3]);
        ctx_kept ctx_t *branch = with_branch(spoken, branches[i % 4]);
        ctx_kept ctx_t *request = request_ctx(branch, i);
        ctx_ns_t start = ctx_now();
        letters[i].claim = i;
        scene_count("claims", 1);
        decide_claim(request, &letters[i]);
        scene_count("late", ctx_now() - start > CTX_MS(50));
    }
    scene_count("jams", n / JAMS);
    scene_rest(CTX_S(size == SCENE_BIG ? LONG_S : GIVEN_UP_S + 1)); /* whoever waits too long is told so */
    scene_mark("idle");
}
