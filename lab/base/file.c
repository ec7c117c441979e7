/* file.c — see file.h */
#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_open(int fd, const char *path, size_t limit, buf_t *out, err_t *err)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return err_errno(err, "cannot look at %s", path);
    if (!S_ISREG(st.st_mode))
        return err_set(err, "%s is not a regular file: only a plain file is taken", path);
    if ((size_t)st.st_size > limit)
        return err_set(err, "%s is too large: %lld bytes, at most %zu are taken", path, (long long)st.st_size, limit);
    char chunk[16384];
    size_t taken = 0;
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(err, "cannot read %s", path);
        if (n == 0)
            return true;
        taken += (size_t)n;
        if (taken > limit)
            return err_set(err, "%s is too large: at most %zu bytes are taken", path, limit);
        buf_add(out, chunk, (size_t)n);
    }
}

static bool read_path(const char *path, int flags, size_t limit, buf_t *out, err_t *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags);
    if (fd < 0 && errno == ELOOP && flags != 0)
        return err_set(err, "%s is a symbolic link: only a plain file is taken", path);
    if (fd < 0)
        return err_errno(err, "cannot open %s", path);
    bool ok = read_open(fd, path, limit, out, err);
    close(fd);
    return ok;
}

bool file_read(const char *path, size_t limit, buf_t *out, err_t *err) { return read_path(path, 0, limit, out, err); }

bool file_read_strict(const char *path, size_t limit, buf_t *out, err_t *err)
{
    return read_path(path, O_NOFOLLOW, limit, out, err);
}

bool fd_write_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n > 0) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

bool file_write(const char *path, const void *bytes, size_t n, err_t *err)
{
    char *temp = xformat("%s.tmp-XXXXXX", path);
    int fd = mkostemp(temp, O_CLOEXEC);
    if (fd < 0) {
        err_errno(err, "cannot write %s", path);
        free(temp);
        return false;
    }
    bool ok = fchmod(fd, 0644) == 0 && fd_write_all(fd, bytes, n) && fsync(fd) == 0;
    int saved = errno;
    ok = close(fd) == 0 && ok;
    if (ok && rename(temp, path) != 0) {
        saved = errno;
        ok = false;
    }
    if (!ok) {
        (void)unlink(temp);
        errno = saved;
        err_errno(err, "cannot write %s; the old one is untouched", path);
    }
    free(temp);
    return ok;
}

bool file_put(const char *path, const void *bytes, size_t n, err_t *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0)
        return err_errno(err, "cannot write %s", path);
    bool ok = fd_write_all(fd, bytes, n) || err_errno(err, "cannot write %s", path);
    return (close(fd) == 0 || err_errno(err, "cannot write %s", path)) && ok;
}

bool file_exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

bool dir_make(const char *path, err_t *err)
{
    char *copy = xstrdup(path);
    bool ok = true;
    for (char *p = copy + 1; ok; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        char end = *p;
        *p = '\0';
        ok = mkdir(copy, 0755) == 0 || errno == EEXIST || (errno == EROFS && file_exists(copy));
        if (!ok)
            err_errno(err, "cannot make the folder %s", copy);
        *p = end;
        if (end == '\0')
            break;
    }
    free(copy);
    return ok;
}

static void remove_below(int dir_fd)
{
    DIR *dir = fdopendir(dir_fd);
    if (dir == NULL) {
        close(dir_fd);
        return;
    }
    for (struct dirent *d; (d = readdir(dir)) != NULL;) {
        if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
            continue;
        if (unlinkat(dirfd(dir), d->d_name, 0) == 0)
            continue;
        int fd = openat(dirfd(dir), d->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd >= 0)
            remove_below(fd);
        (void)unlinkat(dirfd(dir), d->d_name, AT_REMOVEDIR);
    }
    closedir(dir);
}

void dir_remove(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0)
        remove_below(fd);
    (void)rmdir(path);
}

char *dir_temp(err_t *err)
{
    const char *base = getenv("TMPDIR");
    char *path = xformat("%s/ctxlab-%ld-XXXXXX", base != NULL && base[0] == '/' ? base : "/tmp", (long)getpid());
    if (mkdtemp(path) != NULL)
        return path;
    err_errno(err, "cannot make a temporary folder %s (set TMPDIR to a writable one)", path);
    free(path);
    return NULL;
}

void dir_temp_sweep(pid_t pid)
{
    const char *base = getenv("TMPDIR");
    char *pattern = xformat("%s/ctxlab-%ld-??????", base != NULL && base[0] == '/' ? base : "/tmp", (long)pid);
    glob_t found;
    if (glob(pattern, GLOB_NOSORT, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            dir_remove(found.gl_pathv[i]);
        globfree(&found);
    }
    free(pattern);
}
