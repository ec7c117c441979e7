/* stack.c — a custom context that asks itself without an end is told so, before its task's stack is used up.
 */
#define _GNU_SOURCE
#include "rt.h"

#include <pthread.h>

enum { RESERVE = 64 * 1024 }; /* for the panic, and what it unwinds */
static _Thread_local uintptr_t lowest; /* 1: nobody knows */

static uintptr_t find_lowest(void)
{
    pthread_attr_t attr;
    void *at = NULL;
    size_t size;
    if (pthread_getattr_np(pthread_self(), &attr) != 0)
        return 1;
    if (pthread_attr_getstack(&attr, &at, &size) != 0)
        at = NULL;
    pthread_attr_destroy(&attr);
    return at != NULL ? (uintptr_t)at : 1;
}

void (rt_check_stack)(void)
{
    if (lowest == 0)
        lowest = find_lowest();
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    if (here > lowest && here - lowest < RESERVE)
        ctx_panic_at(NULL, "stack overflow: a custom context asks itself without an end");
}
