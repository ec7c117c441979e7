/* A connection in three situations: its context is cancelled while the other side is silent; while nobody takes the message in
 * hand; and the other side hangs up by itself. Real sockets, real threads; the bounds are generous.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "scene.h"
#include "exercise.h"

enum { SILENT_PEER, NOBODY_TAKES, PEER_HANGS_UP, MESSAGES = 3 };

typedef struct line {
    struct connection connection;
    int peer;
    wait_group_t reading;
    atomic_bool returned;
} line_t;

static void run_reader(ctx_t *ctx, void *arg)
{
    line_t *line = arg;
    read_messages(ctx, &line->connection);
    line->returned = true;
    wait_group_done(&line->reading);
}

static void connect_line(line_t *line, ctx_t *ctx)
{
    int pair[2];
    *line = (line_t){.peer = -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) != 0)
        scene_fail("missing-work", "no socket pair to be had");
    line->connection = (struct connection){pair[0], chan_make(struct message, 0)};
    line->peer = pair[1];
    wait_group_add(&line->reading, 1);
    task_go(ctx, run_reader, line);
}

/* Fifty looks: a second, more where the machine is slow, as it is for who is looked for. Without a message: until the reader returns. */
static bool within(int looks, line_t *line, struct message *got)
{
    for (; looks > 0; looks--) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *look = ctx_with_timeout(ctx_background(), CTX_MS(20), &cancel);
        if ((got ? chan_recv_ctx(look, line->connection.messages, got, NULL) : wait_group_wait_ctx(look, &line->reading)) == CTX_OK)
            return true;
    }
    return false;
}

static void talk(line_t *line, int messages)
{
    for (int i = 0; i < messages; i++) {
        struct message got;
        char text[16];
        int n = snprintf(text, sizeof text, "message %d", i);
        scene_count("sent", send(line->peer, text, (size_t)n, 0) == n);
        scene_count("passed on", within(100, line, &got) && got.size == (size_t)n && memcmp(got.bytes, text, (size_t)n) == 0);
    }
}

/* Waits for the reader; `in_time` counts those that returned within a second. */
static void wait_for_reader(line_t *line, const char *in_time, ctx_cancel_t *end)
{
    bool returned = within(50, line, NULL);
    scene_count(in_time, returned);
    scene_count("socket given back", !returned || fcntl(line->connection.socket, F_GETFD) >= 0);
    if (!returned) { /* so that the run comes to an end */
        struct message left;
        ctx_cancel(end);
        shutdown(line->peer, SHUT_RDWR);
        task_sleep(CTX_MS(20));
        while (chan_select(CHAN_RECV(line->connection.messages, &left), CHAN_DEFAULT) == 0)
            task_sleep(CTX_MS(20));
        wait_group_wait(&line->reading);
    }
    close(line->connection.socket);
    close(line->peer);
    chan_drop(line->connection.messages);
}

static ctx_ns_t used(clockid_t of)
{
    struct timespec t;
    clock_gettime(of, &t);
    return CTX_S(t.tv_sec) + t.tv_nsec;
}

/* Nothing to read: who waits for it sleeps. Whoever asks without a pause gets as much of a processor meanwhile as who works here. */
static void silence(const line_t *line)
{
    ctx_ns_t all = used(CLOCK_PROCESS_CPUTIME_ID), mine = used(CLOCK_THREAD_CPUTIME_ID), work;
    while ((work = used(CLOCK_THREAD_CPUTIME_ID) - mine) < CTX_MS(20))
        continue;
    scene_count("busy", used(CLOCK_PROCESS_CPUTIME_ID) - all - work > CTX_MS(6));
    task_sleep(CTX_MS(60));
    scene_count("left early", line->returned);
}

static void situation(ctx_t *root, int which)
{
    static const char *const left[] = {"left the read", "left the send", "left at the end"};
    line_t line;
    ctx_auto ctx_cancel_t *cancel = NULL;
    connect_line(&line, ctx_with_cancel(root, &cancel));
    if (which == NOBODY_TAKES) {
        scene_count("sent unread", send(line.peer, "late", 4, 0) == 4);
        task_sleep(CTX_MS(150));
    } else {
        talk(&line, which == SILENT_PEER ? 2 * MESSAGES : MESSAGES);
    }
    if (which == SILENT_PEER)
        silence(&line);
    if (which == PEER_HANGS_UP)
        shutdown(line.peer, SHUT_RDWR);
    else
        ctx_cancel(cancel);
    wait_for_reader(&line, left[which], cancel);
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 1, 5);
    for (int i = 0; i < n; i++) {
        situation(root, SILENT_PEER);
        situation(root, NOBODY_TAKES);
        situation(root, PEER_HANGS_UP);
    }
    scene_count("rounds", n);
    scene_mark("idle");
}
