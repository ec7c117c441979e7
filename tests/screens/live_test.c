/* live_test.c — a program joined while it runs: what is known of it at that moment, what a gap leaves, who may watch. What the
 * screen makes of it is live_view_test.c's.
 */
#include <errno.h>
#include <grp.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ctx_event.h"
#include "live_roles.h"
#include "live_watch.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

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
           strstr(site.file, "live_roles.c") && (!strcmp(site.func, name) || !strcmp(name, "main"));
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
    ok(value && s->model->node[value].parent == node_labelled(s, "WithTimeout 51200s"), "joining: a value's key, and where it stands");
    ok(node_labelled(s, "AfterFunc"), "joining: an after-func that waits");
}

/* What each holds: a context its done, its children, its handle, its timer. */
static void check_slots(const seen_t *s)
{
    const model_t *m = s->model;
    const model_node_t *timed = &m->node[node_labelled(s, "WithTimeout 51200s")];
    const model_task_t *d = task_named(s, "deaf");
    const model_timer_t *timer = timed->timer < m->timers ? &m->timer[timed->timer] : NULL;

    ok(timed->done == 1, "joining: a done that somebody has asked for is open");
    ok(timed->in_set == 1 && m->node[node_labelled(s, "AfterFunc")].set, "joining: who is in whose children set, %" PRIu32, timed->in_set);
    ok(timed->handle && m->handle[timed->handle].state == 1, "joining: the handle of a context is held");
    ok(timed->timer && timer && timer->state == 1 && timer->when == timed->deadline && m->armed_timers == 1, "joining: its timer is armed");
    ok(d && model_is_told(m, d->ctx) && !m->node[d->ctx].set && m->node[d->ctx].err == 1 /* cancelled */, "joining: who has ended is in no set, and knows how it ended");
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
    watched_t w = live_start(self, "stand-still");
    bool stood = false;
    uint64_t told = 0;

    for (time_t end = time(NULL) + 120; time(NULL) < end && !stood;) { /* until everybody has come to where it waits */
        seen_t s = live_watch(&w);
        stood = live_read_until(&s, 1) && all_wait(&s);
        told = stood ? trace_event(s.trace, trace_count(s.trace) - 1)->seq : 0;
        if (stood) {
            check_tasks(&s);
            check_nodes(&s);
            check_slots(&s);
            check_reasons(&s);
        }
        live_look_away(&s);
    }
    ok(stood, "joining: everybody was seen waiting");
    seen_t next = live_watch(&w);
    ok(live_read_until(&next, 1), "joining: who comes when the last one has gone, and nothing has happened since");
    ok(trace_count(next.trace) && trace_event(next.trace, 0)->seq < told, "joining: to each the records are numbered from the first");
    live_look_away(&next);
    live_stop(&w);
}
/* ---- two programs ---------------------------------------------------------------------------------------- */

