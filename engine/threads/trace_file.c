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
    bool regular;
    uint64_t process;
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
    file.regular = S_ISREG(there.st_mode);
    return true;
}

static bool open_path(const char *path)
{
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
    if (!remember(fd) || (file.regular && ftruncate(fd, 0) != 0)) {
        close(fd);
        return false;
    }
    if (realpath(path, file.path) == NULL)
        file.path[0] = '\0';
    return true;
}

/* ---- programs that one process executes, one after the other ---------------------------------------------------------- */

static uint64_t mixed(uint64_t hash, const char *path, bool after_name)
{
    char text[1024];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    if (n <= 0)
        return 0;
    text[n] = '\0';
    const char *at = after_name ? strrchr(text, ')') : text, *end = at;
    for (int field = 2; after_name && at != NULL && field < 22; field++) /* the 22nd: when the process began */
        if ((at = strchr(at + 1, ' ')) != NULL)
            end = strchr(at + 1, ' ');
    if (at == NULL)
        return 0;
    for (end = after_name && end != NULL ? end : at + strlen(at); at < end; at++)
        hash = (hash ^ (unsigned char)*at) * 1099511628211ull;
    return hash;
}

/* An exec changes neither the process's number nor when it began; a later process with the same number began at another
 * time, or after another start of the machine. 0: the system does not say. */
static uint64_t this_process(void)
{
    uint64_t boot = mixed(14695981039346656037ull, "/proc/sys/kernel/random/boot_id", false);
    return boot != 0 ? mixed(boot ^ (uint64_t)getpid() << 32, "/proc/self/stat", true) : 0;
}

enum found { NOTHING, A_TRACE, SOMETHING_ELSE };

/* Before the file is locked: to close it would give the lock back. */
static enum found look_at(const char *path, uint64_t *process)
{
    struct { ctx_trace_header_t header; ctx_trace_mark_t mark; } begins = {.header = {.magic = ""}};
    *process = 0;
    struct stat there;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return errno == ENOENT ? NOTHING : SOMETHING_ELSE;
    ssize_t n = fstat(fd, &there) == 0 && S_ISREG(there.st_mode) ? read(fd, &begins, sizeof begins) : -1;
    close(fd);
    if (n == 0)
        return NOTHING;
    if (n < (ssize_t)sizeof begins.header || memcmp(begins.header.magic, CTX_TRACE_MAGIC, sizeof begins.header.magic) != 0)
        return SOMETHING_ELSE;
    if (n == sizeof begins && begins.header.header_size >= sizeof begins)
        *process = begins.mark.process;
    return A_TRACE;
}

static bool ours_before(const char *path)
{
    uint64_t process;
    return file.process != 0 && look_at(path, &process) == A_TRACE && process == file.process;
}

/* What this process recorded before it executed this program is not overwritten: FILE.2 then, or FILE.3 and so on. A process
 * that was forked from a recorded one had FILE.PID for it. False: there is nothing of the kind. */
static bool goes_on_elsewhere(const char *path, char next[PATH_MAX])
{
    enum { MOST = 10000 };
    uint64_t process;
    file.process = this_process();
    snprintf(next, PATH_MAX, "%s.%d", path, (int)getpid());
    if (!ours_before(path) && !ours_before(next))
        return false;
    for (int n = 2; n < MOST; n++) {
        if (snprintf(next, PATH_MAX, "%s.%d", path, n) >= PATH_MAX)
            break;
        enum found there = look_at(next, &process);
        if (there == NOTHING || (there == A_TRACE && process != file.process))
            return true;
    }
    return false;
}

/* ---- opening ------------------------------------------------------------------------------------------------------------ */

static bool open_or_go_on(const char *path)
{
    char next[PATH_MAX];
    if (!goes_on_elsewhere(path, next))
        return open_path(path);
    if (!open_path(next))
        return false;
    fprintf(stderr, "libctx: process %d recorded another program into %s before it executed this one (%s), which is recorded in %s\n",
            (int)getpid(), path, program_invocation_short_name, next);
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
    if (handed ? remember((int)strtol(path + 3, NULL, 10)) : open_or_go_on(path))
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

const char *trace_file_path(void) { return file.regular ? file.path : ""; }
uint64_t trace_file_process(void) { return file.process; }

bool trace_file_open_own(void)
{
    char path[PATH_MAX];
    if (file.path[0] == '\0' || snprintf(path, sizeof path, "%s.%d", file.path, (int)getpid()) >= (int)sizeof path)
        return false;
    return trace_file_open(path);
}
