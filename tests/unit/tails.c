/* tails.c — programs that are stopped while they record: whatever they die of, the trace has all that they did.
 *
 * The program plays its own victims: `tails ROLE`, with CTX_TRACE set. Each counts in memory that it shares with the test what
 * it has done; the test reads the recording, and counts again.
 */
#define _GNU_SOURCE /* memfd_create, pipe2 */
#include "ctx.h"
#include "ctx_task.h"
#include "tail.h"
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHARED_FD = 77, TASKS = 4, MADE = 50, PATIENCE_S = 300 };
static int passed, failed;
static char self[4096], dir[64], said[2000];

typedef struct shared {
    _Atomic uint32_t begun, done; /* contexts whose making was begun; is over */
    _Atomic uint32_t wanted;      /* "led": so many */
    _Atomic int32_t child;
} shared_t;
static shared_t *shared;

static void expect(bool holds, const char *what)
{
    printf("%s - %s\n", holds ? "ok" : "not ok", what);
    fflush(stdout);
    holds ? passed++ : failed++;
}

/* ---- victims --------------------------------------------------------------------------------------------------------------- */

static void make(uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        atomic_fetch_add(&shared->begun, 1);
        ctx_auto ctx_cancel_t *cancel = NULL;
        (void)ctx_with_cancel(ctx_background(), &cancel);
        atomic_fetch_add(&shared->done, 1);
    }
}

static void make_some(ctx_t *ctx, void *arg)
{
    (void)ctx;
    (void)arg;
    make(MADE);
}

static void make_for_ever(ctx_t *ctx, void *arg)
{
    (void)ctx;
    (void)arg;
    for (;;)
        make(1000);
}

static void make_wanted(void)
{
    for (;;) {
        while (atomic_load(&shared->done) >= atomic_load(&shared->wanted))
            sched_yield();
        make(1);
    }
}

static void tasks(void (*fn)(ctx_t *ctx, void *arg))
{
    task_t task[TASKS];
    for (int i = 0; i < TASKS; i++)
        task[i] = task_go(ctx_background(), fn, NULL);
    for (int i = 0; i < TASKS; i++)
        task_join(task[i]);
}

/* Its parent's contexts are there, so it is not recorded; yet it makes more than its parent's ring would hold. */
static void fork_and_make(void)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 3000; i++) {
            ctx_auto ctx_cancel_t *cancel = NULL;
            (void)ctx_with_cancel(ctx_background(), &cancel);
        }
        _exit(0);
    }
    (void)waitpid(child, &status, 0);
}

static void limit_file(rlim_t bytes) { setrlimit(RLIMIT_FSIZE, &(struct rlimit){bytes, bytes}); }

static int play(const char *role)
{
    alarm(PATIENCE_S);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, SHARED_FD, 0);
    if (strcmp(role, "daemon") == 0) { /* a child that inherits nothing is recorded in FILE.PID */
        pid_t child = fork();
        if (child != 0) {
            atomic_store(&shared->child, child);
            (void)waitpid(child, NULL, 0);
            _exit(0);
        }
        make(MADE);
        raise(SIGKILL);
    }
    if (strcmp(role, "for-ever") == 0)
        make_for_ever(NULL, NULL);
    if (strcmp(role, "led") == 0)
        make_wanted();
    if (strcmp(role, "many-for-ever") == 0)
        tasks(make_for_ever);
    if (strcmp(role, "few-places") == 0) /* the head, the names and two rings */
        limit_file(800000);
    make(MADE);
    if (strcmp(role, "tasks") == 0 || strcmp(role, "few-places") == 0)
        tasks(make_some);
    if (strcmp(role, "forks") == 0)
        fork_and_make();
    if (strcmp(role, "execs") == 0) {
        execl(self, self, "execs-again", (char *)NULL);
        _exit(9);
    }
    if (strcmp(role, "execs-again") == 0) {
        execl(self, self, "ends", (char *)NULL);
        _exit(9);
    }
    if (strcmp(role, "quick") == 0)
        quick_exit(0);
    if (strcmp(role, "ends") != 0 && strcmp(role, "_exit") != 0)
        raise(SIGKILL);
    if (strcmp(role, "_exit") == 0)
        _exit(0);
    return 0;
}

