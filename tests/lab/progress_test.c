/* progress_test.c — what a learner has done survives: a kill at every step and after every byte, a full disk, a folder that
 * cannot be written, a damaged file, two commands at once, a catalog that changes.
 *
 * The system calls that write are defined here, in the program, so that the lab's own code runs into the faults.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "catalog.h"
#include "file.h"
#include "progress.h"
#include "tap.h"

/* ---- faults ---------------------------------------------------------------------------------------------- */

static struct fault {
    bool armed;
    int step, kill_at, fail_at, fail_with; /* steps count from 1; 0: none */
    long bytes;                            /* killed after so many written; −1: never */
} fault = {.bytes = -1};

/* True: this call is to fail. */
static bool strikes(void)
{
    if (!fault.armed)
        return false;
    fault.step++;
    if (fault.step == fault.kill_at)
        (void)raise(SIGKILL);
    errno = fault.fail_with;
    return fault.step == fault.fail_at;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    if (strikes())
        return -1;
    bool cut = fault.armed && fault.bytes >= 0 && (size_t)fault.bytes < n;
    ssize_t done = syscall(SYS_write, fd, bytes, cut ? (size_t)fault.bytes : n);
    if (cut)
        (void)raise(SIGKILL);
    if (fault.armed && fault.bytes >= 0 && done > 0)
        fault.bytes -= done;
    return done;
}

int fsync(int fd) { return strikes() ? -1 : (int)syscall(SYS_fsync, fd); }
int fchmod(int fd, mode_t mode) { return strikes() ? -1 : (int)syscall(SYS_fchmod, fd, mode); }
int flock(int fd, int how) { return strikes() ? -1 : (int)syscall(SYS_flock, fd, how); }
int rename(const char *from, const char *to) { return strikes() ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0); }
int link(const char *from, const char *to) { return strikes() ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0); }
int unlink(const char *path) { return strikes() ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0); }

/* ---- a workspace ----------------------------------------------------------------------------------------- */

static char id_one[] = "one", id_two[] = "two", id_new[] = "renamed", was_two[] = "was=two";
static char *renamed_extra[] = {was_two, NULL};
static const entry_t one = {.id = id_one, .kind = ENTRY_BUG}, two = {.id = id_two, .kind = ENTRY_BUG},
                     renamed = {.id = id_new, .kind = ENTRY_BUG, .extra = renamed_extra};
static char *dir, *path;

static void begin(const char *content)
{
    dir_remove(dir);
    (void)mkdir(dir, 0755);
    if (content != NULL)
        (void)file_write(path, content, strlen(content), NULL);
}

static char *content_of(const char *name)
{
    buf_t text = {0};
    char *copy = file_read(name, FILE_LIMIT, &text, NULL) ? xstrdup(buf_text(&text)) : NULL;
    buf_free(&text);
    return copy;
}

/* How many files of the workspace begin like this. */
static int files_like(const char *begins)
{
    char *command = xformat("ls -A '%s' | grep -c '^%s'", dir, begins), number[16] = "";
    FILE *p = popen(command, "r");
    if (p != NULL && fgets(number, sizeof number, p) == NULL)
        number[0] = '\0';
    if (p != NULL)
        (void)pclose(p);
    free(command);
    return atoi(number);
}

/* One attempt in a process that meets the fault. Its exit code; −1: it was killed. */
static int attempt_with(struct fault f)
{
    (void)fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        err_t err;
        int nothing = open("/dev/null", O_WRONLY);
        (void)dup2(nothing, STDERR_FILENO);
        fault = f;
        fault.armed = true;
        bool ok = progress_attempt(dir, &one, "leaked-task", &err);
        _exit(ok ? 0 : strlen(err.text) > 10 ? 1 : 2);
    }
    int status = 0;
    (void)waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char *const before[] = {
    NULL,
    "{\"schema\":\"ctxlab/progress/1\",\"last\":\"two\",\"entries\":{\"one\":{\"attempts\":3,\"hints\":2},\"two\":{\"passed\":true,"
    "\"attempts\":1}}}",
    "{\"schema\":\"ctxlab/progress/1\",\"entries\":{\"one\":{\"atte",
};
enum { NOTHING, WHOLE, DAMAGED };

