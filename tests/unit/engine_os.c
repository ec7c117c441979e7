/* engine_os.c — where the engine meets the system: descriptors, signals, fork, uncaught panics, traces cut short.
 */
#include "ctx_chan.h"
#include "ctx_flight.h"
#include "ctx_event.h"
#include "ctx_signal.h"
#include "ctx_task.h"
#include "scene.h"
#include "scene_root.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int passed, failed;

static void expect(bool holds, const char *what)
{
    printf("%s - %s\n", holds ? "ok" : "not ok", what);
    fflush(stdout);
    holds ? passed++ : failed++;
}

static bool readable(int fd, int ms)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    return poll(&p, 1, ms) == 1 && (p.revents & POLLIN) != 0;
}

/* ---- descriptors ---------------------------------------------------------------------------------------------------- */

typedef struct own_done {
    ctx_custom_t base;
    chan_t *done;
} own_done_t;
static chan_t *done_of(ctx_custom_t *self) { return ((own_done_t *)(void *)self)->done; }
static const ctx_ops_t own_done_ops = {.type_name = "own", .done = done_of};

static void descriptors(void)
{
    ctx_cancel_t *cancel = NULL, *late = NULL, *timer = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    int fd = ctx_done_fd(ctx);
    expect(fd >= 0 && fd == ctx_done_fd(ctx) && !readable(fd, 0), "a live context's descriptor is not readable");
    ctx_kept ctx_t *value = ctx_with_value(ctx, ctx_text_key("k"), NULL);
    expect(ctx_done_fd(value) == fd, "a value context shares it");
    ctx_cancel(cancel);
    expect(readable(fd, 0), "once done it is readable");
    ctx_t *ended = ctx_with_cancel(ctx, &late);
    expect(readable(ctx_done_fd(ended), 0), "asked late it is readable at once");
    expect(ctx_done_fd(ctx_background()) == -1, "none where done can never be");
    ctx_t *soon = ctx_with_timeout(ctx_background(), CTX_MS(5), &timer);
    expect(readable(ctx_done_fd(soon), 120000), "a deadline makes it readable");
    own_done_t custom = {.done = chan_make_signal()};
    ctx_t *foreign = ctx_custom_init(&custom.base, &own_done_ops, NULL);
    fd = ctx_done_fd(foreign);
    expect(fd >= 0 && !readable(fd, 0), "a custom context's own done has one too");
    chan_close(custom.done);
    expect(readable(fd, 0), "and it is readable once that is closed");
    ctx_drop(foreign);
    chan_drop(custom.done);
    ctx_release(late);
    ctx_release(timer);
    ctx_release(cancel);
}

/* ---- signals --------------------------------------------------------------------------------------------------------- */

static volatile sig_atomic_t seen_before;
static void old_handler(int number) { seen_before = number; }

static void signals(void)
{
    struct sigaction old = {.sa_handler = old_handler};
    sigaction(SIGUSR1, &old, NULL);
    ctx_signals_t *handle = NULL;
    ctx_t *ctx = ctx_with_signals(ctx_background(), &handle, SIGUSR1, SIGTERM);
    kill(getpid(), SIGUSR1);
    (void)chan_recv(ctx_done(ctx), NULL);
    expect(ctx_err(ctx) == CTX_CANCELED, "a real signal cancels");
    expect(strcmp(ctx_cause(ctx)->text, "signal 10 received") == 0 || SIGUSR1 != 10, "and is named by the cause");
    expect(seen_before == 0, "the old handler did not run");
    ctx_signals_release(handle);
    kill(getpid(), SIGUSR1);
    expect(seen_before == SIGUSR1, "released, the old handling is back");
}

/* ---- other ends -------------------------------------------------------------------------------------------------------- */

/* Runs fn in a child; its standard error in text; returns the wait status. */
static int in_child(void (*fn)(void), char *text, size_t size)
{
    int out[2], status = 0;
    if (pipe(out) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(out[1], STDERR_FILENO);
        close(out[0]);
        fn();
        exit(0);
    }
    close(out[1]);
    size_t got = 0;
    ssize_t n;
    while (got < size - 1 && (n = read(out[0], text + got, size - 1 - got)) > 0)
        got += (size_t)n;
    text[got] = '\0';
    close(out[0]);
    waitpid(child, &status, 0);
    return status;
}

