/* expect: no-credit — pretends that the headers were read, and says what it likes */
#define CTX_H
#define CTX_CHAN_H
#define CTX_TASK_H
#define EXERCISE_H
typedef struct ctx ctx_t;
struct profile { int any; };
_Bool write_row(ctx_t *ctx, const struct profile *profile);
_Bool tell_followers(ctx_t *ctx, const struct profile *profile);
#include "exercise.h"

_Bool save_profile(ctx_t *parent, const struct profile *profile)
{
    return write_row(parent, profile) && tell_followers(parent, profile);
}
