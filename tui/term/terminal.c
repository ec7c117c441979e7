/* terminal.c — see terminal.h. */
#define _XOPEN_SOURCE_EXTENDED 1
#include "terminal.h"
#include "frame.h"
#include "paint.h" /* before <term.h>, whose macros take common words */

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <term.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static struct {
    bool open, ascii;
    int pipe[2];
    volatile sig_atomic_t quit;
    struct termios before;
    char give_back[256]; /* written by a crash handler */
    size_t give_back_bytes;
    void *alt_stack;
    SCREEN *screen;
    WINDOW *keys; /* a pad: reading from a window paints it */
    int64_t asked; /* when the terminal was, and has not answered yet; 0 */
} term = {.pipe = {-1, -1}};

static const int term_signals[] = {SIGWINCH, SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGQUIT};
static const int term_crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
#define COUNT(a) (sizeof(a) / sizeof *(a))

static void term_on_signal(int sig)
{
    int saved = errno;
    unsigned char c = (unsigned char)sig;
    ssize_t n = write(term.pipe[1], &c, 1); /* a full pipe already holds a wake-up */
    (void)n;
    errno = saved;
}

static void term_on_crash(int sig)
{
    ssize_t n = write(STDOUT_FILENO, term.give_back, term.give_back_bytes);
    (void)n;
    tcsetattr(STDIN_FILENO, TCSANOW, &term.before);
    signal(sig, SIG_DFL);
    raise(sig);
}

static void term_handle(int sig, void (*fn)(int), int flags)
{
    struct sigaction sa = {.sa_handler = fn, .sa_flags = flags};

    sigemptyset(&sa.sa_mask);
    sigaction(sig, &sa, NULL);
}

static void term_signals_on(void)
{
    for (size_t i = 0; i < COUNT(term_signals); i++)
        term_handle(term_signals[i], term_on_signal, SA_RESTART);
    term_handle(SIGPIPE, SIG_IGN, 0);
}

static void term_signals_off(void)
{
    for (size_t i = 0; i < COUNT(term_signals); i++)
        signal(term_signals[i], SIG_DFL);
    for (size_t i = 0; i < COUNT(term_crashes); i++)
        signal(term_crashes[i], SIG_DFL);
}

static void term_crashes_on(void)
{
    static const char *const names[] = {"sgr0", "cnorm", "rmkx", "rmcup"};
    size_t used = 0;

    for (size_t i = 0; i < COUNT(names); i++) {
        const char *s = tigetstr(names[i]);
        if (s && s != (char *)-1 && used + strlen(s) < sizeof term.give_back) {
            memcpy(term.give_back + used, s, strlen(s));
            used += strlen(s);
        }
    }
    term.give_back_bytes = used;
#ifndef __SANITIZE_ADDRESS__ /* ASan reports on the same signals, and wants its own stack */
    term.alt_stack = malloc(65536);
    stack_t ss = {.ss_sp = term.alt_stack, .ss_size = 65536};
    if (ss.ss_sp)
        sigaltstack(&ss, NULL);
#endif
    for (size_t i = 0; i < COUNT(term_crashes); i++)
        term_handle(term_crashes[i], term_on_crash, SA_ONSTACK);
}

