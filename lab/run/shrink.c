/* shrink.c — see shrink.h. */
#include "shrink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore.h"
#include "story_run.h"

enum { SINGLES = 2000 };

typedef struct single { /* the default run's choices, each alternative as a schedule of one token */
    follow_t follow;
    sched_token_t *token;
    int tokens;
} single_t;

static int note_singles(void *arg, const sim_move_t *moves, int n, int usual)
{
    single_t *s = arg;
    uint32_t k = follow_seen(&s->follow, &moves[usual]);
    for (int i = 0; i < n; i++) {
        schedule_t one = {0};
        if (i == usual || s->tokens == SINGLES)
            continue;
        schedule_add(&one, &moves[usual], k, &moves[i]);
        s->token[s->tokens++] = one.token[0];
    }
    return usual;
}

static bool fails(host_t *h, judging_t *judging, int size, const schedule_t *s, const shrink_t *by)
{
    judged_t verdict;
    explore_follow(h, judging, s, size, &verdict, NULL);
    return verdict.failed && (verdict.own || !by->own) && (by->name == NULL || strcmp(verdict.name, by->name) == 0);
}

static bool try_single(host_t *h, judging_t *judging, int size, const shrink_t *by, schedule_t *out)
{
    static const schedule_t none;
    single_t s = {.follow = {.schedule = &none}, .token = calloc(SINGLES, sizeof(sched_token_t))};
    bool found = false;
    if (s.token == NULL)
        return false;
    host_run(h, size, note_singles, &s);
    for (int i = 0; i < s.tokens && !found; i++) {
        schedule_t one = {.tokens = 1};
        one.token[0] = s.token[i];
        found = fails(h, judging, size, &one, by);
        if (found)
            *out = one;
    }
    free(s.token);
    return found;
}

/* Leaves out one token after another, from the end, as long as the rest still fails. */
static void leave_out(host_t *h, judging_t *judging, int size, const shrink_t *by, schedule_t *s)
{
    bool smaller = true;
    while (smaller) {
        smaller = false;
        for (int i = s->tokens - 1; i >= 0; i--) {
            schedule_t without = schedule_without(s, i);
            if (!fails(h, judging, size, &without, by))
                continue;
            *s = without;
            smaller = true;
        }
    }
}

static void describe(host_t *h, judging_t *judging, int size, const schedule_t *s, runner_result_t *result)
{
    static const shrink_t any = {0};
    judged_t verdict;
    if (s->tokens > 0) { /* the deciding switch is the last: without it the run must pass */
        schedule_t undone = schedule_without(s, s->tokens - 1);
        if (!fails(h, judging, size, &undone, &any))
            schedule_print(&undone, result->undone, sizeof result->undone);
    }
    bool choices = host_sim(h)->trace_choices;
    host_sim(h)->trace_choices = true; /* the story is read off them */
    explore_follow(h, judging, s, size, &verdict, NULL);
    host_sim(h)->trace_choices = choices;
    story_of_run(host_trace(h), s, result->undone[0] != '\0', result->story, sizeof result->story);
    trace_site_t site = trace_site(host_trace(h), verdict.site);
    schedule_print(s, result->shortest, sizeof result->shortest);
    result->switches = (uint32_t)s->tokens;
    result->line = (uint32_t)site.line;
    result->task = verdict.task;
    snprintf(result->file, sizeof result->file, "%s", site.file);
    snprintf(result->finding, sizeof result->finding, "%s", verdict.failed ? verdict.name : "");
    snprintf(result->message, sizeof result->message, "%s", verdict.message);
}

void shrink(host_t *h, judging_t *judging, int size, const schedule_t *best, const shrink_t *by, runner_result_t *result)
{
    schedule_t s = *best, none = {0}, one;
    const shrink_t usual = {.own = by->own};
    if (fails(h, judging, size, &none, &usual)) {
        s = none;
    } else if (!s.random) {
        if (s.tokens > 1 && try_single(h, judging, size, by, &one))
            s = one;
        else
            leave_out(h, judging, size, by, &s);
    }
    describe(h, judging, size, &s, result);
}
