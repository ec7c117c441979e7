/* judge_controls.c — every judgement proves itself: the shipped bug fails for a declared reason, the reference passes. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "digest.h"
#include "file.h"
#include "judge.h"

enum { TRIES = 3 };

/* Whatever could change the outcome: the entry's files, the reference, the engine it is linked with, this program. */
static char *remembered_at(const catalog_t *c, const entry_t *e)
{
    static const char *const files[] = {"exercise.c", "scenario.c", "checks.c", "entry.ini", NULL};
    char *dir = cache_dir(c), hex[65];
    if (dir == NULL)
        return NULL;
    digest_t d;
    digest_start(&d);
    digest_text(&d, "controls 1");
    for (const char *const *f = files; *f != NULL; f++) {
        char *path = entry_path(e, *f);
        digest_stamp(&d, path);
        free(path);
    }
    char *pre = xformat(e->threads ? "%s/build/threads/exercises/%s/scenario.c.o" : "%s/build/sim/pre/%s.o", c->home, e->id);
    digest_stamp(&d, pre);
    digest_stamp(&d, e->solution);
    char *self = self_path();
    digest_stamp(&d, self == NULL ? "" : self);
    free(self);
    digest_hex(&d, hex);
    char *path = xformat("%s/%s-%.32s.ok", dir, e->id, hex);
    free(pre);
    free(dir);
    return path;
}

static bool judge_pristine(const catalog_t *c, const entry_t *e, const char *path, verdict_t *v, err_t *why)
{
    static const judge_opts_t opts = {.no_controls = true};
    buf_t source = {0};
    bool ok = file_read(path, FILE_LIMIT, &source, why);
    if (ok)
        judge_text(c, e, &source, true, &opts, v);
    buf_free(&source);
    return ok;
}

static bool named(const entry_t *e, const verdict_t *v)
{
    if (e->findings == NULL || e->findings[0] == NULL)
        return true;
    for (size_t i = 0; i < v->findings; i++)
        if (text_in_list(e->findings, v->finding[i].name))
            return true;
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok && text_in_list(e->findings, v->check[i].name))
            return true;
    return false;
}

static const char *first_reason(const verdict_t *v)
{
    if (v->message != NULL)
        return v->message;
    if (v->compiler != NULL)
        return v->compiler;
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok)
            return v->check[i].message;
    return v->findings > 0 ? v->finding[0].message : "no reason given";
}

static bool shipped_fails(const catalog_t *c, const entry_t *e, err_t *why)
{
    char *path = entry_path(e, "exercise.c");
    verdict_t v;
    bool ok = judge_pristine(c, e, path, &v, why);
    free(path);
    if (!ok)
        return false;
    if (v.kind == VERDICT_PASS)
        ok = err_set(why, "control failed: the shipped program of %s passes, so a pass would prove nothing", e->id);
    else if (v.kind != VERDICT_FAIL && v.kind != VERDICT_CRASH && v.kind != VERDICT_TIMEOUT)
        ok = err_set(why, "control failed: the shipped program of %s could not be judged: %.600s", e->id, first_reason(&v));
    else if (!named(e, &v))
        ok = err_set(why, "control failed: the shipped program of %s fails, but not for a reason its entry declares (%.400s)", e->id,
                     first_reason(&v));
    verdict_free(&v);
    return ok;
}

static bool reference_passes(const catalog_t *c, const entry_t *e, err_t *why)
{
    verdict_t v;
    if (!judge_pristine(c, e, e->solution, &v, why))
        return false;
    bool ok = v.kind == VERDICT_PASS;
    if (!ok) /* a judge entry's reference carries its answer too */
        err_set(why, "control failed: the reference solution of %s does not pass here (%s: %.600s)", e->id, verdict_name(v.kind),
                first_reason(&v));
    verdict_free(&v);
    return ok;
}

/* In a process of its own: on real threads both mostly wait. Owned by who calls: a descriptor on which a sentence comes when it failed;
 * −1: it could not be started. */
static int shipped_aside(const catalog_t *c, const entry_t *e, pid_t *child)
{
    int ends[2];
    err_t why;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    *child = fork();
    if (*child == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0); /* it ends what it started, and is no longer wanted */
        if (!shipped_fails(c, e, &why))
            (void)!write(ends[1], why.text, strlen(why.text));
        _exit(0);
    }
    close(ends[1]);
    if (*child > 0)
        return ends[0];
    close(ends[0]);
    return -1;
}

/* Both at once. What they come to is the same. */
static bool both_as_declared(const catalog_t *c, const entry_t *e, err_t *why)
{
    pid_t child;
    err_t said = {.text = ""};
    int from = e->threads ? shipped_aside(c, e, &child) : -1, status;
    if (from < 0)
        return shipped_fails(c, e, why) && reference_passes(c, e, why);
    bool passes = reference_passes(c, e, why);
    if (!passes) /* that is enough, or somebody has interrupted it */
        (void)kill(child, SIGTERM);
    size_t got = 0;
    for (ssize_t n; got + 1 < sizeof said.text && (n = read(from, said.text + got, sizeof said.text - 1 - got)) > 0;)
        got += (size_t)n;
    close(from);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    if (!passes)
        return false;
    if (status != 0)
        return err_set(why, "control failed: the judge of the shipped program of %s did not come to its end", e->id);
    return got == 0 || err_set(why, "%s", said.text);
}

bool judge_controls(const catalog_t *c, const entry_t *e, err_t *why)
{
    char *remembered = remembered_at(c, e);
    bool known = remembered != NULL && file_exists(remembered), ok = known;
    for (int tries = 0; !ok && tries < (e->threads ? TRIES : 1); tries++) /* in real time a machine may spoil a run */
        ok = both_as_declared(c, e, why);
    if (ok && !known && remembered != NULL)
        (void)file_write(remembered, "ok\n", 3, NULL);
    free(remembered);
    return ok;
}
