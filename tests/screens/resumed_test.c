/* resumed_test.c — `watch` after Ctrl-Z and fg: the shell has set the terminal back, and its keys work all the same.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

static bool by_single_keys(pty_t *p, const void *arg)
{
    struct termios now;

    (void)arg;
    return tcgetattr(p->fd, &now) == 0 && !(now.c_lflag & (ICANON | ECHO));
}

static bool stop(pty_t *p)
{
    int status;

    return kill(p->pid, SIGSTOP) == 0 && waitpid(p->pid, &status, WUNTRACED) == p->pid && WIFSTOPPED(status);
}

int main(void)
{
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", NULL};
    pty_t p;
    struct termios before;

    if (!pty_usable())
        return 0;
    lab_new_workspace();
    const char *argv[] = {"./ctxlab", "watch", "zero-timeout", "--workspace", lab_workspace(), NULL};
    int inside_a_word = (int)strlen("-- watching    r judge ag") + (int)strlen(lab_file("zero-timeout"));
    bool up = pty_start(&p, 24, inside_a_word, env, argv) && pty_wait_text(&p, "quit");
    ok(up && pty_has(&p, "again"), "the line of keys breaks between words");
    ok(up && by_single_keys(&p, NULL), "keys are read one by one");
    ok(up && stop(&p) && tcgetattr(p.fd, &before) == 0, "it is stopped");
    before.c_lflag |= ICANON | ECHO;
    ok(up && tcsetattr(p.fd, TCSANOW, &before) == 0 && !by_single_keys(&p, NULL), "meanwhile the terminal is the shell's");
    ok(up && kill(p.pid, SIGCONT) == 0 && pty_wait_quiet(&p, by_single_keys, "the terminal by single keys"), "afterwards it is by single keys again");
    pty_send(&p, "q", 1);
    ok(up && pty_wait_end(&p) && p.status == 0, "q leaves");
    pty_end(&p);
    lab_clean();
    return tap_end();
}
