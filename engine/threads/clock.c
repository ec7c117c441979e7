/* clock.c — the engine's clock: the system's monotonic one, or that one sped up.
 *
 * $CTX_TIME_SCALE=N makes engine time run N times as fast from the start of the process, so that an exercise with a
 * timeout of 30 s takes 30 ms. Deadlines, sleeps and timers are all in engine time.
 */
#include "futex.h"
#include "rt.h"
#include "startup.h"

#include <stdlib.h>
#include <time.h>

static int64_t scale = 1;
static ctx_ns_t origin; /* where engine time and real time are the same */

static ctx_ns_t monotonic(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (ctx_ns_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void clock_start(void)
{
    const char *text = getenv("CTX_TIME_SCALE");
    scale = text != NULL && text[0] != '\0' ? setting_number("CTX_TIME_SCALE", text, 1, 1000000, 1) : 1;
    origin = monotonic();
}

bool clock_is_scaled(void) { return scale > 1; }
ctx_ns_t clock_scaled(ctx_ns_t real) { return scale == 1 ? real : origin + (real - origin) * scale; }

ctx_ns_t rt_now(void) { return clock_scaled(monotonic()); }
ctx_ns_t ctx_now(void) { return rt_now(); }

ctx_ns_t clock_real(ctx_ns_t engine_time)
{
    if (engine_time < 0)
        return 0;
    if (scale == 1 || engine_time <= origin)
        return engine_time;
    ctx_ns_t ahead = engine_time - origin;
    return origin + ahead / scale + (ahead % scale != 0); /* never early */
}
