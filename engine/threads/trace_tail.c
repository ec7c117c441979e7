/* trace_tail.c — FILE.tail: what is recorded and not in FILE yet, in memory that outlives the program (ctx_tail.h).
 *
 * It is mapped and shared with nobody but the system; each thread's events go straight into it. Every byte has its place on the
 * disk before it is used, for a page that cannot be had is a SIGBUS: what finds no place is in the program's own memory, and is
 * lost with it. No descriptor stays open: programs close those that they do not know.
 */
#define _GNU_SOURCE /* getrandom's flags */
#include "trace_ring.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(offsetof(tape_t, kind) == offsetof(ctx_tail_ring_t, kind) && offsetof(tape_t, head) == offsetof(ctx_tail_ring_t, head) &&
                   offsetof(tape_t, taken) == offsetof(ctx_tail_ring_t, taken),
               "a ring is what the file's format says");

enum { OUT_AT = 256 };
_Static_assert(sizeof(ctx_tail_head_t) <= OUT_AT, "the head ends before what waits to be written");

static struct {
    char path[PATH_MAX];
    dev_t device;
    ino_t inode;
    ctx_tail_head_t *head; /* NULL: there is none */
    ctx_event_t *out;
    size_t first, block, most; /* bytes: before the blocks, of a block, of all */
    _Atomic size_t size;
    /* guarded by the names' lock: where the next ones go */
    ctx_tail_names_t *names;
    uint32_t names_used;
} tail;

/* ---- places ------------------------------------------------------------------------------------------------------- */

static size_t whole_pages(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (size + page - 1) / page * page;
}

/* Not the signal that a file which grows too large is answered with. */
static bool may_grow_to(size_t size)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || size <= limit.rlim_cur;
}

static void *map(int fd, size_t at, size_t size) /* NULL, and errno */
{
    errno = EFBIG;
    if (!may_grow_to(at + size) || (errno = posix_fallocate(fd, (off_t)at, (off_t)size)) != 0)
        return NULL;
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)at);
    return memory != MAP_FAILED ? memory : NULL;
}

static void *map_block(size_t at)
{
    struct stat there;
    void *block = NULL;
    int fd = at + tail.block <= tail.most ? open(tail.path, O_RDWR | O_CLOEXEC | O_NOFOLLOW) : -1;
    if (fd < 0)
        return NULL;
    if (fstat(fd, &there) == 0 && there.st_dev == tail.device && there.st_ino == tail.inode)
        block = map(fd, at, tail.block);
    close(fd);
    return block;
}

/* It is the thread of the program's that is here: its cancellation must not come in between. */
void *tail_block(uint32_t kind, uint32_t *number)
{
    if (tail.head == NULL)
        return NULL;
    int before;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    size_t at = atomic_fetch_add(&tail.size, tail.block);
    void *block = map_block(at);
    pthread_setcancelstate(before, NULL);
    if (block == NULL) {
        __atomic_fetch_add(&tail.head->outside, 1, __ATOMIC_RELAXED);
        return NULL;
    }
    *(uint32_t *)block = kind;
    *number = (uint32_t)((at - tail.first) / tail.block) + 1;
    return block;
}

void tail_unmap(void *block) { munmap(block, tail.block); }

/* ---- names ---------------------------------------------------------------------------------------------------------- */

void tail_name(const void *record, size_t size)
{
    if (tail.head == NULL)
        return;
    int error = errno;
    if (tail.names == NULL || CTX_TAIL_NAMES_AT + tail.names_used + size > tail.block) {
        uint32_t number;
        tail.names = tail_block(CTX_TAIL_NAMES, &number);
        tail.names_used = 0;
    }
    errno = error;
    if (tail.names == NULL)
        return;
    memcpy((char *)tail.names + CTX_TAIL_NAMES_AT + tail.names_used, record, size);
    tail.names_used += (uint32_t)size;
    __atomic_store_n(&tail.names->used, tail.names_used, __ATOMIC_RELEASE);
}

/* ---- records that wait to be written ------------------------------------------------------------------------------ */

ctx_event_t *tail_out(void) { return tail.head != NULL ? tail.out : NULL; }

void tail_put(uint32_t block, uint32_t at)
{
    ctx_tail_head_t *head = tail.head;
    if (head == NULL)
        return;
    head->from[(head->put + 1) % 2] = (ctx_tail_from_t){block, at};
    __atomic_store_n(&head->put, head->put + 1, __ATOMIC_RELEASE);
}