static void timeout_in_child(void)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_MS(5), &cancel);
    (void)chan_recv(ctx_done(ctx), NULL);
    _exit(ctx_err(ctx) == CTX_DEADLINE_EXCEEDED ? 7 : 8);
}

static void uncaught(void) { ctx_panic("this is wrong"); }

static void *call_at_once(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    (void)self;
    fn(arg);
    return NULL;
}
static bool no_stop(ctx_custom_t *self, void *registration)
{
    (void)self, (void)registration;
    return false;
}
static const ctx_ops_t hasty_ops = {.type_name = "hasty", .done = done_of, .after_func = call_at_once, .stop = no_stop};

static void hasty(void)
{
    own_done_t custom = {.done = chan_make_signal()};
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(ctx_custom_init(&custom.base, &hasty_ops, NULL), &cancel);
}

static void *bursts(void *arg, const ctx_error_t **err)
{
    (void)arg, (void)err;
    ctx_panic("load failed");
}
static void nobody_recovers(void)
{
    chan_t *ch = ctx_flight_do_chan(ctx_flight_new(), "key", bursts, NULL);
    (void)chan_recv(ch, NULL);
}

/* Custom contexts whose operations ask themselves, in a task of its own, whose stack is small, and in main's. (Deadline and done
 * are the last thing that is called on both sides: compilers make a loop of them, which no stack runs out of.) */
static ctx_err_t err_asks(ctx_custom_t *self) { return ctx_err(ctx_of_custom(self)); }
static void *value_asks(ctx_custom_t *self, ctx_key_t key) { return ctx_value(ctx_of_custom(self), key); }
static size_t name_asks(ctx_custom_t *self, char *buf, size_t size) { return ctx_name(ctx_of_custom(self), buf, size); }
static const ctx_ops_t asking[] = {{.err = err_asks}, {.value = value_asks}, {.name = name_asks}};
enum { ASKING = sizeof asking / sizeof asking[0] };
static int way;
static void ask(ctx_t *ctx, void *arg)
{
    char name[10];
    (void)ctx;
    (void)ctx_err(arg), (void)ctx_value(arg, ctx_text_key("k"));
    (void)ctx_name(arg, name, sizeof name);
}
static void asks_itself(void)
{
    static ctx_custom_t custom;
    ctx_t *ctx = ctx_custom_init(&custom, &asking[way % ASKING], NULL);
    if (way < ASKING)
        ask(ctx, ctx);
    else
        task_join(task_go(ctx_background(), ask, ctx));
}

static void ends(void)
{
    char text[512];
    expect(in_child(hasty, text, sizeof text) == 2 << 8 && strstr(text, "panic: deadlock: a custom context's") == text,
           "an after_func that calls back at once is told so, not left to hang");
    int status = in_child(timeout_in_child, text, sizeof text);
    expect(WIFEXITED(status) && WEXITSTATUS(status) == 7, "after fork the child has timers of its own");
    status = in_child(uncaught, text, sizeof text);
    expect(WIFEXITED(status) && WEXITSTATUS(status) == 2, "an uncaught panic ends the process");
    expect(strstr(text, "panic: this is wrong [uncaught] at ") == text && strstr(text, "engine_os.c:") != NULL &&
               strchr(text, '\n') == text + strlen(text) - 1,
           "with one line: rule, function, file and line");
    int told = 0;
    for (way = 0; way < 2 * ASKING; way++) {
        status = in_child(asks_itself, text, sizeof text);
        told += WIFEXITED(status) && WEXITSTATUS(status) == 2 && strstr(text, "panic: stack overflow: a custom context asks itself") == text;
    }
    expect(told == 2 * ASKING, "a custom context that asks itself without an end is told so");
    status = in_child(nobody_recovers, text, sizeof text);
    expect(WIFEXITED(status) && WEXITSTATUS(status) == 2 && strstr(text, "panic: load failed [bursts] at ") == text,
           "and so does a panic in a shared call that was asked for on a channel only");
}

