/* live.c — a program that says a million events as fast as they are taken, and somebody who looks on: does what a frame costs
 * grow with what there is, and is anything lost while the view is paused?
 *
 *     live CTXLAB DIRECTORY SHAPE…      DIRECTORY: for the socket
 */
#include <inttypes.h>
#include <linux/sockios.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "press.h"
#include "shapes.h"

enum { EVENTS = 1000000, PARTS = 10, PAUSE = 4, GO_ON = 8 /* before which part */ };

typedef struct live { pty_t p; int server, fd; double cpu[PARTS]; size_t at[PARTS], count[PARTS], frames[PARTS]; } live_t;

static bool listen_at(live_t *l, const char *path)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    snprintf(name.sun_path, sizeof name.sun_path, "%s", path);
    unlink(path);
    l->server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return l->server >= 0 && bind(l->server, (struct sockaddr *)&name, sizeof name) == 0 && listen(l->server, 1) == 0;
}

static bool joined(live_t *l, const char *ctxlab, const char *path)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *argv[] = {ctxlab, "view", path, NULL};
    if (!pty_start(&l->p, 50, 200, env, argv))
        return false;
    l->fd = accept(l->server, NULL, NULL);
    return l->fd >= 0;
}

/* All of it is taken, and the picture of it is painted. */
static bool taken(const live_t *l)
{
    int left = 1;
    return ioctl(l->fd, SIOCOUTQ, &left) == 0 && left == 0 && asleep(l->p.pid);
}

/* What comes after a silence is another frame. */
static void read_frames(live_t *l, int patience, size_t *frames)
{
    while (!pty_read(&l->p, 0) && pty_read(&l->p, patience) && !l->p.ended)
        ++*frames;
    while (pty_read(&l->p, 0) && !l->p.ended)
        continue;
}

static void send_part(live_t *l, const char *bytes, size_t size, size_t *frames)
{
    while (size && !l->p.ended) {
        ssize_t n = send(l->fd, bytes, size < 65536 ? size : 65536, MSG_DONTWAIT | MSG_NOSIGNAL);
        bytes += n > 0 ? n : 0;
        size -= n > 0 ? (size_t)n : 0;
        read_frames(l, n > 0 ? 0 : 1, frames);
    }
    for (int rests = 0; rests < 3 && !l->p.ended; rests = taken(l) ? rests + 1 : 0)
        read_frames(l, 40, frames);
}

/* "event 1,234/5,678" */
static size_t number_at(const char **text)
{
    size_t n = 0;
    for (; (**text >= '0' && **text <= '9') || **text == ','; ++*text)
        if (**text != ',')
            n = n * 10 + (size_t)(**text - '0');
    return n;
}

static void position(live_t *l, int part)
{
    char *screen = pty_text(&l->p);
    const char *event = strstr(screen, "event ");
    if (event) {
        event += strlen("event ");
        l->at[part] = number_at(&event);
        l->count[part] = *event == '/' ? (event++, number_at(&event)) : 0;
    }
    free(screen);
}

static char *whole(const char *shape, size_t *size)
{
    char err[300] = "";
    trace_t *t = shape_make(shape, EVENTS);
    FILE *f = tmpfile();
    char *bytes = NULL;
    if (t && f && trace_write_fd(t, fileno(f), err, sizeof err)) {
        *size = (size_t)lseek(fileno(f), 0, SEEK_END);
        bytes = malloc(*size);
        if (bytes && pread(fileno(f), bytes, *size, 0) != (ssize_t)*size)
            bytes = NULL;
    }
    if (f)
        fclose(f);
    trace_free(t);
    return bytes;
}

/* What a tenth costs while the view is paused is the taking in; the rest are frames. */
static double frame_ms(const live_t *l, int from, int to)
{
    double cpu = 0, paused = 0, frames = 0;
    for (int i = PAUSE; i < GO_ON; i++)
        paused += l->cpu[i] / (GO_ON - PAUSE);
    for (int i = from; i < to; i++) {
        cpu += l->cpu[i] - paused;
        frames += (double)l->frames[i];
    }
    return cpu > 0 && frames > 0 ? cpu / frames : 0;
}

static void report(const live_t *l, const char *shape)
{
    bool stays = true, sees = true;
    printf("%s, live: computing ms (frames) a tenth of a million events:", shape);
    for (int i = 0; i < PARTS; i++) {
        printf(" %.0f (%zu)", l->cpu[i], l->frames[i]);
        stays = stays && (i < PAUSE || i >= GO_ON || l->at[i] == l->at[PAUSE]);
        sees = sees && l->count[i] > (i ? l->count[i - 1] : 0);
    }
    putchar('\n');
    double first = frame_ms(l, PAUSE - 2, PAUSE), last = frame_ms(l, PARTS - 2, PARTS);
    verdict("live, a frame costs what it did", last < 2 * first + 5, "%.1f ms, and %.1f with a million events there", first, last);
    verdict("live, pausing loses nothing", stays && sees && l->at[PARTS - 1] == l->count[PARTS - 1] && l->count[PARTS - 1] >= EVENTS,
            "paused at %zu while %zu came, then at %zu of %zu", l->at[PAUSE], l->count[GO_ON - 1] - l->count[PAUSE], l->at[PARTS - 1], l->count[PARTS - 1]);
}

static void watch(const char *ctxlab, const char *path, const char *shape)
{
    live_t l = {.fd = -1};
    size_t size = 0, sent = 0;
    char *bytes = whole(shape, &size);
    if (!bytes || !listen_at(&l, path) || !joined(&l, ctxlab, path)) {
        printf("%s, live: did not start\n", shape);
        return;
    }
    for (int i = 0; i < PARTS; i++) {
        if (i == PAUSE)
            press(&l.p, " ");
        if (i == GO_ON)
            press(&l.p, "F");
        double before = cpu_ms(l.p.pid);
        size_t to = i + 1 < PARTS ? size / PARTS * (size_t)(i + 1) : size;
        send_part(&l, bytes + sent, to - sent, &l.frames[i]);
        sent = to;
        l.cpu[i] = cpu_ms(l.p.pid) - before;
        position(&l, i);
    }
    report(&l, shape);
    long most = memory_kb(l.p.pid, "VmHWM:");
    double times = (double)most * 1024 / (double)size;
    verdict("live, <= 3 times what came", most > 0 && times <= 3, "%ld MB at most: %.2f times the %zu MB that came", most / 1024, times, size >> 20);
    close(l.fd);
    close(l.server);
    pty_send(&l.p, "q", 1);
    pty_wait_end(&l.p);
    pty_end(&l.p);
    unlink(path);
    free(bytes);
}

int main(int argc, char **argv)
{
    char path[100];
    if (argc < 4)
        return 2;
    snprintf(path, sizeof path, "%s/live.sock", argv[2]);
    for (int i = 3; i < argc; i++)
        watch(argv[1], path, argv[i]);
    return 0;
}