static void term_setup(void)
{
    static const struct { const char *sent; int key; } sends[] = {
        {"\033[H", KEY_HOME}, {"\033OH", KEY_HOME}, {"\033[1~", KEY_HOME}, {"\033[7~", KEY_HOME},
        {"\033[F", KEY_END},  {"\033OF", KEY_END},  {"\033[4~", KEY_END},  {"\033[8~", KEY_END},
        {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[Z", KEY_BTAB},
        {"\033[A", KEY_UP}, {"\033[B", KEY_DOWN}, {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
    };

    cbreak();
    noecho();
    nonl();
    set_escdelay(25);
    keypad(term.keys, TRUE);
    for (size_t i = 0; i < COUNT(sends); i++) /* whatever $TERM knows of: an unknown one would be an Esc, and leave what one is in */
        define_key(sends[i].sent, sends[i].key);
    nodelay(term.keys, TRUE);
    intrflush(stdscr, FALSE);
    leaveok(stdscr, TRUE);
    curs_set(0);
}

/* DECRQM: does it know of left and right margins? The answer comes among the keys; what a terminal shows that knows nothing of such
 * questions goes with the first picture. */
enum { TERM_YES = KEY_MAX + 1, TERM_NO, TERM_ANSWER_MS = 100, TERM_SOON_MS = 1000 };

static void term_ask(void)
{
    static const char question[] = "\033[?69$p";
    static const struct { const char *says; int code; } answers[] = {
        {"\033[?69;0$y", TERM_NO}, {"\033[?69;1$y", TERM_YES}, {"\033[?69;2$y", TERM_YES}, {"\033[?69;3$y", TERM_NO}, {"\033[?69;4$y", TERM_NO}};

    term.asked = 0;
    if (!frame_asks())
        return;
    for (size_t i = 0; i < COUNT(answers); i++)
        define_key(answers[i].says, answers[i].code);
    if (write(STDOUT_FILENO, question, sizeof question - 1) > 0)
        term.asked = term_now_ms();
}

/* Who leaves before the answer has come does not leave it to the shell. */
static void term_unask(void)
{
    struct pollfd answer = {.fd = STDIN_FILENO, .events = POLLIN};

    if (term.asked && term_now_ms() - term.asked < TERM_SOON_MS && poll(&answer, 1, TERM_ANSWER_MS) > 0)
        tcflush(STDIN_FILENO, TCIFLUSH);
    term.asked = 0;
}

/* newterm ends the process when TERM is missing or unknown: ask first. */
static bool term_known(char *err, size_t err_size)
{
    int code = 0;

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        snprintf(err, err_size, "the screen needs a terminal on stdin and stdout; without one, use --plain or --json");
        return false;
    }
    if (setupterm(NULL, STDOUT_FILENO, &code) != OK) {
        snprintf(err, err_size, "the terminal type TERM=%s is not known here; set TERM=vt100, or use --plain",
                 getenv("TERM") ? getenv("TERM") : "(unset)");
        return false;
    }
    bool able = cursor_address && *cursor_address;
    if (!able)
        snprintf(err, err_size, "the terminal type TERM=%s cannot move its cursor; use --plain", getenv("TERM"));
    del_curterm(cur_term);
    return able;
}

bool term_open(char *err, size_t err_size)
{
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C");
    if (!term_known(err, err_size))
        return false;
    if (pipe2(term.pipe, O_CLOEXEC | O_NONBLOCK) < 0) {
        snprintf(err, err_size, "opening the screen: no pipe for signals: %s", strerror(errno));
        return false;
    }
    tcgetattr(STDIN_FILENO, &term.before);
    term.quit = 0;
    term.screen = newterm(NULL, stdout, stdin);
    if (!term.screen) {
        snprintf(err, err_size, "opening the screen on TERM=%s failed; use --plain", getenv("TERM"));
        return false;
    }
    const char *utf8 = nl_langinfo(CODESET);
    term.ascii = !utf8 || strcasecmp(utf8, "UTF-8") != 0;
    term.keys = newpad(1, 1);
    if (!term.keys) {
        endwin();
        snprintf(err, err_size, "opening the screen: no memory for it");
        return false;
    }
    term_setup();
    frame_start();
    term_ask();
    term_signals_on();
    term_crashes_on();
    paint_init(term.ascii);
    term.open = true;
    return true;
}

void term_close(void)
{
    if (!term.open)
        return;
    term.open = false;
    term_unask();
    endwin();
    if (cursor_normal) { /* once more, last: a terminal that restores its saved cursor with the screen may hide it again */
        putp(cursor_normal);
        fflush(stdout);
    }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &term.before);
    term_signals_off();
    frame_end();
    delwin(term.keys);
    delscreen(term.screen);
    stack_t off = {.ss_flags = SS_DISABLE};
    sigaltstack(&off, NULL);
    free(term.alt_stack);
    term.alt_stack = NULL;
    close(term.pipe[0]);
    close(term.pipe[1]);
    term.pipe[0] = term.pipe[1] = -1;
}

bool term_is_open(void) { return term.open; }
bool term_is_ascii(void) { return term.ascii; }
int term_signal(void) { return term.quit; }

static unsigned term_drain(void)
{
    unsigned char sig[64];
    unsigned bits = 0;
    ssize_t n;

    while ((n = read(term.pipe[0], sig, sizeof sig)) > 0)
        for (ssize_t i = 0; i < n; i++) {
            if (sig[i] == SIGWINCH)
                bits |= TERM_RESIZED;
            else if (sig[i] == SIGTSTP)
                bits |= TERM_STOP;
            else {
                term.quit = sig[i];
                bits |= TERM_QUIT;
            }
        }
    return bits;
}

unsigned term_wait(struct pollfd *fds, size_t count, int timeout_ms)
{
    struct pollfd all[16] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = term.pipe[0], .events = POLLIN}};
    unsigned bits = 0;

    if (count > COUNT(all) - 2)
        count = COUNT(all) - 2;
    for (size_t i = 0; i < count; i++)
        all[i + 2] = fds[i];
    if (poll(all, (nfds_t)count + 2, timeout_ms) < 0)
        return term_drain();
    for (size_t i = 0; i < count; i++) {
        fds[i].revents = all[i + 2].revents;
        if (fds[i].revents)
            bits |= TERM_FD;
    }
    if (all[1].revents)
        bits |= term_drain();
    if (all[0].revents & POLLIN)
        bits |= TERM_KEY;
    else if (all[0].revents & (POLLHUP | POLLERR | POLLNVAL)) { /* the terminal is gone */
        term.quit = SIGHUP;
        bits |= TERM_QUIT;
    }
    return bits;
}

