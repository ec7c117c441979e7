/* watch.h — one file, and whether somebody has saved it: also by renaming over it, as editors do. */
#ifndef TUI_WATCH_H
#define TUI_WATCH_H

#include <stdbool.h>

typedef struct watch { int fd; const char *name; long long stamp; char path[4096]; } watch_t;

void tui_watch_start(watch_t *w, const char *path); /* fd −1 where notifications do not work */
void tui_watch_stop(watch_t *w);
bool tui_watch_saved(watch_t *w);  /* takes what has arrived; true when the file is another than at the last call */

#endif
