/* err.h — one sentence about what went wrong: what was being done, to what, and what to try.
 */
#ifndef ERR_H
#define ERR_H

#include <stdbool.h>

typedef struct err {
    char text[1024];
} err_t;

/* Fills err and returns false, so that a failing function can `return err_set(err, …)`. err may be NULL. */
bool err_set(err_t *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same, closing with errno's own words. */
bool err_errno(err_t *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
