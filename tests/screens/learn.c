/* learn.c — the full-screen tool over a host of cardboard: two entries, drawn runs, a verdict that fails until the
 * learner's file has changed. learn FILE: the learner's file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "scene.h"
#include "tui.h"

struct tui_job { int pipe[2], polls; bool judge, ask; char entry[64], schedule[200]; uint64_t skip, token; };

static const char *file_path;

static bool file_says(const char *word)
{
    char text[200] = "";
    FILE *f = fopen(file_path, "r");

    if (!f)
        return false;
    size_t n = fread(text, 1, sizeof text - 1, f);
    text[n] = 0;
    fclose(f);
    return strstr(text, word) != NULL;
}

static bool fixed(void) { return file_says("fixed"); }
static bool broken(void) { return file_says("syntax"); }

static size_t entries(void *self, const tui_entry_t **list)
{
    static tui_entry_t all[] = {
        {"leaky-server", "lifecycle", "lifecycle", "The server that forgets", "bug", "new", NULL},
        {"spinner", "observing", "observing", "The worker that would not rest", "bug", "tried", NULL},
        {"wide-cascade", "demos", "demos", "Ten thousand at once", "demo", "seen", NULL},
    };
    (void)self;
    all[0].status = fixed() ? "passed" : "new";
    *list = all;
    return 3;
}

static char *text(void *self, const char *entry, tui_text_t what, int level, char *err, size_t err_size)
{
    char *page = NULL;

    (void)self;
    switch (what) {
    case TUI_STORY:
        (void)asprintf(&page, "%s%s", "# The server that forgets\nA server starts a `tick_worker` for every request. After a day it is slow, and nobody "
                      "knows why.\n\n**Make:** when all requests are answered, nothing is left of them.\n",
                       level > 0 ? "\n# What the program may call\n\n    void handle(ctx_t *ctx);\nthe server's: one request\n" : "");
        return page;
    case TUI_HINT:
        if (level > 2)
            return NULL;
        return strdup(level == 1 ? "Look at what is still alive at the end." : "Who holds the cancel of a request's context?");
    case TUI_EXPLAIN: return strdup("# Why\nA handle that nobody releases is lost.\n");
    case TUI_MARK: return NULL;
    default:
        snprintf(err, err_size, "the solution of %s comes after the pass", entry);
        return NULL;
    }
}

static bool file(void *self, const char *entry, char *path, size_t size, char *err, size_t err_size)
{
    (void)self, (void)entry, (void)err, (void)err_size;
    snprintf(path, size, "%s", file_path);
    return true;
}

static const char *const *source_dirs(void *self, const char *entry)
{
    static const char *const dirs[] = {"tests/screens/data", NULL};
    (void)self, (void)entry;
    return dirs;
}

static tui_job_t *job_new(const char *entry, bool judge)
{
    tui_job_t *j = calloc(1, sizeof *j);

    snprintf(j->entry, sizeof j->entry, "%s", entry);
    j->judge = judge;
    if (pipe(j->pipe) || write(j->pipe[1], "..", 2) != 2)
        abort();
    return j;
}

static tui_job_t *run(void *self, const tui_run_t *r)
{
    tui_job_t *j = job_new(r->entry, false);

    (void)self;
    j->ask = r->ask;
    j->skip = r->skip;
    j->token = r->token;
    snprintf(j->schedule, sizeof j->schedule, "%s", r->schedule ? r->schedule : "");
    return j;
}

static tui_job_t *judge(void *self, const char *entry, bool study)
{
    (void)self, (void)study;
    return job_new(entry, true);
}

static int job_fd(void *self, tui_job_t *j)
{
    (void)self;
    return j->pipe[0];
}

static tui_job_state_t job_poll(void *self, tui_job_t *j, tui_progress_t *p)
{
    char c;

    (void)self;
    if (broken()) {
        *p = (tui_progress_t){.error = "server.c:18:5: error: expected ';' before 'task_go'\n   18 |     ctx_t *ctx\n", .compile_error = true};
        return TUI_JOB_FAILED;
    }
    if (j->polls == 0) { /* the first time there is nothing yet */
        j->polls = 1;
        *p = (tui_progress_t){.phase = "exploring", .explored = 120};
        return TUI_JOB_RUNNING;
    }
    if (read(j->pipe[0], &c, 1) != 1)
        abort();
    return TUI_JOB_DONE;
}

