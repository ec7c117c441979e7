/* bytes_test.c — how many bytes a moved cursor writes, in every pane, on the recordings of the whole catalog.
 *
 * Nothing is timed: ctxlab-counted says after each picture that it is painted (counted.c).
 */
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

#include "counted.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

enum { PATIENCE_MS = 120000, MOST = 300, MOVES = 40, SAID = 1 << 16 };

typedef struct counted { pid_t pid; int fd; bool lost; char said[SAID]; size_t bytes; } counted_t;

/* ---- the program ----------------------------------------------------------------------------------------- */

static bool painted(counted_t *c)
{
    c->bytes = 0;
    for (;;) {
        char buf[4096];
        struct pollfd ready = {.fd = c->fd, .events = POLLIN};
        ssize_t n = poll(&ready, 1, PATIENCE_MS) == 1 ? read(c->fd, buf, sizeof buf) : -1;
        if (n <= 0) {
            c->lost = true;
            return false;
        }
        for (ssize_t i = 0; i < n; i++) {
            if (buf[i] == COUNTED_PAINTED && i + 1 == n)
                return true;
            if (c->bytes < SAID)
                c->said[c->bytes] = buf[i];
            c->bytes++;
        }
    }
}

static bool press(counted_t *c, const char *key) { return !c->lost && write(c->fd, key, strlen(key)) > 0 && painted(c); }

static void keys(counted_t *c, const char *text)
{
    for (; *text; text++)
        press(c, (char[]){*text, 0});
}

static bool begin(counted_t *c, const char *const *env, const char *const *argv)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    int slave;

    *c = (counted_t){0};
    if (openpty(&c->fd, &slave, NULL, NULL, &size) < 0)
        return false;
    c->pid = fork();
    if (c->pid == 0) {
        close(c->fd);
        login_tty(slave);
        for (; *env; env++)
            putenv(strdup(*env));
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    close(slave);
    return painted(c);
}

static bool end(counted_t *c)
{
    int status = 0;

    if (!c->lost && write(c->fd, "q", 1) == 1) {
        char buf[4096];
        while (read(c->fd, buf, sizeof buf) > 0)
            ;
    } else
        kill(c->pid, SIGKILL);
    waitpid(c->pid, &status, 0);
    close(c->fd);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* ---- what was counted ------------------------------------------------------------------------------------ */

typedef struct tally { const char *name; size_t n, over, worst, *bytes; char where[200]; } tally_t;

enum { TALLIES = 40 };
static tally_t tallies[TALLIES];
static const char *about = "", *on = "";

static void show_bytes(const char *said, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (said[i] == '\033')
            fputs("\n#    ESC ", stdout);
        else if ((unsigned char)said[i] < 32)
            printf("\\%o", (unsigned char)said[i]);
        else
            putchar(said[i]);
    putchar('\n');
}

static void count(const char *name, const counted_t *c, const char *what)
{
    tally_t *t = tallies;

    while (t->name && strcmp(t->name, name))
        t++;
    t->name = name;
    if (!(t->n & (t->n + 1)))
        t->bytes = realloc(t->bytes, (2 * t->n + 2) * sizeof *t->bytes);
    t->bytes[t->n++] = c->bytes;
    t->over += c->bytes > MOST;
    if (c->bytes > t->worst) {
        t->worst = c->bytes;
        snprintf(t->where, sizeof t->where, "%s, %s", about, what);
    }
    if (getenv("DUMP") && strstr(name, getenv("DUMP")) && c->bytes > (size_t)atoi(getenv("OVER") ? getenv("OVER") : "300")) {
        printf("# %s: %zu bytes, %s %s:", name, c->bytes, about, what);
        show_bytes(c->said, c->bytes < SAID ? c->bytes : SAID);
    }
}

static int by_size(const void *a, const void *b) { return *(const size_t *)a < *(const size_t *)b ? -1 : *(const size_t *)a > *(const size_t *)b; }

static void say_counts(void)
{
    for (tally_t *t = tallies; t->name; t++) {
        qsort(t->bytes, t->n, sizeof *t->bytes, by_size);
        ok(t->n > 0 && t->worst <= MOST, "%s, %s: at most %d bytes (%zu moves: median %zu, p99 %zu, worst %zu; %zu over)", on, t->name, MOST, t->n,
           t->bytes[t->n / 2], t->bytes[t->n * 99 / 100], t->worst, t->over);
        if (t->worst > MOST)
            printf("# the worst: %s\n", t->where);
        free(t->bytes);
        *t = (tally_t){0};
    }
}

/* Down to the last row and up again: until a key changes nothing. */
static void up_and_down(counted_t *c, const char *name)
{
    char what[80];

    for (int up = 0; up < 2; up++)
        for (int i = 0; i < MOVES && press(c, up ? "k" : "j") && c->bytes; i++) {
            snprintf(what, sizeof what, "%s %d", up ? "up" : "down", i + 1);
            count(name, c, what);
        }
}

/* ---- the panes ------------------------------------------------------------------------------------------- */

static void recording(const char *lab, const char *file, const char *const *env)
{
    static const char *const beside[] = {"tree beside the source", "tree beside the inspector", "tree beside the tasks", "tree beside the cascade",
                                         "tree beside the findings", "tree beside the log"};
    static const char *const inside[] = {NULL, NULL, "tasks", NULL, "findings", NULL};
    static const char *const at[] = {":99999999\r", ":20\r"};
    const char *argv[] = {lab, "view", file, NULL};
    counted_t c;
    size_t seen = 0;

    if (!begin(&c, env, argv)) {
        ok(false, "%s opens", file);
        return;
    }
    for (size_t k = 0; k < 2; k++) {
        keys(&c, at[k]);
        for (int p = 0; p < 6; p++) {
            press(&c, "\t");
            if (inside[p]) {
                press(&c, "g");
                up_and_down(&c, inside[p]);
            }
            press(&c, "\033"); /* the tree beside it */
            press(&c, "g");
            up_and_down(&c, beside[p]);
            press(&c, "\t");
        }
        press(&c, "\t");
        press(&c, "z");
        press(&c, "g");
        up_and_down(&c, "tree alone");
        press(&c, "z");
        seen++;
    }
    if (!end(&c) || c.lost || seen != 2)
        ok(false, "%s: went through all its panes", file);
}

int main(int argc, char **argv)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};

    on = "256 colours";
    for (int i = 2; i < argc; i++) {
        about = strrchr(argv[i], '/') + 1;
        recording(argv[1], argv[i], env);
    }
    say_counts();
    return tap_end();
}
