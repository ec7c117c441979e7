/* Comments and texts that only look like it: service->ctx = ctx; ctx_background(); ctx_text_key("x"); ctx_with_cancel(NULL, &c);
 * for (;;) switch (chan_select(CHAN_DONE(ctx), CHAN_DEFAULT)) { case 0: break; } */
#include <stdio.h>

#include "ctx.h"

struct page { const char *ctx_text_key_help, *text; };
static int my_ctx_text_key(const char *name) { return name[0]; }
static int ctx_background_colour(ctx_t *ctx) { return ctx_err(ctx) == CTX_OK; }

void explain(ctx_t *ctx, struct page *page);
void explain(ctx_t *ctx, struct page *page)
{
    page->text = "page->ctx = ctx;"; // page->ctx = ctx;
    page->ctx_text_key_help = "ctx_with_value(ctx, ctx_text_key(\"user\"), NULL)";
    printf("%s %d %d\n", "task_go(ctx_background(), f, NULL)", my_ctx_text_key("x"), ctx_background_colour(ctx));
#if 0
    page->ctx = ctx;
    ctx_with_cancel(NULL, &cancel);
#endif
}
