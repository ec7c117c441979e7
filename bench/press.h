/* press.h — a program on a pseudo-terminal for the benchmarks: keys, and what they cost until the screen has been painted.
 */
#ifndef PRESS_H
#define PRESS_H

#include "on_pty.h"

enum { KEY_MS = 33 }; /* the target: from the key to the painted screen */

/* wall: until the last byte came; NAN: nothing was painted. cpu: what the program computed meanwhile; a busy machine
 * does not count there. In milliseconds. */
typedef struct pressed { double wall, cpu; } pressed_t;

bool screen_open(pty_t *p, const char *ctxlab, const char *path, int rows, int cols, double *ms);
/* With BENCH_TURN=FILE in the environment several of these may run at once: one key is answered at a time. */
pressed_t press(pty_t *p, const char *keys);
double cpu_ms(pid_t pid);
long memory_kb(pid_t pid, const char *what); /* a line of /proc/PID/status: "VmHWM:", "voluntary_ctxt_switches:" */
bool asleep(pid_t pid);                      /* it waits */
void verdict(const char *what, bool holds, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
