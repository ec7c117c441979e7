/* live_watch.c — see live_watch.h. */
#include "live_watch.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

watched_t live_start_at(const char *self, const char *role, const char *path)
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

watched_t live_start(const char *self, const char *role)
{
    static int number;
    char path[100];

    snprintf(path, sizeof path, "/tmp/ctx-live-%d-%d", (int)getpid(), ++number);
    return live_start_at(self, role, path);
}

void live_stop(watched_t *w)
{
    kill(w->pid, SIGKILL);
    waitpid(w->pid, NULL, 0);
    close(w->in);
    close(w->out);
    unlink(w->path);
}

int live_join_at(const char *path)
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
        s->looks += trace_event(s->trace, from)->kind == CTX_EV_LIVE_SEEN;
    }
}

bool live_read_one(seen_t *s)
{
    char record[sizeof(ctx_trace_header_t)], err[200] = "";
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
    count_new(s, had);
    return !*err;
}

bool live_read_until(seen_t *s, size_t snapshots)
{
    while (s->snapshots < snapshots)
        if (!live_read_one(s))
            return false;
    index_build(&s->index);
    model_apply_all(s->model);
    return true;
}

seen_t live_watch(const watched_t *w)
{
    seen_t s = {.trace = trace_new(CTX_TRACE_THREADS, "live"), .fd = live_join_at(w->path)};
    s.model = model_new(s.trace);
    index_start(&s.index, s.trace);
    return s;
}

void live_look_away(seen_t *s)
{
    close(s->fd);
    index_free(&s->index);
    model_free(s->model);
    trace_free(s->trace);
}
