/* verb_watch.c — `ctxlab watch [ID]`: judges on every save, never goes on by itself to another entry. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "hints.h"
#include "flow.h"
#include "meter.h"
#include "options.h"
#include "pool.h"
#include "progress.h"
#include "report.h"
#include "spawn.h"
#include "story.h"
#include "verbs.h"
#include "watch_file.h"
#include "workspace.h"

typedef struct watching {
    const lab_t *lab;
    const entry_t *e;
    char *path;
    watch_file_t file;
    pool_job_t job; /* fd −1: none */
    buf_t said;
    bool keys, quit, reported;
    bool counts; /* the judgement under way is an attempt: somebody saved or asked */
    struct termios before, raw;
    meter_t meter; /* of the judgement under way */
    char phase[40];
} watching_t;

enum { TICK_MS = 250 };

static void start(watching_t *w, bool counts)
{
    err_t err;
    w->counts = counts;
    if (w->job.fd >= 0)
        pool_stop(&w->job);
    buf_clear(&w->said);
    meter_end(&w->meter);
    meter_begin(&w->meter);
    w->phase[0] = '\0';
    if (!pool_start(w->lab, w->e, w->path, &w->job, &err)) {
        fprintf(stderr, "ctxlab: %s\n", err.text);
        w->job.fd = -1;
    }
}

static void say_keys(const watching_t *w)
{
    if (w->keys) {
        char *line = xformat("-- watching %s   r judge again · h hint · s story · n next · q quit\n", w->path);
        text_print(stdout, line);
        free(line);
    } else
        printf("-- watching %s%s\n", w->path, watch_polls(&w->file) ? " (looking five times a second)" : "");
    (void)fflush(stdout);
}

/* Between two reports. */
static void separate(watching_t *w)
{
    if (w->reported)
        puts("----------------------------------------------------------------");
    w->reported = true;
}

static void finish(watching_t *w, const verdict_t *v)
{
    err_t err;
    separate(w);
    report_screen(v, w->e, stdout);
    /* The first look at what was changed before is an attempt, too, unless it was judged already; the shipped program is none. */
    bool judged = v->kind != VERDICT_ERROR && v->kind != VERDICT_REJECTED;
    bool tried = judged && (w->counts || v->kind == VERDICT_PASS || progress_touched(w->lab->workspace, w->e));
    if (tried && !progress_attempt(w->lab->workspace, w->e, verdict_reason(v), &err))
        fprintf(stderr, "ctxlab: %s\n", err.text);
    say_keys(w);
}

/* From a second on. */
static void tick(watching_t *w)
{
    char doing[200];
    if (w->job.fd < 0)
        return;
    (void)snprintf(doing, sizeof doing, "judging %s%s%s", w->e->id, w->phase[0] == '\0' ? "" : ", ", w->phase);
    meter_at(&w->meter, doing, 0, 0);
}

/* One line from the judge: a phase, a first verdict, or the last word. */
static void hear_line(watching_t *w, const char *line, size_t n)
{
    json_t *doc = json_loadb(line, n, 0, NULL);
    verdict_t v;
    const char *phase = json_string_value(json_object_get(doc, "phase"));
    if (phase != NULL)
        (void)snprintf(w->phase, sizeof w->phase, "%s", phase);
    else
        meter_end(&w->meter);
    if (doc != NULL && verdict_from_json(&v, doc)) {
        if (v.confirming) {
            separate(w);
            report_screen(&v, w->e, stdout);
        } else {
            finish(w, &v);
        }
        verdict_free(&v);
        (void)fflush(stdout);
    }
    json_decref(doc);
}

static void hear(watching_t *w)
{
    char chunk[8192];
    ssize_t n = read(w->job.fd, chunk, sizeof chunk);
    if (n < 0 && errno == EINTR)
        return;
    if (n > 0)
        buf_add(&w->said, chunk, (size_t)n);
    for (char *end; w->said.len > 0 && (end = memchr(w->said.data, '\n', w->said.len)) != NULL;) {
        size_t used = (size_t)(end - w->said.data) + 1;
        hear_line(w, w->said.data, used - 1);
        memmove(w->said.data, w->said.data + used, w->said.len - used + 1);
        w->said.len -= used;
    }
    if (n <= 0) {
        meter_end(&w->meter);
        pool_stop(&w->job);
    }
}

static void show_text(char *text, const err_t *err)
{
    if (text == NULL)
        fprintf(stderr, "ctxlab: %s\n", err->text);
    else
        flow_print(stdout, text);
    (void)fflush(stdout);
    free(text);
}

static void show_hint(const watching_t *w)
{
    hint_t hint;
    err_t err;
    if (!hint_pick(w->lab, w->e, 0, &hint, &err)) {
        fprintf(stderr, "ctxlab: %s\n", err.text);
        return;
    }
    char *why = hint_why(&hint);
    printf("hint %d of %d. %s\n", hint.level, hint.of, why);
    free(why);
    if (!progress_hint(w->lab->workspace, w->e, hint.section, hint.number, &err))
        fprintf(stderr, "ctxlab: %s\n", err.text);
    flow_print(stdout, hint.text);
    (void)fflush(stdout);
    hint_free(&hint);
}

static bool begin(watching_t *w, const entry_t *e, err_t *err)
{
    w->e = e;
    w->path = workspace_ensure(w->lab->workspace, e, NULL, err);
    if (w->path == NULL || !watch_open(&w->file, w->path, err))
        return false;
    printf("judging %s…\n", w->path);
    (void)fflush(stdout);
    (void)progress_seen(w->lab->workspace, e, NULL); /* here the learner is: the next `watch` resumes */
    start(w, false);
    return true;
}

