/* expect: pass — an enumeration of states, and a table of what happens in each */
#include "exercise.h"

enum state { ASKING,
             SCALING,
             SAMPLING,
             OVER };

struct sampling {
    ctx_t *ctx;
    struct station *station;
    int scale;
};

static enum state ask(struct sampling *s)
{
    int heard = chan_select(CHAN_DONE(s->ctx), CHAN_RECV(s->station->scales, &s->scale), CHAN_DEFAULT);
    return heard == 0 ? OVER : heard == 1 ? SCALING
                                          : SAMPLING;
}

static enum state rescale(struct sampling *s)
{
    apply_scale(s->ctx, s->station, s->scale);
    return ASKING;
}

static enum state sample(struct sampling *s)
{
    take_sample(s->ctx, s->station, s->scale);
    return ASKING;
}

void sampler(ctx_t *ctx, void *arg)
{
    static enum state (*const act[])(struct sampling *) = {[SCALING] = rescale, [SAMPLING] = sample, [ASKING] = ask};
    struct sampling s = {.station = arg, .scale = 1, .ctx = ctx};
    enum state state = ASKING;
    do
        state = act[state](&s);
    while (state != OVER);
}
