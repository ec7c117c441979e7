/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct image {
    int number; /* 1, 2, 3, … */
    int width;
};

struct album {
    int images;
    chan_t *loaded, *shrunk; /* struct image, unbuffered; borrowed, and valid for ever */
    int shown;               /* the page's own */
};

/* yours: shows an album until all its images are on the page, or ctx ends */
bool show_album(ctx_t *ctx, struct album *album);

/* the program's: takes 3 ms */
struct image load(ctx_t *ctx, struct album *album, int number);
/* takes 2 ms */
void shrink(ctx_t *ctx, struct image *image);
/* the page's */
void put_on_page(ctx_t *ctx, struct album *album, const struct image *image);

#endif
