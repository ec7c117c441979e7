/* store_scene.h — for scenarios: how slow the store is, and what it answers. It counts `queries`, `answers`, and the
 * queries that came with no request number (`queries of no request`).
 */
#ifndef STORE_SCENE_H
#define STORE_SCENE_H

#include "store.h"

void store_slow(int user, ctx_ns_t length); /* questions about this user take so long; any other 100 ms */
int store_rows(int user);                   /* the true answer */

#endif
