/* Macros with names like the engine's, a fallthrough, a label, a statement expression. */
#include "ctx.h"
#include "ctx_chan.h"

#define CHECK(ctx)                    \
    do {                              \
        if (ctx_err(ctx) != CTX_OK)   \
            return 1;                 \
    } while (0)
#define EACH(i, n) for (int i = 0; i < (n); i++)
int poll_all(ctx_t *ctx, chan_t *jobs, int n);
int poll_all(ctx_t *ctx, chan_t *jobs, int n)
{
    int job = 0, seen = 0;
    EACH(i, n)
    {
        CHECK(ctx);
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job), CHAN_DEFAULT)) {
        case 0: break;
        case 1: seen++; /* fall through */
        default: seen += job;
        }
    }
again:
    if (seen > 100 && --seen)
        goto again;
    return seen;
}
