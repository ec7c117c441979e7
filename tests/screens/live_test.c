/* live_test.c — a program joined while it runs: what is known of it at that moment, what a gap leaves, what pausing the view
 * loses (nothing). The program watched is this one, started again with a role.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "index.h"
#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

/* ---- the programs ---------------------------------------------------------------------------------------- */

CTX_KEY(user_key);
static chan_t *jobs;
static wait_group_t busy;

static void listener(ctx_t *ctx, void *arg)
{
    int job;
    (void)arg;
    (void)chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job));
}

static void deaf(ctx_t *ctx, void *arg)
{
    int job;
    (void)ctx;
    (void)arg;
    chan_recv(jobs, &job);
}

static void sleeper(ctx_t *ctx, void *arg)
{
    (void)arg;
    (void)task_sleep_ctx(ctx, CTX_S(1000));
}

static void waiter(ctx_t *ctx, void *arg)
{
    (void)ctx;
    (void)arg;
    wait_group_wait(&busy);
}

static void never(void *arg) { (void)arg; }

static void *foreign(void *ctx)
{
    (void)ctx_err(ctx);
    pause();
    return NULL;
}

/* Two contexts of somebody else's making: children of the one wait for its done in a task of their own, the other calls back. */
static chan_t *foreign_done(ctx_custom_t *self)
{
    static chan_t *done;
    (void)self;
    return done ? done : (done = chan_make_signal());
}
static ctx_err_t foreign_err(ctx_custom_t *self)
{
    (void)self;
    return CTX_OK;
}
static void *foreign_after(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    (void)fn, (void)arg;
    return self;
}
static bool foreign_stop(ctx_custom_t *self, void *registration) { return self == registration; }
static const ctx_ops_t silent_ops = {.type_name = "silent", .done = foreign_done, .err = foreign_err};
static const ctx_ops_t calling_ops = {.type_name = "calling", .done = foreign_done, .err = foreign_err, .after_func = foreign_after, .stop = foreign_stop};
static const ctx_error_t disk_full = {.text = "disk full"};

static void foreign_parents(void)
{
    static ctx_custom_t silent, calling;
    static ctx_cancel_t *handle[2];

    (void)ctx_with_cancel(ctx_custom_init(&silent, &silent_ops, NULL), &handle[0]);
    (void)ctx_with_cancel(ctx_custom_init(&calling, &calling_ops, NULL), &handle[1]);
}

/* Everybody waits for ever, each in something else; one below a context that has been cancelled. */
static int stand_still(void)
{
    ctx_cancel_t *cancel, *told, *todo;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_S(5000), &cancel), *user = ctx_with_value(ctx, user_key, ctx);
    ctx_t *ended = ctx_with_cancel(user, &told);
    pthread_t thread;

    (void)ctx_with_cancel(ctx_todo(), &todo);
    ctx_stop_t *after = ctx_after_func(user, never, NULL);
    jobs = chan_make(int, 0);
    wait_group_add(&busy, 1);
    task_go(user, listener, NULL);
    task_go(ctx, sleeper, NULL);
    task_go(ctx, waiter, NULL);
    task_t last = task_go(ended, deaf, NULL);
    ctx_cancel_cause(told, &disk_full);
    foreign_parents();
    pthread_create(&thread, NULL, foreign, ctx);
    task_join(last);
    ctx_stop_drop(after);
    return 0;
}

static void short_task(ctx_t *ctx, void *arg)
{
    (void)ctx;
    (void)arg;
}

/* Faster than anybody reads: contexts and tasks that come and go, among some that stay. A dot each ten thousand. */
static int flood(void)
{
    ctx_cancel_t *cancel, *stays;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);

    (void)ctx_with_cancel(ctx, &stays);
    for (uint64_t i = 1;; i++) {
        ctx_cancel_t *one;
        ctx_t *child = ctx_with_cancel(ctx, &one);
        if (i % 1000 == 0)
            task_join(task_go(child, short_task, NULL));
        ctx_release(one);
        if (i % 10000 == 0 && write(1, ".", 1) != 1)
            return 0;
    }
}