/* A program hands its environment on to those it starts: they do not take its viewers away. */
static void two_programs(const char *self)
{
    watched_t w = live_start(self, "tick");
    struct stat before, after;

    close(live_join_at(w.path));
    ok(stat(w.path, &before) == 0, "two programs: the first is watched");
    watched_t second = live_start_at(self, "tick", w.path);
    close(second.in);
    ok(waitpid(second.pid, NULL, 0) == second.pid && stat(w.path, &after) == 0 && before.st_ino == after.st_ino, "two programs: the second at the same path leaves the first its own");
    close(second.out);
    seen_t s = live_watch(&w);
    ok(live_read_until(&s, 1), "two programs: and the first is still there to be watched");
    live_look_away(&s);
    kill(w.pid, SIGKILL);
    waitpid(w.pid, NULL, 0);
    ok(stat(w.path, &after) == 0, "two programs: who is killed leaves its socket");
    close(w.in);
    close(w.out);
    w = live_start_at(self, "tick", w.path);
    close(live_join_at(w.path));
    s = live_watch(&w);
    ok(live_read_until(&s, 1), "two programs: where one was killed the next listens");
    live_look_away(&s);
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

static int dots_more(const watched_t *w, int n)
{
    char dot;
    int dots = 0;

    while (dots < n && read(w->out, &dot, 1) == 1)
        dots++;
    return dots;
}

/* Who watches and reads nothing costs the program a bounded memory, not all that happens meanwhile: whether it is faster than what
 * is recorded (ten thousand contexts a dot), or just so fast that nothing is ever lost on the way to the viewer (two hundred a dot). */
static void stands_still(const char *self, const char *role, int dots)
{
    enum { KEPT_KB = 16 * 1024 };
    watched_t w = live_start(self, role);
    seen_t s = live_watch(&w);

    ok(live_read_until(&s, 1) && dots_more(&w, 5) == 5, "a viewer that stands still, %s: joined", role);
    long before = memory_of(w.pid);
    ok(dots_more(&w, dots) == dots, "a viewer that stands still, %s: the program goes on", role);
    long after = memory_of(w.pid);
    ok(before > 0 && after > 0 && after - before < KEPT_KB, "a viewer that stands still, %s: the program keeps no more for it, %ld kB", role, after - before);
    live_look_away(&s);
    live_stop(&w);
}

/* ---- how many were lost ---------------------------------------------------------------------------------- */

/* Until an event comes as it happened: then all before it has come, or was said to be lost. How many it took. */
static uint64_t settle(seen_t *s, const watched_t *w)
{
    uint64_t asked = 0;

    while (!s->looks) {
        size_t snapshots = s->snapshots;
        if (write(w->in, "\n", 1) != 1)
            return 0;
        asked++;
        while (!s->looks && s->snapshots == snapshots) /* it comes; or it is lost, and a snapshot does */
            if (!live_read_one(s))
                return 0;
    }
    return asked;
}

typedef struct records { uint64_t came, lost; } records_t;

/* What a program records when it does so: what came to this viewer outside of snapshots, and what was said to be lost. */
static records_t records_of(const char *self, const char *does)
{
    watched_t w = live_start(self, "tick");
    bool begun = write(w.in, "1", 1) == 1 && dots_more(&w, 1) == 1; /* how it began is in the snapshot, whoever was faster */
    seen_t s = live_watch(&w);
    bool snapshot = false, joined = begun && live_read_until(&s, 1) && write(w.in, does, 1) == 1 && dots_more(&w, 1) == 1;
    uint64_t asked = joined ? settle(&s, &w) : 0;
    records_t r = {0};

    close(w.in);
    w.in = -1;
    while (asked && live_read_one(&s)) { /* what was asked for since, and the program's end */
    }
    for (size_t i = 0; asked && i < trace_count(s.trace); i++) {
        const ctx_event_t *ev = trace_event(s.trace, i);
        snapshot = snapshot || ev->kind == CTX_EV_GAP;
        r.came += !snapshot;
        r.lost += ev->kind == CTX_EV_GAP ? (uint64_t)ev->value : 0;
        snapshot = snapshot && ev->kind != CTX_EV_SNAPSHOT_END;
    }
    r.came -= r.came > asked ? asked : 0;
    live_look_away(&s);
    live_stop(&w);
    return r;
}

/* The same of a program that ends at once when it has done so: '.' */
static records_t records_to_the_end(const char *self, const char *does)
{
    watched_t w = live_start(self, "tick");
    bool begun = write(w.in, "1", 1) == 1 && dots_more(&w, 1) == 1, snapshot = false;
    seen_t s = live_watch(&w);
    records_t r = {0};

    if (begun && live_read_until(&s, 1) && write(w.in, does, strlen(does)) == (ssize_t)strlen(does))
        while (live_read_one(&s)) {
        }
    for (size_t i = 0; i < trace_count(s.trace); i++) {
        const ctx_event_t *ev = trace_event(s.trace, i);
        snapshot = snapshot || ev->kind == CTX_EV_GAP;
        r.came += !snapshot;
        r.lost += ev->kind == CTX_EV_GAP ? (uint64_t)ev->value : 0;
        snapshot = snapshot && ev->kind != CTX_EV_SNAPSHOT_END;
    }
    live_look_away(&s);
    live_stop(&w);
    return r;
}

/* What one context more costs, twenty thousand cost as often, whether they come or are lost. */
static void losses(const char *self)
{
    enum { MANY = 20000 };
    records_t one = records_of(self, "1"), two = records_of(self, "2"), many = records_of(self, "f");

    ok(one.came && two.came > one.came && !one.lost && !two.lost && many.lost, "losses: one context is recorded whole, and of %d some are lost", MANY);
    ok(many.came + many.lost - one.came == (two.came - one.came) * (MANY - 1), "losses: none is forgotten (%" PRIu64 " records came, %" PRIu64 " were lost, %" PRIu64 " a context, %" PRIu64 " for one)",
       many.came, many.lost, two.came - one.came, one.came);
    one = records_to_the_end(self, "1."), two = records_to_the_end(self, "2."), many = records_to_the_end(self, "ff.");
    ok(one.came && two.came > one.came && !one.lost && !two.lost && many.lost, "losses: so it is when the program ends at once");
    ok(many.came + many.lost - one.came == (two.came - one.came) * (2 * MANY - 1), "losses: then, too, none is forgotten (%" PRIu64 " records came, %" PRIu64 " were lost, %" PRIu64 " a context, %" PRIu64 " for one)",
       many.came, many.lost, two.came - one.came, one.came);
}

/* ---- at the program's end -------------------------------------------------------------------------------- */

static int ends_with(watched_t *w)
{
    int status = -1;

    close(w->in);
    w->in = -1;
    return waitpid(w->pid, &status, 0) == w->pid ? status : -1;
}

static void gone(watched_t *w)
{
    close(w->out);
    unlink(w->path);
}

/* A viewer that has gone, unnoticed as yet: the last words are spoken by the program's own thread, whose signals nobody holds back. */
static void deaf_at_the_end(const char *self)
{
    enum { ROUNDS = 20 };
    int ended = 0;

    for (int i = 0; i < ROUNDS; i++) {
        watched_t w = live_start(self, "tick");
        seen_t s = live_watch(&w);
        bool joined = live_read_until(&s, 1) && shutdown(s.fd, SHUT_RD) == 0; /* to send is an error now, to look is none */
        ended += joined && ends_with(&w) == 0;
        live_look_away(&s);
        gone(&w);
    }
    ok(ended == ROUNDS, "at the end: a viewer that has gone does not end the program by a signal (%d of %d)", ended, ROUNDS);
}

/* It is in that call, and sleeps there. */
static bool in_send(pid_t pid)
{
    char path[64], text[200] = "";

    snprintf(path, sizeof path, "/proc/%d/syscall", (int)pid);
    FILE *f = fopen(path, "r");
    bool read_it = f && fgets(text, sizeof text, f);
    if (f)
        fclose(f);
    return read_it && strtol(text, NULL, 10) == SYS_sendto;
}

/* A program with more to tell at its end than its viewer takes; whether it has been seen waiting for that viewer. */
static bool has_more_to_tell(const char *self, watched_t *w, seen_t *s, int *status)
{
    pid_t done;

    *w = live_start(self, "tick");
    *s = live_watch(w);
    bool joined = live_read_until(s, 1) && write(w->in, "b", 1) == 1 && dots_more(w, 1) == 1;
    close(w->in);
    w->in = -1;
    while ((done = waitpid(w->pid, status, WNOHANG)) == 0 && !in_send(w->pid))
        sched_yield();
    return joined && done == 0;
}

/* The last words wait for a viewer a moment: it may hang up just then, or not take them at all. */
static void last_words(const char *self, bool hangs_up)
{
    enum { ROUNDS = 100, ENOUGH = 3 };
    int heard = 0, ended = 0, rounds = 0;

    for (; rounds < ROUNDS && heard < ENOUGH; rounds++) {
        watched_t w;
        seen_t s;
        int status = -1;
        bool waits = has_more_to_tell(self, &w, &s, &status);
        heard += waits;
        if (hangs_up)
            live_look_away(&s);
        if (waits)
            waitpid(w.pid, &status, 0);
        ended += status == 0;
        if (!hangs_up)
            live_look_away(&s);
        gone(&w);
    }
    ok(heard, "at the end: the program waits a moment for who has not taken everything");
    ok(ended == rounds, "at the end: it ends as ever %s", hangs_up ? "when that one hangs up just then" : "when that one takes nothing any more");
}

static bool snapshots_say_when(const seen_t *s)
{
    size_t from = 0, ends = 0;
    for (size_t i = 0; i < trace_count(s->trace); i++) {
        const ctx_event_t *ev = trace_event(s->trace, i);
        from = ev->kind == CTX_EV_GAP ? i : from;
        if (ev->kind == CTX_EV_SNAPSHOT_END && (++ends, ev->value < trace_event(s->trace, from)->time || !ev->value))
            return false;
    }
    return ends > 0;
}

static void gap(const char *self)
{
    watched_t w = live_start(self, "flood");
    seen_t s = live_watch(&w);
    char dot;
    int dots = 0;

    ok(live_read_until(&s, 1) && s.gaps == 1, "gap: joined");
    while (dots < 30 && read(w.out, &dot, 1) == 1) /* looking away, until far more has happened than anybody keeps */
        dots++;
    ok(dots == 30, "gap: the program went on while nobody read");
    ok(live_read_until(&s, 2) && s.index.dropped > 0, "gap: what was lost is counted, %" PRIu64 " records", s.index.dropped);
    ok(snapshots_say_when(&s), "gap: a snapshot says when it was complete");
    ok(picture_is(&s), "gap: afterwards the picture is whole, and shows nothing that is gone");
    ok(tasks_are(&s), "gap: and no task that has ended");
    live_look_away(&s);
    for (dots = 0; dots < 60 && read(w.out, &dot, 1) == 1;)
        dots++;
    ok(dots == 60, "gap: who hangs up in the middle leaves the program running");
    s = live_watch(&w);
    ok(live_read_until(&s, 1) && !s.index.dropped, "gap: what nobody watched was not dropped, %" PRIu64 " records", s.index.dropped);
    live_look_away(&s);
    live_stop(&w);
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
    watched_t w = live_start(self, "tick");
    struct stat st;

    close(live_join_at(w.path));
    ok(stat(w.path, &st) == 0 && (st.st_mode & 0777) == 0600, "others: the socket is its owner's alone");
    if (geteuid() != 0)
        printf("ok - others: another user is kept out # SKIP only root can be another user\n");
    else
        ok(knocks_as(NOBODY, w.path) == EACCES && knocks_as(0, w.path) == 0, "others: another user is kept out, its owner is let in");
    live_stop(&w);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return live_role(argv[1]);
    signal(SIGPIPE, SIG_IGN);
    joining(argv[0]);
    gap(argv[0]);
    setenv("CTX_TRACE_BUFFER", "1", true); /* MB that may wait for a viewer: soon full */
    stands_still(argv[0], "flood", 50);
    stands_still(argv[0], "steady", 250);
    losses(argv[0]);
    unsetenv("CTX_TRACE_BUFFER");
    deaf_at_the_end(argv[0]);
    last_words(argv[0], true);
    last_words(argv[0], false);
    others(argv[0]);
    two_programs(argv[0]);
    return tap_end();
}
