/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

enum { ROOM = 4 }; /* so many stand in one session's set at most */

/* yours: a tree of contexts in small. Any task may call these at any time. */
struct session;
/* In above's set from now on; above NULL: at the top, a server. NULL: above has ended, or ROOM stand in its set. From malloc: the house frees it when
 * it has ended, stands in no set, and no call for it or what is above it is under way; before what is above it. done: the house's, open; closed when
 * the session ends */
struct session *session_open(struct session *above, int number, chan_t *done);
/* When it returns, session and all below it have ended; leaves (as the house always has it): and it is in no set. Once more changes nothing */
void session_end(struct session *session, bool leaves);

/* the house's: writes into the log that a session is over; once for each */
void goodbye_at(const ctx_site_t *site, int number);
#define goodbye(number) goodbye_at(CTX_HERE, (number))

#endif
