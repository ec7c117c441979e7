/* sins.c — a custom context with every sin, alone and in pairs, on threads: each in a process of its own, which ends well or
 * with one panic in plain words, and never by a signal.
 *
 *     sins [SEED [SINS]]   each alone, and some pairs and triples by chance; build/tests/long/sins: all pairs, more triples.
 *                          SINS: only these, in this process
 */
#include "ctx.h"
#include "scene.h"
#include "sins.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 120, TEXT = 400 };

static int passed, failed, clean, panicked;

static void complain(int sins, const char *how, const char *text)
{
    printf("not ok - the engine survives");
    for (int i = 0; i < SINS; i++)
        if (sins & 1 << i)
            printf(" %s", sin_names[i]);
    printf(" (%d): %s: %s\n", sins, how, text);
    failed++;
}

static void commit(int sins)
{
    ctx_cancel_t *cancel = NULL;
    alarm(SECONDS);
    scene_main(ctx_with_cancel(ctx_background(), &cancel), sins);
    ctx_release(cancel);
    fputs("survived\n", stderr);
    _exit(0);
}

static pid_t start(int sins, int *from)
{
    int out[2];
    if (pipe(out) != 0)
        return -1;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        dup2(out[1], STDERR_FILENO);
        close(out[0]);
        commit(sins);
    }
    close(out[1]);
    *from = out[0];
    return child;
}

/* The rule, one line, with nothing after it. */
static bool one_panic(const char *text)
{
    const char *late = "survived\n"; /* a helper task may give back the last reference, and meet the panic, after that */
    text += strncmp(text, late, strlen(late)) == 0 ? strlen(late) : 0;
    const char *end = strchr(text, '\n');
    return strncmp(text, "panic: ", 7) == 0 && end != NULL && end[1] == '\0';
}

static void judge(int sins, pid_t child, int from)
{
    char text[TEXT] = "";
    size_t got = 0;
    int status = 0;
    for (ssize_t n; got < TEXT - 1 && (n = read(from, text + got, TEXT - 1 - got)) > 0;)
        got += (size_t)n;
    text[got] = '\0';
    close(from);
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && strcmp(text, "survived\n") == 0)
        clean++;
    else if (WIFEXITED(status) && WEXITSTATUS(status) == 2 && one_panic(text))
        panicked++;
    else
        complain(sins, WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "exit", text);
}

enum { AT_ONCE = 6 };
static struct { int sins, from; pid_t child; } running[AT_ONCE];
static int next;

static void play(int sins)
{
    if (running[next].child > 0)
        judge(running[next].sins, running[next].child, running[next].from);
    running[next].sins = sins;
    running[next].child = sins != 0 ? start(sins, &running[next].from) : 0;
    next = (next + 1) % AT_ONCE;
}

static void all_pairs(void)
{
    for (int a = 0; a < SINS; a++)
        for (int b = a + 1; b < SINS; b++)
            play(1 << a | 1 << b);
}

static void by_chance(unsigned seed, int runs, int each)
{
    srandom(seed);
    for (int i = 0; i < runs; i++) {
        int sins = 0;
        for (int k = 0; k < each; k++)
            sins |= 1 << random() % SINS;
        play(sins);
    }
}

int main(int argc, char **argv)
{
    bool is_long = strstr(argv[0], "/long/") != NULL;
    if (argc > 2)
        commit(atoi(argv[2]));
    setenv("CTX_TIME_SCALE", "20", 1);
    setenv("CTX_LEDGER", "0", 1); /* sinners lose what they like */
    if (getenv("SINS_AGAIN") == NULL) { /* the clock is read before main */
        setenv("SINS_AGAIN", "1", 1);
        execv(argv[0], argv);
    }
    unsigned seed = argc > 1 ? (unsigned)atoi(argv[1]) : 1;
    for (int a = 0; a < SINS; a++)
        play(1 << a);
    if (is_long)
        all_pairs();
    by_chance(seed, is_long ? 0 : 120, 2);
    by_chance(seed, is_long ? 400 : 60, 3);
    for (int i = 0; i < AT_ONCE; i++)
        play(0);
    bool both = clean > 10 && panicked > 5;
    printf("%s - the engine survives %d custom contexts: %d ended well, %d with a panic in plain words (seed %u)\n",
           failed == 0 && both ? "ok" : "not ok", clean + panicked + failed, clean, panicked, seed);
    passed += failed == 0 && both;
    failed += failed == 0 && !both;
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
