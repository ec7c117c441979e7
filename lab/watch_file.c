/* watch_file.c — see watch_file.h */
#include "watch_file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "spawn.h"
#include "text.h"

#define QUIET_SECONDS 0.025
enum { POLL_MS = 200 };

static bool same_stamp(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static void stamp(const watch_file_t *w, struct stat *st)
{
    memset(st, 0, sizeof *st);
    (void)stat(w->path, st);
}

bool watch_open(watch_file_t *w, const char *path, err_t *err)
{
    const char *slash = strrchr(path, '/');
    *w = (watch_file_t){.dir = slash == NULL ? xstrdup(".") : xstrndup(path, (size_t)(slash - path)), .path = xstrdup(path),
                        .name = xstrdup(slash == NULL ? path : slash + 1), .fd = -1};
    if (access(w->dir[0] == '\0' ? "/" : w->dir, R_OK | X_OK) != 0) {
        err_errno(err, "cannot watch the folder %s", w->dir);
        watch_close(w);
        return false;
    }
    stamp(w, &w->last);
    if (getenv("CTXLAB_WATCH_POLL") != NULL)
        return true;
    w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (w->fd >= 0 && inotify_add_watch(w->fd, w->dir, IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE_SELF) < 0) {
        close(w->fd);
        w->fd = -1;
    }
    return true;
}

void watch_close(watch_file_t *w)
{
    if (w->fd >= 0)
        close(w->fd);
    free(w->dir);
    free(w->name);
    free(w->path);
    *w = (watch_file_t){.fd = -1};
}

int watch_wait_ms(const watch_file_t *w)
{
    if (w->changed_at > 0) {
        double left = w->changed_at + QUIET_SECONDS - seconds_now();
        return left <= 0 ? 0 : (int)(left * 1000) + 1;
    }
    return w->fd >= 0 ? -1 : POLL_MS;
}

/* True when one of the events is about our file. */
static bool drain(const watch_file_t *w)
{
    _Alignas(struct inotify_event) char bytes[8192];
    bool ours = false;
    for (ssize_t n; (n = read(w->fd, bytes, sizeof bytes)) > 0;)
        for (char *p = bytes; p < bytes + n;) {
            const struct inotify_event *e = (const struct inotify_event *)(const void *)p;
            ours = ours || (e->len > 0 && strcmp(e->name, w->name) == 0) || (e->mask & IN_Q_OVERFLOW) != 0;
            p += sizeof *e + e->len;
        }
    return ours;
}

bool watch_saved(watch_file_t *w)
{
    struct stat now;
    stamp(w, &now);
    if ((w->fd >= 0 && drain(w)) || (w->fd < 0 && w->changed_at <= 0 && !same_stamp(&now, &w->last)))
        w->changed_at = seconds_now();
    if (w->changed_at <= 0 || seconds_now() < w->changed_at + QUIET_SECONDS)
        return false;
    if (w->fd < 0 && !same_stamp(&now, &w->last)) { /* still being written? look once more */
        w->last = now;
        w->changed_at = seconds_now();
        return false;
    }
    w->last = now;
    w->changed_at = 0;
    return now.st_ino != 0;
}
