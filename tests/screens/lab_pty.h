/* lab_pty.h — the real ctxlab on a pseudo-terminal, in a workspace of its own, for the tests of what a learner does. */
#ifndef LAB_PTY_H
#define LAB_PTY_H

#include "on_pty.h"

/* A new workspace below /tmp, removed by lab_clean. editor: $EDITOR, NULL: true(1). Starts `ctxlab`, found in $PATH: the name that
 * the screen repeats is the same on every machine, wherever the checkout is. */
bool lab_start(pty_t *p, int rows, int cols, const char *editor);
bool lab_open(pty_t *p, const char *entry); /* from the list: searched for, opened; its story is shown */
void lab_keys(pty_t *p, const char *keys);
void lab_quit(pty_t *p, const char *what);    /* q: ended with 0, the terminal as before */
const char *lab_file(const char *entry);      /* the learner's; borrowed until the next call */
bool lab_save(const char *entry, const char *from); /* as editors do: a new file, renamed over the old */
bool lab_save_text(const char *entry, const char *text);
char *lab_read(const char *path);             /* owned; NULL */
void lab_new_workspace(void);
const char *lab_workspace(void);
const char *lab_folder(void); /* where the tool itself is: what $PATH must name */
void lab_clean(void);
/* The screen is tests/screens/golden/NAME.txt; UPDATE=1 writes the file: look at the difference before committing it. */
bool lab_golden(pty_t *p, const char *name);

#endif
