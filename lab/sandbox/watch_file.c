/* watch_file.c — see watch_file.h */
#include "watch_file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "spawn.h"
#include "text.h"

#define QUIET_SECONDS 0.025
enum { POLL_MS = 200 };
enum { EVENTS = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF };

static bool same_stamp(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static void stamp(const watch_file_t *w, struct stat *st)
{
    memset(st, 0, sizeof *st);
    if (stat(w->path, st) != 0 || !S_ISREG(st->st_mode))
        memset(st, 0, sizeof *st);
}

static const char *folder(const watch_file_t *w) { return w->dir[0] == '\0' ? "/" : w->dir; }

/* File systems that others may change without this kernel's knowing: watching them succeeds, and says nothing. */
static bool keeps_silent(const char *dir)
{
    static const unsigned magic[] = {0x6969 /* NFS */,        0x517b, 0xff534d42, 0xfe534d42 /* SMB */, 0x65735546 /* FUSE */,
                                     0x01021997 /* 9P */,     0x786f4256 /* shared folders */,          0x00c36400 /* Ceph */,
                                     0x5346414f, 0x6b414653 /* AFS */, 0x47504653 /* GPFS */,           0x0bd00bd0 /* Lustre */};
    struct statfs fs;
    if (statfs(dir, &fs) != 0)
        return false;
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
        if ((unsigned)fs.f_type == magic[i])
            return true;
    return false;
}

static bool follow(const watch_file_t *w) { return inotify_add_watch(w->fd, folder(w), EVENTS) >= 0; }

bool watch_open(watch_file_t *w, const char *path, err_t *err)
{
    const char *slash = strrchr(path, '/');
    *w = (watch_file_t){.dir = slash == NULL ? xstrdup(".") : xstrndup(path, (size_t)(slash - path)), .path = xstrdup(path),
                        .name = xstrdup(slash == NULL ? path : slash + 1), .fd = -1};
    if (access(folder(w), R_OK | X_OK) != 0) {
        err_errno(err, "cannot watch the folder %s", w->dir);
        watch_close(w);
        return false;
    }
    stamp(w, &w->last);
    if (getenv("CTXLAB_WATCH_POLL") != NULL || keeps_silent(folder(w)))
        return true;
    w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (w->fd >= 0 && !follow(w)) {
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

bool watch_polls(const watch_file_t *w) { return w->fd < 0 || w->lost; }

int watch_wait_ms(const watch_file_t *w)
{
    if (w->changed_at > 0) {
        double left = w->changed_at + QUIET_SECONDS - seconds_now();
        return left <= 0 ? 0 : (int)(left * 1000) + 1;
    }
    return watch_polls(w) ? POLL_MS : -1;
}

/* True when one of the events is about our file; the folder itself may go, too. */
static bool drain(watch_file_t *w)
{
    _Alignas(struct inotify_event) char bytes[8192];
    bool ours = false;
    for (ssize_t n; (n = read(w->fd, bytes, sizeof bytes)) > 0;)
        for (char *p = bytes; p < bytes + n;) {
            const struct inotify_event *e = (const struct inotify_event *)(const void *)p;
            ours = ours || (e->len > 0 && strcmp(e->name, w->name) == 0) || (e->mask & IN_Q_OVERFLOW) != 0;
            if ((e->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) != 0)
                w->lost = true;
            p += sizeof *e + e->len;
        }
    return ours;
}

/* A folder of that name may be there again, another one: its events are asked for anew, the old one's no more. */
static void find_again(watch_file_t *w)
{
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0)
        return;
    close(w->fd);
    w->fd = fd;
    w->lost = !follow(w);
}

bool watch_saved(watch_file_t *w)
{
    struct stat now;
    bool told = w->fd >= 0 && drain(w);
    if (w->lost)
        find_again(w);
    stamp(w, &now);
    bool other = !same_stamp(&now, &w->last);
    /* A folder that has just been found again may hold a file that was saved before anybody followed it. */
    if (told || (w->changed_at <= 0 && other))
        w->changed_at = seconds_now();
    if (w->changed_at <= 0 || seconds_now() < w->changed_at + QUIET_SECONDS)
        return false;
    if (watch_polls(w) && other) { /* still being written? look once more */
        w->last = now;
        w->changed_at = seconds_now();
        return false;
    }
    w->last = now;
    w->changed_at = 0;
    return now.st_ino != 0;
}
