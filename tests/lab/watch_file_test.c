/* watch_file_test.c — a save is heard once, however an editor makes it: with notifications, and where these do not work.
 *
 * The system calls that set notifications up are defined here, so that a machine can be played that has none left, or a
 * folder whose file system accepts a watch and never tells. Nothing sleeps: the test waits on the watcher's own descriptor.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "file.h"
#include "spawn.h"
#include "tap.h"
#include "watch_file.h"

typedef enum machine { GOOD, NO_INSTANCES, NO_WATCHES, SILENT, MACHINES } machine_t;
static const char *const machine_names[] = {"notified", "no instances left", "no watches left", "a silent file system"};
static machine_t machine;

int inotify_init1(int flags)
{
    errno = EMFILE;
    return machine == NO_INSTANCES ? -1 : (int)syscall(SYS_inotify_init1, flags);
}

int inotify_add_watch(int fd, const char *path, uint32_t mask)
{
    errno = ENOSPC;
    return machine == NO_WATCHES ? -1 : (int)syscall(SYS_inotify_add_watch, fd, path, machine == SILENT ? IN_UNMOUNT : mask);
}

int statfs(const char *path, struct statfs *fs)
{
    int rc = (int)syscall(SYS_statfs, path, fs);
    if (machine == SILENT)
        fs->f_type = 0x65735546;
    return rc;
}

/* ---- a folder and its editors ---------------------------------------------------------------------------- */

static char *base, *dir, *path;

static char *beside(const char *suffix) { return xformat("%s%s", path, suffix); }

static void write_in_place(const char *file, const char *text, int flags)
{
    int fd = open(file, O_WRONLY | O_CREAT | flags, 0644);
    (void)!write(fd, text, strlen(text));
    close(fd);
}

static void in_place(void) { write_in_place(path, "int in_place;\n", O_TRUNC); }

/* Truncates, closes; opens again and writes in two pieces. */
static void in_two_steps(void)
{
    close(open(path, O_WRONLY | O_TRUNC));
    write_in_place(path, "int two_", 0);
    write_in_place(path, "steps;\n", O_APPEND);
}

static void by_rename(void)
{
    char *temp = beside(".tmp-1234");
    write_in_place(temp, "int renamed;\n", O_TRUNC);
    (void)rename(temp, path);
    free(temp);
}

/* vim: a probe file, the old one becomes the backup, a new one is written, the backup goes. */
static void like_vim(void)
{
    char *probe = xformat("%s/4913", dir), *backup = beside("~");
    write_in_place(probe, "", O_EXCL);
    (void)unlink(probe);
    (void)rename(path, backup);
    write_in_place(path, "int from_vim;\n", O_EXCL);
    (void)unlink(backup);
    free(probe);
    free(backup);
}

/* emacs: a lock that is a dangling link, the backup stays, an autosave file goes. */
static void like_emacs(void)
{
    char *lock = xformat("%s/.#it.c", dir), *autosave = xformat("%s/#it.c#", dir), *backup = beside("~");
    (void)symlink("somebody@host.1:2", lock);
    write_in_place(autosave, "int autosaved;\n", O_TRUNC);
    (void)rename(path, backup);
    write_in_place(path, "int from_emacs;\n", O_EXCL);
    (void)unlink(autosave);
    (void)unlink(lock);
    free(lock);
    free(autosave);
    free(backup);
}

static void gone_and_back(void)
{
    (void)unlink(path);
    write_in_place(path, "int back;\n", O_EXCL);
}

static void hard_link(void)
{
    char *other = beside(".new");
    write_in_place(other, "int linked;\n", O_TRUNC);
    (void)unlink(path);
    (void)link(other, path);
    (void)unlink(other);
    free(other);
}

/* The whole folder is another one: a checkout, a backup played back. */
static void folder_replaced(void)
{
    char *old = xformat("%s.old", dir);
    (void)rename(dir, old);
    (void)dir_make(dir, NULL);
    in_place();
    dir_remove(old);
    free(old);
}

static void folder_removed(void)
{
    dir_remove(dir);
    (void)dir_make(dir, NULL);
    by_rename();
}

