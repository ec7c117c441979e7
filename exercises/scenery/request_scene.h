/* request_scene.h — for scenarios: the middleware that numbers requests. */
#ifndef REQUEST_SCENE_H
#define REQUEST_SCENE_H

#include "request.h"

/* parent, with a request number (> 0) that request_id finds. Owned (ctx_drop). */
ctx_t *request_ctx(ctx_t *parent, int id);
/* The same question, asked by scenery on its own account: the event names no line. */
int request_id_quiet(ctx_t *ctx);

#endif
