/* bytes_test.c — how many bytes a moved cursor writes at 80×24, in every pane, on recordings of the catalog and on large drawn traces.
 *
 * Nothing is timed: ctxlab-counted says after each picture that it is painted (counted.c). The programs on real threads are left out:
 * their recordings differ from one to the next. BYTES_ALL: the whole catalog (bytes.long.sh), not the few below. A kept terminal counts
 * the cells that a move changes: over MOST bytes are right only where more than ALIKE of them do, and rare even there.
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
#include <vterm.h>

#include "counted.h"
#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

#define COUNTED (getenv("COUNTED") ? getenv("COUNTED") : "build/tests/screens/ctxlab-counted")
enum { PATIENCE_MS = 120000, MOST = 300, MOVES = 40, SAID = 1 << 16, ROWS = 24, COLS = 80, ALIKE = 120 };

/* cells: as the kept terminal shows them; changed: by the last picture. */
typedef struct counted {
    pid_t pid;
    int fd;
    bool lost;
    char buf[4096], said[SAID];
    size_t at, came, bytes, changed;
    VTerm *vt;
    VTermScreenCell cell[ROWS][COLS];
} counted_t;

/* ---- the program ----------------------------------------------------------------------------------------- */

static bool same_look(const VTermScreenCell *a, const VTermScreenCell *b)
{
    if (a->chars[0] != b->chars[0] || a->attrs.reverse != b->attrs.reverse)
        return false;
    bool blank = (!a->chars[0] || a->chars[0] == ' ') && !a->attrs.reverse;
    return blank || (a->attrs.bold == b->attrs.bold && vterm_color_is_equal(&a->fg, &b->fg));
}

static void look(counted_t *c)
{
    VTermScreen *screen = vterm_obtain_screen(c->vt);

    vterm_input_write(c->vt, c->said, c->bytes < SAID ? c->bytes : SAID);
    c->changed = 0;
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < COLS; x++) {
            VTermScreenCell was = c->cell[y][x];
            vterm_screen_get_cell(screen, (VTermPos){y, x}, &c->cell[y][x]);
            c->changed += !same_look(&was, &c->cell[y][x]);
        }
}

static bool has(const counted_t *c, const char *text)
{
    size_t n = strlen(text);

    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x + (int)n <= COLS; x++) {
            size_t i = 0;
            while (i < n && c->cell[y][x + (int)i].chars[0] == (unsigned char)text[i])
                i++;
            if (i == n)
                return true;
        }
    return false;
}

static bool gave_up; /* one that says nothing more: what is left would only be waited for as well */

static void say_screen(const counted_t *c)
{
    for (int y = 0; y < ROWS; y++) {
        printf("#   |");
        for (int x = 0; x < COLS; x++) {
            uint32_t at = c->cell[y][x].chars[0];
            putchar(at >= ' ' && at < 127 ? (int)at : at > 127 ? '*' : ' ');
        }
        putchar('\n');
    }
}

/* The bytes of one picture; more that has come already is kept for the next. */
static bool painted(counted_t *c)
{
    for (c->bytes = 0;;) {
        for (; c->at < c->came; c->at++) {
            if (c->buf[c->at] == COUNTED_PAINTED) {
                c->at++;
                look(c);
                return true;
            }
            if (c->bytes < SAID)
                c->said[c->bytes] = c->buf[c->at];
            c->bytes++;
        }
        struct pollfd ready = {.fd = c->fd, .events = POLLIN};
        ssize_t n = poll(&ready, 1, PATIENCE_MS) == 1 ? read(c->fd, c->buf, sizeof c->buf) : -1;
        if (n <= 0) {
            c->lost = gave_up = true;
            say_screen(c);
            return false;
        }
        c->at = 0;
        c->came = (size_t)n;
    }
}

static bool press(counted_t *c, const char *key) { return !c->lost && write(c->fd, key, strlen(key)) > 0 && painted(c); }

/* Whether it changed something is seen by the cells, not by the bytes: of a key that changes nothing none is to be written. */
static size_t for_nothing;
static bool moved(counted_t *c, const char *key)
{
    bool changed = press(c, key) && c->changed;

    for_nothing += !c->lost && !changed && c->bytes;
    return changed;
}

static void keys(counted_t *c, const char *text)
{
    for (; *text; text++)
        press(c, (char[]){*text, 0});
}

/* Until a picture has that text: what is asked of other processes is answered when it is. */
static bool until(counted_t *c, const char *text)
{
    while (!c->lost && !has(c, text))
        painted(c);
    return !c->lost;
}

