/* calls.c — whom a learner's file may call through a pointer: its own functions, those that it may call by name, and the one
 * that the engine hands to a custom context's after_func. Who computes the address of another one, from the place of one it
 * knows, ends the run: with the engine's own functions anything could be reported.
 *
 * Calls through pointers are compiled to thunks that are here (-mindirect-branch=thunk-extern). What is handed to the engine
 * to be called later is looked at when it is handed over.
 */
#include "sim.h"

uintptr_t sim_own_code, sim_own_code_end; /* the learner's instructions; 0: nobody knows, nothing is checked */

static bool may_call(uintptr_t target)
{
    return sim_own_code == 0 || target == (uintptr_t)ctx_told_by_custom_ || (target >= sim_own_code && target < sim_own_code_end) || sim.host == NULL ||
           sim.host->may_call == NULL || sim.host->may_call(sim.host->user, target);
}

void sim_check_target(uintptr_t target)
{
    if (sim.self == NULL || target < 65536 || may_call(target)) /* a null pointer crashes by itself, and that says more */
        return;
    RT_EVENT(.kind = CTX_EV_USE_AFTER, .aux = rt_text("a function that is not the program's"), .site = RT_SITE(sim.self->site));
    sim_stop_run(SIM_FAILED);
}

void sim_check_callback(uintptr_t target, uintptr_t caller)
{
    if (target != 0 && caller >= sim_own_code && caller < sim_own_code_end)
        sim_check_target(target);
}

#if defined(__x86_64__)

/* The target is pushed and returned to, so that every register is what it was. */
#define THUNK(reg)                                                                                             \
    ".globl __x86_indirect_thunk_" #reg "\n"                                                                   \
    ".hidden __x86_indirect_thunk_" #reg "\n"                                                                  \
    ".type __x86_indirect_thunk_" #reg ",@function\n"                                                          \
    "__x86_indirect_thunk_" #reg ":\n"                                                                         \
    "  pushq %" #reg "\n"                                                                                      \
    "  jmp sim_thunk\n"

__asm__(".text\n"
        "sim_thunk:\n"
        "  pushq %rax\n"
        "  movq 8(%rsp), %rax\n"
        "  cmpq sim_own_code(%rip), %rax\n"
        "  jb 1f\n"
        "  cmpq sim_own_code_end(%rip), %rax\n"
        "  jae 1f\n"
        "2: popq %rax\n"
        "  ret\n"
        "1: pushq %rbp\n  movq %rsp, %rbp\n"
        "  pushq %rcx\n  pushq %rdx\n  pushq %rsi\n  pushq %rdi\n  pushq %r8\n  pushq %r9\n  pushq %r10\n  pushq %r11\n"
        "  subq $128, %rsp\n  andq $-16, %rsp\n"
        "  movups %xmm0, (%rsp)\n  movups %xmm1, 16(%rsp)\n  movups %xmm2, 32(%rsp)\n  movups %xmm3, 48(%rsp)\n"
        "  movups %xmm4, 64(%rsp)\n  movups %xmm5, 80(%rsp)\n  movups %xmm6, 96(%rsp)\n  movups %xmm7, 112(%rsp)\n"
        "  movq %rax, %rdi\n"
        "  call sim_check_target\n"
        "  movups (%rsp), %xmm0\n  movups 16(%rsp), %xmm1\n  movups 32(%rsp), %xmm2\n  movups 48(%rsp), %xmm3\n"
        "  movups 64(%rsp), %xmm4\n  movups 80(%rsp), %xmm5\n  movups 96(%rsp), %xmm6\n  movups 112(%rsp), %xmm7\n"
        "  leaq -64(%rbp), %rsp\n"
        "  popq %r11\n  popq %r10\n  popq %r9\n  popq %r8\n  popq %rdi\n  popq %rsi\n  popq %rdx\n  popq %rcx\n"
        "  popq %rbp\n"
        "  jmp 2b\n"
        THUNK(rax) THUNK(rbx) THUNK(rcx) THUNK(rdx) THUNK(rsi) THUNK(rdi) THUNK(rbp) THUNK(r8) THUNK(r9) THUNK(r10)
        THUNK(r11) THUNK(r12) THUNK(r13) THUNK(r14) THUNK(r15));

#endif
