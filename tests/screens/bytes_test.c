/* bytes_test.c — how many bytes a moved cursor writes at 80×24, in every pane, on the recordings of the whole catalog.
 *
 * Nothing is timed: ctxlab-counted says after each picture that it is painted (counted.c). The programs on real threads are left out:
 * their recordings differ from one to the next.
 */
#include <dirent.h>
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

#define COUNTED "build/tests/screens/ctxlab-counted"
enum { PATIENCE_MS = 120000, MOST = 300, MOVES = 40, SAID = 1 << 16 };

typedef struct counted { pid_t pid; int fd; bool lost; char buf[4096], said[SAID]; size_t at, came, bytes; } counted_t;

/* ---- the program ----------------------------------------------------------------------------------------- */

/* The bytes of one picture; more that has come already is kept for the next. */
static bool painted(counted_t *c)
{
    for (c->bytes = 0;;) {
        for (; c->at < c->came; c->at++) {
            if (c->buf[c->at] == COUNTED_PAINTED) {
                c->at++;
                return true;
            }
            if (c->bytes < SAID)
                c->said[c->bytes] = c->buf[c->at];
            c->bytes++;
        }
        struct pollfd ready = {.fd = c->fd, .events = POLLIN};
        ssize_t n = poll(&ready, 1, PATIENCE_MS) == 1 ? read(c->fd, c->buf, sizeof c->buf) : -1;
        if (n <= 0) {
            c->lost = true;
            return false;
        }
        c->at = 0;
        c->came = (size_t)n;
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
        char here[4096];
        setenv("CTXLAB_HOME", getcwd(here, sizeof here) ? here : ".", 0);
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

/* What is over 300 is known: the tree of a long chain scrolls beside a pane that does not, so that no terminal can do it alone, and every
 * line is another; a row of many, beside the inspector, has other slots than one context. The list of entries scrolls by two where a
 * heading comes into sight. */
typedef struct limit { const char *name; size_t median, often, most; int percent; /* of the moves are below `often` */ } limit_t;
static const limit_t limits[] = {
    {"tree alone", 60, 300, 300, 99},
    {"tree beside the source", 60, 300, 620, 99},
    {"tree beside the inspector", 220, 300, 820, 95},
    {"tree beside the tasks", 60, 300, 620, 99},
    {"tree beside the cascade", 60, 300, 620, 99},
    {"tree beside the findings", 60, 300, 300, 99},
    {"tree beside the log", 60, 300, 620, 99},
    {"tasks", 150, 300, 300, 99},
    {"findings", 150, 300, 300, 99},
    {"the list of entries", 220, 300, 350, 99},
};
enum { LIMITS = sizeof limits / sizeof *limits };
typedef struct tally { size_t n, over, worst, *bytes; char where[200]; } tally_t;
static tally_t tallies[LIMITS];
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

    while (strcmp(limits[t - tallies].name, name))
        t++;
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
    for (size_t i = 0; i < LIMITS; i++) {
        const limit_t *l = &limits[i];
        tally_t *t = &tallies[i];
        if (!ok(t->n > 10, "%s, %s: the cursor moved %zu times", on, l->name, t->n))
            continue;
        qsort(t->bytes, t->n, sizeof *t->bytes, by_size);
        size_t median = t->bytes[t->n / 2], often = t->bytes[t->n * (size_t)l->percent / 100];
        bool holds = ok(median <= l->median && often <= l->often && t->worst <= l->most,
                        "%s, %s: %d of 100 moves write at most %zu bytes (median %zu, p%d %zu, worst %zu; %zu of %zu over %d)", on, l->name, l->percent, l->often,
                        median, l->percent, often, t->worst, t->over, t->n, MOST);
        if (!holds || getenv("DUMP"))
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

/* ---- the learner's screens ------------------------------------------------------------------------------- */

static void learner(const char *lab, const char *const *env)
{
    char workspace[] = "/tmp/ctxlab-bytes-XXXXXX", command[100], what[80];
    size_t stories = 0;
    const char *argv[] = {lab, "--workspace", mkdtemp(workspace), NULL};
    counted_t c;

    about = "the learner's screens";
    if (!argv[2] || !begin(&c, env, argv)) {
        ok(false, "the list opens");
        return;
    }
    for (int up = 0; up < 2; up++) /* the story comes when the cursor rests: a picture of its own */
        for (int i = 0; i < 100 && press(&c, up ? "k" : "j") && c.bytes; i++) {
            snprintf(what, sizeof what, "%s %d", up ? "up" : "down", i + 1);
            count("the list of entries", &c, what);
            stories += painted(&c) && c.bytes > 100;
        }
    ok(end(&c) && stories > 100, "%s: %zu stories came by themselves", on, stories);
    snprintf(command, sizeof command, "rm -rf %s", workspace);
    if (system(command))
        printf("# %s stays\n", workspace);
}

/* ---- the recordings -------------------------------------------------------------------------------------- */

static char folder[] = "/tmp/ctxlab-bytes-XXXXXX";

static bool threads(const char *id)
{
    char path[400], line[200] = "";
    bool io = false;

    snprintf(path, sizeof path, "exercises/%s/entry.ini", id);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        io = io || !strcmp(line, "topic = io\n");
    if (f)
        fclose(f);
    return !f || io;
}

/* Runs all programs once, as shipped. Returns how many recordings there are. */
static int record(char file[][400], int most)
{
    const char *lab = getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab";
    struct dirent **entry;
    int count = scandir("exercises", &entry, NULL, alphasort), made = 0;
    char command[1400];

    for (int i = 0; i < count; i++) {
        const char *id = entry[i]->d_name;
        if (*id != '.' && made < most && !threads(id)) {
            snprintf(file[made], sizeof file[made], "%s/%s", folder, id);
            snprintf(command, sizeof command, "{ %s --workspace %s/w run %s --shipped --trace %s || test -s %s || %s demo %s --trace %s; } </dev/null >/dev/null 2>&1; test -s %s", lab,
                     folder, id, file[made], file[made], lab, id, file[made], file[made]);
            made += system(command) == 0;
        }
        free(entry[i]);
    }
    free(entry);
    return made;
}

/* One program in `each`, and the same one whatever else the catalog gains: a long chain weighs much among so few. */
static bool chosen(const char *id, int each)
{
    int sum = 0;

    while (*id)
        sum += *id++;
    return sum % each == 0;
}

int main(void)
{
    static const struct { const char *name, *env[4]; int each; } kinds[] = {
        {"256 colours", {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}, 1},
        {"8 colours", {"TERM=linux", "LC_ALL=C.UTF-8", NULL}, 8},
        {"NO_COLOR", {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "NO_COLOR=1", NULL}, 8},
        {"vt100", {"TERM=vt100", "LC_ALL=C.UTF-8", NULL}, 8},
        {"C locale", {"TERM=xterm-256color", "LC_ALL=C", NULL}, 8},
    };
    static char file[100][400];
    char command[100];

    if (!mkdtemp(folder))
        return 1;
    int files = record(file, 100);
    ok(files > 40, "%d programs of the catalog are recorded", files);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        on = kinds[k].name;
        for (int i = 0; i < files; i++) {
            about = strrchr(file[i], '/') + 1;
            if (chosen(about, kinds[k].each))
                recording(COUNTED, file[i], kinds[k].env);
        }
        learner(COUNTED, kinds[k].env);
        say_counts();
    }
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) != 0 || tap_end();
}
