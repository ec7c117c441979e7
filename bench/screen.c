/* screen.c — a large trace on the screen: how long a key takes to be painted, what it weighs in memory, whether it wakes up
 * for nothing. Prints figures, and of each target whether it is hit.
 *
 *     screen CTXLAB ROWS COLS FILE…
 *
 * A key's time ends with the last byte it makes the screen write; of each key the median and the worst of several are shown.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "every_key.h"
#include "press.h"

static int by_wall(const void *a, const void *b)
{
    double x = ((const pressed_t *)a)->wall, y = ((const pressed_t *)b)->wall;
    return (x > y) - (x < y);
}

static double worst; /* of one file's keys */

static void keys(pty_t *p, const char *name, const char *const *key, size_t count)
{
    pressed_t took[64];
    double cpu = 0;
    size_t n = 0;
    for (size_t i = 0; i < count && n < 64; i++) {
        took[n] = press(p, key[i]);
        cpu = took[n].cpu > cpu ? took[n].cpu : cpu;
        n += isnan(took[n].wall) ? 0u : 1u;
    }
    if (!n) {
        printf("        %-34s nothing to paint, at most %.1f ms computing\n", name, cpu);
        worst = cpu > worst ? cpu : worst;
        return;
    }
    qsort(took, n, sizeof *took, by_wall);
    worst = took[n - 1].wall > worst ? took[n - 1].wall : worst;
    printf("        %-34s %6.1f ms, worst %6.1f ms, at most %.1f computing (%zu)\n", name, took[n / 2].wall, took[n - 1].wall, cpu, n);
    fflush(stdout);
}
#define KEYS(p, name, ...) keys(p, name, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void some_keys(pty_t *p)
{
    worst = 0;
    KEYS(p, "step back at the end", ",", ",", ",", ",", ",", ",");
    KEYS(p, "step forward", ".", ".", ".", ".");
    KEYS(p, "go to any event", ":500000\r", ":10\r", ":900000\r", ":123456\r", ":765432\r", ":9999999999\r", ":250000\r", ":750123\r");
    KEYS(p, "step back in the middle", ",", ",", ",", ",");
    KEYS(p, "search, a node by number", "/c777\r", "/c99999\r", "/c5\r", "/c777777\r");
    KEYS(p, "search, a number there is not", "/c99999999\r", "/c99999999\r", "/99999999\r");
    KEYS(p, "search, a word that is there", "/with\r", "n", "n", "N");
    KEYS(p, "search, a line", "/exercise.c:107\r", "n", "N", "/exercise.c:7 \r", "n");
    KEYS(p, "search, a word that is not", "/zebra\r", "/zebra\r", "/zebra9\r");
    KEYS(p, "unfold, fold, page in it", "g", "j", "j", "\r", "\033[6~", "\033[6~", "G", "\033[5~", "k", "g", "j", "j", "\r");
    KEYS(p, "filter, and move in it", "f", "j", "G", "g", "f", "G", "f", "f");
    verdict("these keys, <= 33 ms", worst <= KEY_MS, "worst %.1f ms", worst);
}

static void idle(pty_t *p)
{
    static const char what[] = "voluntary_ctxt_switches:";
    pty_wait_rest(p);
    long before = memory_kb(p->pid, what);
    bool spoke = pty_read(p, 1000);
    long woke = memory_kb(p->pid, what) - before;
    verdict("no wake-up while nothing happens", !spoke && woke == 0, "%ld in a second", woke);
}

static void memory(const pty_t *p, double file_kb)
{
    double peak = (double)memory_kb(p->pid, "VmHWM:"), held = (double)memory_kb(p->pid, "VmRSS:");
    verdict("memory, <= 3 times the file", peak <= 3 * file_kb, "%.0f MB at most, %.0f MB now: %.2f and %.2f times the file", peak / 1024,
            held / 1024, peak / file_kb, held / file_kb);
}

static void file(const char *ctxlab, int rows, int cols, const char *path)
{
    static every_t every;
    struct stat st;
    pty_t p;
    double opened;

    every = (every_t){0};
    if (stat(path, &st) || !screen_open(&p, ctxlab, path, rows, cols, &opened))
        return;
    printf("%s: %.0f MB at %dx%d, open in %.0f ms\n", path, (double)st.st_size / 1e6, cols, rows, opened);
    press(&p, ":9999999999\r");
    some_keys(&p);
    press(&p, ":9999999999\r");
    every_key(&p, &every, "from the end", true);
    press(&p, ":600000\r");
    if (st.st_size > 100000000)
        every_key(&p, &every, "from event 600,000", false);
    every_key_report(&every);
    memory(&p, (double)st.st_size / 1024);
    idle(&p);
    pty_send(&p, "q", 1);
    pty_wait_end(&p);
    pty_end(&p);
}

int main(int argc, char **argv)
{
    for (int i = 4; i < argc; i++)
        file(argv[1], atoi(argv[2]), atoi(argv[3]), argv[i]);
    return argc < 5;
}