/* A cancel, and somebody who does not hear it. */
static void deafen(ctx_t *ctx)
{
    ctx_cancel_t *cancel;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);

    jobs = chan_make(int, 0);
    task_go(child, deaf, NULL);
    ctx_cancel(cancel);
}

/* One event each time a line comes in; at a d somebody is deaf. */
static int tick(void)
{
    char line[8];
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);

    while (read(0, line, 1) == 1)
        if (*line == 'd')
            deafen(ctx);
        else
            (void)ctx_err(ctx);
    ctx_release(cancel);
    return 0;
}

/* ---- watching -------------------------------------------------------------------------------------------- */

typedef struct watched { pid_t pid; int in, out; char path[80]; } watched_t;
typedef struct seen { trace_t *trace; model_t *model; index_t index; int fd; bool begun; size_t gaps, snapshots; } seen_t;

static watched_t start_at(const char *self, const char *role, const char *path)
{
    watched_t w = {0};
    int in[2], out[2];
    char trace[100];

    snprintf(w.path, sizeof w.path, "%s", path);
    snprintf(trace, sizeof trace, "unix:%s", w.path);
    if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC))
        return w;
    w.pid = fork();
    if (w.pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        setenv("CTX_TRACE", trace, 1);
        signal(SIGPIPE, SIG_DFL); /* a program that does nothing about it */
        for (int fd = 3; fd < 64; fd++)
            close(fd);
        execl(self, self, role, (char *)NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    w.in = in[1];
    w.out = out[0];
    return w;
}

static watched_t start(const char *self, const char *role)
{
    static int number;
    char path[100];

    snprintf(path, sizeof path, "/tmp/ctx-live-%d-%d", (int)getpid(), ++number);
    return start_at(self, role, path);
}

static void stop(watched_t *w)
{
    kill(w->pid, SIGKILL);
    waitpid(w->pid, NULL, 0);
    close(w->in);
    close(w->out);
    unlink(w->path);
}

static int join_at(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    for (int i = 0; i < 100000; i++) { /* until it listens */
        int fd = socket(AF_UNIX, SOCK_STREAM, 0);
        if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0)
            return fd;
        close(fd);
        poll(NULL, 0, 1);
    }
    return -1;
}

static void count_new(seen_t *s, size_t from)
{
    for (; from < trace_count(s->trace); from++) {
        s->gaps += trace_event(s->trace, from)->kind == CTX_EV_GAP;
        s->snapshots += trace_event(s->trace, from)->kind == CTX_EV_SNAPSHOT_END;
    }
}

/* Reads until there were so many snapshots, and not beyond the last of them. */
static bool read_until(seen_t *s, size_t snapshots)
{
    char record[sizeof(ctx_trace_header_t)], err[200] = "";

    while (s->snapshots < snapshots) {
        size_t had = trace_count(s->trace), n = 0, size = s->begun ? sizeof(ctx_event_t) : sizeof(ctx_trace_header_t);
        s->begun = true;
        while (n < size) {
            struct pollfd p = {.fd = s->fd, .events = POLLIN};
            ssize_t got = poll(&p, 1, 120000) == 1 ? read(s->fd, record + n, size - n) : -1;
            if (got <= 0)
                return false;
            n += (size_t)got;
        }
        trace_feed(s->trace, record, n, err, sizeof err);
        if (*err)
            return false;
        count_new(s, had);
    }
    index_build(&s->index);
    model_apply_all(s->model);
    return true;
}

static seen_t watch(const watched_t *w)
{
    seen_t s = {.trace = trace_new(CTX_TRACE_THREADS, "live"), .fd = join_at(w->path)};
    s.model = model_new(s.trace);
    index_start(&s.index, s.trace);
    return s;
}

static void look_away(seen_t *s)
{
    close(s->fd);
    index_free(&s->index);
    model_free(s->model);
    trace_free(s->trace);
}

/* ---- at the moment of joining ---------------------------------------------------------------------------- */

static const model_task_t *task_named(const seen_t *s, const char *name)
{
    for (uint32_t t = 1; t < s->model->tasks; t++)
        if (s->model->task[t].state != TASK_UNSEEN && !strcmp(trace_text(s->trace, s->model->task[t].name_text), name))
            return &s->model->task[t];
    return NULL;
}