int term_key(void)
{
    wint_t wide = 0;
    int kind = wget_wch(term.keys, &wide);

    while (kind == KEY_CODE_YES && (wide == TERM_YES || wide == TERM_NO || wide == KEY_RESIZE /* which curses adds to what term_wait has told */)) {
        if (wide != KEY_RESIZE) {
            term.asked = 0;
            frame_margins(wide == TERM_YES);
        }
        kind = wget_wch(term.keys, &wide);
    }
    if (kind == ERR)
        return -1;
    return kind == KEY_CODE_YES || wide < 128 ? (int)wide : (int)wide | TERM_CHAR;
}

void term_resize(void)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        resizeterm(size.ws_row, size.ws_col);
    frame_forget();
}

static void term_paint(size_t most)
{
    if (frame_paint(most))
        return;
    touchwin(stdscr); /* what curses knows of the screen is old */
    clearok(curscr, TRUE);
    refresh();
    frame_keep();
}

/* Curses ignores SIGTSTP while it writes; blocked meanwhile, a Ctrl-Z waits instead of getting lost. */
bool term_refresh(size_t most)
{
    sigset_t stop, before;

    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigprocmask(SIG_BLOCK, &stop, &before);
    term_paint(most);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return frame_owes();
}

static void term_take(void)
{
    term_signals_on();
    term_resize();
    term_setup();
    term_refresh(0);
}

void term_stop(void)
{
    endwin();
    signal(SIGTSTP, SIG_DFL);
    raise(SIGTSTP);
    term_take();
}

int64_t term_now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- the editor ------------------------------------------------------------------------------------------ */

static bool term_takes_line(const char *program)
{
    static const char *const known[] = {"vi", "vim", "nvim", "nano", "emacs", "ed", "micro", "joe", "mg", "ne", "kak", "less"};
    const char *base = strrchr(program, '/');

    base = base ? base + 1 : program;
    for (size_t i = 0; i < COUNT(known); i++)
        if (!strcmp(base, known[i]))
            return true;
    return false;
}

static void term_exec(char *words, const char *file, int line)
{
    char *argv[20], plus[24], *save = NULL;
    size_t n = 0;

    for (char *w = strtok_r(words, " \t", &save); w && n < 16; w = strtok_r(NULL, " \t", &save))
        argv[n++] = w;
    if (n && line > 0 && term_takes_line(argv[0])) {
        snprintf(plus, sizeof plus, "+%d", line);
        argv[n++] = plus;
    }
    char *copy = strdup(file);
    if (!n || !copy)
        _exit(127);
    argv[n++] = copy;
    argv[n] = NULL;
    execvp(argv[0], argv);
    fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static int term_reap(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Gives the terminal away and forks. Ctrl-C is now the child's. */
static pid_t term_lend(void)
{
    endwin();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &term.before);
    term_handle(SIGINT, SIG_IGN, 0);
    term_handle(SIGQUIT, SIG_IGN, 0);
    signal(SIGTSTP, SIG_DFL);
    pid_t pid = fork();
    if (pid == 0) {
        term_signals_off();
        signal(SIGPIPE, SIG_DFL);
    }
    return pid;
}

int term_edit(const char *command, const char *file, int line, char *err, size_t err_size)
{
    char words[512];

    snprintf(words, sizeof words, "%s", command);
    pid_t pid = term_lend();
    if (pid == 0)
        term_exec(words, file, line);
    int code = pid < 0 ? -1 : term_reap(pid);
    term_take();
    if (code == 127)
        snprintf(err, err_size, "could not start the editor \"%s\"; set EDITOR to one that is installed", command);
    else if (code < 0)
        snprintf(err, err_size, "could not start the editor \"%s\": %s", command, strerror(errno));
    return code == 127 ? -1 : code;
}

/* A process of its own, as an editor is: whatever the person types or sends meanwhile is that one's. */
bool term_print(const char *text)
{
    pid_t pid = term_lend();

    if (pid == 0) {
        printf("\n%s\n\nEnter leads back to the screen. ", text);
        fflush(stdout);
        for (int c = 0; c != '\n' && c != EOF;)
            c = getchar();
        _exit(0);
    }
    int code = pid < 0 ? -1 : term_reap(pid);
    term_take();
    return code >= 0;
}
