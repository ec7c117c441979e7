/* pool.h — judging several entries at once: a process an entry, so that a crash of one never loses the others.
 */
#ifndef POOL_H
#define POOL_H

#include "lab.h"
#include "verdict.h"

typedef struct pool_item {
    const entry_t *entry;
    char *path; /* the learner's file */
} pool_item_t;

/* Fills v[i] for item[i]: the order of the results does not depend on who finished first. say: a line each on stderr. */
void pool_judge(const lab_t *lab, const pool_item_t *item, size_t n, size_t jobs, bool say, verdict_t *v);

/* One judgement in a process of its own, for callers that go on meanwhile (screen, watch). Lines of JSON arrive on the
 * descriptor: {"phase":"exploring"} and whole verdicts, the last one final. */
typedef struct pool_job {
    int pid, fd;
} pool_job_t;
bool pool_start(const lab_t *lab, const entry_t *e, const char *path, pool_job_t *job, err_t *err);
/* The same for any work: work(lab, arg, fd) runs in the new process and its result is the exit code; stdin, stdout and
 * stderr are /dev/null there. */
typedef int pool_work_t(const lab_t *lab, void *arg, int fd);
bool pool_fork(const lab_t *lab, pool_work_t *work, void *arg, pool_job_t *job, err_t *err);
void pool_say(int fd, json_t *doc); /* one line; doc is taken */
void pool_stop(pool_job_t *job); /* ends it if need be; it leaves nothing behind */
/* For callers that may not wait for that, a screen say: told to end, and forgotten by the caller. On a busy machine a worker
 * takes a second to end its own children and to remove its folder. */
void pool_leave(pool_job_t *job);
size_t pool_leaving(void);   /* how many of them are not gone yet */
int pool_leaving_fd(void);   /* readable when any of them has something to say or is gone */
void pool_left(void);        /* waits for all of them: they leave nothing behind */

#endif
