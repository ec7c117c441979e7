/* memory.c — running out of memory is one clear line, and the end.
 */
#include "rt.h"

#include <stdio.h>
#include <unistd.h>

void *(*rt_malloc_hook)(size_t size);

void *rt_out_of_memory(size_t size)
{
    static _Atomic bool dying;
    while (atomic_exchange(&dying, true)) /* another thread was first: one line is enough */
        pause();
    fprintf(stderr, "libctx: out of memory (asked for %zu bytes)\n", size);
    fflush(stderr);
    _Exit(2);
}
