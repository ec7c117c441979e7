/* audit_scene.h — for scenarios: which writes hang. The sink counts `rows`, `rows in no name` (of no request, or of
 * another), `rows lost` (the context ended first) and `problems`. A write that does not hang and is cancelled fails the run.
 */
#ifndef AUDIT_SCENE_H
#define AUDIT_SCENE_H

#include "audit.h"

void audit_hang(int number); /* the write of this event, a number below 1,000, never comes to its end */

#endif