/* After the fault: nothing is lost, and the next command goes on where the last one that came through had left off. */
static bool intact(int state)
{
    int had = state == WHOLE ? 3 : 0, now = progress_get(dir, &one).attempts;
    char *text = content_of(path), *kept = xformat("%s.damaged-1", path), *aside = content_of(kept);
    bool ok = now == had || now == had + 1;
    if (state == DAMAGED)
        ok = ok && ((text != NULL && strcmp(text, before[DAMAGED]) == 0) || (aside != NULL && strcmp(aside, before[DAMAGED]) == 0));
    ok = ok && (state != WHOLE || progress_get(dir, &two).passed);
    ok = ok && progress_attempt(dir, &one, "", NULL) && progress_get(dir, &one).attempts == now + 1;
    ok = ok && files_like("progress.json.tmp") == 0;
    free(text);
    free(kept);
    free(aside);
    return ok;
}

static void killed_at_each_step(int state, const char *what)
{
    int kills = 0, bad = 0, code = -1;
    for (int step = 1; step < 100 && code < 0; step++) {
        begin(before[state]);
        code = attempt_with((struct fault){.kill_at = step, .bytes = -1});
        kills += code < 0;
        bad += !intact(state);
    }
    char *detail = xformat("%d kills, %d left damage, last code %d", kills, bad, code);
    tap_ok(kills >= 4 && bad == 0 && code == 0, what, detail);
    free(detail);
}

static void killed_after_each_byte(void)
{
    int kills = 0, bad = 0, code = -1;
    for (long bytes = 0; bytes < 5000 && code < 0; bytes++) {
        begin(before[WHOLE]);
        code = attempt_with((struct fault){.bytes = bytes});
        kills += code < 0;
        bad += !intact(WHOLE);
    }
    char *detail = xformat("%d kills, %d left damage, last code %d", kills, bad, code);
    tap_ok(kills > 150 && bad == 0 && code == 0, "killed after every byte of the file: nothing is lost", detail);
    free(detail);
}

static void each_call_fails(int state, int with, const char *what)
{
    int failures = 0, bad = 0, code = 1;
    for (int step = 1; step <= 20; step++) { /* more steps than there are: a lock that cannot be had is done without */
        begin(before[state]);
        code = attempt_with((struct fault){.fail_at = step, .fail_with = with, .bytes = -1});
        failures += code == 1;
        bad += code < 0 || code > 1 || !intact(state);
    }
    char *detail = xformat("%d failures, %d without a sentence or with damage, last code %d", failures, bad, code);
    tap_ok(failures >= 3 && bad == 0 && code == 0, what, detail);
    free(detail);
}

/* ---- several at once ------------------------------------------------------------------------------------- */

enum { EACH = 60 };

static pid_t writer(const entry_t *e)
{
    (void)fflush(NULL);
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    int bad = 0;
    for (int i = 0; i < EACH; i++)
        bad += !progress_attempt(dir, e, "spin", NULL) || !progress_hint(dir, e, "leak", i + 1, NULL);
    _exit(bad != 0);
}

static void several_at_once(void)
{
    begin(NULL);
    pid_t pid[3] = {writer(&one), writer(&one), writer(&two)};
    int status, bad = 0, seen = 0, reads = 0;
    for (int gone = 0; gone < 3;) {
        int now = progress_get(dir, &one).attempts;
        bad += now < seen;
        seen = now;
        reads++;
        if (waitpid(pid[gone], &status, WNOHANG) == pid[gone]) {
            bad += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
            gone++;
        }
    }
    tap_ok(bad == 0 && reads > 10, "who reads meanwhile never sees less than before", NULL);
    tap_ok(progress_get(dir, &one).attempts == 2 * EACH && progress_get(dir, &two).attempts == EACH &&
               progress_hints(dir, &two, "leak") == EACH,
           "three commands at once lose nothing", NULL);
}

/* ---- places that cannot be written ----------------------------------------------------------------------- */

/* As somebody to whom the folder's bits apply: root is not. */
static int as_other(bool (*body)(err_t *err))
{
    (void)fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        err_t err = {""};
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(3);
        bool ok = body(&err);
        _exit(ok ? 0 : strstr(err.text, "progress") != NULL ? 1 : 2);
    }
    int status = 0;
    (void)waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool try_attempt(err_t *err) { return progress_attempt(dir, &one, "", err); }
static bool can_read(err_t *err)
{
    (void)err;
    return progress_get(dir, &one).attempts == 3;
}

