/* tap.h — the few lines a test program of the lab needs: `ok - what`, `not ok - what`, and a closing summary.
 */
#ifndef TAP_H
#define TAP_H

#include <stdbool.h>
#include <stdio.h>

static int tap_passed, tap_failed;

static inline bool tap_ok(bool holds, const char *what, const char *detail)
{
    printf("%sok - %s\n", holds ? "" : "not ", what);
    if (!holds && detail != NULL && detail[0] != '\0')
        printf("#   %.600s\n", detail);
    holds ? tap_passed++ : tap_failed++;
    return holds;
}

static inline int tap_finish(void)
{
    printf("# %d passed, %d failed\n", tap_passed, tap_failed);
    return tap_failed == 0 && tap_passed > 0 ? 0 : 1;
}

#endif
