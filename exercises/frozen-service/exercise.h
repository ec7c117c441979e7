/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct folder; /* lives as long as the house */

/* yours: opens the one service; called once, in the request of its first tenant, which ends long before the service does */
void service_open(ctx_t *ctx, int copies);
/* yours: one folder of the tenant whose request this is; the request ends when this returns, within 50 ms. Two run at the same time */
void back_up(ctx_t *request, struct folder *folder);
/* yours: the service is not used any more, and nothing is under way */
void service_close(void);

/* the house's: the tenant has an answer; takes 10 ms */
void answer_at(const ctx_site_t *site, ctx_t *ctx, struct folder *folder);
#define answer(ctx, folder) answer_at(CTX_HERE, (ctx), (folder))
/* the porter's: keeps ctx, comes for the folder a second later, and puts it into the vault of the tenant that ctx knows; takes 2 s then. He refuses it
 * when ctx has ended by that time. Asking him takes no time */
void fetch_later_at(const ctx_site_t *site, ctx_t *ctx, struct folder *folder, int copies);
#define fetch_later(ctx, folder, copies) fetch_later_at(CTX_HERE, (ctx), (folder), (copies))

#endif
