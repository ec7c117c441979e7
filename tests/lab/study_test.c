/* study_test.c — the few calls that the screen names below a story: at most eight, of each exercise those that its fix brings in, and not
 * only those.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog.h"
#include "file.h"
#include "study.h"
#include "tap.h"

static int words(const char *list)
{
    int n = *list != '\0';
    for (; *list != '\0'; list++)
        n += *list == ',';
    return n;
}

static char *read_whole(const char *path)
{
    buf_t text = {0};
    (void)file_read(path, FILE_LIMIT, &text, NULL);
    char *copy = strdup(buf_text(&text));
    buf_free(&text);
    return copy;
}

int main(void)
{
    static const char *const telling[] = {"ctx_auto", "ctx_release", "ctx_with_timeout", "ctx_without_cancel", "chan_select", "chan_send_ctx",
                                          "chan_recv_ctx", "task_sleep_ctx", "ctx_after_func", "ctx_cancel_cause", "ctx_done_fd", "wait_group_wait"};
    catalog_t c;
    err_t err;
    int asked = 0, long_lists = 0, empty = 0, brought = 0, missing = 0, bare = 0, own = 0, untold = 0, raw = 0;

    (void)setenv("CTXLAB_HOME", ".", 0); /* tests run at the top of the checkout */
    err.text[0] = '\0';
    tap_ok(catalog_load(&c, &err), "the catalog", err.text);
    for (size_t i = 0; i < c.count; i++) {
        const entry_t *e = &c.entry[i];
        if (!entry_gradable(e))
            continue;
        buf_t few = {0}, all = {0};
        char *shipped_path = entry_path(e, "exercise.c"), *shipped = read_whole(shipped_path), *solution = read_whole(e->solution);
        int new = 0;
        study_few_calls(e, &few);
        study_calls(e, &all);
        asked++;
        long_lists += words(buf_text(&few)) > 8;
        empty += words(buf_text(&few)) < 3;
        if (words(buf_text(&few)) > 8 || words(buf_text(&few)) < 3)
            printf("# %s: %s\n", e->id, buf_text(&few));
        for (size_t k = 0; k < sizeof telling / sizeof *telling; k++)
            if (strstr(solution, telling[k]) != NULL && strstr(shipped, telling[k]) == NULL) {
                new++;
                brought++;
                if (strstr(buf_text(&few), telling[k]) == NULL && ++missing > 0)
                    printf("# %s: %s is not among %s\n", e->id, telling[k], buf_text(&few));
            }
        buf_t calls = {0}, page = {0};
        study_own_calls(e, &calls);
        study_own_page(e, &page);
        char **word = text_split(buf_text(&calls));
        for (char **w = word; *w != NULL; w++, own++)
            if (!study_names(buf_text(&page), *w) && ++untold > 0)
                printf("# %s: %s is not on the story's page\n", e->id, *w);
        if ((strstr(buf_text(&page), "site_t") != NULL || strstr(buf_text(&page), "CTX_HERE") != NULL || strstr(buf_text(&page), "/* yours:") != NULL) && ++raw > 0)
            printf("# %s: %s\n", e->id, buf_text(&page));
        text_free_list(word);
        buf_free(&calls);
        buf_free(&page);
        bare += new > 0 && words(buf_text(&few)) == new;
        free(shipped_path);
        free(shipped);
        free(solution);
        buf_free(&few);
        buf_free(&all);
    }
    printf("# %d exercises, whose solutions bring in %d of the telling calls\n", asked, brought);
    tap_ok(asked > 40 && long_lists == 0 && empty == 0, "from three to eight calls for each exercise", NULL);
    tap_ok(brought > 15 && missing == 0, "the calls that a solution brings in are all named", NULL);
    tap_ok(bare == 0, "and never they alone", NULL);
    tap_ok(own > 60 && untold == 0, "the page of each story has the exercise's own calls, all of them", NULL);
    tap_ok(raw == 0, "as they are called: without the place, which the preprocessor puts in", NULL);
    return tap_finish();
}
