/* spawn_line.h — how long a child's threads stood in line for a processor: that time is the machine's, not the program's.
 *
 * A limit in real time is meant for an idle machine. Each time it is looked at, what the most delayed thread of the child's
 * process group has waited since the last look (in line, able to run) is taken off; a program that loops or sleeps for ever
 * uses its time up as before, one that a busy machine holds up is not ended for that.
 */
#ifndef SPAWN_LINE_H
#define SPAWN_LINE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct in_line { struct in_line_thread *thread; size_t count, capacity; } in_line_t; /* as of the last look; begins zeroed */

/* Seconds since the last look that the group was held up; 0 where the kernel does not say. */
double in_line_since(in_line_t *l, pid_t group);
void in_line_free(in_line_t *l);

#endif
