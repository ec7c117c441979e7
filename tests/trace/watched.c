/* watched.c — a program to be watched, for watched.test.sh. It answers each line of stdin when it has done what it says:
 * "work N" makes and ends N contexts, "fork" leaves a child behind that lives until nobody writes to the pipe $CHILD_LIVES any
 * more, "end" returns.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctx.h"

static void work(long n)
{
    ctx_cancel_t *all = NULL;
    ctx_t *server = ctx_with_cancel(ctx_background(), &all);
    for (long i = 0; i < n; i++) {
        ctx_cancel_t *one = NULL;
        (void)ctx_with_timeout(server, CTX_S(100), &one);
        ctx_release(one);
    }
    ctx_release(all);
}

int main(void)
{
    char line[80];
    work(1);
    puts("ready");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) && strcmp(line, "end\n")) {
        if (!strncmp(line, "work ", 5))
            work(strtol(line + 5, NULL, 10));
        else if (fork() == 0) {
            char c;
            work(3); /* it goes on as a program of its own, and nobody watches it */
            close(0);
            close(1);
            int lives = open(getenv("CHILD_LIVES"), O_RDONLY);
            while (read(lives, &c, 1) > 0) {
            }
            _exit(0);
        }
        printf("done %s", line);
        fflush(stdout);
    }
    return 0;
}
