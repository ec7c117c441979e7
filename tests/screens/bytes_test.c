/* bytes_test.c — how many bytes answer a moved cursor at 80×24 or less, in every pane and page, on recordings of the catalog and on large drawn traces.
 *
 * Every answer, without exception, is of MOST bytes or less. What is left of a larger picture comes when the cursor rests, and no sooner; and then
 * the terminal shows what it shows when all is painted anew. Nothing is timed (counted_pty.h). The programs on real threads are left out: their
 * recordings differ from one to the next. BYTES_ALL: the whole catalog (bytes.long.sh), not the few below.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "counted_pty.h"
#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

#define COUNTED (getenv("COUNTED") ? getenv("COUNTED") : "build/tests/screens/ctxlab-counted")
enum { MOST = 300, MOVES = 40, REST_LEAST = 34 /* ms: longer than from one key that is held to the next */ };

/* ---- what was counted ------------------------------------------------------------------------------------ */

/* median: of the answers; end: another picture, no moved cursor, which has no limit; rare: of a program that offers it only. */
typedef struct limit { const char *name; size_t median; bool end, rare; } limit_t;
static const limit_t limits[] = {
    {"tree alone", 50, false, false},
    {"tree beside the source", 50, false, false},
    {"tree beside the inspector", 240, false, false},
    {"tree beside the tasks", 50, false, false},
    {"tree beside the cascade", 50, false, false},
    {"tree beside the findings", 50, false, false},
    {"tree beside the log", 50, false, false},
    {"a large tree beside a pane", 300, false, false},
    {"a large tree alone", 200, false, false},
    {"source", 300, false, false},
    {"inspector", 300, false, true},
    {"tasks", 130, false, true},
    {"cascade", 300, false, true},
    {"findings", 170, false, true},
    {"log", 300, false, false},
    {"opened and closed, sideways", 300, false, false},
    {"an arrow held", 300, false, false},
    {"after a message", 300, false, true},
    {"a page to read", 300, false, false},
    {"the list of entries", 230, false, false},
    {"the scheduler's list", 180, false, false},
    {"a lesson's answers", 80, false, false},
    {"a lesson's other panes", 300, false, false},
    {"a page, or to an end", 0, true, false},
};
enum { LIMITS = sizeof limits / sizeof *limits };
typedef struct tally { size_t n, over, worst, *bytes, later, *after; char where[200]; } tally_t;
static tally_t tallies[LIMITS];
static const char *about = "", *on = "";
static bool all;
static bool company; /* of a process: what it answers meanwhile is painted whole, and a key with it */
/* Of all that was counted on one terminal: a key that changes nothing and writes something; an answer that had no limit; what was owed and did
 * not come, or too soon; what was not, when all was painted anew, what was there; what was torn while something was owed, and what was no answer at all; pictures painted anew,
 * of these after something was owed; and what something else came before. */
static struct { size_t for_nothing, unlimited, unpaid, false_, torn, silent, fresh, fresh_owed, interrupted; } wrong;

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

static void keep(size_t **of, size_t n, size_t value)
{
    if (!(n & (n + 1)))
        *of = realloc(*of, (2 * n + 2) * sizeof **of);
    (*of)[n] = value;
}

static tally_t *tally_of(const char *name)
{
    int i = 0;

    while (strcmp(limits[i].name, name))
        i++;
    return &tallies[i];
}