/* ---- traces ---------------------------------------------------------------------------------------------------------------- */

static char self[4096], dir[64];

static void busy(bool for_ever)
{
    ctx_cancel_t *top = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &top);
    for (int i = 0; for_ever || i < 20000; i++) {
        ctx_cancel_t *cancel = NULL;
        (void)ctx_with_cancel(ctx, &cancel);
        ctx_release(cancel);
        if (for_ever && i % 64 == 0)
            task_sleep(CTX_US(200));
    }
    ctx_release(top);
}

static pid_t spawn(const char *trace, const char *what)
{
    pid_t child = fork();
    if (child == 0) {
        setenv("CTX_TRACE", trace, 1);
        execl(self, self, what, (char *)NULL);
        _exit(9);
    }
    return child;
}

typedef struct counts {
    uint64_t records, made, told, freed, gaps, snapshots, lost;
    bool ended, in_order;
} counts_t;

/* Reads what there is, until the end of the file, or until `enough` records came. */
static counts_t count(int fd, uint64_t enough)
{
    counts_t c = {.in_order = true};
    ctx_trace_header_t header;
    ctx_event_t event;
    FILE *in = fdopen(dup(fd), "rb");
    if (in == NULL || fread(&header, sizeof header, 1, in) != 1 || memcmp(header.magic, CTX_TRACE_MAGIC, 8) != 0)
        return (counts_t){0};
    for (uint32_t at = sizeof header; at < header.header_size; at++)
        (void)fgetc(in);
    uint64_t seq = 0;
    int64_t time = 0;
    while (c.records < enough && fread(&event, sizeof event, 1, in) == 1) {
        c.in_order = c.in_order && event.seq == ++seq && event.time >= time;
        time = event.time;
        c.records++;
        c.made += event.kind == CTX_EV_NODE_NEW;
        c.told += event.kind == CTX_EV_TOLD;
        c.freed += event.kind == CTX_EV_NODE_FREE;
        c.gaps += event.kind == CTX_EV_GAP;
        c.lost += event.kind == CTX_EV_GAP ? (uint64_t)event.value : 0;
        c.snapshots += event.kind == CTX_EV_SNAPSHOT_END;
        c.ended = event.kind == CTX_EV_END;
        if (event.kind == CTX_EV_TEXT)
            for (uint32_t at = 0; at < event.aux; at += sizeof event)
                if (fread(&event, sizeof event, 1, in) != 1 || (event.kind = 0, false))
                    break;
    }
    fclose(in);
    return c;
}

static void file_traces(void)
{
    char path[128];
    int status = 0;
    snprintf(path, sizeof path, "%s/run.ctx", dir);
    waitpid(spawn(path, "some"), &status, 0);
    int fd = open(path, O_RDONLY);
    counts_t c = count(fd, UINT64_MAX);
    close(fd);
    expect(WIFEXITED(status) && c.made == 20003 && c.freed == 20001, "to a file, nothing is lost on a normal exit (the two roots are never freed)");
    expect(c.in_order && c.ended, "records are numbered without a gap, in order of time, to the end record");

    snprintf(path, sizeof path, "%s/cut.ctx", dir);
    pid_t child = spawn(path, "for-ever");
    struct stat file = {0};
    while (stat(path, &file) != 0 || file.st_size < 1 << 18)
        task_sleep(CTX_MS(1));
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    fd = open(path, O_RDONLY);
    c = count(fd, UINT64_MAX);
    close(fd);
    expect(WIFSIGNALED(status) && c.records > 1000 && c.in_order && !c.ended, "killed, it keeps all but the tail");
}

static int join_at(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    for (int i = 0; i < 120000; i++) { /* until it listens */
        int fd = socket(AF_UNIX, SOCK_STREAM, 0);
        if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0)
            return fd;
        close(fd);
        task_sleep(CTX_MS(1));
    }
    return -1;
}

