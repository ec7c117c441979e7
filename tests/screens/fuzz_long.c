/* fuzz_long.c — 10,000 random keys and resizes, under ASan and UBSan; then q still ends it with 0 and a whole terminal.
 *
 * SEED=N repeats a run.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "on_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
enum { KEYS = 10000 };

static uint64_t state;

static unsigned dice(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % n;
}

static const char *random_key(void)
{
    static const char *const keys[] = {
        " ", ".", ",", "]", "[", "w", "W", "+", "-", "F", "k", "j", "h", "l", "\033[A", "\033[B", "\033[C", "\033[D", "\033[5~", "\033[6~",
        "g", "G", "\t", "\033[Z", "\r", "z", "/with\r", "/c7\r", "/\033", "n", "N", "f", "r", "e", "H", "v", "x", "s", "u", "c", "p", "D", "?",
        ":12\r", ":10ms\r", ":zzz\r", "\033", "\033[H", "\033[F", "\x01", "\xc3\xa9", "\033[200~", "\x7f", "0", "A", ":999999999\r", "b", ">",
    };
    return keys[dice(sizeof keys / sizeof *keys)];
}

/* What is opened, and how one gets to where the keys are thrown at it. */
typedef struct target { const char *name, *argv[5], *sign, *first; int keys; } target_t;

static void fuzz(const target_t *t)
{
    char here[4096] = "CTXLAB_HOME=";
    const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "EDITOR=true", "UBSAN_OPTIONS=print_stacktrace=1",
                               getcwd(here + strlen(here), sizeof here - strlen(here)) ? here : NULL, NULL};
    const char *fixture = t->name;
    int keys = t->keys;
    uint64_t seed = state;
    pty_t p;
    int sent = 0;

    pty_start(&p, 24, 80, env, t->argv);
    bool up = pty_wait_text(&p, t->sign);
    pty_send(&p, t->first, strlen(t->first));
    pty_settle(&p, 300);
    while (up && sent < keys && !p.ended) {
        for (unsigned burst = 1 + dice(40); burst && sent < keys; burst--, sent++) {
            const char *k = random_key();
            pty_send(&p, k, strlen(k));
            while (pty_read(&p, 0) && !p.ended)
                ;
        }
        if (dice(6) == 0)
            pty_resize(&p, 1 + (int)dice(60), 1 + (int)dice(220));
        while (!p.ended && pty_read(&p, 15))
            ;
    }
    ok(!p.ended && sent == keys, "%s: lives through %d random keys and resizes (SEED=%llu)", fixture, keys, (unsigned long long)seed);
    pty_resize(&p, 24, 80);
    pty_send(&p, "\033q", 2); /* in a prompt, q would be a letter */
    bool ended = pty_wait_end(&p);
    if (!ok(ended && WIFEXITED(p.status) && WEXITSTATUS(p.status) == 0, "%s: q ends it with 0 (%d)", fixture, p.status)) {
        char *text = pty_text(&p);
        printf("# %.3000s\n", text);
        free(text);
    }
    ok(!p.altscreen && p.cursor_visible && pty_tty_same(&p), "%s: the terminal is what it was (alternate screen %d, cursor %d, modes %d)", fixture,
       p.altscreen, p.cursor_visible, pty_tty_same(&p));
    pty_end(&p);
}

static char dir[] = "/tmp/ctxlab-fuzz-XXXXXX";

static const char *in_dir(const char *name)
{
    static char path[8][100];
    static int next;

    next = (next + 1) % 8;
    snprintf(path[next], sizeof path[next], "%s/%s", dir, name);
    return path[next];
}

/* A recorded trace with wrong bits, cut short; one of 300,000 events; a learner's file. */
static bool make_files(void)
{
    static unsigned char bytes[1 << 20];
    char command[300];
    FILE *f = fopen("tests/fuzz/corpus-trace/discarded-cancel.trace", "rb");
    size_t n = f ? fread(bytes, 1, sizeof bytes, f) : 0;

    if (!f || fclose(f) || n < 2000 || !mkdtemp(dir))
        return false;
    for (int i = 0; i < 60; i++)
        bytes[n / 2 + dice((unsigned)n / 2)] ^= (unsigned char)(1u << dice(8));
    f = fopen(in_dir("damaged"), "wb");
    if (!f || fwrite(bytes, 1, n - 100, f) != n - 100 || fclose(f))
        return false;
    f = fopen(in_dir("learner.c"), "w");
    if (!f || fputs("shipped\n", f) < 0 || fclose(f))
        return false;
    snprintf(command, sizeof command, "make -s build/bench/trace >&2 && build/bench/trace write tree 300000 %s", in_dir("huge"));
    return system(command) == 0;
}

int main(void)
{
    static const char *const fixtures[] = {"server", "leak", "wide", "forwarder", "without", "after", "lookup", "joined", "empty"};

    if (!pty_usable())
        return 0;
    state = getenv("SEED") ? strtoull(getenv("SEED"), NULL, 10) : (uint64_t)time(NULL);
    setenv("ASAN_OPTIONS", "detect_leaks=0:abort_on_error=1", 1);
    if (!ok(make_files(), "the traces are there"))
        return tap_end();
    for (size_t i = 0; i < sizeof fixtures / sizeof *fixtures; i++)
        fuzz(&(target_t){fixtures[i], {"build/tests/screens/show-asan", fixtures[i]}, "c", "", KEYS / 11});
    fuzz(&(target_t){"a talk", {"build/tests/screens/show-asan", "server", "captions"}, "next stop", "", KEYS / 5});
    fuzz(&(target_t){"a damaged file", {"build/tests/screens/show-asan", in_dir("damaged")}, "c", "", KEYS / 11});
    fuzz(&(target_t){"300,000 events", {"build/tests/screens/show-asan", in_dir("huge")}, "c", "", KEYS / 11});
    fuzz(&(target_t){"the learner's screen", {"build/tests/screens/learn-asan", in_dir("learner.c")}, "c", "", KEYS / 5});
    /* with the catalog's own programs and the real scheduler */
    fuzz(&(target_t){"a lesson", {"build/asan-lab/ctxlab", "--workspace", in_dir("ws")}, "Pick a program", "/lazy-done\r\r\r", KEYS / 11});
    fuzz(&(target_t){"a simulated exercise, scheduled by hand", {"build/asan-lab/ctxlab", "--workspace", in_dir("ws")}, "Pick a program",
                     "/discarded-cancel\r\r\rs", KEYS / 5});
    char command[200];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    if (system(command))
        printf("# %s is left\n", dir);
    return tap_end();
}
