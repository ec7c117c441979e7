/* background.c — see background.h. The worker says what it does in lines of JSON: {"phase":…}, {"error":…,"compile":…},
 * verdicts; a run's trace goes into a memory file that both hold. */
#include "background.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compile.h"
#include "file.h"
#include "runs.h"
#include "spawn.h"
#include "text.h"
#include "workspace.h"

enum { RUN_MS = 60000 };

/* ---- in the worker --------------------------------------------------------------------------------------- */

static int give_up(int fd, const char *text, bool compile)
{
    buf_t safe = {0};
    text_safe(&safe, text, 8000, true);
    pool_say(fd, json_pack("{s:s, s:b}", "error", buf_text(&safe), "compile", compile));
    buf_free(&safe);
    return 1;
}

typedef struct run_order {
    const entry_t *entry;
    tui_run_t run;
    int trace_fd;
} run_order_t;

static bool take_source(const lab_t *lab, const run_order_t *o, buf_t *source, err_t *err)
{
    const entry_t *e = o->entry;
    bool shipped = o->run.shipped || !entry_gradable(e);
    char *path = shipped ? entry_path(e, "exercise.c") : lab_file(lab, e, true, err);
    bool ok = path != NULL && workspace_take(path, source, err);
    free(path);
    return ok;
}

/* A demo asked for in no size comes in its natural one. */
static int64_t size_of(const run_order_t *o)
{
    if (o->entry->kind == ENTRY_DEMO && o->run.count == 0)
        return entry_usual_size(o->entry);
    return o->run.count > 0 ? (int64_t)o->run.count : o->run.size;
}

/* So that whoever shows it can tell that the file is another by now. */
static void mark_source(trace_t *t, const run_order_t *o, const buf_t *source)
{
    char *name = xformat("%s.c", o->entry->id);
    trace_mark_source(t, name, buf_text(source), source->len);
    free(name);
}

static int do_run(const run_order_t *o, const buf_t *source, const compiled_t *program, int fd)
{
    const tui_run_t *r = &o->run;
    run_spec_t spec = {.entry = o->entry, .program = program->program, .size = size_of(o),
                       .schedule = r->schedule, .ask = r->ask, .skip = r->skip, .until = r->until, .open_choice = r->open_choice, .token = r->token, .with_trace = true, .wall_ms = RUN_MS};
    run_end_t end;
    err_t err;
    if (!run_once(&spec, &end, &err))
        return give_up(fd, err.text, false);
    int code = 0;
    if (end.trace != NULL)
        mark_source(end.trace, o, source);
    if (end.trace == NULL)
        code = give_up(fd, run_trouble(&spec, &end, &err) ? err.text : end.trace_why.text, false);
    else if (!trace_write_fd(end.trace, o->trace_fd, err.text, sizeof err.text))
        code = give_up(fd, err.text, false);
    run_end_free(&end);
    return code;
}

static int run_worker(const lab_t *lab, void *arg, int fd)
{
    const run_order_t *o = arg;
    buf_t source = {0};
    compiled_t program;
    err_t err;
    if (!take_source(lab, o, &source, &err))
        return give_up(fd, err.text, false);
    pool_say(fd, json_pack("{s:s}", "phase", "compiling"));
    /* Kept by its digest: choosing schedules runs the same program again and again. */
    compile_program(&lab->catalog, o->entry, &source, true, &program);
    pool_say(fd, json_pack("{s:s}", "phase", "running"));
    int code = program.status == COMPILE_OK ? do_run(o, &source, &program, fd)
                                            : give_up(fd, buf_text(&program.text), program.status == COMPILE_ERRORS);
    compiled_free(&program);
    buf_free(&source);
    return code;
}

/* ---- in the screen's process ----------------------------------------------------------------------------- */

static void fail(background_t *b, const char *text)
{
    free(b->error);
    b->error = xstrdup(text);
    b->state = TUI_JOB_FAILED;
}

static void started(background_t *b, bool ok, const err_t *err)
{
    if (!ok)
        fail(b, err->text);
    else
        (void)fcntl(b->job.fd, F_SETFL, O_NONBLOCK);
}

static void start_run(background_t *b)
{
    err_t err;
    b->trace_fd = memfd_create("ctxlab-trace", MFD_CLOEXEC);
    run_order_t order = {b->entry, b->run, b->trace_fd};
    if (b->trace_fd < 0)
        started(b, err_errno(&err, "cannot make a memory file for a run"), &err);
    else
        started(b, pool_fork(b->lab, run_worker, &order, &b->job, &err), &err);
}