static bool waits_in(const seen_t *s, const char *name, unsigned op, bool listens, bool is_deaf)
{
    const model_task_t *t = task_named(s, name);
    trace_site_t site = trace_site(s->trace, t ? t->site : 0);

    return t && t->state == TASK_BLOCKED && t->op == op && (t->listens != 0) == listens && t->deaf == is_deaf &&
           strstr(site.file, "live_test.c") && (!strcmp(site.func, name) || !strcmp(name, "main"));
}

static bool all_wait(const seen_t *s)
{
    static const char *const names[] = {"main", "listener", "sleeper", "waiter", "deaf"};
    const model_task_t *t;

    for (size_t i = 0; i < 5; i++)
        if (!(t = task_named(s, names[i])) || t->state != TASK_BLOCKED)
            return false;
    return task_named(s, "thread") != NULL;
}

static uint32_t node_labelled(const seen_t *s, const char *want)
{
    char label[120];

    for (uint32_t i = 1; i < s->model->nodes; i++)
        if (s->model->node[i].state != NODE_UNSEEN && model_label(s->model, i, label, sizeof label) && !strncmp(label, want, strlen(want)))
            return i;
    return 0;
}

static void check_tasks(const seen_t *s)
{
    const model_task_t *t = task_named(s, "main"), *d = task_named(s, "deaf"), *f = task_named(s, "thread");

    ok(waits_in(s, "listener", CTX_OP_SELECT, true, false), "joining: who waits in a select and listens");
    ok(waits_in(s, "sleeper", CTX_OP_SLEEP, true, false), "joining: who sleeps and listens");
    ok(waits_in(s, "waiter", CTX_OP_WG_WAIT, false, true), "joining: who waits for a wait group");
    ok(waits_in(s, "deaf", CTX_OP_RECV, false, true) && d->object, "joining: who waits for a channel, which one, and listens to nothing");
    ok(d && model_is_told(s->model, d->ctx), "joining: that its context had ended already");
    ok(t && t->state == TASK_BLOCKED && t->op == CTX_OP_JOIN && d && &s->model->task[t->object] == d, "joining: main waits for that task");
    ok(f && f->state == TASK_RUNNING && !f->deaf, "joining: a foreign thread is there, and nothing is said of it");
}

static void check_nodes(const seen_t *s)
{
    uint32_t value = node_labelled(s, "WithValue(user_key)");

    ok(s->model->node[1].kind == CTX_NODE_BACKGROUND && !s->index.node[1].guessed, "joining: Background is named");
    ok(s->model->node[2].kind == CTX_NODE_TODO && s->index.node[2].first_group, "joining: TODO, and what hangs under it");
    ok(value && s->model->node[value].parent == node_labelled(s, "WithTimeout 5000s"), "joining: a value's key, and where it stands");
    ok(node_labelled(s, "AfterFunc"), "joining: an after-func that waits");
}

static const char *told_cause(const seen_t *s, uint32_t node) { return trace_text(s->trace, model_told_event(s->model, node)->aux); }

/* What was said before anybody listened: why it ended, what a channel carries, by whom news of a foreign context comes. */
static void check_reasons(const seen_t *s)
{
    const model_task_t *d = task_named(s, "deaf");
    uint32_t silent = node_labelled(s, "silent"), calling = node_labelled(s, "calling"), by_task = 0, by_call = 0;

    ok(d && !strcmp(told_cause(s, d->ctx), "disk full"), "joining: the reason why that context ended");
    ok(d && d->object < s->model->chans && !strcmp(trace_text(s->trace, s->model->chan[d->object].type_text), "int"), "joining: what the channel carries");
    for (uint32_t i = 3; i < s->model->nodes; i++) {
        by_task += s->model->node[i].forwarder == 1 && silent && s->model->node[i].parent == silent;
        by_call += s->model->node[i].forwarder == 3 && calling && s->model->node[i].parent == calling;
    }
    ok(by_task == 1 && s->model->forwarders == 1, "joining: the forwarder from a foreign context to its child");
    ok(by_call == 1, "joining: the child that is called back by its foreign parent");
}

