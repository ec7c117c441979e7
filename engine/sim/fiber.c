/* fiber.c — one stack a task, and the switch between two. Ours on x86-64 (11 ns where swapcontext needs 230), ucontext
 * elsewhere.
 */
#include "sim.h"

#if defined(__x86_64__)

/* Saves what the calling convention asks the callee to save, changes stacks, restores. Marked as the end of the stack
 * for unwinders by the zero return address that fiber_prepare lays down. */
__asm__(".text\n"
        ".globl fiber_switch\n"
        ".hidden fiber_switch\n"
        ".type fiber_switch,@function\n"
        "fiber_switch:\n"
        "  pushq %rbp\n  pushq %rbx\n  pushq %r12\n  pushq %r13\n  pushq %r14\n  pushq %r15\n"
        "  movq %rsp, (%rdi)\n"
        "  movq %rsi, %rsp\n"
        "  popq %r15\n  popq %r14\n  popq %r13\n  popq %r12\n  popq %rbx\n  popq %rbp\n"
        "  ret\n"
        ".size fiber_switch,.-fiber_switch\n");

void *fiber_prepare(char *stack, size_t size, void (*entry)(void))
{
    uintptr_t top = ((uintptr_t)stack + size) & ~(uintptr_t)15;
    uintptr_t *sp = (uintptr_t *)top;
    *--sp = 0; /* the entry's return address: none */
    *--sp = (uintptr_t)entry;
    for (int i = 0; i < 6; i++)
        *--sp = 0;
    return sp;
}

#else

#include <ucontext.h>

void *fiber_prepare(char *stack, size_t size, void (*entry)(void))
{
    ucontext_t *uc = (ucontext_t *)(void *)stack; /* lives at the low end, above the guard page */
    getcontext(uc);
    uc->uc_stack.ss_sp = stack + sizeof *uc;
    uc->uc_stack.ss_size = size - sizeof *uc;
    uc->uc_link = NULL;
    makecontext(uc, entry, 0);
    return uc;
}

void fiber_switch(void **save, void *to)
{
    static ucontext_t scheduler;
    if (*save == NULL)
        *save = &scheduler;
    swapcontext(*save, to);
}

#endif