/* ---- running them ---------------------------------------------------------------------------------------------------------- */

static void in_dir(char path[128], const char *name) { snprintf(path, 128, "%s/%s", dir, name); }

static pid_t start(const char *role, const char *path, int err)
{
    atomic_store(&shared->begun, 0);
    atomic_store(&shared->done, 0);
    pid_t child = fork();
    if (child == 0) {
        setenv("CTX_TRACE", path, 1);
        dup2(err, 2);
        execl(self, self, role, (char *)NULL);
        _exit(99);
    }
    return child;
}

static int status_of(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

/* What it says on stderr goes to a file: whoever it leaves behind must not keep a pipe open. */
static int run(const char *role, const char *path)
{
    int err = memfd_create("said", MFD_CLOEXEC);
    int status = status_of(start(role, path, err));
    ssize_t n = pread(err, said, sizeof said - 1, 0);
    said[n > 0 ? n : 0] = '\0';
    close(err);
    return status;
}

typedef struct seen {
    bool read, in_order, ended;
    uint32_t made, tail; /* contexts; events from the tail */
    size_t named;        /* of those, with a line of this file */
    char damage[300];
} seen_t;

/* Each context once: who is put twice, or lost, is seen. */
static seen_t look(const char *path)
{
    enum { IDS = 1 << 22 };
    static uint8_t known[IDS];
    seen_t s = {.in_order = true};
    char err[300];
    trace_t *t = trace_read_file(path, err, sizeof err);
    memset(known, 0, sizeof known);
    for (size_t i = 0; t != NULL && i < trace_count(t); i++) {
        const ctx_event_t *e = trace_event(t, i), *before = i ? trace_event(t, i - 1) : e;
        s.in_order = s.in_order && e->time >= before->time && (i == 0 || e->seq > before->seq);
        s.ended = e->kind == CTX_EV_END;
        if (e->kind != CTX_EV_NODE_NEW || e->node <= 2)
            continue;
        s.made++;
        s.in_order = s.in_order && e->node < IDS && !known[e->node]++;
        s.named += strstr(trace_site(t, e->site).file, "tails.c") != NULL && trace_site(t, e->site).line > 0;
    }
    s.read = t != NULL;
    snprintf(s.damage, sizeof s.damage, "%s", t == NULL ? err : trace_damage(t) != NULL ? trace_damage(t) : "");
    const char *last = strstr(s.damage, "the last ");
    s.tail = last != NULL ? (uint32_t)strtoul(last + 9, NULL, 10) : 0;
    trace_free(t);
    return s;
}

static bool is_there(const char *path)
{
    struct stat there;
    return lstat(path, &there) == 0;
}

static bool all_of(const seen_t *s, uint32_t made) { return s->read && s->in_order && s->made == made && s->named == made; }

static void detail(const seen_t *s, bool holds)
{
    if (!holds)
        printf("# made %u (named %zu), begun %u, done %u, from the tail %u, in order %d, ended %d: %s | %s\n", s->made, s->named,
               atomic_load(&shared->begun), atomic_load(&shared->done), s->tail, s->in_order, s->ended, s->damage, said);
}

/* ---- the tests ------------------------------------------------------------------------------------------------------------- */

static void ways_to_go(void)
{
    static const struct {
        const char *role;
        int status;
        uint32_t made;
        const char *what;
    } ways[] = {{"_exit", 0, MADE, "of a program that calls _exit at once nothing is lost"},
                {"quick", 0, MADE, "nor of one that calls quick_exit"},
                {"killed", 256 + SIGKILL, MADE, "nor of one that is killed"},
                {"tasks", 256 + SIGKILL, MADE + TASKS * MADE, "what threads did that ended before is there too"},
                {"forks", 256 + SIGKILL, MADE, "a forked child leaves its parent's alone"}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char path[128];
        in_dir(path, ways[i].role);
        int status = run(ways[i].role, path);
        seen_t s = look(path);
        bool holds = status == ways[i].status && all_of(&s, ways[i].made) && !s.ended && strstr(s.damage, "it has no end record") != NULL;
        expect(holds, ways[i].what);
        detail(&s, holds);
    }
    char path[128], tail[140];
    in_dir(path, "killed");
    snprintf(tail, sizeof tail, "%s.tail", path);
    expect(is_there(tail) && run("ends", path) == 0 && !is_there(tail), "a recording that has its end leaves no tail, nor that of the one before");
    seen_t s = look(path);
    expect(all_of(&s, MADE) && s.ended && s.damage[0] == '\0', "and is read as ever");
}

/* Killed wherever it was: in the middle of an event, of a name, of what the writer does. */
static void killed_anywhere(const char *role, uint32_t slack, const char *what)
{
    enum { TIMES = 25 };
    int right = 0, used = 0;
    for (uint32_t i = 1; i <= TIMES; i++) {
        char path[128];
        in_dir(path, role);
        pid_t child = start(role, path, 2);
        while (atomic_load(&shared->done) < i * i * 97 + i)
            sched_yield();
        kill(child, SIGKILL);
        (void)status_of(child);
        uint32_t done = atomic_load(&shared->done), begun = atomic_load(&shared->begun);
        seen_t s = look(path);
        bool holds = s.read && s.in_order && s.made >= done && s.made <= begun && begun - done <= slack && s.named == s.made;
        detail(&s, holds);
        right += holds;
        used += s.tail != 0;
    }
    expect(right == TIMES && used > 0, what);
}

static void while_it_runs(void)
{
    char path[128];
    bool right = true;
    in_dir(path, "running");
    atomic_store(&shared->wanted, 1);
    pid_t child = start("led", path, 2);
    for (uint32_t i = 0; i < 20; i++) {
        while (atomic_load(&shared->done) < atomic_load(&shared->wanted))
            sched_yield();
        uint32_t done = atomic_load(&shared->done);
        atomic_fetch_add(&shared->wanted, i * 500); /* while they are made, it is read */
        seen_t s = look(path);
        bool holds = s.read && s.in_order && s.named == s.made && s.made <= done + i * 500 + 1;
        detail(&s, holds);
        right = right && holds;
    }
    while (atomic_load(&shared->done) < atomic_load(&shared->wanted))
        sched_yield();
    seen_t s = look(path);
    for (int tries = 0; tries < 1000 && s.made != atomic_load(&shared->done); tries++) /* the writer may be at work yet */
        s = look(path);
    detail(&s, s.made == atomic_load(&shared->done));
    kill(child, SIGKILL);
    (void)status_of(child);
    expect(right && s.made == atomic_load(&shared->done), "a recording that still goes on is read as it stands, up to the last event");
}

static bool copy(const char *from, const char *to, size_t size)
{
    static char bytes[4 << 20];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    size_t n = in != NULL ? fread(bytes, 1, sizeof bytes, in) : 0;
    bool all = out != NULL && n > 0 && fwrite(bytes, 1, n < size ? n : size, out) > 0;
    if (in != NULL)
        fclose(in);
    return out != NULL && fclose(out) == 0 && all;
}

static void wrong_tails(void)
{
    char a[128], b[128], a_tail[140], b_tail[140];
    in_dir(a, "first");
    in_dir(b, "second");
    snprintf(a_tail, sizeof a_tail, "%s.tail", a);
    snprintf(b_tail, sizeof b_tail, "%s.tail", b);
    (void)run("_exit", a);
    (void)run("tasks", b);
    seen_t right = look(a), s;
    expect(copy(b_tail, a_tail, SIZE_MAX), "(another recording's tail is put there)");
    s = look(a);
    expect(s.read && s.in_order && s.tail == 0 && s.made < right.made && strstr(s.damage, "or the copy is incomplete") != NULL,
           "another recording's tail is not taken for one's own");
    uint8_t id[16], *bytes = trace_tail_read_(b, &(size_t){0});
    ctx_tail_head_t head;
    memcpy(id, bytes + offsetof(ctx_tail_head_t, id), sizeof id);
    bool own = trace_tail_head_(bytes, 1 << 20, id, &head);
    id[15] ^= 1;
    expect(own && !trace_tail_head_(bytes, 1 << 20, id, &head), "however well it would fit: the lots drawn are compared to the last bit");
    free(bytes);
    unlink(a_tail);
    s = look(a);
    expect(s.read && s.tail == 0 && strstr(s.damage, "or the copy is incomplete") != NULL, "without a tail it is as it was without tails");
    right = look(b);
    int good = 0, tried = 0;
    for (size_t size = 1; copy(b_tail, a_tail, size) && size < 1500000; size += size / 3 + 1, tried++) {
        rename(a_tail, b_tail);
        s = look(b);
        good += s.read && s.in_order && s.made <= right.made;
        (void)run("tasks", b);
    }
    expect(tried > 30 && good == tried, "of one that is cut off, what is there is used");
}

static void places(void)
{
    char path[128], tail[140], what[300];
    struct stat file, beside;
    in_dir(path, "mode");
    snprintf(tail, sizeof tail, "%s.tail", path);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    (void)run("killed", path);
    expect(fd >= 0 && stat(path, &file) == 0 && stat(tail, &beside) == 0 && (beside.st_mode & 07777) == 0600, "who may not read the trace may not read its tail");
    fchmod(fd, 0664);
    (void)run("killed", path);
    expect(stat(tail, &beside) == 0 && (beside.st_mode & 07777) == 0644, "who may read the one may read the other, and nobody else may write it");
    close(fd);
    in_dir(path, "taken");
    snprintf(tail, sizeof tail, "%s.tail", path);
    fd = open(tail, O_WRONLY | O_CREAT, 0600);
    bool wrote = write(fd, "mine", 4) == 4;
    close(fd);
    int status = run("ends", path);
    seen_t s = look(path);
    snprintf(what, sizeof what, "libctx: cannot make %s: File exists; what is recorded in the last milliseconds before a kill or an _exit will be lost\n", tail);
    expect(wrote && status == 0 && all_of(&s, MADE) && strcmp(said, what) == 0 && stat(tail, &beside) == 0 && beside.st_size == 4,
           "a file that bears the name and is no tail is left alone, and one line says what that costs");
    in_dir(path, "few-places");
    status = run("few-places", path);
    s = look(path);
    bool holds = status == 256 + SIGKILL && s.read && s.in_order && s.made >= MADE && strstr(s.damage, "are missing: no room there") != NULL;
    expect(holds, "threads that find no place are recorded as ever, and the reader says that their last events are missing");
    detail(&s, holds);
}

static void processes(void)
{
    char path[128], other[160];
    in_dir(path, "daemon");
    (void)run("daemon", path);
    snprintf(other, sizeof other, "%s.%d", path, (int)atomic_load(&shared->child));
    seen_t parents = look(path), s = look(other);
    expect(parents.read && parents.made == 0 && all_of(&s, MADE), "a forked child that is recorded has a tail of its own");
    detail(&s, all_of(&s, MADE));
    in_dir(path, "execs");
    int status = run("execs", path), right = 0;
    for (int i = 1; i <= 3; i++) {
        snprintf(other, sizeof other, i == 1 ? "%s" : "%s.%d", path, i);
        s = look(other);
        right += all_of(&s, MADE) && s.ended == (i == 3);
        detail(&s, right == i);
        snprintf(other, sizeof other, ", which is recorded in %s.%d\n", path, i);
        right -= i > 1 && strstr(said, other) == NULL;
    }
    expect(status == 0 && right == 3, "a program that executes another, which executes a third: three recordings, and two lines say where they are");
    status = run("ends", path);
    s = look(path);
    expect(status == 0 && said[0] == '\0' && all_of(&s, MADE) && s.ended, "run again later, the first is replaced");
}

int main(int argc, char **argv)
{
    if (realpath(argv[0], self) == NULL)
        return 2;
    if (argc > 1)
        return play(argv[1]);
    snprintf(dir, sizeof dir, "/tmp/tails.XXXXXX");
    int fd = memfd_create("tails", 0);
    if (mkdtemp(dir) == NULL || fd < 0 || dup2(fd, SHARED_FD) < 0 || ftruncate(fd, sizeof *shared) != 0)
        return 2;
    umask(022);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, SHARED_FD, 0);
    unsetenv("CTX_LEDGER"); /* the programs' own: who runs the tests may have set it for this one */
    ways_to_go();
    killed_anywhere("for-ever", 1, "killed at any moment, it has each context once, and all that it made");
    killed_anywhere("many-for-ever", TASKS, "so it is with many threads");
    while_it_runs();
    wrong_tails();
    places();
    processes();
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    failed += system(command) != 0;
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