static void joining(const char *self)
{
    watched_t w = start(self, "stand-still");
    bool stood = false;

    for (time_t end = time(NULL) + 120; time(NULL) < end && !stood;) { /* until everybody has come to where it waits */
        seen_t s = watch(&w);
        stood = read_until(&s, 1) && all_wait(&s);
        if (stood) {
            check_tasks(&s);
            check_nodes(&s);
            check_reasons(&s);
        }
        look_away(&s);
    }
    ok(stood, "joining: everybody was seen waiting");
    seen_t next = watch(&w);
    ok(read_until(&next, 1), "joining: who comes when the last one has gone, and nothing has happened since");
    look_away(&next);
    stop(&w);
}

/* ---- a hang ---------------------------------------------------------------------------------------------- */

/* Nothing comes any more, and just that is the fault: the screen finds it all the same, and its clock goes on. */
static void hanging(const char *self)
{
    watched_t w = start(self, "stand-still");
    const char *tool = getenv("CTXLAB");
    const char *argv[] = {tool ? tool : "./ctxlab", "view", w.path, "--wait", NULL};
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    pty_t p;

    bool open = pty_start(&p, 30, 100, env, argv) && pty_wait_text(&p, "quiet for");
    ok(open, "a hang: the clock of the live view goes on");
    pty_send(&p, "w", 1);
    ok(open && pty_wait_text(&p, "deaf-wait") && pty_has(&p, "listens to"), "a hang: who does not hear the end is found while it hangs");
    stop(&w);
    ok(open && pty_wait_text(&p, "gone without saying that it ends") && pty_has(&p, "deaf-wait"), "a hang: once it was killed, that is said, and the finding stays");
    pty_end(&p);
}

/* ---- two viewers ----------------------------------------------------------------------------------------- */

/* A program speaks to one at a time. The other is not shown an empty picture as if it were the program's. */
static void two_viewers(const char *self)
{
    watched_t w = start(self, "tick");
    const char *tool = getenv("CTXLAB");
    const char *argv[] = {tool ? tool : "./ctxlab", "view", w.path, "--wait", NULL};
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    pty_t first, second;

    bool open = pty_start(&first, 24, 80, env, argv) && pty_wait_text(&first, "c1 Background");
    ok(open && pty_start(&second, 24, 80, env, argv) && pty_wait_text(&second, "one viewer at a time") && !pty_has(&second, "LIVE"), "two viewers: the second is told that it waits");
    ok(pty_has(&second, "It begins when the program speaks to this viewer") && !pty_has(&second, "Space plays"), "two viewers: nothing is offered to be played meanwhile");
    kill(first.pid, SIGKILL);
    pty_wait_end(&first);
    ok(open && pty_wait_text(&second, "c1 Background") && pty_has(&second, "LIVE"), "two viewers: its turn comes when the first is killed");
    pty_end(&first);
    pty_end(&second);
    stop(&w);
}

/* A program hands its environment on to those it starts: they do not take its viewers away. */
static void two_programs(const char *self)
{
    watched_t w = start(self, "tick");
    struct stat before, after;

    close(join_at(w.path));
    ok(stat(w.path, &before) == 0, "two programs: the first is watched");
    watched_t second = start_at(self, "tick", w.path);
    close(second.in);
    ok(waitpid(second.pid, NULL, 0) == second.pid && stat(w.path, &after) == 0 && before.st_ino == after.st_ino, "two programs: the second at the same path leaves the first its own");
    close(second.out);
    seen_t s = watch(&w);
    ok(read_until(&s, 1), "two programs: and the first is still there to be watched");
    look_away(&s);
    kill(w.pid, SIGKILL);
    waitpid(w.pid, NULL, 0);
    ok(stat(w.path, &after) == 0, "two programs: who is killed leaves its socket");
    close(w.in);
    close(w.out);
    w = start_at(self, "tick", w.path);
    close(join_at(w.path));
    s = watch(&w);
    ok(read_until(&s, 1), "two programs: where one was killed the next listens");
    look_away(&s);
    FILE *f = unlink(w.path) ? NULL : fopen(w.path, "w"); /* somebody else's now */
    ok(f && !fclose(f), "two programs: the path is given to something else");
    close(w.in);
    w.in = -1;
    ok(waitpid(w.pid, NULL, 0) == w.pid && stat(w.path, &after) == 0, "two programs: which stays when the first ends");
    close(w.out);
    unlink(w.path);
}

