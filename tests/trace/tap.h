/* tap.h — the few words a plain test program needs: `ok - what` lines and a closing summary.
 */
#ifndef TAP_H
#define TAP_H

#include <stdbool.h>
#include <stdio.h>

static unsigned tap_passed_, tap_failed_;

static inline bool tap_is_(bool ok, const char *what, const char *file, int line)
{
    if (ok) {
        tap_passed_++;
        printf("ok - %s\n", what);
    } else {
        tap_failed_++;
        printf("not ok - %s (%s:%d)\n", what, file, line);
    }
    return ok;
}

#define ok(condition, what) tap_is_((condition), (what), __FILE__, __LINE__)

static inline int tap_end(void)
{
    printf("# %u passed, %u failed\n", tap_passed_, tap_failed_);
    return tap_failed_ || !tap_passed_;
}

#endif
