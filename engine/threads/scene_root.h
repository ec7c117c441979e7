/* scene_root.h — between a scenario's functions (scene.c) and the main that plays it (scene/main.c).
 */
#ifndef SCENE_ROOT_H
#define SCENE_ROOT_H

#include "ctx.h"

void scene_set_root(ctx_cancel_t *cancel); /* borrowed, until NULL is set */
extern _Atomic int scene_failures;

extern long scene_moment_ns; /* how long a quiet moment is, of which scene_settle waits for several */

#endif