/* ---- after a gap ----------------------------------------------------------------------------------------- */

/* What the last snapshot names is there, and nothing else is. */
static bool picture_is(const seen_t *s)
{
    size_t from = trace_count(s->trace), count = from;
    uint32_t named = 0, there = 0, model_there = 0;

    while (from && trace_event(s->trace, from - 1)->kind != CTX_EV_GAP)
        from--;
    for (size_t i = from; i < count; i++)
        named += trace_event(s->trace, i)->kind == CTX_EV_NODE_NEW && trace_event(s->trace, i)->node > 2;
    for (uint32_t i = 3; i < s->index.nodes; i++) {
        life_t life = index_life(&s->index, i, count);
        there += life != LIFE_UNSEEN && life != LIFE_FREED;
    }
    for (uint32_t i = 3; i < s->model->nodes; i++)
        model_there += s->model->node[i].state == NODE_LIVE || s->model->node[i].state == NODE_TOLD;
    if (named != there || named != model_there)
        printf("# the snapshot names %" PRIu32 ", the tree shows %" PRIu32 ", the model %" PRIu32 "\n", named, there, model_there);
    return named && named == there && named == model_there;
}

static bool tasks_are(const seen_t *s)
{
    size_t count = trace_count(s->trace);
    uint32_t at, alive = 0;

    for (uint32_t t = 1; t < s->index.tasks; t++) {
        int state = index_task_state(&s->index, t, count, &at);
        alive += state == TASK_RUNNING || state == TASK_BLOCKED;
        if (t < s->model->tasks && (s->model->task[t].state == TASK_BLOCKED) != (state == TASK_BLOCKED))
            return false;
    }
    return alive >= 1 && alive <= 2; /* main, and the short one it may wait for */
}

/* Kilobytes of its own that it has: what is kept for a viewer is in there. */
static long memory_of(pid_t pid)
{
    char path[64], line[200];
    long kb = -1;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, "VmData:", 7))
            kb = strtol(line + 7, NULL, 10);
    if (f)
        fclose(f);
    return kb;
}

/* So many dots more: ten thousand contexts each, of four records of 64 bytes and more. */
static int dots_more(const watched_t *w, int n)
{
    char dot;
    int dots = 0;

    while (dots < n && read(w->out, &dot, 1) == 1)
        dots++;
    return dots;
}

/* Who watches and reads nothing costs the program a ring, not all that happens meanwhile: that would be 100 MB and more. */
static void stands_still(const char *self)
{
    enum { DOTS = 50, KEPT_KB = 16 * 1024 };
    watched_t w = start(self, "flood");
    seen_t s = watch(&w);

    ok(read_until(&s, 1) && dots_more(&w, 5) == 5, "a viewer that stands still: joined");
    long before = memory_of(w.pid);
    ok(dots_more(&w, DOTS) == DOTS, "a viewer that stands still: the program goes on");
    long after = memory_of(w.pid);
    ok(before > 0 && after > 0 && after - before < KEPT_KB, "a viewer that stands still: the program keeps no more for it, %ld kB", after - before);
    look_away(&s);
    stop(&w);
}

static void gap(const char *self)
{
    watched_t w = start(self, "flood");
    seen_t s = watch(&w);
    char dot;
    int dots = 0;

    ok(read_until(&s, 1) && s.gaps == 1, "gap: joined");
    while (dots < 30 && read(w.out, &dot, 1) == 1) /* looking away, until far more has happened than anybody keeps */
        dots++;
    ok(dots == 30, "gap: the program went on while nobody read");
    ok(read_until(&s, 2) && s.index.dropped > 0, "gap: what was lost is counted, %" PRIu64 " records", s.index.dropped);
    ok(picture_is(&s), "gap: afterwards the picture is whole, and shows nothing that is gone");
    ok(tasks_are(&s), "gap: and no task that has ended");
    look_away(&s);
    for (dots = 0; dots < 60 && read(w.out, &dot, 1) == 1;)
        dots++;
    ok(dots == 60, "gap: who hangs up in the middle leaves the program running");
    stop(&w);
}