/* The last key's answer. False: it was none to a moved cursor alone; something else had happened as well. */
static bool count(const char *name, const counted_t *c, const char *what)
{
    tally_t *t = tally_of(name);
    const limit_t *l = &limits[t - tallies];
    const picture_t *p = &c->answer;

    if (!l->end && p->most == 0)
        return false;
    keep(&t->bytes, t->n++, p->bytes);
    t->over += p->bytes > MOST;
    if (p->bytes > t->worst) {
        t->worst = p->bytes;
        snprintf(t->where, sizeof t->where, "%s, %s, %zu cells", about, what, p->changed);
    }
    if (p->owes) {
        keep(&t->after, t->later++, c->after.bytes);
        wrong.unpaid += c->after.keys != p->keys || c->after.most || c->after.owes || c->after.ms - p->ms < REST_LEAST;
    }
    if (getenv("DUMP") && strstr(name, getenv("DUMP")) && p->bytes > (size_t)atoi(getenv("OVER") ? getenv("OVER") : "300")) {
        printf("# %s: %zu bytes, %zu cells, %s %s:", name, p->bytes, p->changed, about, what);
        show_bytes(c->said, c->last.bytes < SAID ? c->last.bytes : SAID);
    }
    return true;
}

static void painted_anew(counted_t *c)
{
    bool owed = c->answer.owes;
    VTermScreenCell before[ROWS][COLS];

    if (c->lost || company)
        return;
    memcpy(before, c->cell, sizeof before);
    wrong.fresh++;
    wrong.fresh_owed += owed;
    if (counted_fresh(c) || c->lost)
        return;
    if (!wrong.false_++)
        for (int y = 0; y < c->rows; y++)
            for (int x = 0; x < c->cols; x++)
                if (before[y][x].chars[0] != c->cell[y][x].chars[0])
                    printf("# %s, %s: row %d, column %d is U+%04X, and was U+%04X\n", on, about, y, x, c->cell[y][x].chars[0], before[y][x].chars[0]);
}

/* So far a part is what it was, what it becomes, or blank. */
typedef struct part { int y, x, rows, columns; bool old, new, blank; } part_t;

static void look_at(part_t *p, const counted_t *c, VTermScreenCell before[ROWS][COLS])
{
    p->old = p->new = p->blank = true;
    for (int y = p->y; y < p->y + p->rows; y++)
        for (int x = p->x; x < p->x + p->columns; x++) {
            const VTermScreenCell *seen = &c->answered[y][x];
            p->old = p->old && counted_alike(seen, &before[y][x]);
            p->new = p->new && counted_alike(seen, &c->cell[y][x]);
            p->blank = p->blank && seen->chars[0] == ' ' && !seen->attrs.reverse;
        }
}

/* While something was owed nothing was false: no cell but was there before, or is there now, or was blank; what stands beside the tree was one of
 * these as a whole; and each of the tree's rows, which move, was there as it is now, or blank. */
static bool torn(const counted_t *c, VTermScreenCell before[ROWS][COLS], bool beside)
{
    enum { LEFT = 39, TOP = 2, LOW = 15 /* rows that it always has */ };
    part_t side = {TOP, LEFT, LOW, COLS - LEFT, 0, 0, 0};
    bool is = false;

    for (int i = 0; i < c->rows * c->cols; i++) {
        part_t cell = {i / c->cols, i % c->cols, 1, 1, 0, 0, 0};
        look_at(&cell, c, before);
        is = is || !(cell.old || cell.new || cell.blank);
    }
    look_at(&side, c, before);
    for (int y = TOP; y < TOP + LOW && beside; y++) {
        part_t row = {y, 0, 1, LEFT - 1, 0, 0, 0};
        look_at(&row, c, before);
        is = is || !(row.new || row.blank);
    }
    return is || (beside && !(side.old || side.new || side.blank));
}

/* A moved cursor, where nothing else happens: true when it changed something on the screen. What was owed is painted anew at once. */
static bool moved(counted_t *c, const char *name, const char *key, const char *what)
{
    static VTermScreenCell before[ROWS][COLS];

    memcpy(before, c->cell, sizeof before);
    bool pressed = counted_press(c, key), changed = pressed && counted_changed(c);
    wrong.for_nothing += pressed && !changed && c->answer.bytes;
    if (!changed)
        return false;
    if (!count(name, c, what) && !company && !wrong.unlimited++)
        printf("# %s, %s, %s: had no limit\n", about, name, what);
    if (c->answer.owes && !c->answer.changed && !wrong.silent++)
        printf("# %s, %s, %s: nothing of it was there at once\n", about, name, what);
    if (c->answer.owes && torn(c, before, c->cols == COLS && strstr(name, "tree beside")) && !wrong.torn++) {
        printf("# %s, %s, %s: torn\n", about, name, what);
        memcpy(before, c->cell, sizeof before);
        memcpy(c->cell, c->answered, sizeof c->cell);
        counted_say_screen(c);
        memcpy(c->cell, before, sizeof before);
    }
    if (c->answer.owes)
        painted_anew(c);
    return true;
}