static void not_writable(void)
{
    begin(before[WHOLE]);
    (void)chmod(dir, 0555);
    int reads = as_other(can_read), writes = as_other(try_attempt);
    (void)chmod(dir, 0755);
    tap_ok(reads == 0, "a folder that is read-only: progress is read", NULL);
    tap_ok(writes == 1 && progress_get(dir, &one).attempts == 3, "… and writing it fails with a sentence", NULL);
    begin(before[WHOLE]);
    (void)chmod(path, 0);
    (void)chmod(dir, 0777);
    int code = as_other(try_attempt);
    (void)chmod(path, 0644);
    tap_ok(code == 1 && progress_get(dir, &one).attempts == 3 && files_like("progress.json.damaged") == 0,
           "a file that cannot be read is not taken for a damaged one", NULL);
}

/* ---- what else may have happened to the file ------------------------------------------------------------- */

static void damaged_files(void)
{
    begin("nonsense");
    tap_ok(progress_get(dir, &one).attempts == 0 && strcmp(progress_status(dir, &one), "new") == 0, "a damaged file is no progress", NULL);
    (void)progress_attempt(dir, &one, "", NULL);
    (void)file_write(path, "more nonsense", 13, NULL);
    (void)progress_attempt(dir, &one, "", NULL);
    char *first = xformat("%s.damaged-1", path), *second = xformat("%s.damaged-2", path), *a = content_of(first), *b = content_of(second);
    tap_ok(a != NULL && b != NULL && strcmp(a, "nonsense") == 0 && strcmp(b, "more nonsense") == 0,
           "each damaged file is kept, none replaces another", NULL);
    free(first);
    free(second);
    free(a);
    free(b);
}

static void catalog_changes(void)
{
    begin(before[WHOLE]);
    (void)progress_attempt(dir, &one, "leaked-task", NULL);
    char *text = content_of(path);
    tap_ok(strstr(text, "\"two\"") != NULL, "an entry that the catalog has no more keeps its row", NULL);
    free(text);
    tap_ok(progress_get(dir, &renamed).passed, "an entry that was renamed is still passed", NULL);
    (void)progress_attempt(dir, &renamed, "spin", NULL);
    tap_ok(progress_get(dir, &renamed).passed && progress_get(dir, &renamed).attempts == 2 && progress_get(dir, &two).attempts == 1,
           "… and goes on under its new name", NULL);
}

static void counts(void)
{
    begin(before[WHOLE]);
    tap_ok(progress_hints(dir, &one, "") == 2, "hints of a file from before they had sections are general ones", NULL);
    (void)progress_hint(dir, &one, "leak", 1, NULL);
    (void)progress_hint(dir, &one, "leak", 1, NULL);
    (void)progress_hint(dir, &one, "", 3, NULL);
    tap_ok(progress_get(dir, &one).hints == 4 && progress_hints(dir, &one, "leak") == 1 && progress_hints(dir, &one, "") == 3,
           "different hints are counted, one read twice is one", NULL);
    (void)progress_attempt(dir, &one, "leaked-task", NULL);
    tap_ok(strcmp(progress_get(dir, &one).reason, "leaked-task") == 0 && !progress_get(dir, &one).passed, "an attempt keeps what it was lost by", NULL);
    (void)progress_attempt(dir, &one, "", NULL);
    (void)progress_attempt(dir, &one, "spin", NULL);
    char *last = progress_last(dir);
    tap_ok(progress_get(dir, &one).passed && progress_get(dir, &one).attempts == 6 && last != NULL && strcmp(last, "one") == 0,
           "a pass is kept for good", NULL);
    free(last);
}

int main(void)
{
    err_t err;
    char *base = dir_temp(&err);
    if (base == NULL)
        return tap_ok(false, "a temporary folder", err.text);
    (void)chmod(base, 0755);
    dir = xformat("%s/workspace", base);
    path = xformat("%s/progress.json", dir);
    counts();
    killed_at_each_step(NOTHING, "killed at every step, the first time: nothing is lost");
    killed_at_each_step(WHOLE, "killed at every step: nothing is lost");
    killed_at_each_step(DAMAGED, "killed at every step while a damaged file is set aside: it is not lost");
    killed_after_each_byte();
    each_call_fails(NOTHING, ENOSPC, "a full disk, met at every step, the first time: a sentence");
    each_call_fails(WHOLE, ENOSPC, "a full disk, met at every step: a sentence, and what was there stays");
    each_call_fails(WHOLE, EIO, "a broken disk: the same");
    each_call_fails(DAMAGED, EROFS, "a damaged file that cannot be set aside stays where it is");
    several_at_once();
    not_writable();
    damaged_files();
    catalog_changes();
    dir_remove(base);
    free(base);
    free(dir);
    free(path);
    return tap_finish();
}