/* ---- pausing --------------------------------------------------------------------------------------------- */

static void ticks(const watched_t *w, int n)
{
    for (int i = 0; i < n; i++)
        if (write(w->in, "\n", 1) != 1)
            return;
}

/* The two numbers of "event 5/12" on the status line. */
static bool position(pty_t *p, long *n, long *count)
{
    char *text = pty_text(p), *at = strstr(text, "event ");
    bool found = at && sscanf(at, "event %ld/%ld", n, count) == 2;

    free(text);
    return found;
}

typedef struct where { long least, stands; } where_t;

static bool is_there(pty_t *p, const void *arg)
{
    const where_t *w = arg;
    long n, count;

    return position(p, &n, &count) && count >= w->least && (w->stands < 0 ? n == count : n == w->stands);
}

/* Until so many are recorded, and the view is at the newest of them, or stands where it stood. */
static bool wait_count(pty_t *p, long least, long stands)
{
    char what[100];

    snprintf(what, sizeof what, stands < 0 ? "%ld events or more, the newest of them shown" : "%ld events or more, number %ld shown", least, stands);
    return pty_wait_for(p, is_there, &(where_t){.least = least, .stands = stands}, what);
}

static void pausing(const char *self)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *ctxlab = getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab";
    watched_t w = start(self, "tick");
    const char *argv[] = {ctxlab, "view", w.path, NULL};
    long before = 0, at = 0;
    pty_t p;

    close(join_at(w.path)); /* it listens now */
    if (!pty_start(&p, 24, 80, env, argv)) {
        ok(false, "pausing: no pseudo-terminal");
        stop(&w);
        return;
    }
    ok(pty_wait_text(&p, "LIVE") && wait_count(&p, 5, -1), "pausing: the view is live, and was told what there is");
    ticks(&w, 20);
    ok(wait_count(&p, 20, -1), "pausing: it follows the newest event");
    pty_send(&p, " ", 1);
    ok(pty_wait_text(&p, "PAUSED") && position(&p, &at, &before), "pausing: Space pauses");
    ticks(&w, 30);
    ok(wait_count(&p, before + 30, at), "pausing: the view stays while the recording goes on");
    pty_send(&p, ":2\r", 3);
    ok(pty_wait_text(&p, "event 2/"), "pausing: back to the second event of a program that runs");
    pty_send(&p, "...", 3);
    ok(pty_wait_text(&p, "event 5/"), "pausing: and forward from there");
    ticks(&w, 10);
    ok(wait_count(&p, before + 40, 5), "pausing: while more comes");
    pty_send(&p, "F", 1);
    ok(pty_wait_text(&p, "LIVE") && wait_count(&p, before + 40, -1), "pausing: F is at the newest again, and nothing is missing");
    close(w.in);
    w.in = -1;
    ok(pty_wait_text(&p, "has ended"), "pausing: the end of the program is said");
    pty_send(&p, "q", 1);
    ok(pty_wait_end(&p) && p.status == 0, "pausing: q ends the view with 0");
    pty_end(&p);
    stop(&w);
}

/* Each key that leads back leads away from the newest: what comes does not take one along. */
static void looking_back(const char *self)
{
    static const char *const keys[] = {"[", "w", "W", ",", ":4\r"};
    static const char *const names[] = {"[", "w", "W", ",", ":"};
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    watched_t w = start(self, "tick");
    const char *argv[] = {getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab", "view", w.path, NULL};
    long at = 0, count = 0;
    pty_t p;

    close(join_at(w.path));
    bool open = pty_start(&p, 24, 80, env, argv) && pty_wait_text(&p, "LIVE") && wait_count(&p, 5, -1) && write(w.in, "d", 1) == 1;
    ticks(&w, 5);
    open = open && pty_wait_text(&p, "quiet for"); /* it was looked through: what is found is known */
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        pty_send(&p, keys[i], strlen(keys[i]));
        bool back = open && pty_wait_text(&p, "PAUSED") && position(&p, &at, &count) && at < count;
        ticks(&w, 10);
        ok(back && wait_count(&p, count + 10, at), "looking back: %s leads away from the newest event, and it stays there", names[i]);
        pty_send(&p, "F", 1);
        open = open && pty_wait_text(&p, "LIVE") && wait_count(&p, count + 10, -1);
    }
    ok(open, "looking back: F leads to the newest each time");
    pty_end(&p);
    stop(&w);
}

