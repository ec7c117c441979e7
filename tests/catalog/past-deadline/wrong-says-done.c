/* expect: missing-work wrong-result — deletes the work */
#include "exercise.h"

bool run_job(ctx_t *tool, const char *line)
{
    (void)tool, (void)line;
    return true;
}
