/* Two requests at the same time, with two rows each; in the big scenario fifty such pairs, with twenty rows. */
#include "scene.h"

#include <string.h>

#include "exercise.h"
#include "tell.h"

static const ctx_key_type_t field_type = {.name = "field", .comparable = true};
static const char fields[FIELDS]; /* what is meant by each is where it stands */
static const char *const words[2][FIELDS] = {
    {"ann", "shop", "t-1", "en", "GET", "/a", "10.0.0.1", "v1", "mobile", "eu", "gold", "q1"},
    {"bob", "bank", "t-2", "fr", "PUT", "/b", "10.0.0.2", "v2", "desk", "us", "tin", "q2"},
};

ctx_key_t field_key(int i) { return (ctx_key_t){&field_type, &fields[i]}; }

/* Whose row it is: its first field says so. */
void write_row_at(const ctx_site_t *site, ctx_t *ctx, const struct row *row)
{
    scene_work_at(site, ctx, "row");
    int whose = row->field[0] != NULL && strcmp(row->field[0], words[1][0]) == 0;
    for (int i = 0; i < FIELDS; i++) {
        const char *found = row->field[i] == NULL ? "none" : row->field[i], *due = words[whose][i];
        tell_count("wrong fields", strcmp(found, due) != 0, "field %d of row %d is \"%s\", expected \"%s\"", i, row->number, found, due);
    }
    scene_count("row numbers", row->number);
    scene_count(whose ? "rows of bob" : "rows of ann", 1);
}

static void one(ctx_t *ctx, void *arg)
{
    const struct request *request = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    serve(ctx_with_cancel(ctx, &cancel), request);
    scene_count("requests", 1);
    scene_count("row numbers due", request->rows * (request->rows - 1) / 2);
    scene_count(request->field[0][0] == 'b' ? "rows due to bob" : "rows due to ann", request->rows);
}

void scene_main(ctx_t *root, int size)
{
    struct request requests[2];
    for (int i = 0; i < 2; i++) {
        requests[i].rows = scene_size(size, 2, 20) - i;
        memcpy(requests[i].field, words[i], sizeof words[i]);
    }
    for (int i = 0; i < scene_size(size, 1, 50); i++) {
        task_t other = task_go(root, one, &requests[1]);
        one(root, &requests[0]);
        task_join(other);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