/* Asked at the second switch, five choices after the first, or so many choices after that; but after the second choice all the work is over:
 * nobody is asked there any more. */
static trace_t *asked_late(const tui_job_t *j)
{
    trace_t *asked = fixture(j->token || j->skip <= 2 ? "ask" : "leak");

    for (size_t i = 0; i < trace_count(asked); i++) {
        ctx_event_t *ev = (ctx_event_t *)(uintptr_t)trace_event(asked, i);
        if (ev->kind != CTX_EV_CHOICE)
            continue;
        ev->value = (int64_t)1 << 32 | (int64_t)(j->token ? 5 : j->skip);
        ev->flags = ev->task == (j->token ? 1 : 2); /* the usual one */
    }
    return asked;
}

static trace_t *job_trace(void *self, tui_job_t *j)
{
    (void)self;
    if (j->ask && file_says("late"))
        return asked_late(j);
    if (j->ask)
        return fixture(strstr(j->schedule, "cancel!") ? "leak" : "ask");
    return fixture(!strcmp(j->entry, "spinner") ? "spin" : !strcmp(j->entry, "wide-cascade") ? "wide" : fixed() ? "server" : "leak");
}

static const tui_verdict_t *job_verdict(void *self, tui_job_t *j)
{
    static const tui_found_t found = {"lost-cancel", "server.c", "the cancel handle of c4 was never released", 18};
    static const tui_check_t checks[] = {{"missing-work", "3 of 3 requests answered", true}, {"idle", "1 context is left", false}};
    static const tui_verdict_t fails = {.verdict = "fail", .finding = &found, .findings = 1, .check = checks, .checks = 2, .explored_known = true,
                                        .complete = true, .explored = 1842, .failing = 12, .replay = "T2.select@2 T1.cancel@1",
                                        .replay_length = 2, .before = "T2.select@2", .undone = "T1.cancel@1", .deciding_event = 12,
                                        .deciding = "T2 went on before T1 had released the handle."};
    static tui_verdict_t fails_big;
    static const tui_verdict_t crashes = {.verdict = "crash", .message = "the program was ended by signal 11"};
    static const tui_verdict_t passes = {.verdict = "pass", .check = checks, .checks = 1, .explored_known = true, .complete = true, .explored = 1842};

    (void)self, (void)j;
    fails_big = fails;
    fails_big.replay_size = SCENE_BIG;
    return !j->polls ? NULL : file_says("big") ? &fails_big : file_says("crashes") ? &crashes : fixed() ? &passes : &fails;
}

static void job_end(void *self, tui_job_t *j)
{
    (void)self;
    close(j->pipe[0]);
    close(j->pipe[1]);
    free(j);
}

static char *schedule_add(void *self, const char *schedule, const char *token)
{
    char *longer = NULL;

    (void)self;
    return asprintf(&longer, "%s%s%s", schedule, *schedule ? " " : "", token) < 0 ? NULL : longer;
}

static char *schedule_undo(void *self, const char *schedule)
{
    char *shorter = strdup(schedule), *last = strrchr(shorter, ' ');

    (void)self;
    if (!*schedule) {
        free(shorter);
        return NULL;
    }
    *(last ? last : shorter) = 0;
    return shorter;
}

static size_t schedule_length(void *self, const char *schedule)
{
    size_t n = *schedule != 0;

    (void)self;
    for (; *schedule; schedule++)
        n += *schedule == ' ';
    return n;
}

int main(int argc, char **argv)
{
    static const tui_host_t host = {.entries = entries, .text = text, .file = file, .source_dirs = source_dirs, .run = run, .judge = judge,
                                    .job_fd = job_fd, .job_poll = job_poll, .job_trace = job_trace, .job_verdict = job_verdict,
                                    .job_end = job_end, .schedule_add = schedule_add, .schedule_undo = schedule_undo,
                                    .schedule_length = schedule_length};

    if (argc < 2) {
        fprintf(stderr, "learn: usage: learn FILE\n");
        return 2;
    }
    file_path = argv[1];
    return tui_learn(&host, argc > 2 ? argv[2] : NULL);
}
