/* Seeded: each line that ends in a comment with a habit's name is one, every other is none. */
#include <stddef.h>

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

typedef ctx_t *context;
#define NO_CONTEXT NULL
void fetch(int id, context ctx, char *text);
static int wrapped(ctx_t *ctx) { return ctx_err(ctx) == CTX_OK; }
static void run(ctx_t *ctx, void *arg) { (void)ctx, (void)arg; }

void plainly(void);
void plainly(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(NULL, &cancel); /* null-context */
}
void by_macro(void);
void by_macro(void)
{
    (void)task_go(NO_CONTEXT, run, NULL); /* null-context */
}
void cast(void);
void cast(void)
{
    (void)ctx_err((ctx_t *)0); /* null-context */
    (void)ctx_value(((void *)0), ((ctx_key_t){NULL, NULL})); /* null-context */
}
void to_ones_own(char *text);
void to_ones_own(char *text)
{
    fetch(7, /* null-context */
          NULL, text);
    (void)wrapped(0); /* null-context */
}
void by_variable(void);
void by_variable(void)
{
    ctx_t *none = NULL;
    (void)wrapped(none); /* null-context */
}
void by_choice(ctx_t *ctx, int have);
void by_choice(ctx_t *ctx, int have)
{
    (void)wrapped(have ? ctx : NULL); /* null-context */
    fetch(7, (have == 0 ? (ctx_t *)NULL : ctx), NULL); /* null-context */
}
void in_an_arm(chan_t *ch);
void in_an_arm(chan_t *ch)
{
    (void)chan_select(CHAN_DONE(NULL), /* null-context */
                      CHAN_RECV(ch, NULL));
    (void)chan_recv_ctx(NULL, ch, NULL, NULL); /* null-context */
}