void tail_kept(void)
{
    if (tail.head != NULL)
        __atomic_store_n(&tail.head->kept, tail.head->put, __ATOMIC_RELEASE);
}

void tail_anchor(uint64_t stamp, ctx_ns_t time)
{
    if (tail.head == NULL)
        return;
    uint32_t turn = tail.head->turn + 1;
    tail.head->now[turn % 2] = (ctx_tail_anchor_t){stamp, time};
    __atomic_store_n(&tail.head->turn, turn, __ATOMIC_RELEASE);
}

/* ---- the file ------------------------------------------------------------------------------------------------------- */

static bool is_tail(int fd)
{
    char magic[8];
    struct stat there;
    return fstat(fd, &there) == 0 && S_ISREG(there.st_mode) && pread(fd, magic, sizeof magic, 0) == sizeof magic &&
           memcmp(magic, CTX_TAIL_MAGIC, sizeof magic) == 0;
}

/* Whoever holds FILE alone may take away what an earlier recording into it left; nothing else that bears the name. */
static void remove_old(void)
{
    int fd = open(tail.path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return;
    if (is_tail(fd))
        unlink(tail.path);
    close(fd);
}

/* Read by whoever may read FILE, written by nobody else. */
static bool share_as(int fd, const struct stat *file)
{
    mode_t mode = 0600 | (file->st_mode & 0444);
    if (fchown(fd, (uid_t)-1, file->st_gid) != 0)
        mode &= ~(mode_t)0040;
    return fchmod(fd, mode) == 0;
}

static void draw(uint8_t id[16])
{
    uint64_t else_wise[2] = {stamp_now(), (uint64_t)getpid() << 32 | 1};
    if (getrandom(id, 16, GRND_NONBLOCK) != 16)
        memcpy(id, else_wise, sizeof else_wise);
}

static bool begin(int fd, const struct stat *file, const uint8_t id[16])
{
    struct stat there;
    if (fstat(fd, &there) != 0 || !share_as(fd, file) || (tail.head = map(fd, 0, tail.first)) == NULL)
        return false;
    tail.device = there.st_dev;
    tail.inode = there.st_ino;
    *tail.head = (ctx_tail_head_t){.byte_order = 0x01020304, .head_size = (uint32_t)tail.first, .block_size = (uint32_t)tail.block,
                                   .record_size = sizeof(ctx_event_t), .ring_slots = RING, .slots_at = offsetof(tape_t, slots),
                                   .out_at = OUT_AT, .out_slots = TRACE_BATCH, .begun = {stamp_now(), rt_now()}};
    tail.out = (ctx_event_t *)(void *)((char *)tail.head + OUT_AT);
    memcpy(tail.head->id, id, sizeof tail.head->id);
    memcpy(tail.head->magic, CTX_TAIL_MAGIC, sizeof tail.head->magic);
    return true;
}

static bool create(const char *file, const uint8_t id[16])
{
    struct stat there;
    errno = ENAMETOOLONG;
    if ((size_t)snprintf(tail.path, sizeof tail.path, "%s.tail", file) >= sizeof tail.path || stat(file, &there) != 0)
        return false;
    remove_old();
    int fd = open(tail.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool made = fd >= 0 && begin(fd, &there, id);
    int error = errno;
    if (fd >= 0 && !made)
        unlink(tail.path);
    if (fd >= 0)
        close(fd);
    errno = error;
    return made;
}

void tail_open(const char *file, uint8_t id[16])
{
    memset(id, 0, 16);
    if (file[0] == '\0')
        return;
    tail.first = whole_pages(OUT_AT + TRACE_BATCH * sizeof(ctx_event_t));
    tail.block = whole_pages(sizeof(tape_t));
    tail.most = live_room_asked();
    atomic_store(&tail.size, tail.first);
    draw(id);
    if (create(file, id))
        return;
    fprintf(stderr, "libctx: cannot make %s: %s; what is recorded in the last milliseconds before a kill or an _exit will be lost\n", tail.path,
            strerror(errno));
    memset(id, 0, 16);
}

/* The recording has its end: nobody will ask for the tail. Threads that are late still write to the memory. */
void tail_remove(void)
{
    struct stat there;
    if (tail.head != NULL && lstat(tail.path, &there) == 0 && there.st_dev == tail.device && there.st_ino == tail.inode)
        unlink(tail.path);
}

void tail_forked(void)
{
    if (tail.head == NULL)
        return;
    munmap(tail.head, tail.first);
    if (tail.names != NULL)
        tail_unmap(tail.names);
    tail.head = NULL;
    tail.names = NULL;
}
