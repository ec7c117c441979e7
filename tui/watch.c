/* watch.c — see watch.h. The folder is watched, not the file: a rename brings a new one. */
#include "watch.h"

#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

static long long watch_stamp(const watch_t *w)
{
    struct stat st;

    if (stat(w->path, &st) != 0)
        return 0;
    return (long long)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec + (long long)st.st_ino * 31 + st.st_size;
}

void tui_watch_start(watch_t *w, const char *path)
{
    char dir[4096];

    *w = (watch_t){.fd = -1};
    snprintf(w->path, sizeof w->path, "%s", path);
    snprintf(dir, sizeof dir, "%s", path);
    char *slash = strrchr(dir, '/');
    const char *last = strrchr(w->path, '/'); /* name points into path: a watch is not copied */
    w->name = last ? last + 1 : w->path;
    if (slash)
        *slash = 0;
    w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (w->fd >= 0 && inotify_add_watch(w->fd, slash ? *dir ? dir : "/" : ".", IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
        tui_watch_stop(w);
    w->stamp = watch_stamp(w);
}

void tui_watch_stop(watch_t *w)
{
    if (w->fd >= 0)
        close(w->fd);
    w->fd = -1;
}

bool tui_watch_saved(watch_t *w)
{
    char events[4096] __attribute__((aligned(8)));
    bool named = false;
    ssize_t n;

    while ((n = read(w->fd, events, sizeof events)) > 0)
        for (char *at = events; at < events + n;) {
            struct inotify_event ev;
            memcpy(&ev, at, sizeof ev);
            named = named || (ev.len && !strcmp(at + sizeof ev, w->name));
            at += sizeof ev + ev.len;
        }
    long long now = watch_stamp(w);
    if (!named || !now || now == w->stamp)
        return false;
    w->stamp = now;
    return true;
}
