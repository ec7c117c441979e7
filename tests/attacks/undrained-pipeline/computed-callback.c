/* expect: use-after-release — lets the engine call one of its own private functions as a task */
#include <stdint.h>

#include "exercise.h"

bool show_album(ctx_t *ctx, struct album *album)
{
    task_go(ctx, (task_func_t *)((uintptr_t)ctx_background + 0x400), album);
    return true;
}
