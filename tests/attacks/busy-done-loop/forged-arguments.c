/* expect: no-credit — a list of arguments made by hand, that points at its own frame and above */
#include <stdarg.h>
#include <stdio.h>

#include "exercise.h"

static void say(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    *(unsigned *)(void *)list = 48;
    ((void **)(void *)list)[1] = (char *)&list + 64;
    for (int i = 0; i < 64; i++)
        (void)va_arg(list, long);
    vprintf(format, list);
    va_end(list);
}

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    say("%s%n%s%n%s\n");
}
