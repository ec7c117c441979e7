/* study_calls.c — which calls to look up for an entry: all that it may be about, and the few of them to begin with. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "study.h"

static bool is_part(char c) { return isalnum((unsigned char)c) || c == '_'; }

bool study_names(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = text; (p = strstr(p, name)) != NULL; p++)
        if ((p == text || !is_part(p[-1])) && !is_part(p[n]))
            return true;
    return false;
}

/* What belongs together: whoever needs one of them is shown them all. The first list is of every entry's business. */
static const struct { bool always; const char *words[9]; } families[] = {
    {true, {"ctx_err", "ctx_cause", "ctx_done"}},
    {false, {"ctx_with_cancel", "ctx_with_timeout", "ctx_with_deadline", "ctx_with_value", "ctx_without_cancel"}},
    {false, {"ctx_cancel", "ctx_release", "ctx_auto", "ctx_move", "ctx_keep", "ctx_drop", "ctx_kept"}},
    {false, {"CTX_KEY", "ctx_value", "ctx_text_key", "ctx_name"}},
    {false, {"ctx_cancel_cause", "ctx_with_timeout_cause", "ctx_error_of"}},
    {false, {"ctx_after_func", "ctx_stop", "ctx_stop_drop", "ctx_auto_stop"}},
    {false, {"chan_make", "chan_send", "chan_send_ctx", "chan_recv", "chan_recv_ctx", "chan_select", "chan_close", "chan_drop"}},
    {false, {"timer_new", "timer_chan", "timer_stop", "timer_drop", "timer_auto"}},
    {false, {"task_go", "task_go_owned", "task_join", "task_sleep_ctx", "task_try"}},
    {false, {"task_mutex_lock", "task_mutex_unlock"}},
    {false, {"wait_group_add", "wait_group_done", "wait_group_wait", "wait_group_wait_ctx"}},
    {false, {"TASK_SEM", "task_sem_acquire", "task_sem_acquire_ctx", "task_sem_release"}},
    {false, {"ctx_custom_init"}},
    {false, {"ctx_done_fd"}},
    {false, {"ctx_with_signals", "ctx_auto_signals"}},
};

static bool speaks_of(const char *text, const char *const *words)
{
    for (; *words != NULL; words++)
        if (study_names(text, *words))
            return true;
    return false;
}

void study_calls(const entry_t *e, buf_t *out)
{
    char *shipped = entry_path(e, "exercise.c");
    buf_t text = {0}, more = {0};
    (void)file_read(shipped, FILE_LIMIT, &text, NULL);
    (void)file_read(e->solution, FILE_LIMIT, &more, NULL);
    buf_adds(&text, buf_text(&more));
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (families[i].always || speaks_of(buf_text(&text), families[i].words))
            for (const char *const *w = families[i].words; *w != NULL; w++)
                buf_addf(out, "%s%s", out->len > 0 ? ", " : "", *w);
    char **also = text_split(entry_extra(e, "calls") != NULL ? entry_extra(e, "calls") : ""); /* natural in a fix that is not the reference */
    for (char **w = also; *w != NULL; w++)
        if (!study_names(buf_text(out), *w))
            buf_addf(out, ", %s", *w);
    text_free_list(also);
    for (char **w = e->allow; w != NULL && *w != NULL; w++) /* of the system; declared by exercise.h */
        if (**w != '_')
            buf_addf(out, ", %s", *w);
    buf_free(&more);
    buf_free(&text);
    free(shipped);
}

/* ---- the few to begin with -------------------------------------------------------------------------------- */

enum { FEW = 8, MOST = 128 };

/* What is wanted of a call: those that a fix brings in, with those beside them, so that none is given away; then what the program has. */
enum { NOT_ASKED, NEAR_PROGRAM, IN_PROGRAM, SAME_FAMILY, BESIDE_NEW, NEW_IN_FIX };
typedef struct wanted { const char *word; char also[60]; int family, score; } wanted_t;

typedef struct wants {
    wanted_t call[MOST];
    size_t count;
    const char *shipped, *solution;
} wants_t;

static void want(wants_t *w, const char *word, size_t bytes, int family, bool asked)
{
    if (w->count == MOST || bytes == 0 || bytes >= sizeof w->call->also)
        return;
    wanted_t *c = &w->call[w->count++];
    *c = (wanted_t){.family = family};
    (void)snprintf(c->also, sizeof c->also, "%.*s", (int)bytes, word);
    c->word = c->also;
    bool had = study_names(w->shipped, c->word), has = study_names(w->solution, c->word);
    bool always = family >= 0 && families[family].always;
    c->score = asked || (has && !had) ? NEW_IN_FIX : had ? IN_PROGRAM : always ? NEAR_PROGRAM : NOT_ASKED;
}

/* Those of a family in which something is asked for. */
static void want_near(wants_t *w)
{
    for (size_t i = 0; i < w->count; i++)
        for (size_t k = 0; w->call[i].score < SAME_FAMILY && k < w->count; k++) {
            int from = w->call[k].score, near = k + 1 == i || i + 1 == k ? BESIDE_NEW : SAME_FAMILY;
            if (w->call[k].family != w->call[i].family || w->call[i].family < 0)
                continue;
            int score = from == NEW_IN_FIX ? near : from == IN_PROGRAM ? NEAR_PROGRAM : NOT_ASKED;
            w->call[i].score = score > w->call[i].score ? score : w->call[i].score;
        }
}

/* In the order of the whole list, which says nothing. */
static void say_few(wants_t *w, buf_t *out)
{
    int left = FEW;
    bool said[MOST] = {false};
    for (int score = NEW_IN_FIX; score > NOT_ASKED; score--)
        for (size_t i = 0; i < w->count && left > 0; i++)
            if (w->call[i].score == score) {
                said[i] = true;
                left--;
            }
    for (size_t i = 0; i < w->count; i++)
        if (said[i])
            buf_addf(out, "%s%s", out->len > 0 ? ", " : "", w->call[i].word);
}

void study_few_calls(const entry_t *e, buf_t *out)
{
    char *path = entry_path(e, "exercise.c");
    buf_t shipped = {0}, solution = {0};
    (void)file_read(path, FILE_LIMIT, &shipped, NULL);
    (void)file_read(e->solution, FILE_LIMIT, &solution, NULL);
    wants_t w = {.count = 0, .shipped = buf_text(&shipped), .solution = buf_text(&solution)};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        for (const char *const *word = families[i].words; *word != NULL; word++)
            want(&w, *word, strlen(*word), (int)i, false);
    const char *also = entry_extra(e, "calls");
    for (const char *at = also == NULL ? "" : also; *at != '\0'; at += strspn(at, ", ")) {
        size_t n = strcspn(at, ", ");
        want(&w, at, n, -1, true);
        at += n;
    }
    for (char **word = e->allow; word != NULL && *word != NULL; word++)
        if (**word != '_')
            want(&w, *word, strlen(*word), -1, false);
    want_near(&w);
    say_few(&w, out);
    buf_free(&shipped);
    buf_free(&solution);
    free(path);
}