/* What the kept terminal answers: on a kind that answers, the program hears it. */
static void answer(const char *bytes, size_t n, void *fd)
{
    if (write(*(int *)fd, bytes, n) < 0)
        perror("answer");
}

static bool answers;
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
    c->vt = vterm_new(ROWS, COLS);
    vterm_set_utf8(c->vt, 1);
    vterm_screen_reset(vterm_obtain_screen(c->vt), 1);
    if (answers)
        vterm_output_set_callback(c->vt, answer, &c->fd);
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
    vterm_free(c->vt);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* ---- what was counted ------------------------------------------------------------------------------------ */

/* percent: of the moves write at most MOST. Where a terminal cannot move lines of some columns alone, the tree beside a pane scrolls by
 * writing all its lines anew, of which in a large tree each is another. The list of entries scrolls by two where a heading comes into sight. */
typedef struct limit { const char *name; size_t median; int percent, percent_answers; } limit_t;
static const limit_t limits[] = {
    {"tree alone", 50, 100, 100},
    {"tree beside the source", 50, 100, 100},
    {"tree beside the inspector", 240, 73, 95},
    {"tree beside the tasks", 50, 100, 100},
    {"tree beside the cascade", 50, 100, 100},
    {"tree beside the findings", 50, 100, 100},
    {"tree beside the log", 50, 100, 100},
    {"a page, or to an end", 60, 75, 75},
    {"tasks", 130, 100, 100},
    {"findings", 170, 100, 100},
    {"the list of entries", 220, 99, 99},
    {"the scheduler's list", 180, 100, 100},
    {"a lesson's answers", 80, 100, 100},
};
enum { LIMITS = sizeof limits / sizeof *limits };
typedef struct tally { size_t n, over, alike, least, worst, *bytes; char where[200]; } tally_t;
static tally_t tallies[LIMITS];
static const char *about = "", *on = "";
static bool all;

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
    if (c->bytes > MOST && (!t->least || c->changed < t->least))
        t->least = c->changed;
    t->alike += c->bytes > MOST && c->changed <= ALIKE;
    if (c->bytes > t->worst) {
        t->worst = c->bytes;
        snprintf(t->where, sizeof t->where, "%s, %s, %zu cells", about, what, c->changed);
    }
    if (getenv("DUMP") && strstr(name, getenv("DUMP")) && c->bytes > (size_t)atoi(getenv("OVER") ? getenv("OVER") : "300")) {
        printf("# %s: %zu bytes, %zu cells, %s %s:", name, c->bytes, c->changed, about, what);
        show_bytes(c->said, c->bytes < SAID ? c->bytes : SAID);
    }
}

static int by_size(const void *a, const void *b) { return *(const size_t *)a < *(const size_t *)b ? -1 : *(const size_t *)a > *(const size_t *)b; }

static void say_counts(void)
{
    ok(!for_nothing, "%s: a key that changes nothing writes nothing (%zu did)", on, for_nothing);
    for_nothing = 0;
    for (size_t i = 0; i < LIMITS; i++) {
        const limit_t *l = &limits[i];
        tally_t *t = &tallies[i];
        if (!ok(t->n > (strcmp(l->name, "findings") && strcmp(l->name, "tasks") ? 10 : 0), "%s, %s: the cursor moved %zu times", on, l->name, t->n))
            continue;
        qsort(t->bytes, t->n, sizeof *t->bytes, by_size);
        size_t median = t->bytes[t->n / 2], most = (size_t)(answers ? l->percent_answers : l->percent);
        bool holds = ok(median <= l->median && (t->n - t->over) * 100 >= most * t->n && !t->alike,
                        "%s, %s: median %zu, worst %zu; %zu of %zu moves over %d bytes, none of them of %d cells or less", on, l->name, median, t->worst, t->over, t->n, MOST, ALIKE);
        if (!holds || t->over)
            printf("# the worst: %s; the fewest cells of one over %d: %zu\n", t->where, MOST, t->least);
        free(t->bytes);
        *t = (tally_t){0};
    }
}

/* Down to the last row and up again: until a key changes nothing. */
static void up_and_down(counted_t *c, const char *name)
{
    char what[80];

    for (int up = 0; up < 2; up++)
        for (int i = 0; i < MOVES && moved(c, up ? "k" : "j"); i++) {
            snprintf(what, sizeof what, "%s %d", up ? "up" : "down", i + 1);
            count(name, c, what);
        }
}

