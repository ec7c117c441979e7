/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

/* yours: sends a letter to each of n people, who have numbers from `first` on; returns within 1 ms, and request ends then */
void send_letters(ctx_t *request, int first, int n);

/* the post's: sends a letter, in the name of the request that ctx belongs to; takes 100 ms, now and then for ever. False when ctx ended first */
bool post_letter_at(const ctx_site_t *site, ctx_t *ctx, int person);
#define post_letter(ctx, person) post_letter_at(CTX_HERE, (ctx), (person))

#endif