static const struct editor {
    const char *what;
    void (*save)(void);
} editors[] = {{"in place", in_place},           {"truncated, then written in pieces", in_two_steps},
               {"by rename", by_rename},         {"as vim does", like_vim},
               {"as emacs does", like_emacs},    {"deleted and written anew", gone_and_back},
               {"by hard link", hard_link},      {"in a folder that was replaced", folder_replaced},
               {"in a folder that was removed and made again", folder_removed}};

/* ---- what the watcher says ------------------------------------------------------------------------------- */

/* How many saves are told until nothing has been told for a while; at most ms. Waits on the watcher's own terms. */
static int saves(watch_file_t *w, int want, int ms)
{
    double end = seconds_now() + ms / 1000.0;
    int told = 0;
    while (seconds_now() < end) {
        struct pollfd p = {w->fd, POLLIN, 0};
        int wait = watch_wait_ms(w), left = (int)((end - seconds_now()) * 1000) + 1;
        (void)poll(&p, 1, wait < 0 || wait > left ? left : wait);
        if (watch_saved(w) && ++told == want)
            end = seconds_now() + (watch_polls(w) ? 0.3 : 0.08); /* a second one would come now */
    }
    return told;
}

static void say(int got, int want, const char *what, bool polls)
{
    char *name = xformat("%s: a save %s is told once", machine_names[machine], what), *detail = xformat("told %d times, polling: %d", got, polls);
    tap_ok(got == want, name, detail);
    free(name);
    free(detail);
}

static void begin(watch_file_t *w)
{
    err_t err;
    dir_remove(dir);
    (void)dir_make(dir, NULL);
    in_place();
    if (!watch_open(w, path, &err))
        tap_ok(false, "the folder can be watched", err.text);
}

static void each_editor(void)
{
    size_t few = machine == NO_INSTANCES || machine == NO_WATCHES ? 2 : 0; /* polling is polling: two of them will do */
    for (size_t i = few; i < (few > 0 ? few + 2 : sizeof editors / sizeof *editors); i++) {
        watch_file_t w;
        begin(&w);
        tap_ok(watch_polls(&w) == (machine != GOOD), machine == GOOD ? "it is notified" : "it polls", editors[i].what);
        editors[i].save();
        int first = saves(&w, 1, 120000);
        say(first, 1, editors[i].what, watch_polls(&w));
        if (machine == GOOD) { /* whoever lost the folder follows it again */
            in_place();
            say(saves(&w, 1, 120000), 1, "after that one", watch_polls(&w));
        }
        watch_close(&w);
    }
}

static void other_things(void)
{
    watch_file_t w;
    char *other = xformat("%s/other.c", dir), *old = beside(".bak-1");
    begin(&w);
    write_in_place(other, "int other;\n", O_TRUNC);
    say(saves(&w, 1, machine == GOOD ? 100 : 300), 0, "of another file", watch_polls(&w));
    (void)unlink(path);
    say(saves(&w, 1, machine == GOOD ? 100 : 300), 0, "that only deletes", watch_polls(&w));
    (void)dir_make(path, NULL);
    say(saves(&w, 1, machine == GOOD ? 100 : 300), 0, "that is a folder", watch_polls(&w));
    (void)rmdir(path);
    by_rename();
    say(saves(&w, 1, 120000), 1, "after all that", watch_polls(&w));
    for (int i = 0; i < 20; i++)
        in_two_steps();
    say(saves(&w, 1, 120000), 1, "in a burst", watch_polls(&w));
    watch_close(&w);
    free(other);
    free(old);
}

int main(void)
{
    err_t err;
    base = dir_temp(&err);
    if (base == NULL)
        return !tap_ok(false, "a temporary folder", err.text);
    dir = xformat("%s/workspace", base);
    path = xformat("%s/it.c", dir);
    (void)dir_make(dir, NULL);
    for (machine = GOOD; machine < MACHINES; machine++) {
        each_editor();
        other_things();
    }
    dir_remove(base);
    free(base);
    free(dir);
    free(path);
    return tap_finish();
}
