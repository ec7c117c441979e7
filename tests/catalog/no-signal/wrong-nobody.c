/* expect: missing-work — lets nobody in */
#include "exercise.h"

int run_server(ctx_t *process, struct door *door)
{
    ctx_auto_signals ctx_signals_t *signals = NULL;
    (void)door;
    chan_recv(ctx_done(ctx_with_signals(process, &signals, SIGTERM, SIGINT)), NULL);
    return 0;
}
