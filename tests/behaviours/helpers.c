/* helpers.c — custom contexts and a brake for cascades.
 */
#include "behaviours.h"

/* ---- counting ------------------------------------------------------------------------------------------------ */

typedef struct tally {
    ctx_ledger_kind_t kind;
    size_t rows;
} tally_t;

static void tally_row(const ctx_ledger_row_t *row, void *arg) { ((tally_t *)arg)->rows += row->kind == ((tally_t *)arg)->kind; }

size_t alive(ctx_ledger_kind_t kind)
{
    tally_t tally = {kind, 0};
    (void)ctx_ledger(tally_row, &tally);
    return tally.rows;
}

/* A cause is kept once by every context that is told. */
static int tellings;
static void told_keep(const ctx_error_t *error)
{
    (void)error;
    tellings++;
}
static void told_drop(const ctx_error_t *error) { (void)error; }
static const ctx_error_t telling = {.text = "telling", .keep = told_keep, .drop = told_drop};

int told_by(ctx_cancel_t *handle)
{
    tellings = 0;
    ctx_cancel_cause(handle, &telling);
    return tellings;
}

/* ---- a brake ------------------------------------------------------------------------------------------------- */

static void brake_keep(const ctx_error_t *error)
{
    brake_t *brake = (brake_t *)(uintptr_t)error;
    if (__atomic_add_fetch(&brake->calls, 1, __ATOMIC_RELAXED) == brake->at) {
        chan_close(brake->reached);
        (void)chan_recv(brake->go, NULL);
    }
}

static void brake_drop(const ctx_error_t *error)
{
    brake_t *brake = (brake_t *)(uintptr_t)error;
    __atomic_fetch_add(&brake->drops, 1, __ATOMIC_RELEASE);
}

void brake_init(brake_t *brake, int at)
{
    *brake = (brake_t){.error = {.text = "brake", .keep = brake_keep, .drop = brake_drop}, .at = at};
    brake->reached = chan_make_signal();
    brake->go = chan_make_signal();
}

void brake_end(brake_t *brake)
{
    while (__atomic_load_n(&brake->drops, __ATOMIC_ACQUIRE) != __atomic_load_n(&brake->calls, __ATOMIC_RELAXED))
        task_yield(); /* a helper task may still keep it */
    chan_drop(brake->reached);
    chan_drop(brake->go);
}

/* ---- custom contexts ------------------------------------------------------------------------------------------- */

static void gone(ctx_custom_t *self) { chan_close(plain(self)->gone); }

static chan_t *own_done(ctx_custom_t *self)
{
    __atomic_fetch_add(&plain(self)->dones, 1, __ATOMIC_RELAXED);
    return plain(self)->done;
}

static ctx_err_t own_err(ctx_custom_t *self)
{
    return (ctx_err_t)__atomic_load_n((int *)&plain(self)->err_, __ATOMIC_ACQUIRE);
}
static void *no_value(ctx_custom_t *self, ctx_key_t key)
{
    (void)self, (void)key;
    return NULL;
}

static void *own_after_func(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    plain(self)->registrations++;
    plain(self)->fn = fn;
    plain(self)->arg = arg;
    return self;
}

static bool own_stop(ctx_custom_t *self, void *registration)
{
    (void)registration;
    plain(self)->stops++;
    bool prevented = plain(self)->fn != NULL;
    plain(self)->fn = NULL;
    return prevented;
}

const ctx_ops_t severed_ops = {.type_name = "severed", .destroy = gone, .done = own_done, .err = own_err, .value = no_value};
const ctx_ops_t after_func_ops = {.type_name = "told", .destroy = gone, .done = own_done, .err = own_err, .value = no_value,
                                  .after_func = own_after_func, .stop = own_stop};
const ctx_ops_t transparent_ops = {.type_name = "transparent", .destroy = gone};
const ctx_ops_t other_done_ops = {.type_name = "other_done", .destroy = gone, .done = own_done, .err = own_err};

ctx_t *plain_init(plain_custom_t *custom, const ctx_ops_t *ops, ctx_t *inner)
{
    *custom = (plain_custom_t){.inner = inner, .done = chan_make_signal(), .gone = chan_make_signal()};
    return ctx_custom_init(&custom->base, ops, inner);
}

static void call_back(ctx_t *ctx, void *arg)
{
    plain_custom_t *custom = arg;
    (void)ctx;
    custom->fn(custom->arg);
}

void plain_cancel(plain_custom_t *custom, ctx_err_t err)
{
    __atomic_store_n((int *)&custom->err_, (int)err, __ATOMIC_RELEASE);
    chan_close(custom->done);
    if (custom->fn != NULL) {
        task_join(task_go(ctx_background(), call_back, custom));
        custom->fn = NULL;
    }
}

void plain_end(plain_custom_t *custom)
{
    ctx_drop(ctx_of_custom(&custom->base));
    (void)chan_recv(custom->gone, NULL);
    chan_drop(custom->gone);
    chan_drop(custom->done);
}
