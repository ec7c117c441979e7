/* audit_scene.h — for scenarios: which writes hang. The sink counts `rows`, `rows in no name` (of no request, or of
 * another), `rows lost` (the context ended first, and the sink did not hang) and `problems`. A write that does not hang and is cancelled fails the run.
 */
#ifndef AUDIT_SCENE_H
#define AUDIT_SCENE_H

#include "audit.h"

void audit_hang(int number); /* the write of this event, a number below 1,000, never comes to its end */

/* The latest write whose sink hangs, if it is still under way. */
typedef struct audit_stuck {
    const ctx_site_t *site; /* of the write */
    int number;
    ctx_ns_t since, until; /* its context's deadline, or CTX_NO_DEADLINE */
} audit_stuck_t;
bool audit_stuck(audit_stuck_t *out);

#endif