static int by_size(const void *a, const void *b) { return *(const size_t *)a < *(const size_t *)b ? -1 : *(const size_t *)a > *(const size_t *)b; }

static size_t middle(size_t *of, size_t n)
{
    qsort(of, n, sizeof *of, by_size);
    return n ? of[n / 2] : 0;
}

static void say_count(const limit_t *l, tally_t *t)
{
    if (!ok(t->n > 5 || l->rare, "%s, %s: the cursor moved %zu times", on, l->name, t->n) || !t->n)
        return;
    size_t median = middle(t->bytes, t->n), after = middle(t->after, t->later);
    char later[100] = "";
    if (t->later)
        snprintf(later, sizeof later, "; %zu owed, then median %zu, worst %zu", t->later, after, t->after[t->later - 1]);
    bool holds = ok((median <= l->median || t->n <= 10 || l->end) && (l->end || !t->over), "%s, %s: median %zu, worst %zu of %zu%s", on, l->name, median, t->worst, t->n, later);
    if (!holds)
        printf("# %zu over %d; the worst: %s\n", t->over, MOST, t->where);
    free(t->bytes);
    free(t->after);
    *t = (tally_t){0};
}

/* few: a screen on which less is owed. */
static void say_counts(bool few)
{
    size_t moves = 0;

    for (size_t i = 0; i < LIMITS; i++)
        moves += tallies[i].n;
    ok(!wrong.for_nothing, "%s: a key that changes nothing writes nothing (%zu did)", on, wrong.for_nothing);
    ok(!wrong.unlimited, "%s: a moved cursor's answer has a limit (%zu had none)", on, wrong.unlimited);
    ok(!wrong.unpaid && (wrong.interrupted || few), "%s: what is owed comes when the cursor rests, all of it, or before with what else comes, %zu times (%zu did not)", on,
       wrong.interrupted, wrong.unpaid);
    ok(!wrong.torn, "%s: while something is owed nothing is false: each part is the old one, the new one, or blank (%zu were not)", on, wrong.torn);
    /* a log that goes on by half a page: such a terminal empties no part of a row but its end */
    size_t often = strcmp(on, "screen") && strcmp(on, "vt100") ? 1000 : 100;
    ok(wrong.silent * often <= moves, "%s: and something is there of what was asked for, but for less than one in %zu (%zu of %zu)", on, often, wrong.silent, moves);
    ok(!wrong.false_ && wrong.fresh > 20 && wrong.fresh_owed > (few ? 0 : 10), "%s: painted anew, %zu pictures, %zu of them with something owed, are what was there (%zu were not)", on,
       wrong.fresh, wrong.fresh_owed, wrong.false_);
    memset(&wrong, 0, sizeof wrong);
    for (size_t i = 0; i < LIMITS; i++)
        say_count(&limits[i], &tallies[i]);
}

/* ---- moves ----------------------------------------------------------------------------------------------- */

/* Down to the last row and up again: until keys change nothing. */
static void up_and_down(counted_t *c, const char *name)
{
    char what[80];

    for (int up = 0; up < 2; up++)
        for (int i = 0, still = 0; i < MOVES && still < 10; i++) {
            snprintf(what, sizeof what, "%s %d", up ? "up" : "down", i + 1);
            still = moved(c, name, up ? "k" : "j", what) ? 0 : still + 1;
        }
    painted_anew(c);
}