static void leave(watching_t *w)
{
    meter_end(&w->meter);
    if (w->job.fd >= 0)
        pool_stop(&w->job);
    watch_close(&w->file);
    free(w->path);
    w->path = NULL;
}

/* Only because somebody asked: the next one that is not passed, round the end. */
static void go_next(watching_t *w)
{
    const catalog_t *c = &w->lab->catalog;
    size_t here = (size_t)(w->e - c->entry);
    for (size_t k = 1; k < c->count; k++) {
        const entry_t *e = &c->entry[(here + k) % c->count];
        err_t err;
        if (!entry_gradable(e) || progress_get(w->lab->workspace, e).passed)
            continue;
        leave(w);
        if (!begin(w, e, &err)) {
            fprintf(stderr, "ctxlab: %s\n", err.text);
            w->quit = true;
        } else {
            show_text(story_text(e, &err), &err);
        }
        return;
    }
    puts("every other exercise is passed");
    (void)fflush(stdout);
}

static void key(watching_t *w)
{
    char c = 'q';
    err_t err;
    if (read(STDIN_FILENO, &c, 1) < 0 && errno == EINTR)
        return;
    meter_end(&w->meter); /* what the key says stands on a line of its own */
    if (c == 'q' || c == 4)
        w->quit = true;
    else if (c == 'r')
        start(w, true);
    else if (c == 'n')
        go_next(w);
    else if (c == 's')
        show_text(story_text(w->e, &err), &err);
    else if (c == 'h')
        show_hint(w);
}

static volatile sig_atomic_t resumed;

static void on_continue(int signal_number)
{
    (void)signal_number;
    resumed = 1;
}

/* Whoever was stopped (Ctrl-Z) finds the terminal as the shell wants it. */
static void keys_again(watching_t *w)
{
    if (!resumed)
        return;
    resumed = 0;
    if (w->keys && tcgetpgrp(STDIN_FILENO) == getpgrp()) /* else bg, where that would stop it again; fg sends no less */
        (void)tcsetattr(STDIN_FILENO, TCSANOW, &w->raw);
}

static void loop(watching_t *w)
{
    while (!w->quit && !interrupted()) {
        keys_again(w);
        struct pollfd p[3] = {{w->file.fd, POLLIN, 0}, {w->job.fd, POLLIN, 0}, {w->keys ? STDIN_FILENO : -1, POLLIN, 0}};
        int wait = watch_wait_ms(&w->file);
        if (w->job.fd >= 0 && w->meter.seen && (wait < 0 || wait > TICK_MS))
            wait = TICK_MS;
        if (poll(p, 3, wait) < 0 && errno != EINTR)
            break;
        tick(w);
        if (watch_saved(&w->file))
            start(w, true);
        else if (w->job.fd >= 0 && p[1].revents != 0)
            hear(w);
        if (p[2].revents != 0)
            key(w);
    }
}

/* Single keys without return; the terminal is put back on every way out. */
static void keys_on(watching_t *w)
{
    if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &w->before) != 0)
        return;
    struct sigaction back = {.sa_handler = on_continue}; /* without SA_RESTART: poll is to return */
    (void)sigaction(SIGCONT, &back, NULL);
    w->raw = w->before;
    w->raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    w->keys = tcsetattr(STDIN_FILENO, TCSANOW, &w->raw) == 0;
}

static int watch(lab_t *lab, const entry_t *e)
{
    err_t err;
    watching_t w = {.lab = lab, .e = e, .job = {-1, -1}};
    if (!entry_gradable(e)) {
        err_set(&err, "%s is a %s: there is nothing to judge (ctxlab run %s shows it)", e->id, entry_kind_name(e->kind), e->id);
        return lab_fail(LAB_USAGE, &err);
    }
    interrupt_catch();
    if (!begin(&w, e, &err)) {
        free(w.path);
        return lab_fail(LAB_USAGE, &err);
    }
    keys_on(&w);
    loop(&w);
    if (w.keys)
        (void)tcsetattr(STDIN_FILENO, TCSANOW, &w.before);
    leave(&w);
    buf_free(&w.said);
    return LAB_PASSED;
}

/* Where the learner was, passed or not; else the first that is not passed. */
static const entry_t *resume(const lab_t *lab)
{
    char *last = progress_last(lab->workspace);
    const entry_t *e = last == NULL ? NULL : catalog_find(&lab->catalog, last, NULL);
    free(last);
    if (e == NULL || !entry_gradable(e))
        e = progress_next(lab->workspace, &lab->catalog);
    return e;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    const char *workspace = NULL;
    const option_row_t rows[] = {OPTION_WORKSPACE(workspace), OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc > 2)
        return lab_usage(verb, "watch takes one entry");
    lab_t lab;
    err_t err;
    if (!lab_open(&lab, workspace, &err))
        return lab_fail(LAB_JUDGE, &err);
    err_set(&err, "there is no exercise in the catalog");
    const entry_t *e = argc == 2 ? catalog_find(&lab.catalog, argv[1], &err) : resume(&lab);
    code = e == NULL ? lab_fail(LAB_USAGE, &err) : watch(&lab, e);
    lab_close(&lab);
    code = lab_flush(code);
    interrupt_finish();
    return code;
}

const verb_t verb_watch = {
    .name = "watch",
    .usage = "watch [ID] [--workspace DIR]",
    .about = "judge again on every save",
    .help = "Judges your file now and after each save, until q or Ctrl-C. Without ID: the entry you worked on last.\n"
            "It never goes on to another entry by itself. Keys: r judge again, h hint, s story, n next one that\n"
            "is not passed, q quit.\n\n"
            "example:\n"
            "  ctxlab watch busy-done-loop\n",
    .run = run,
};
