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
        ":12\r", ":10ms\r", ":zzz\r", "\033", "\033[H", "\033[F", "\x01", "\xc3\xa9", "\033[200~", "\x7f", "0", "A", ":999999999\r",
    };
    return keys[dice(sizeof keys / sizeof *keys)];
}

static void fuzz(const char *program, const char *fixture, int keys)
{
    static const char *const env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "EDITOR=true", "UBSAN_OPTIONS=print_stacktrace=1", NULL};
    const char *argv[] = {program, fixture, NULL};
    uint64_t seed = state;
    pty_t p;
    int sent = 0;

    pty_start(&p, 24, 80, env, argv);
    pty_wait_text(&p, "c");
    while (sent < keys && !p.ended) {
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
    pty_send(&p, "\r", 1);
    pty_settle(&p, 300);
    pty_send(&p, "q", 1);
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

int main(void)
{
    static const char *const fixtures[] = {"server", "leak", "wide", "forwarder", "without", "after", "lookup", "joined", "empty", "chain", "fan", "crowd", "kinds"};
    char file[] = "/tmp/ctxlab-fuzz-XXXXXX";
    int fd = mkstemp(file);

    state = getenv("SEED") ? strtoull(getenv("SEED"), NULL, 10) : (uint64_t)time(NULL);
    setenv("ASAN_OPTIONS", "detect_leaks=0:abort_on_error=1", 1);
    for (size_t i = 0; i < sizeof fixtures / sizeof *fixtures; i++)
        fuzz("build/tests/screens/show-asan", fixtures[i], KEYS / 11);
    fuzz("build/tests/screens/learn-asan", file, KEYS / 5);
    if (fd >= 0)
        close(fd);
    unlink(file);
    return tap_end();
}