/* In the tree: closed and opened again, or to the parent and the first child; in the source: scrolled. */
static void sideways(counted_t *c)
{
    static const char name[] = "opened and closed, sideways";

    for (int i = 0; i < 6 && !c->lost; i++) {
        moved(c, name, "l", "right");
        moved(c, name, "h", "left");
        moved(c, name, "l", "right again");
        counted_press(c, "j");
    }
    for (int i = 0; i < 4; i++)
        moved(c, name, "h", "left");
}

/* Ten keys that are there at once: each has its answer, and nothing is painted whole before the last of them. */
static void held(counted_t *c, const char *key)
{
    static const char name[] = "an arrow held";
    char keys[11] = "";
    size_t whole = 0;
    unsigned before = c->sent;

    for (int i = 0; i < 10; i++)
        strcat(keys, key);
    if (c->lost || !counted_send(c, keys))
        return;
    while (!c->lost && c->last.keys < c->sent)
        if (counted_painted(c)) {
            whole += c->last.most == 0;
            c->answer = c->last;
            if (c->last.keys < c->sent && c->last.changed) {
                tally_t *t = tally_of(name);
                keep(&t->bytes, t->n++, c->last.bytes);
                t->over += c->last.bytes > MOST;
                t->worst = c->last.bytes > t->worst ? c->last.bytes : t->worst;
                wrong.unlimited += !c->last.most;
            }
        }
    wrong.unpaid += whole || c->last.keys - before != 10;
    if (counted_rest(c) && c->answer.changed)
        wrong.unlimited += !count(name, c, "the last of ten");
    painted_anew(c);
}

/* What is owed is not waited for when something else comes: that picture is whole. */
static void then_another(counted_t *c)
{
    static const char *const keys[] = {"j\t", "jz", "j?", "j\033"};

    for (int i = 0; i < 18; i++) /* where the tree scrolls, if it does */
        counted_press(c, "j");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        bool owed = false;
        if (!counted_send(c, keys[i]))
            return;
        while (!c->lost && c->last.keys < c->sent)
            if (counted_painted(c))
                owed = owed || (c->last.owes && c->last.keys + 1 == c->sent);
        c->answer = c->last;
        wrong.interrupted += owed;
        wrong.unpaid += c->last.owes || c->last.most;
        painted_anew(c);
        counted_press(c, "\033");
    }
}

/* To the ends and by pages: another picture, not a moved cursor; its bytes are said. */
static void far_moves(counted_t *c)
{
    static const char *const far[] = {"G", "g", "\033[6~", "\033[5~"}, *const names[] = {"End", "Home", "PgDn", "PgUp"};

    for (int i = 0; i < (strcmp(on, "vt100") /* which has no such keys */ ? 4 : 2); i++)
        if (counted_press(c, far[i]) && counted_changed(c)) {
            wrong.unpaid += c->answer.owes || c->answer.most;
            count("a page, or to an end", c, names[i]);
        }
}

/* ---- the panes ------------------------------------------------------------------------------------------- */

enum { PANES = 6 };

/* The pane that Tab has led to, and then the tree beside it. */
static void pane(counted_t *c, int p)
{
    static const char *const beside[PANES] = {"tree beside the source", "tree beside the inspector", "tree beside the tasks", "tree beside the cascade",
                                              "tree beside the findings", "tree beside the log"};
    static const char *const inside[PANES] = {"source", "inspector", "tasks", "cascade", "findings", "log"};

    if (strcmp(inside[p], "source")) /* which stands at the event's line */
        counted_press(c, "g");
    up_and_down(c, inside[p]);
    sideways(c);
    if (strcmp(inside[p], "log")) /* an inspector that is not scrolled says whose it is */
        counted_press(c, "g");
    counted_press(c, "\033");
    counted_press(c, "g");
    up_and_down(c, strcmp(about, "tree") ? beside[p] : "a large tree beside a pane");
    far_moves(c);
    counted_press(c, "\t");
}

