/* tap.h — the few words a plain test program needs: `ok - what` lines and a closing summary. */
#ifndef TAP_H
#define TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

extern unsigned tap_passed, tap_failed;

__attribute__((format(printf, 2, 3))) static inline bool ok(bool holds, const char *what, ...)
{
    va_list ap;

    printf(holds ? "ok - " : "not ok - ");
    va_start(ap, what);
    vprintf(what, ap);
    va_end(ap);
    putchar('\n');
    fflush(stdout);
    *(holds ? &tap_passed : &tap_failed) += 1;
    return holds;
}

static inline int tap_end(void)
{
    printf("# %u passed, %u failed\n", tap_passed, tap_failed);
    return tap_failed || !tap_passed;
}

#endif
