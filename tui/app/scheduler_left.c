/* scheduler_left.c — what stood on the screen before one became the scheduler: the run with its position, what was being read, what was
 * said of it. Nobody who only looked at who could move loses it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "scheduler.h"
#include "session_parts.h"

typedef struct sched_left {
    bool aside;     /* view is set aside here; else it is still the one on the screen */
    view_t view;    /* it has pointers to itself, so it is only used where it came from */
    page_t page, behind;
    bool playing, in_pane, under_way; /* under_way: the run had not come yet */
    run_use_t use;
    int size;
    char *schedule; /* owned; NULL: the usual one */
    char lead[sizeof ((session_t *)0)->lead], message[sizeof ((view_t *)0)->message];
    bool play_later, predict_later, decided;
    size_t whole_at;
} sched_left_t;

void scheduler_leaves(app_t *a)
{
    const session_t *s = &a->session;
    sched_left_t *left = calloc(1, sizeof *left);

    if (!left)
        return;
    left->page = a->page;
    left->behind = a->behind;
    a->page = a->behind = (page_t){0};
    left->playing = a->view.playing;
    left->in_pane = a->view.in_pane;
    left->under_way = s->run != NULL;
    left->use = s->use;
    left->size = s->size;
    left->schedule = s->schedule ? strdup(s->schedule) : NULL;
    left->play_later = s->play_later;
    left->predict_later = s->predict_later;
    left->decided = s->decided;
    left->whole_at = s->whole_at;
    memcpy(left->lead, s->lead, sizeof left->lead);
    memcpy(left->message, a->said, sizeof left->message);
    a->scheduler.left = left;
}

bool scheduler_keeps(app_t *a)
{
    sched_left_t *left = a->scheduler.left;

    if (!left || left->aside)
        return false;
    left->aside = true;
    left->view = a->view;
    a->view = (view_t){0};
    return true;
}

/* The view stands where it was made, and what is on the screen is closed. */
static void left_returns(app_t *a, sched_left_t *left)
{
    if (!left->aside)
        return;
    view_close(&a->view);
    a->view = left->view;
    left->aside = false;
    view_t *v = &a->view; /* what the host lent it was lent anew since */
    if (a->host->source_dirs)
        v->options.source_dirs = v->source.dirs = a->host->source_dirs(a->host->self, a->session.entry);
    if (a->session.captions) {
        free(a->session.captions);
        v->options.captions = a->session.captions = a->host->captions(a->host->self, a->session.entry, v->trace);
    }
}

static void left_free(sched_left_t *left)
{
    free(left->page.text);
    free(left->behind.text);
    free(left->schedule);
    free(left);
}

void scheduler_forgets(app_t *a)
{
    sched_left_t *left = a->scheduler.left;

    a->scheduler.left = NULL;
    if (!left)
        return;
    if (left->aside) {
        view_t now = a->view;
        a->view = left->view;
        view_close(&a->view);
        a->view = now;
    }
    left_free(left);
}

bool scheduler_gives_back(app_t *a)
{
    session_t *s = &a->session;
    sched_left_t *left = a->scheduler.left;

    if (!left)
        return false;
    a->scheduler.left = NULL;
    session_unasked(a);
    left_returns(a, left);
    page_close(a);
    a->page = left->page;
    a->behind = left->behind;
    left->page.text = left->behind.text = NULL;
    a->view.playing = left->playing;
    a->view.in_pane = left->in_pane;
    s->play_later = left->play_later;
    s->predict_later = left->predict_later;
    s->decided = left->decided;
    s->whole_at = left->whole_at;
    memcpy(s->lead, left->lead, sizeof s->lead);
    memcpy(a->view.message, left->message, sizeof left->message);
    if (left->under_way)
        session_start(a, left->use, &(tui_run_t){.entry = s->entry, .size = left->size, .schedule = left->schedule, .shipped = s->secret && left->use == RUN_FIRST});
    else {
        s->use = left->use;
        s->size = left->size;
        free(s->schedule);
        s->schedule = left->schedule;
        left->schedule = NULL;
    }
    if (a->page.kind == PAGE_VERDICT && s->verdict) { /* it may have been confirmed meanwhile */
        int scroll = a->page.scroll;
        verdict_page(a);
        a->page.scroll = scroll;
    }
    left_free(left);
    return true;
}
