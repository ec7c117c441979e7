/* sins.h — what a custom context can do wrong, a bit each (programs/sins.c commits them).
 */
#ifndef SINS_H
#define SINS_H

enum {
    FRESH_DONE = 1 << 0, NO_DONE = 1 << 1, CLOSED_DONE = 1 << 2, ERR_FIRST = 1 << 3, NEVER_ERR = 1 << 4, NO_VALUE = 1 << 5,
    PANIC_ERR = 1 << 6, PANIC_DONE = 1 << 7, PANIC_VALUE = 1 << 8, AFTER_AT_ONCE = 1 << 9, AFTER_TWICE = 1 << 10,
    AFTER_NEVER = 1 << 11, AFTER_NULL = 1 << 12, STOP_LIES = 1 << 13, PANIC_AFTER = 1 << 14, CANCELS_ITSELF = 1 << 15,
    INNER = 1 << 16, NULL_LATER = 1 << 17, REOPENS = 1 << 18, ERR_FLIPS = 1 << 19, WEIRD_ERR = 1 << 20, VALUE_LIES = 1 << 21,
    PANIC_DEADLINE = 1 << 22, DEADLINE_LIES = 1 << 23, PANIC_NAME = 1 << 24, PANIC_DESTROY = 1 << 25, PANIC_STOP = 1 << 26,
    NO_STOP = 1 << 27, DROPS_DONE = 1 << 28, DROP_TWICE = 1 << 29
};
enum { SINS = 30 };

static const char *const sin_names[SINS] = {
    "fresh-done", "no-done", "closed-done", "err-first", "never-err", "no-value", "panic-err", "panic-done", "panic-value",
    "after-at-once", "after-twice", "after-never", "after-null", "stop-lies", "panic-after", "cancels-itself", "inner",
    "null-later", "reopens", "err-flips", "weird-err", "value-lies", "panic-deadline", "deadline-lies", "panic-name",
    "panic-destroy", "panic-stop", "no-stop", "drops-done", "drop-twice"};

#endif