static void start_judge(background_t *b)
{
    err_t err;
    char *path = lab_file(b->lab, b->entry, true, &err);
    started(b, path != NULL && pool_start(b->lab, b->entry, path, &b->job, &err), &err);
    free(path);
}

/* So many may still be about to end when the next one starts. */
enum { MOST_LEAVING = 2 };

static void start_or_wait(background_t *b)
{
    b->waits = pool_leaving() >= MOST_LEAVING;
    if (!b->waits && b->judging)
        start_judge(b);
    else if (!b->waits)
        start_run(b);
}

static void begin(background_t *b, const lab_t *lab, const entry_t *e, bool judging)
{
    *b = (background_t){.lab = lab, .entry = e, .job = {-1, -1}, .judging = judging, .trace_fd = -1, .state = TUI_JOB_RUNNING};
    (void)snprintf(b->phase, sizeof b->phase, "compiling");
}

void background_run(background_t *b, const lab_t *lab, const entry_t *e, const tui_run_t *run)
{
    begin(b, lab, e, false);
    b->run = *run;
    b->run.schedule = b->schedule = run->schedule != NULL ? xstrdup(run->schedule) : NULL;
    b->run.entry = e->id;
    start_or_wait(b);
}

void background_judge(background_t *b, const lab_t *lab, const entry_t *e)
{
    begin(b, lab, e, true);
    start_or_wait(b);
}

int background_fd(const background_t *b) { return b->waits ? pool_leaving_fd() : b->job.fd; }

static void hear_line(background_t *b, const char *line, size_t n)
{
    json_t *doc = json_loadb(line, n, 0, NULL);
    const char *phase = json_string_value(json_object_get(doc, "phase"));
    const char *error = json_string_value(json_object_get(doc, "error"));
    if (phase != NULL)
        (void)snprintf(b->phase, sizeof b->phase, "%s", phase);
    if (error != NULL) {
        fail(b, error);
        b->compile_error = json_is_true(json_object_get(doc, "compile"));
    }
    verdict_t v;
    if (doc != NULL && b->judging && phase == NULL && verdict_from_json(&v, doc)) {
        verdict_free(&b->verdict);
        b->verdict = v;
        b->known = true;
    }
    json_decref(doc);
}

static void over(background_t *b)
{
    pool_stop(&b->job);
    if (b->state == TUI_JOB_FAILED)
        return;
    if (b->judging && (!b->known || b->verdict.confirming))
        fail(b, "the judge's process died");
    else
        b->state = TUI_JOB_DONE;
}

void background_poll(background_t *b)
{
    char chunk[8192];
    ssize_t n = -1;
    if (b->waits)
        start_or_wait(b);
    while (b->job.fd >= 0 && (n = read(b->job.fd, chunk, sizeof chunk)) > 0)
        buf_add(&b->said, chunk, (size_t)n);
    bool ended = b->job.fd >= 0 && (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR));
    for (char *end; b->said.len > 0 && (end = memchr(b->said.data, '\n', b->said.len)) != NULL;) {
        size_t used = (size_t)(end - b->said.data) + 1;
        hear_line(b, b->said.data, used - 1);
        memmove(b->said.data, b->said.data + used, b->said.len - used + 1);
        b->said.len -= used;
    }
    if (ended)
        over(b);
}

trace_t *background_trace(background_t *b)
{
    err_t err;
    struct stat st;
    void *bytes = MAP_FAILED;
    if (b->trace_fd < 0 || fstat(b->trace_fd, &st) != 0 || st.st_size == 0) {
        fail(b, "the run left no trace");
        return NULL;
    }
    bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, b->trace_fd, 0);
    if (bytes == MAP_FAILED) {
        fail(b, "the run's trace cannot be read");
        return NULL;
    }
    trace_t *t = trace_read(bytes, (size_t)st.st_size, err.text, sizeof err.text);
    (void)munmap(bytes, (size_t)st.st_size);
    if (t == NULL)
        fail(b, err.text);
    close(b->trace_fd);
    b->trace_fd = -1;
    return t;
}

void background_end(background_t *b)
{
    if (b->job.fd >= 0)
        pool_leave(&b->job);
    free(b->schedule);
    if (b->trace_fd >= 0)
        close(b->trace_fd);
    buf_free(&b->said);
    free(b->error);
    verdict_free(&b->verdict);
    *b = (background_t){.job = {-1, -1}, .trace_fd = -1};
}