/* To the ends and by pages: another picture, not a moved cursor; its bytes are said, and are right where as many cells change. */
static void far_moves(counted_t *c)
{
    static const char *const far[] = {"G", "g", "\033[6~", "\033[5~"}, *const names[] = {"End", "Home", "PgDn", "PgUp"};

    for (int i = 0; i < (strcmp(on, "vt100") /* which has no such keys */ ? 4 : 2); i++)
        if (moved(c, far[i]))
            count("a page, or to an end", c, names[i]);
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
    for (size_t k = 0; k < (all ? 2 : 1) && !c.lost; k++) {
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
            far_moves(&c);
            press(&c, "\t");
        }
        press(&c, "\t");
        press(&c, "z");
        press(&c, "g");
        up_and_down(&c, "tree alone");
        press(&c, "z");
        seen++;
    }
    if (!end(&c) || c.lost || seen != (all ? 2 : 1))
        ok(false, "%s: went through all its panes", file);
}

/* ---- the learner's screens ------------------------------------------------------------------------------- */

/* From the list into that entry: its story, and on. */
static bool entry(counted_t *c, const char *id)
{
    char search[60];

    snprintf(search, sizeof search, "/%s", id);
    keys(c, search);
    press(c, "\r");
    return !c->lost && press(c, "\r") && until(c, "Enter: ") && press(c, "\r");
}

static void moves_in(counted_t *c, const char *name, const char *text)
{
    for (const char *k = text; *k; k++)
        if (moved(c, (char[]){*k, 0}))
            count(name, c, (char[]){*k, 0});
}

static bool same_cells(const counted_t *c, VTermScreenCell was[ROWS][COLS])
{
    for (int i = 0; i < ROWS * COLS; i++)
        if (!same_look(&c->cell[i / COLS][i % COLS], &was[i / COLS][i % COLS]))
            return false;
    return true;
}

/* A key down and one up; what another process has answered meanwhile is a picture, too: only what leads there and back is a move. */
static void there_and_back(counted_t *c, const char *name)
{
    static VTermScreenCell was[ROWS][COLS];

    for (int rounds = 0, good = 0; rounds < 50 && good < 3; rounds++) {
        memcpy(was, c->cell, sizeof was);
        counted_t down = *c;
        press(c, "j");
        down.bytes = c->bytes, down.changed = c->changed;
        bool moved = !same_cells(c, was);
        press(c, "k");
        if (!moved || !same_cells(c, was))
            continue;
        good++;
        count(name, &down, "down");
        count(name, c, "up");
    }
}

static bool gone_through(const char *lab, const char *const *env, bool (*go)(counted_t *))
{
    char workspace[] = "/tmp/ctxlab-bytes-XXXXXX", command[100];
    const char *argv[] = {lab, "--workspace", mkdtemp(workspace), NULL};
    counted_t c;

    bool through = argv[2] && begin(&c, env, argv) && go(&c) && end(&c);
    snprintf(command, sizeof command, "rm -rf %s", workspace);
    if (system(command))
        printf("# %s stays\n", workspace);
    return through;
}

/* Pictures are told from keys by their order alone: one that comes unasked, of a run that has ended, may put the two out of step.
 * What is asked here is their bytes, so once more, then. */
static void in_workspace(const char *lab, const char *const *env, const char *what, bool (*go)(counted_t *))
{
    if (gave_up)
        return;
    about = what;
    bool through = gone_through(lab, env, go);
    if (!through) {
        gave_up = false;
        through = gone_through(lab, env, go);
    }
    ok(through, "%s, %s: gone through", on, what);
}

/* The story comes when the cursor rests: a picture of its own. */
static bool list(counted_t *c)
{
    size_t stories = 0;
    char what[80];

    for (int up = 0; up < 2; up++)
        for (int i = 0; i < 100 && moved(c, up ? "k" : "j"); i++) {
            snprintf(what, sizeof what, "%s %d", up ? "up" : "down", i + 1);
            count("the list of entries", c, what);
            stories += painted(c) && c->bytes > 100;
        }
    return stories > 100;
}

static bool scheduler(counted_t *c)
{
    char moves[60];

    if (!entry(c, "busy-done-loop") || !until(c, "Background"))
        return false;
    keys(c, ".:0\r");
    press(c, "s");
    for (int i = 0; i < 4; i++) {
        snprintf(moves, sizeof moves, "Who moves next? %d move%s", i, i == 1 ? ", " : "s, ");
        if (!until(c, moves))
            return false;
        there_and_back(c, "the scheduler's list");
        press(c, "\r");
    }
    return true;
}

