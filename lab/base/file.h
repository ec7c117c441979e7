/* file.h — whole files: read, written so that a crash leaves the old or the new, never half.
 */
#ifndef FILE_H
#define FILE_H

#include <sys/types.h>

#include "err.h"
#include "text.h"

enum { FILE_LIMIT = 1 << 20 }; /* nothing the lab reads into memory by name is larger */

/* Appends the regular file's bytes to out. Refuses anything else than a regular file, and more than limit bytes. */
bool file_read(const char *path, size_t limit, buf_t *out, err_t *err);
/* The same, and a symbolic link as last component is refused too: for what strangers hand in. */
bool file_read_strict(const char *path, size_t limit, buf_t *out, err_t *err);
/* Temporary file beside path, fsync, rename. The temporary file is gone on failure. */
bool file_write(const char *path, const void *bytes, size_t n, err_t *err);
/* A new file in a private folder, where nothing needs to survive a crash. */
bool file_put(const char *path, const void *bytes, size_t n, err_t *err);
bool file_exists(const char *path); /* anything of that name, dangling links included */
bool dir_make(const char *path, err_t *err); /* with its parents */
/* Removes a folder and all in it. Follows no link. */
void dir_remove(const char *path);
/* A new private folder under $TMPDIR or /tmp. Owned string; NULL with a sentence. */
char *dir_temp(err_t *err);
/* Removes what dir_temp made in a process of ours that was killed. */
void dir_temp_sweep(pid_t pid);
bool fd_write_all(int fd, const void *bytes, size_t n);

#endif