static void live_traces(void)
{
    char where[160], *path = where + 5;
    struct stat file;
    int status = 0;
    snprintf(where, sizeof where, "unix:%s/live", dir);
    pid_t child = spawn(where, "for-ever");
    int viewer = join_at(path);
    expect(stat(path, &file) == 0 && (file.st_mode & 0777) == 0600, "the socket is for this user only");
    counts_t c = count(viewer, 2000);
    close(viewer);
    expect(c.records == 2000 && c.gaps >= 1 && c.snapshots >= 1 && c.in_order, "a viewer gets a snapshot, then events");
    viewer = join_at(path);
    c = count(viewer, 2000);
    expect(c.records == 2000 && c.snapshots >= 1 && c.in_order, "a second one, after the first has gone, too");
    expect(waitpid(child, &status, WNOHANG) == 0, "the program has not noticed");
    for (int i = 0; i < 300; i++) /* it looks away: the socket fills */
        task_sleep(CTX_MS(1));
    kill(child, SIGTERM);
    waitpid(child, &status, 0);
    close(viewer);
    expect(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM, "nor does a viewer that stops reading hold it up");
}

/* Ten thousand children of one context, told by one call as soon as somebody watches */
static void cancel_many(void)
{
    enum { MANY = 10000 };
    static ctx_cancel_t *handle[MANY];
    struct stat go;
    ctx_cancel_t *cancel = NULL;
    ctx_t *top = ctx_with_cancel(ctx_background(), &cancel);
    for (int i = 0; i < MANY; i++)
        (void)ctx_with_timeout(top, CTX_S(100), &handle[i]);
    while (stat(getenv("ENGINE_OS_GO"), &go) != 0)
        task_sleep(CTX_MS(1));
    ctx_cancel(cancel);
    for (int i = 0; i < MANY; i++)
        ctx_release(handle[i]);
    ctx_release(cancel);
}

static void watched_burst(void)
{
    char where[160], go[160], begun[4096]; /* more than a header: the snapshot is taken */
    int status = 0;
    snprintf(where, sizeof where, "unix:%s/burst", dir);
    snprintf(go, sizeof go, "%s/go", dir);
    setenv("ENGINE_OS_GO", go, 1);
    pid_t child = spawn(where, "many");
    int viewer = join_at(where + 5);
    int queued = 0;
    for (int i = 0; i < 120000 && queued < (int)sizeof begun; i++) {
        (void)!recv(viewer, begun, 1, MSG_PEEK);
        ioctl(viewer, FIONREAD, &queued);
        task_sleep(CTX_MS(1));
    }
    bool seen = queued >= (int)sizeof begun;
    close(open(go, O_WRONLY | O_CREAT, 0600));
    counts_t c = count(viewer, UINT64_MAX);
    waitpid(child, &status, 0);
    close(viewer);
    expect(seen && WIFEXITED(status) && c.ended && c.lost == 0 && c.told == 10001, "a cascade of ten thousand is watched whole");
}

/* ---- the scenario's root ---------------------------------------------------------------------------------------------- */

void scene_main(ctx_t *root, int size) { (void)root, (void)size; }

static void late_hang_up(void)
{
    ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *root = ctx_keep(ctx_with_cancel(ctx_background(), &cancel));
    scene_set_root(cancel);
    scene_cancel_root();
    expect(ctx_err(root) == CTX_CANCELED, "a scenario cancels its root");
    scene_set_root(NULL);
    ctx_release(cancel);
    scene_cancel_root();
    expect(ctx_err(root) == CTX_CANCELED, "with the root given back, a late task cancels nothing");
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        strcmp(argv[1], "many") == 0 ? cancel_many() : busy(strcmp(argv[1], "for-ever") == 0);
        return 0;
    }
    if (realpath(argv[0], self) == NULL)
        return 2;
    snprintf(dir, sizeof dir, "/tmp/engine_os.XXXXXX");
    if (mkdtemp(dir) == NULL)
        return 2;
    signal(SIGPIPE, SIG_IGN);
    descriptors();
    ends();
    signals();
    file_traces();
    live_traces();
    watched_burst();
    late_hang_up();
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    failed += system(command) != 0;
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
