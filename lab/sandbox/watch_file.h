/* watch_file.h — "this file was saved": by writing in place or by renaming a new one over it.
 *
 * Follows the folder with inotify. Looks at the file's stamp five times a second where that does not work: no watches are
 * left, the folder lies on a file system whose changes from elsewhere are not told (network, FUSE), or it has gone and may
 * come back. Editors write in several steps: a save is told once it has been quiet for 25 ms.
 */
#ifndef WATCH_FILE_H
#define WATCH_FILE_H

#include <sys/stat.h>

#include "err.h"

typedef struct watch_file {
    char *dir, *name, *path;
    int fd;            /* inotify; −1: polling for good */
    bool lost;         /* the folder was replaced: polling until it can be followed again */
    double changed_at; /* 0: nothing new */
    struct stat last;
} watch_file_t;

bool watch_open(watch_file_t *w, const char *path, err_t *err);
void watch_close(watch_file_t *w);
/* How long a caller's poll() may sleep, in ms; −1: until the descriptor is readable. */
int watch_wait_ms(const watch_file_t *w);
/* To be called whenever poll() returned. True once a save. */
bool watch_saved(watch_file_t *w);
bool watch_polls(const watch_file_t *w);

#endif