static bool lesson(counted_t *c)
{
    if (!entry(c, "lazy-done") || !until(c, "Question 1 of"))
        return false;
    moves_in(c, "a lesson's answers", "jjkkjjkkjjkk");
    return true;
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

/* Runs it once, as shipped. */
static bool record(const char *id, char file[400])
{
    const char *lab = getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab";
    char command[1400];

    snprintf(file, 400, "%s/%s", folder, id);
    snprintf(command, sizeof command, "{ %s --workspace %s/w run %s --shipped --trace %s || test -s %s || %s demo %s --trace %s; } </dev/null >/dev/null 2>&1; test -s %s", lab, folder,
             id, file, file, lab, id, file, file);
    return system(command) == 0;
}

/* Those that scroll beside a pane, fold, and have unlike contexts side by side; then shapes.c's. */
static int record_few(char file[][400], int most)
{
    static const char *const few[] = {"wrapper-stack", "rerooted-query", "circuit-breaker", "late-defer", "deep-values", "string-key"}, *const shaped[] = {"window", "tree"};
    char command[600];
    int made = 0;

    for (size_t i = 0; i < sizeof few / sizeof *few && made < most; i++)
        made += record(few[i], file[made]);
    for (size_t i = 0; i < sizeof shaped / sizeof *shaped && made < most; i++) {
        snprintf(file[made], 400, "%s/%s", folder, shaped[i]);
        snprintf(command, sizeof command, "build/bench/trace write %s 20000 %s >/dev/null 2>&1", shaped[i], file[made]);
        made += system(command) == 0;
    }
    return made;
}

static int record_all(char file[][400], int most)
{
    struct dirent **found;
    int count = scandir("exercises", &found, NULL, alphasort), made = 0;

    for (int i = 0; i < count; i++) {
        if (*found[i]->d_name != '.' && made < most && !threads(found[i]->d_name))
            made += record(found[i]->d_name, file[made]);
        free(found[i]);
    }
    free(found);
    return made;
}

/* xterm with 16 colours, as ncurses' own description has it: not every system has that one installed. */
static bool sixteen(void)
{
    char path[200], command[500];

    snprintf(path, sizeof path, "%s/16.ti", folder);
    FILE *f = fopen(path, "w");
    if (!f)
        return false;
    fputs("xterm-16color|xterm with 16 colors,\n\tcolors#16, pairs#256,\n\tsetab=\\E[%?%p1%{8}%<%t%p1%{40}%+%e%p1%{92}%+%;%dm,\n"
          "\tsetaf=\\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%{82}%+%;%dm,\n\tuse=xterm-256color,\n", f);
    fclose(f);
    snprintf(command, sizeof command, "tic -x -o %s/ti %s", folder, path);
    return system(command) == 0;
}

int main(void)
{
    static const struct { const char *name, *env[4]; int each; bool answers; } kinds[] = {
        {"256 colours", {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}, 1, false},
        {"with margins", {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}, 1, true},
        {"16 colours", {"TERM=xterm-16color", "LC_ALL=C.UTF-8", NULL}, 3, false},
        {"8 colours", {"TERM=linux", "LC_ALL=C.UTF-8", NULL}, 3, false},
        {"screen", {"TERM=screen-256color", "LC_ALL=C.UTF-8", NULL}, 3, false},
        {"NO_COLOR", {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "NO_COLOR=1", NULL}, 3, false},
        {"vt100", {"TERM=vt100", "LC_ALL=C.UTF-8", NULL}, 3, false},
        {"C locale", {"TERM=xterm-256color", "LC_ALL=C", NULL}, 3, false},
    };
    static char file[100][400];
    char command[400];

    if (!pty_usable())
        return 0;
    all = getenv("BYTES_ALL");
    if (!mkdtemp(folder))
        return 1;
    int files = all ? record_all(file, 90) : 0, few = record_few(file + files, 8);
    ok(few == 8 && (!all || files > 40), "%d programs of the catalog and shapes are recorded", files + few);
    ok(sixteen(), "xterm-16color is described");
    snprintf(command, sizeof command, "%s/ti:/etc/terminfo:/lib/terminfo:/usr/share/terminfo", folder);
    setenv("TERMINFO_DIRS", command, 1);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !gave_up; k++) {
        on = kinds[k].name;
        answers = kinds[k].answers;
        for (int i = 0; i < files + few - !answers /* a large tree in which every line is another: with margins alone */ && !gave_up; i += kinds[k].each) {
            about = strrchr(file[i], '/') + 1;
            recording(COUNTED, file[i], kinds[k].env);
        }
        in_workspace(COUNTED, kinds[k].env, "the list", list);
        in_workspace(COUNTED, kinds[k].env, "the scheduler", scheduler);
        in_workspace(COUNTED, kinds[k].env, "a lesson", lesson);
        say_counts();
    }
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) != 0 || tap_end();
}