/* Last: it folds what it comes by. */
static void beside_the_inspector(counted_t *c)
{
    counted_press(c, "g");
    counted_press(c, "\r");
    held(c, "j");
    held(c, "k");
    then_another(c);
    sideways(c);
}

static void recording(const char *lab, const char *file, const screen_t *screen)
{
    static const char *const at[] = {":99999999\r", ":20\r"};
    const char *argv[] = {lab, "view", file, NULL};
    static counted_t c;
    size_t seen = 0;

    if (!counted_begin(&c, screen, argv)) {
        ok(false, "%s opens", file);
        return;
    }
    for (size_t k = 0; k < (all ? 2 : 1) && !c.lost; k++) {
        counted_keys(&c, at[k]);
        for (int p = 0; p < PANES; p++) {
            counted_press(&c, "\t");
            pane(&c, p);
        }
        counted_keys(&c, at[k]); /* the log has led elsewhere */
        counted_press(&c, "\t");
        counted_press(&c, "z");
        counted_press(&c, "g");
        up_and_down(&c, strcmp(about, "tree") ? "tree alone" : "a large tree alone");
        counted_press(&c, "z");
        beside_the_inspector(&c);
        seen++;
    }
    if (!counted_end(&c) || c.lost || seen != (all ? 2 : 1))
        ok(false, "%s: went through all its panes", file);
}

/* ---- the learner's screens ------------------------------------------------------------------------------- */

/* From the list to the story of that entry. */
static bool entry(counted_t *c, const char *id, const char *foot)
{
    char search[60];

    snprintf(search, sizeof search, "/%s", id);
    counted_keys(c, search);
    counted_press(c, "\r");
    return !c->lost && counted_press(c, "\r") && counted_until(c, foot);
}

static void in_workspace(const screen_t *screen, const char *what, bool (*go)(counted_t *))
{
    char workspace[] = "/tmp/ctxlab-bytes-XXXXXX", command[100];
    const char *argv[] = {COUNTED, "--workspace", mkdtemp(workspace), NULL};
    static counted_t c;

    if (counted_gave_up)
        return;
    about = what;
    company = false;
    ok(argv[2] && counted_begin(&c, screen, argv) && go(&c) && counted_end(&c), "%s, %s: gone through", on, what);
    snprintf(command, sizeof command, "rm -rf %s", workspace);
    if (system(command))
        printf("# %s stays\n", workspace);
}

static bool list(counted_t *c)
{
    size_t stories = 0;
    char what[80];

    for (int up = 0; up < 2; up++)
        for (int i = 0; i < 100; i++) {
            snprintf(what, sizeof what, "%s %d", up ? "up" : "down", i + 1);
            if (!moved(c, "the list of entries", up ? "k" : "j", what))
                break;
            stories += c->after.bytes > 100;
        }
    held(c, "j");
    return c->cols < 72 /* where they have no room */ || stories > 100;
}

/* A key down and one up. What a process answers meanwhile is painted whole, and the key with it: that is no answer to a moved cursor alone. */
static bool there_and_back(counted_t *c, const char *name)
{
    int good = 0;

    for (int i = 0; i < 20 && good < 4 && !c->lost; i++)
        good += counted_press(c, i % 2 ? "k" : "j") && counted_changed(c) && count(name, c, i % 2 ? "up" : "down");
    return good == 4;
}

/* The heading says at once how many moves were made. That the run has come as far is seen by the status line: it is at another event. */
static bool run_has_come(counted_t *c, VTermScreenCell status[COLS])
{
    bool other = false;

    while (!other && !c->lost) {
        for (int x = 0; x < c->cols; x++)
            other = other || c->cell[0][x].chars[0] != status[x].chars[0];
        if (!other)
            counted_painted(c);
    }
    return !c->lost;
}

