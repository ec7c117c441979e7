/* main.c — ctxlab: finds the verb and runs it. Without one, the full-screen tool. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "lab.h"
#include "runner.h"

static int unknown_verb(const char *name)
{
    const char *nearest = "help";
    size_t best = strlen(name);
    for (const verb_t *const *v = verbs; *v != NULL; v++) {
        size_t distance = (*v)->hidden ? best : text_distance(name, (*v)->name);
        if (distance < best) {
            best = distance;
            nearest = (*v)->name;
        }
    }
    buf_t shown = {0};
    text_safe(&shown, name, 60, false);
    fprintf(stderr, "ctxlab: there is no '%s'; did you mean `ctxlab %s`?\n", buf_text(&shown), nearest);
    buf_free(&shown);
    return LAB_USAGE;
}

int main(int argc, char **argv)
{
    static char open_screen[] = "open", help[] = "help", version[] = "version";
    (void)signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of that write, told by the exit code */
    char *bare[] = {open_screen, NULL};
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