/* Whoever looks at what was stays there when the program ends. */
static void ends_meanwhile(const char *self)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    watched_t w = start(self, "tick");
    const char *argv[] = {getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab", "view", w.path, NULL};
    long at = 0, count = 0, later = 0;
    pty_t p;

    close(join_at(w.path));
    bool open = pty_start(&p, 24, 80, env, argv) && pty_wait_text(&p, "LIVE") && wait_count(&p, 5, -1);
    ticks(&w, 20);
    open = open && wait_count(&p, 20, -1);
    pty_send(&p, ",", 1);
    open = open && pty_wait_text(&p, "PAUSED") && position(&p, &at, &count);
    ticks(&w, 20);
    ok(open && wait_count(&p, count + 20, at), "ends meanwhile: a step back, and it follows no more");
    close(w.in);
    w.in = -1;
    ok(open && pty_wait_text(&p, "has ended") && position(&p, &later, &count) && later == at && at < count, "ends meanwhile: at the program's end one stays where one was");
    pty_end(&p);
    stop(&w);
}

/* In words, for as long as the program runs; and what there is to say once it has ended. */
static void in_words(const char *self)
{
    const char *ctxlab = getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab";
    watched_t w = start(self, "tick");
    char command[300], line[400];
    bool event = false, tree = false, task = false;

    close(join_at(w.path));
    snprintf(command, sizeof command, "%s view %s --plain 2>&1", ctxlab, w.path);
    FILE *f = popen(command, "r");
    while (f && fgets(line, sizeof line, f)) {
        if (strstr(line, "snapshot-end")) { /* it is heard: now the program goes on, and ends */
            ticks(&w, 5);
            close(w.in);
        }
        event = event || strstr(line, "live-seen");
        tree = tree || !strcmp(line, "tree: c1 Background: live\n");
        task = task || !strncmp(line, "task: T1 main", 13);
    }
    ok(f && pclose(f) == 0 && event, "in words: events are told as they come");
    ok(tree && task, "in words: the tree and the tasks once it has ended");
    w.in = -1;
    stop(&w);
}

/* ---- who may watch --------------------------------------------------------------------------------------- */

/* What connecting says to another user: an errno, 0: let in. */
static int knocks_as(uid_t user, const char *path)
{
    pid_t pid = fork();
    int status = 0;

    if (pid == 0) {
        struct sockaddr_un at = {.sun_family = AF_UNIX};
        snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
        int fd = socket(AF_UNIX, SOCK_STREAM, 0);
        if (fd < 0 || (user && (setgroups(0, NULL) || setgid(user) || setuid(user))))
            _exit(255);
        _exit(connect(fd, (struct sockaddr *)&at, sizeof at) ? errno : 0);
    }
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void others(const char *self)
{
    enum { NOBODY = 65534 };
    watched_t w = start(self, "tick");
    struct stat st;

    close(join_at(w.path));
    ok(stat(w.path, &st) == 0 && (st.st_mode & 0777) == 0600, "others: the socket is its owner's alone");
    if (geteuid() != 0)
        printf("ok - others: another user is kept out # SKIP only root can be another user\n");
    else
        ok(knocks_as(NOBODY, w.path) == EACCES && knocks_as(0, w.path) == 0, "others: another user is kept out, its owner is let in");
    stop(&w);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return !strcmp(argv[1], "stand-still") ? stand_still() : !strcmp(argv[1], "flood") ? flood() : tick();
    signal(SIGPIPE, SIG_IGN);
    joining(argv[0]);
    gap(argv[0]);
    stands_still(argv[0]);
    in_words(argv[0]);
    others(argv[0]);
    two_programs(argv[0]);
    if (pty_usable()) {
        pausing(argv[0]);
        looking_back(argv[0]);
        ends_meanwhile(argv[0]);
        hanging(argv[0]);
        two_viewers(argv[0]);
    }
    return tap_end();
}