static bool scheduler(counted_t *c)
{
    VTermScreenCell status[COLS];
    char moves[60];

    if (!entry(c, "busy-done-loop", "Enter: watch it run") || !counted_press(c, "\r") || !counted_until(c, "Background"))
        return false;
    counted_keys(c, ".:0\r");
    for (int i = 0; i < 4; i++) {
        memcpy(status, c->cell[0], sizeof status);
        counted_press(c, i ? "\r" : "s");
        snprintf(moves, sizeof moves, "Who moves next? %d move%s", i, i == 1 ? ", " : "s, ");
        if (!run_has_come(c, status) || !counted_until(c, moves) || !there_and_back(c, "the scheduler's list"))
            return false;
    }
    return true;
}

static bool lesson(counted_t *c)
{
    if (!entry(c, "lazy-done", "Enter: begin") || !counted_press(c, "\r") || !counted_until(c, "Question 1 of"))
        return false;
    for (const char *k = "jjkkjjkkjjkk"; *k; k++)
        moved(c, "a lesson's answers", (char[]){*k, 0}, (char[]){*k, 0});
    for (int i = 0; i < 3; i++) {
        counted_press(c, "\t");
        counted_press(c, "g");
        up_and_down(c, "a lesson's other panes");
        sideways(c);
    }
    return !c->lost;
}

/* What there is to read: the story, the keys, the explanation, a hint, and what the judge says. */
static bool pages(counted_t *c)
{
    static const char *const keys[] = {"?", "x", "H", "v"};
    static const char name[] = "a page to read";

    company = true; /* the run, from the story on, and then the judge */
    if (!entry(c, "busy-done-loop", "Enter: watch it run"))
        return false;
    up_and_down(c, name);
    counted_press(c, "\r");
    if (!counted_until(c, "Background"))
        return false;
    counted_press(c, "r");
    if (!counted_until(c, "It fails."))
        return false;
    moved(c, "after a message", "k", "the verdict's");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        counted_press(c, keys[i]);
        up_and_down(c, name);
        counted_press(c, "\033");
    }
    return !c->lost;
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
    static const char *const few[] = {"wrapper-stack", "rerooted-query", "circuit-breaker", "late-defer", "deep-values", "string-key"}, *const shaped[] = {"tree", "window"};
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
    static const struct kind { const char *name, *env[4]; int each; bool answers; int rows, cols; } kinds[] = {
        {"256 colours", {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}, 1, false, 24, 80},
        {"with margins", {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}, 1, true, 24, 80},
        {"16 colours", {"TERM=xterm-16color", "LC_ALL=C.UTF-8", NULL}, 3, false, 24, 80},
        {"8 colours", {"TERM=linux", "LC_ALL=C.UTF-8", NULL}, 3, false, 24, 80},
        {"screen", {"TERM=screen-256color", "LC_ALL=C.UTF-8", NULL}, 3, false, 24, 80},
        {"NO_COLOR", {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "NO_COLOR=1", NULL}, 3, false, 24, 80},
        {"vt100", {"TERM=vt100", "LC_ALL=C.UTF-8", NULL}, 3, false, 24, 80},
        {"C locale", {"TERM=xterm-256color", "LC_ALL=C", NULL}, 3, false, 24, 80},
        {"60x16", {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL}, 3, false, 16, 60},
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
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !counted_gave_up; k++) {
        const struct kind *d = &kinds[k];
        const screen_t screen = {d->rows, d->cols, d->answers, d->env};
        on = d->name;
        if (getenv("ON") && strcmp(getenv("ON"), on))
            continue;
        for (int i = 0; i < files + few && !counted_gave_up; i++) {
            if ((i < files ? i : i - files) % d->each)
                continue;
            about = strrchr(file[i], '/') + 1;
            company = false;
            recording(COUNTED, file[i], &screen);
        }
        in_workspace(&screen, "the list", list);
        in_workspace(&screen, "the scheduler", scheduler);
        in_workspace(&screen, "a lesson", lesson);
        in_workspace(&screen, "pages", pages);
        say_counts(d->cols < COLS || d->answers);
    }
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) != 0 || tap_end();
}
