/* main.c — ctxlab: finds the verb and runs it. Without one, the full-screen tool. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab.h"
#include "runner.h"

static int unknown_verb(const char *name)
{
    buf_t shown = {0};
    text_safe(&shown, name, 60, false);
    const char *nearest = verb_nearest(name);
    if (nearest != NULL)
        fprintf(stderr, "ctxlab: there is no verb '%s'; did you mean `ctxlab %s`?\n", buf_text(&shown), nearest);
    else
        fprintf(stderr, "ctxlab: there is no verb '%s'; `ctxlab help` names them all\n", buf_text(&shown));
    buf_free(&shown);
    return LAB_USAGE;
}

/* A descriptor below 3 that came closed would be given to the next file or pipe, and be mistaken for it. What is written to a
 * closed stdout must go on to fail. */
static void fill_closed_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDOUT_FILENO ? O_RDONLY : O_RDWR) != fd)
            return; /* no /dev/null here: as it was */
}

/* `ctxlab --workspace DIR VERB …` is `ctxlab VERB … --workspace DIR`, for every verb. How many words that took. */
static int workspace_first(int argc, char **argv)
{
    static const char option[] = "--workspace";
    const size_t n = sizeof option - 1;
    const char *dir = NULL;
    int words = 0;
    if (argc > 2 && strcmp(argv[1], option) == 0) {
        dir = argv[2];
        words = 2;
    } else if (argc > 1 && strncmp(argv[1], option, n) == 0 && argv[1][n] == '=') {
        dir = argv[1] + n + 1;
        words = 1;
    }
    if (dir == NULL || dir[0] == '\0' || setenv("CTXLAB_WORKSPACE", dir, 1) != 0)
        return 0;
    return words;
}

int main(int argc, char **argv)
{
    static char open_screen[] = "open", help[] = "help", version[] = "version";
    (void)signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of that write, told by the exit code */
    char *bare[] = {open_screen, NULL};
    fill_closed_descriptors();
    int words = workspace_first(argc, argv);
    argc -= words;
    argv += words;
    if (argc < 2)
        return verb_find(open_screen)->run(verb_find(open_screen), 1, bare);
    char *name = argv[1];
    if (strcmp(name, "__runner") == 0)
        return runner_main(argc - 1, argv + 1);
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = help;
    else if (strcmp(name, "--version") == 0)
        name = version;
    else if (strncmp(name, "--", 2) == 0) /* options of the screen: ctxlab --workspace DIR */
        return verb_find(open_screen)->run(verb_find(open_screen), argc, argv);
    const verb_t *verb = verb_find(name);
    return verb == NULL ? unknown_verb(name) : verb->run(verb, argc - 1, argv + 1);
}
