/* headers.h — what the examples in the public headers speak of. For headers.test.sh, which puts the examples behind it.
 */
#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_flight.h"
#include "ctx_group.h"
#include "ctx_signal.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
#include "work.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ctx_t *ctx, *parent;
static ctx_cancel_t *cancel;
static struct session { ctx_cancel_t *cancel; } *session;
static struct job { ctx_t *ctx; int n; } job, jobs_left[9];
static struct line { wait_group_t hung_up; } line;
static struct my_ctx { ctx_custom_t base; } my_empty;
static const ctx_ops_t my_ops;
static chan_t *jobs, *results;
static chan_timer_t *limit;
static ctx_group_t *group;
static ctx_flight_t *flight;
static task_mutex_t lock;
static task_cond_t changed;
static wait_group_t all;
static task_t task;
static char id[9], *user, *urls[9];
static int n, waiting, wanted, fd, count;
static ctx_ns_t closing_time;

ctx_err_t poll_once(ctx_t *), try_again(ctx_t *), serve(ctx_t *), write_audit(ctx_t *), legacy_call(ctx_t *), talk(struct line *);
bool ready(void);
void work(struct job *), hang_up(void *), drop_jobs(void *), risky(void *), open_log(void *), print_row(const ctx_ledger_row_t *, void *);
void worker(ctx_t *, void *), feed(ctx_t *, void *);
const ctx_error_t *fetch(ctx_t *, void *);
void *load(void *, const ctx_error_t **);

