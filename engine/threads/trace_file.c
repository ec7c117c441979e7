/* trace_file.c — the file that is recorded into: whose it is, and whether it still is.
 *
 * A lock says who writes it (the system's, which ends with the process), so that two programs with one CTX_TRACE do not mix their
 * records. Programs close descriptors that they did not open: before each batch is written it is made sure that the number
 * still means our file; where it does not, the file is opened again by its name.
 */
#define _GNU_SOURCE /* program_invocation_short_name */
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HIGH = 1000 }; /* out of the way of loops that close 3 … 255, below the usual limit of 1024 */

static struct {
    int fd;
    dev_t device;
    ino_t inode;
    char path[PATH_MAX]; /* absolute; "": it was handed down, and cannot be opened again */
} file = {.fd = -1};

static int to_high(int fd)
{
    int high = fcntl(fd, F_DUPFD_CLOEXEC, HIGH);
    if (high < 0)
        return fd;
    close(fd);
    return high;
}

/* 0: it is ours now, or this kind of file knows no locks; else who has it. */
static pid_t lock_holder(int fd)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(fd, F_SETLK, &whole) == 0 || (errno != EAGAIN && errno != EACCES))
        return 0;
    if (fcntl(fd, F_GETLK, &whole) != 0 || whole.l_type == F_UNLCK)
        return 0; /* it has just ended */
    return whole.l_pid;
}

static bool remember(int fd)
{
    struct stat there;
    if (fstat(fd, &there) != 0)
        return false;
    file.fd = fd;
    file.device = there.st_dev;
    file.inode = there.st_ino;
    return true;
}

static bool open_path(const char *path)
{
    struct stat there;
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    fd = to_high(fd);
    pid_t holder = lock_holder(fd);
    if (holder != 0) {
        fprintf(stderr, "libctx: %s is being written by process %d; process %d (%s) is not recorded\n", path, (int)holder, (int)getpid(),
                program_invocation_short_name);
        close(fd);
        errno = 0;
        return false;
    }
    if (!remember(fd) || (fstat(fd, &there) == 0 && S_ISREG(there.st_mode) && ftruncate(fd, 0) != 0)) {
        close(fd);
        return false;
    }
    if (realpath(path, file.path) == NULL)
        file.path[0] = '\0';
    return true;
}

/* $CTX_TRACE: a path, or fd:N, a descriptor that was handed down (a memory file where nothing may be opened). */
bool trace_file_open(const char *path)
{
    size_t word = strspn(path, "abcdefghijklmnopqrstuvwxyz");
    bool handed = strncmp(path, "fd:", 3) == 0;
    if (!handed && word > 1 && path[word] == ':') {
        fprintf(stderr, "libctx: CTX_TRACE=%s is neither a file's path (./%s would be one), fd:N nor unix:PATH; not recording\n", path, path);
        return false;
    }
    errno = 0;
    if (handed ? remember((int)strtol(path + 3, NULL, 10)) : open_path(path))
        return true;
    if (errno != 0)
        fprintf(stderr, "libctx: cannot write the trace to %s: %s; not recording\n", path, strerror(errno));
    return false;
}

static bool is_ours(int fd)
{
    struct stat there;
    return fd >= 0 && fstat(fd, &there) == 0 && there.st_dev == file.device && there.st_ino == file.inode;
}

/* What has the number now is somebody else's: neither written nor closed. */
static bool open_again(void)
{
    file.fd = -1;
    int fd = file.path[0] != '\0' ? open(file.path, O_WRONLY | O_APPEND | O_CLOEXEC) : -1;
    if (fd >= 0)
        fd = to_high(fd);
    if (fd >= 0 && is_ours(fd) && lock_holder(fd) == 0) {
        file.fd = fd;
        return true;
    }
    if (fd >= 0)
        close(fd);
    fprintf(stderr, "libctx: the program has closed the trace's descriptor; recording stops here\n");
    return false;
}

/* False: recording is over, and one line has said why. */
bool trace_file_write(const void *bytes, size_t size)
{
    const char *from = bytes;
    if (size > 0 && !is_ours(file.fd) && !open_again())
        return false;
    while (size > 0) {
        ssize_t wrote = write(file.fd, from, size);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0) {
            fprintf(stderr, "libctx: cannot write the trace: %s; recording stops here\n", strerror(errno));
            return false;
        }
        from += wrote;
        size -= (size_t)wrote;
    }
    return true;
}

/* The child's copy of its parent's descriptor is given up; FILE.PID in its place, where FILE has a name. */
void trace_file_leave(void)
{
    if (is_ours(file.fd))
        close(file.fd);
    file.fd = -1;
}

bool trace_file_open_own(void)
{
    char path[PATH_MAX];
    if (file.path[0] == '\0' || snprintf(path, sizeof path, "%s.%d", file.path, (int)getpid()) >= (int)sizeof path)
        return false;
    return trace_file_open(path);
}
