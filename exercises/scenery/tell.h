/* tell.h — for scenarios: what somebody got and what was expected, in the entry's words: "a page shows user 7, expected user 3".
 */
#ifndef TELL_H
#define TELL_H

#include <stdarg.h>
#include <stdio.h>

#include "scene.h"

enum { TELL_LINE = 200 };

__attribute__((format(printf, 3, 4), unused)) static void tell_fail_at(const ctx_site_t *site, const char *name, const char *format, ...)
{
    char text[TELL_LINE];
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    scene_fail_at(site, name, text);
}
#define tell_fail(name, ...) tell_fail_at(CTX_HERE, (name), __VA_ARGS__)

/* Counts where something is wrong, and says it: the check wrong-result, which holds the counter to 0, shows the first. */
__attribute__((format(printf, 3, 4), unused)) static void tell_count(const char *counter, bool wrong, const char *format, ...)
{
    static const char name[] = "wrong-result: ";
    char text[TELL_LINE] = "wrong-result: ";
    va_list ap;
    scene_count(counter, wrong);
    if (!wrong)
        return;
    va_start(ap, format);
    (void)vsnprintf(text + sizeof name - 1, sizeof text - sizeof name, format, ap);
    va_end(ap);
    scene_note(text);
}

/* A reason, an err, in words. */
__attribute__((unused)) static const char *tell_reason(const ctx_error_t *reason) { return reason == NULL ? "none" : reason->text; }
__attribute__((unused)) static const char *tell_err(ctx_err_t err) { return tell_reason(ctx_error_of(err)); }

#endif
