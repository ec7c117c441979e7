/* sandbox_landlock.c — which files a child may open. The kernel's interface is used directly: glibc has no wrapper. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox_layers.h"

/* linux/landlock.h, spelt here because distributions' headers lag behind their kernels. */
enum {
    RULESET_VERSION = 1,
    RULE_PATH_BENEATH = 1,
};
enum {
    FS_EXECUTE = 1 << 0, FS_WRITE_FILE = 1 << 1, FS_READ_FILE = 1 << 2, FS_READ_DIR = 1 << 3, FS_REMOVE_DIR = 1 << 4,
    FS_REMOVE_FILE = 1 << 5, FS_MAKE_CHAR = 1 << 6, FS_MAKE_DIR = 1 << 7, FS_MAKE_REG = 1 << 8, FS_MAKE_SOCK = 1 << 9,
    FS_MAKE_FIFO = 1 << 10, FS_MAKE_BLOCK = 1 << 11, FS_MAKE_SYM = 1 << 12, FS_REFER = 1 << 13, FS_TRUNCATE = 1 << 14,
    FS_IOCTL_DEV = 1 << 15,
};
enum { NET_BIND_TCP = 1, NET_CONNECT_TCP = 2 };
enum { SCOPE_ABSTRACT_UNIX_SOCKET = 1, SCOPE_SIGNAL = 2 };

struct ruleset_attr {
    uint64_t handled_access_fs, handled_access_net, scoped;
};
struct path_beneath_attr {
    uint64_t allowed_access;
    int32_t parent_fd;
} __attribute__((packed));

int landlock_version(void)
{
    long n = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, RULESET_VERSION);
    return n < 0 ? 0 : (int)n;
}

/* What this version of the kernel knows; an unknown bit is refused. */
static struct ruleset_attr handled(int version, size_t *size)
{
    struct ruleset_attr a = {FS_MAKE_SYM * 2 - 1, 0, 0};
    *size = offsetof(struct ruleset_attr, handled_access_net);
    if (version >= 2)
        a.handled_access_fs |= FS_REFER;
    if (version >= 3)
        a.handled_access_fs |= FS_TRUNCATE;
    if (version >= 4) {
        a.handled_access_net = NET_BIND_TCP | NET_CONNECT_TCP;
        *size = offsetof(struct ruleset_attr, scoped);
    }
    if (version >= 5)
        a.handled_access_fs |= FS_IOCTL_DEV;
    if (version >= 6) {
        a.scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;
        *size = sizeof a;
    }
    return a;
}

/* A path that is not there needs no rule. */
static bool allow(int ruleset, const char *path, uint64_t access, err_t *err)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || err_errno(err, "sandbox: cannot look at %s", path);
    struct stat st;
    if (fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
        access &= FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV;
    struct path_beneath_attr rule = {access, fd};
    bool ok = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) == 0 ||
              err_errno(err, "sandbox: landlock refuses a rule for %s", path);
    close(fd);
    return ok;
}

static bool allow_all(int ruleset, const sandbox_opts_t *o, uint64_t known, err_t *err)
{
    uint64_t read = FS_READ_FILE | FS_READ_DIR | (o->profile == SANDBOX_COMPILE || o->profile == SANDBOX_THREADS ? FS_EXECUTE : 0);
    uint64_t write = (FS_READ_FILE | FS_READ_DIR | FS_WRITE_FILE | FS_REMOVE_FILE | FS_MAKE_REG | FS_TRUNCATE) & known;
    for (const char *const *p = o->read; p != NULL && *p != NULL; p++)
        if (!allow(ruleset, *p, read & known, err))
            return false;
    for (const char *const *p = o->write; p != NULL && *p != NULL; p++)
        if (!allow(ruleset, *p, write, err))
            return false;
    return true;
}

bool landlock_enter(const sandbox_opts_t *opts, err_t *err)
{
    size_t size;
    struct ruleset_attr attr = handled(landlock_version(), &size);
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, size, 0);
    if (ruleset < 0)
        return err_errno(err, "sandbox: cannot make a landlock ruleset");
    bool ok = allow_all(ruleset, opts, attr.handled_access_fs, err);
    if (ok && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
        ok = err_errno(err, "sandbox: cannot enter landlock");
    close(ruleset);
    return ok;
}
