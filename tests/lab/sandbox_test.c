/* sandbox_test.c — each profile, entered for real: what must not work does not, and what a run needs does. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file.h"
#include "sandbox.h"
#include "spawn.h"
#include "tap.h"

/* An attempt answers 0 when it succeeded, else what stopped it. */
typedef int attempt_t(void);

static int try_open(const char *path, int flags)
{
    int fd = open(path, flags, 0600);
    return fd < 0 ? errno : 0;
}

static char *secret, *allowed; /* files outside and inside what may be read */

static int read_outside(void) { return try_open(secret, O_RDONLY); }
static int read_allowed(void) { return try_open(allowed, O_RDONLY); }
static int write_allowed(void) { return try_open(allowed, O_WRONLY); }
static int make_file(void) { return try_open("/tmp/ctxlab-sandbox-made", O_WRONLY | O_CREAT); }
static int make_socket(void) { return socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0; }
static int make_pair(void)
{
    int fds[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0 ? errno : 0;
}
static int signal_parent(void) { return kill(getppid(), 0) < 0 ? errno : 0; }
static int trace_parent(void) { return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) < 0 ? errno : 0; }
static int start_program(void)
{
    char *argv[] = {(char[]){"true"}, NULL};
    (void)execv("/bin/true", argv);
    return errno;
}
static int fork_once(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child < 0 ? errno : 0;
}
static int raw_clone3(void) { return syscall(SYS_clone3, NULL, 0) < 0 ? errno : 0; }
static int run_memory(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? errno : 0;
}
static int plain_memory(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? errno : 0;
}
static int new_namespace(void) { return syscall(SYS_unshare, 0x10000000) < 0 ? errno : 0; }
static int raise_limit(void)
{
    unsigned long limit[2] = {10, 10};
    return syscall(SYS_prlimit64, 0, 7, limit, NULL) < 0 ? errno : 0;
}
static int write_out(void) { return write(1, "", 0) < 0 ? errno : 0; }

typedef struct row {
    const char *what;
    attempt_t *attempt;
    bool run, compile; /* may it succeed there? */
    bool landlock;     /* depends on Landlock, else on seccomp */
} row_t;

static const row_t rows[] = {
    {"reading a file outside", read_outside, false, false, true},
    {"reading an allowed file", read_allowed, true, true, true},
    {"writing an allowed file", write_allowed, false, false, true},
    {"making a file in /tmp", make_file, false, false, true},
    {"opening a socket", make_socket, false, false, false},
    {"a pair of sockets", make_pair, false, false, false},
    {"signalling the parent", signal_parent, false, false, false},
    {"tracing the parent", trace_parent, false, false, false},
    {"starting a program", start_program, false, true, false},
    {"a new process", fork_once, false, true, false},
    {"clone3", raw_clone3, false, false, false},
    {"memory that is writable and runs", run_memory, false, true, false},
    {"plain memory", plain_memory, true, true, false},
    {"a new namespace", new_namespace, false, false, false},
    {"changing a limit", raise_limit, false, true, false},
    {"writing to an inherited descriptor", write_out, true, true, false},
};

/* The attempt's answer from inside the sandbox; −1: could not enter. */
static int inside(const sandbox_opts_t *o, attempt_t *attempt, unsigned *layers)
{
    int fds[2], answer = -1;
    if (pipe(fds) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        unsigned in[2] = {0, 0};
        err_t err;
        if (sandbox_enter(o, &in[0], &err)) {
            in[1] = (unsigned)attempt();
            (void)!write(fds[1], in, sizeof in);
        }
        _exit(0);
    }
    close(fds[1]);
    unsigned got[2];
    if (read(fds[0], got, sizeof got) == (ssize_t)sizeof got) {
        *layers = got[0];
        answer = (int)got[1];
    } else {
        answer = attempt == start_program ? 0 : -1; /* it became the program */
    }
    close(fds[0]);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        continue;
    return answer;
}

static void check_rows(sandbox_profile_t profile, const char *name)
{
    const char *const compile[] = {allowed, "/bin", "/usr", "/lib", "/lib64", NULL}, *const run[] = {allowed, NULL};
    sandbox_opts_t o = {.profile = profile, .read = profile == SANDBOX_COMPILE ? compile : run, .file_size = 1 << 20, .cpu_seconds = 10,
                        .descriptors = 64};
    unsigned have = sandbox_available();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const row_t *r = &rows[i];
        unsigned layers = 0;
        char what[200], detail[100];
        bool may = profile == SANDBOX_COMPILE ? r->compile : r->run;
        if (!may && (have & (r->landlock ? SANDBOX_LANDLOCK : SANDBOX_SECCOMP)) == 0) {
            printf("ok - %s: %s # SKIP this kernel has no %s\n", name, r->what, r->landlock ? "landlock" : "seccomp");
            continue;
        }
        int answer = inside(&o, r->attempt, &layers);
        (void)snprintf(what, sizeof what, "%s: %s %s", name, r->what, may ? "works" : "does not work");
        (void)snprintf(detail, sizeof detail, "answer %d (%s), layers %u", answer, answer > 0 ? strerror(answer) : "", layers);
        tap_ok(answer >= 0 && (answer == 0) == may, what, detail);
    }
}

/* The watchdogs of spawn. */
static void check_spawn(void)
{
    static const char *const sleeper[] = {"sh", "-c", "sleep 1000 & sleep 1000", NULL}, *const flood[] = {"yes", NULL},
                      *const nowhere[] = {"/nowhere/at/all", NULL}, *const code[] = {"sh", "-c", "echo said; exit 7", NULL};
    err_t err;
    spawned_t end;
    spawn_t s = {.argv = sleeper, .wall_ms = 200, .output_limit = 1000};
    bool ok = spawn_run(&s, &end, &err);
    tap_ok(ok && end.timed_out, "what does not end is ended", NULL);
    spawned_free(&end);
    s = (spawn_t){.argv = flood, .wall_ms = 120000, .output_limit = 1000};
    ok = spawn_run(&s, &end, &err);
    tap_ok(ok && end.flooded && end.output.len <= 1000, "a flood of output is ended", NULL);
    spawned_free(&end);
    s = (spawn_t){.argv = nowhere, .wall_ms = 120000, .output_limit = 1000};
    ok = spawn_run(&s, &end, &err);
    tap_ok(ok && end.not_started && strstr(buf_text(&end.output), "/nowhere/at/all") != NULL, "what cannot start is named", NULL);
    spawned_free(&end);
    s = (spawn_t){.argv = code, .wall_ms = 120000, .output_limit = 1000};
    ok = spawn_run(&s, &end, &err);
    tap_ok(ok && end.exit_code == 7 && strcmp(buf_text(&end.output), "said\n") == 0, "code and output come back", NULL);
    spawned_free(&end);
}

int main(void)
{
    err_t err;
    char *dir = dir_temp(&err);
    secret = xformat("%s/secret", dir);
    allowed = xformat("%s/allowed", dir);
    bool ok = file_write(secret, "s", 1, &err) && file_write(allowed, "a", 1, &err);
    tap_ok(ok, "two files to try", err.text);
    tap_ok(sandbox_available() != 0, "this machine has some layers", NULL);
    check_rows(SANDBOX_RUN, "run");
    check_rows(SANDBOX_COMPILE, "compile");
    check_spawn();
    dir_remove(dir);
    return tap_finish();
}
