/* screen.c — a large trace on the screen: how long a key takes to be painted, what it weighs in memory. Prints figures;
 * judges nothing.
 *
 *     screen CTXLAB ROWS COLS FILE…
 *
 * A key's time ends with the last byte before a quiet of 60 ms; of each key the median and the worst of several are shown.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "on_pty.h"

static double now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Milliseconds from the key to the last byte it makes the screen write. */
static double press(pty_t *p, const char *keys)
{
    double start = now_ms(), last = start;
    size_t before = p->bytes;
    pty_send(p, keys, strlen(keys));
    while (!p->ended && pty_read(p, p->bytes == before ? 3000 : 60))
        last = now_ms();
    return p->bytes == before ? NAN : last - start;
}

static long memory_kb(pid_t pid, const char *what)
{
    char path[64], line[200];
    long kb = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, what, strlen(what)))
            kb = strtol(line + strlen(what), NULL, 10);
    if (f)
        fclose(f);
    return kb;
}

static void keys(pty_t *p, const char *name, const char *const *key, size_t count)
{
    double took[64];
    size_t n = 0;
    for (size_t i = 0; i < count && n < 64; i++) {
        double ms = press(p, key[i]);
        if (!isnan(ms))
            took[n++] = ms;
    }
    if (!n) {
        printf("  %-34s no answer\n", name);
        return;
    }
    qsort(took, n, sizeof *took, by_value);
    printf("  %-34s %6.1f ms, worst %6.1f ms (%zu)\n", name, took[n / 2], took[n - 1], n);
    fflush(stdout);
}
#define KEYS(p, name, ...) keys(p, name, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void all_keys(pty_t *p)
{
    KEYS(p, "cursor down, up", "j", "j", "j", "j", "k", "k", "j", "k");
    KEYS(p, "page down, up", "\033[6~", "\033[6~", "\033[5~", "\033[6~", "\033[6~", "\033[5~");
    KEYS(p, "first, last row", "G", "g", "G", "g", "G", "g");
    KEYS(p, "step back at the end", ",", ",", ",", ",", ",", ",");
    KEYS(p, "step forward", ".", ".", ".", ".");
    KEYS(p, "go to any event", ":500000\r", ":10\r", ":900000\r", ":123456\r", ":765432\r", ":999990\r", ":250000\r", ":750123\r");
    KEYS(p, "step back in the middle", ",", ",", ",", ",");
    KEYS(p, "wave forward, back", "[", "]", "[", "]");
    KEYS(p, "finding, next and back", "w", "w", "W", "w");
    KEYS(p, "cascade pane, in and out", "\t", "\t", "\t", "\t", "\t", "\t", "\t");
    KEYS(p, "search, a node by number", "/c777\r", "/c99999\r", "/c5\r");
    KEYS(p, "search, a word that is there", "/with\r", "n", "n", "N");
    KEYS(p, "search, a word that is not", "/zebra\r", "/zebra\r");
    KEYS(p, "filter", "f", "f", "f", "f");
    KEYS(p, "unfold, fold, page in it", "g", "j", "j", "\r", "\033[6~", "\033[6~", "G", "g");
    KEYS(p, "zoom, resize of panes", "z", "z");
}

static void file(const char *ctxlab, int rows, int cols, const char *path)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    const char *argv[] = {ctxlab, "view", path, NULL};
    struct stat st;
    pty_t p;
    double start = now_ms();

    if (stat(path, &st) || !pty_start(&p, rows, cols, env, argv) || !pty_wait_text(&p, "Contexts")) {
        printf("%s did not open\n", path);
        return;
    }
    double opened = now_ms() - start;
    pty_wait_rest(&p);
    printf("%s: %.0f MB at %dx%d, open in %.0f ms\n", path, (double)st.st_size / 1e6, cols, rows, opened);
    press(&p, ":9999999999\r");
    all_keys(&p);
    double file_kb = (double)st.st_size / 1024, peak = (double)memory_kb(p.pid, "VmHWM:"), held = (double)memory_kb(p.pid, "VmRSS:");
    printf("  %-34s %6.0f MB at most, %.0f MB now: %.2f and %.2f times the file\n", "memory", peak / 1024, held / 1024,
           peak / file_kb, held / file_kb);
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
