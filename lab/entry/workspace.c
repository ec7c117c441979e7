/* workspace.c — see workspace.h */
#include "workspace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"

enum { SUBMISSION_LIMIT = 64 * 1024 };

char *workspace_dir(const char *option, const catalog_t *c)
{
    const char *env = getenv("CTXLAB_WORKSPACE");
    if (option != NULL)
        return xstrdup(option);
    if (env != NULL && env[0] != '\0')
        return xstrdup(env);
    return xformat("%s/workspace", c->home);
}

char *workspace_file(const char *dir, const entry_t *e) { return xformat("%s/%s.c", dir, e->id); }

/* O_EXCL: a file that appeared meanwhile is somebody's work. */
static bool write_new(const char *path, const buf_t *text, err_t *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0)
        return err_errno(err, "cannot write %s (--workspace DIR names another folder)", path);
    bool ok = fd_write_all(fd, buf_text(text), text->len) && fsync(fd) == 0;
    int saved = errno;
    ok = close(fd) == 0 && ok;
    if (ok)
        return true;
    (void)unlink(path);
    errno = saved;
    return err_errno(err, "cannot write %s (--workspace DIR names another folder)", path);
}

char *workspace_ensure(const char *dir, const entry_t *e, bool *made, err_t *err)
{
    char *path = workspace_file(dir, e);
    if (made != NULL)
        *made = false;
    if (file_exists(path))
        return path;
    char *shipped = entry_path(e, "exercise.c");
    buf_t text = {0};
    bool ok = file_read(shipped, FILE_LIMIT, &text, err) && dir_make(dir, err) && write_new(path, &text, err);
    buf_free(&text);
    free(shipped);
    if (!ok) {
        free(path);
        return NULL;
    }
    if (made != NULL)
        *made = true;
    return path;
}

/* Hard link, then unlink: a backup that exists already is never replaced. */
static char *set_aside(const char *path, err_t *err)
{
    for (unsigned n = 1; n < 10000; n++) {
        char *backup = xformat("%s.bak-%u", path, n);
        if (link(path, backup) == 0) {
            if (unlink(path) == 0)
                return backup;
            (void)unlink(backup);
            err_errno(err, "cannot set %s aside", path);
            free(backup);
            return NULL;
        }
        if (errno != EEXIST) {
            err_errno(err, "cannot keep a backup as %s (--workspace DIR names another folder)", backup);
            free(backup);
            return NULL;
        }
        free(backup);
    }
    err_set(err, "%s has 9,999 backups already; remove some", path);
    return NULL;
}

bool workspace_reset(const char *dir, const entry_t *e, char **backup, err_t *err)
{
    char *path = workspace_file(dir, e);
    *backup = NULL;
    bool ok = true;
    if (file_exists(path)) {
        *backup = set_aside(path, err);
        ok = *backup != NULL;
    }
    if (ok) {
        char *fresh = workspace_ensure(dir, e, NULL, err);
        ok = fresh != NULL;
        free(fresh);
        if (!ok && *backup != NULL)
            (void)rename(*backup, path);
    }
    free(path);
    return ok;
}

bool workspace_take(const char *path, buf_t *out, err_t *err)
{
    if (!file_read_strict(path, SUBMISSION_LIMIT, out, err))
        return false;
    if (memchr(buf_text(out), '\0', out->len) != NULL)
        return err_set(err, "%s holds a NUL byte: C source is text", path);
    return true;
}
