/* atomic.c — C11 atomics of the learner's file. Each is a step, and orders tasks as its memory order says (anything that
 * is not relaxed acquires and releases).
 */
#include "sim.h"

static ctx_site_t *site_of_pc(uintptr_t pc)
{
    static ctx_site_t made[64];
    uint32_t id = sim.host->pc_site(sim.host->user, pc);
    for (int i = 0; i < 64; i++) {
        if (made[i].id == 0)
            made[i] = (ctx_site_t){"", "", 0, id, 0};
        if (made[i].id == id)
            return &made[i];
    }
    return &made[0];
}

static void step(void *address, bool write, int order, uintptr_t pc)
{
    if (sim.self == NULL)
        return;
    const ctx_site_t *site = site_of_pc(pc);
    race_guard(address, write, site);
    sim_simple(CTX_OP_ATOMIC, site, address, write);
    race_guard(address, write, site); /* what was there may be gone since */
    if (order != __ATOMIC_RELAXED) {
        race_observe(address);
        if (write)
            race_publish(address);
    }
    RT_EVENT(.kind = CTX_EV_ATOMIC, .detail = write, .site = RT_SITE(site));
}

#define PC ((uintptr_t)__builtin_return_address(0))
#define READ_MODIFY(bits, type, name, expr)                                                                    \
    type __tsan_atomic##bits##_##name(volatile type *p, type v, int order);                                    \
    type __tsan_atomic##bits##_##name(volatile type *p, type v, int order)                                     \
    {                                                                                                          \
        step((void *)(uintptr_t)p, true, order, PC);                                                           \
        type old = *p;                                                                                         \
        *p = (type)(expr);                                                                                     \
        return old;                                                                                            \
    }
#define ATOMICS(bits, type)                                                                                    \
    type __tsan_atomic##bits##_load(const volatile type *p, int order);                                        \
    type __tsan_atomic##bits##_load(const volatile type *p, int order)                                         \
    {                                                                                                          \
        step((void *)(uintptr_t)p, false, order, PC);                                                          \
        return *p;                                                                                             \
    }                                                                                                          \
    void __tsan_atomic##bits##_store(volatile type *p, type v, int order);                                     \
    void __tsan_atomic##bits##_store(volatile type *p, type v, int order)                                      \
    {                                                                                                          \
        step((void *)(uintptr_t)p, true, order, PC);                                                           \
        *p = v;                                                                                                \
    }                                                                                                          \
    READ_MODIFY(bits, type, exchange, v)                                                                       \
    READ_MODIFY(bits, type, fetch_add, old + v)                                                                \
    READ_MODIFY(bits, type, fetch_sub, old - v)                                                                \
    READ_MODIFY(bits, type, fetch_and, old & v)                                                                \
    READ_MODIFY(bits, type, fetch_or, old | v)                                                                 \
    READ_MODIFY(bits, type, fetch_nand, ~(old & v))                                                            \
    READ_MODIFY(bits, type, fetch_xor, old ^ v)                                                                \
    int __tsan_atomic##bits##_compare_exchange_strong(volatile type *p, type *expected, type v, int order, int fail); \
    int __tsan_atomic##bits##_compare_exchange_strong(volatile type *p, type *expected, type v, int order, int fail)  \
    {                                                                                                          \
        (void)fail;                                                                                            \
        step((void *)(uintptr_t)p, true, order, PC);                                                           \
        if (*p == *expected) {                                                                                 \
            *p = v;                                                                                            \
            return 1;                                                                                          \
        }                                                                                                      \
        *expected = *p;                                                                                        \
        return 0;                                                                                              \
    }                                                                                                          \
    int __tsan_atomic##bits##_compare_exchange_weak(volatile type *p, type *expected, type v, int order, int fail); \
    int __tsan_atomic##bits##_compare_exchange_weak(volatile type *p, type *expected, type v, int order, int fail)  \
    {                                                                                                          \
        return __tsan_atomic##bits##_compare_exchange_strong(p, expected, v, order, fail);                     \
    }                                                                                                          \
    /* clang's name for it: returns what was there */                                                          \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *p, type expected, type v, int order, int fail); \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *p, type expected, type v, int order, int fail)  \
    {                                                                                                          \
        (void)fail;                                                                                            \
        step((void *)(uintptr_t)p, true, order, PC);                                                           \
        type old = *p;                                                                                         \
        if (old == expected)                                                                                   \
            *p = v;                                                                                            \
        return old;                                                                                            \
    }

ATOMICS(8, uint8_t)
ATOMICS(16, uint16_t)
ATOMICS(32, uint32_t)
ATOMICS(64, uint64_t)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_thread_fence(int order) { (void)order; }
void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order) { (void)order; }
