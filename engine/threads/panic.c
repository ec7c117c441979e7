/* panic.c — a panic unwinds the task: the cleanups of each frame run, so scoped handles are released. task_try is where
 * the unwinding ends; where there is none, the process ends instead.
 *
 * Forced unwinding, as thread cancellation uses it: it needs frames compiled with -fexceptions, and stops at the frame
 * that asked for it. The jump back into that frame crosses nothing that was not unwound.
 */
#include "ctx_task.h"
#include "startup.h"

#include <setjmp.h>
#include <stdio.h>
#include <unistd.h>
#include <unwind.h>

typedef struct try_frame {
    struct try_frame *outer;
    const char *volatile rule; /* what was panicked with */
    jmp_buf back;
} try_frame_t;

static RT_THREAD try_frame_t *innermost;

static void __attribute__((noreturn)) die(const ctx_site_t *site, const char *rule)
{
    static _Atomic bool dying;
    while (atomic_exchange(&dying, true)) /* another task was first: one line is enough, and the end is near */
        pause();
    RT_EVENT(.kind = CTX_EV_PANIC, .flags = 1, .aux = rt_text(rule), .site = RT_SITE(site));
    fflush(stdout);
    if (site != NULL)
        fprintf(stderr, "panic: %s [%s] at %s:%d\n", rule, site->func, site->file, site->line);
    else
        fprintf(stderr, "panic: %s [in the engine]\n", rule);
    trace_end();
    fflush(stderr);
    _Exit(2);
}

static _Unwind_Reason_Code until_try(int version, _Unwind_Action actions, _Unwind_Exception_Class class,
                                     struct _Unwind_Exception *exception, struct _Unwind_Context *context, void *arg)
{
    try_frame_t *frame = arg;
    (void)version, (void)class, (void)exception;
    if ((actions & _UA_END_OF_STACK) != 0 || _Unwind_GetCFA(context) > (_Unwind_Ptr)frame)
        longjmp(frame->back, 1);
    return _URC_NO_REASON;
}

/* AddressSanitizer's, where the program is linked with it: the frames that will be left on the way poisoned the stack, and
 * the cleanups run where they lay. It knows of throw and longjmp, not of this. */
extern void __asan_handle_no_return(void) __attribute__((weak));

void ctx_panic_at(const ctx_site_t *site, const char *rule)
{
    static RT_THREAD struct _Unwind_Exception exception;
    try_frame_t *frame = innermost;
    if (frame == NULL)
        die(site, rule);
    RT_EVENT(.kind = CTX_EV_PANIC, .aux = rt_text(rule), .site = RT_SITE(site));
    frame->rule = rule;
    exception = (struct _Unwind_Exception){.exception_class = 0x637478205041ull};
    if (__asan_handle_no_return != NULL)
        __asan_handle_no_return();
    _Unwind_ForcedUnwind(&exception, until_try, frame);
    die(site, rule); /* no unwinding information */
}

/* Not inlined: the unwinding recognises its frame by what lies above it on the stack. */
__attribute__((noinline)) const char *task_try_at(const ctx_site_t *site, ctx_func_t *fn, void *arg)
{
    try_frame_t frame;
    frame.outer = innermost;
    frame.rule = NULL;
    if (setjmp(frame.back) == 0) {
        innermost = &frame;
        fn(arg);
    } else {
        RT_EVENT(.kind = CTX_EV_TASK_TRY, .aux = rt_text(frame.rule), .site = RT_SITE(site));
    }
    innermost = frame.outer;
    return frame.rule;
}
