/* on_pty.c — see on_pty.h. */
#include "on_pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

enum { PASSING_BYTES = 200 };

static int on_prop(VTermProp prop, VTermValue *value, void *user)
{
    pty_t *p = user;

    if (prop == VTERM_PROP_ALTSCREEN)
        p->altscreen = value->boolean;
    if (prop == VTERM_PROP_CURSORVISIBLE)
        p->cursor_visible = value->boolean;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_prop};

static void child(const char *const *env, const char *const *argv)
{
    static const char *const keep[] = {"PATH", "HOME", "ASAN_OPTIONS"};
    char *kept[3];

    for (int i = 0; i < 3; i++) {
        const char *v = getenv(keep[i]);
        kept[i] = v ? strdup(v) : NULL;
    }
    clearenv();
    for (int i = 0; i < 3; i++)
        if (kept[i])
            setenv(keep[i], kept[i], 1);
    for (; env && *env; env++)
        putenv(strdup(*env));
    static const int told[] = {SIGPIPE, SIGHUP, SIGINT, SIGQUIT, SIGTERM}; /* whoever started the tests may have them ignored, as nohup does */
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        signal(told[i], SIG_DFL);
    execvp(argv[0], (char *const *)argv);
    _exit(127);
}

bool pty_usable(void)
{
    int master, slave;

    if (openpty(&master, &slave, NULL, NULL, NULL) < 0) {
        printf("ok - the screen on a pseudo-terminal # SKIP there is none here: is /dev/pts mounted?\n");
        return false;
    }
    close(master);
    close(slave);
    return true;
}

bool pty_start(pty_t *p, int rows, int cols, const char *const *env, const char *const *argv)
{
    return pty_start_spare(p, rows, cols, 0, 0, env, argv);
}

bool pty_start_spare(pty_t *p, int rows, int cols, int below, int beside, const char *const *env, const char *const *argv)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    int slave;

    *p = (pty_t){.rows = rows, .cols = cols, .below = below, .beside = beside, .cursor_visible = true, .shell = !strncmp(argv[0], "/bin/", 5)};
    if (openpty(&p->fd, &slave, NULL, NULL, &size) < 0)
        return false;
    tcgetattr(slave, &p->before);
    p->vt = vterm_new(rows + below, cols + beside);
    vterm_set_utf8(p->vt, 1);
    p->screen = vterm_obtain_screen(p->vt);
    vterm_screen_set_callbacks(p->screen, &callbacks, p);
    vterm_screen_enable_altscreen(p->screen, 1);
    vterm_screen_reset(p->screen, 1);
    ttyname_r(slave, p->line, sizeof p->line);
    p->pid = fork();
    if (p->pid == 0) {
        close(p->fd);
        login_tty(slave);
        child(env, argv);
    }
    close(slave);
    return p->pid > 0;
}

void pty_end(pty_t *p)
{
    if (!p->ended && p->pid > 0) {
        kill(p->pid, SIGKILL);
        waitpid(p->pid, &p->status, 0);
    }
    close(p->fd);
    vterm_free(p->vt);
    free(p->said);
    p->said = NULL;
}

static void remember(pty_t *p, const char *bytes, size_t n)
{
    if (p->said_bytes + n > p->said_capacity) {
        p->said_capacity = (p->said_bytes + n) * 2;
        p->said = realloc(p->said, p->said_capacity);
        if (!p->said)
            abort();
    }
    memcpy(p->said + p->said_bytes, bytes, n);
    p->said_bytes += n;
}

void pty_hush(pty_t *p) { p->said_bytes = 0; }

/* In the C locale curses writes a byte above 127 as two that are not: ~T for 0x94. A glyph of ours has two such bytes. */
static bool garbled(pty_t *p)
{
    char *text = pty_text(p);
    bool is = false;

    for (const char *c = text; !is && (c = strchr(c, '~')) != NULL; c++)
        is = c[1] >= '@' && c[1] <= '_' && c[2] == '~' && c[3] >= '@' && c[3] <= '_';
    free(text);
    return is;
}

bool pty_said_ascii(pty_t *p)
{
    if (garbled(p))
        return false;
    for (size_t i = 0; i < p->said_bytes; i++)
        if ((unsigned char)p->said[i] > 126)
            return false;
    return true;
}

/* CSI … m whose numbers are not all below 30: bold, dim and reverse are there, the rest are colours. */
bool pty_said_colour(pty_t *p)
{
    for (size_t i = 0; i + 2 < p->said_bytes; i++) {
        if (p->said[i] != '\033' || p->said[i + 1] != '[')
            continue;
        int number = 0, most = 0;
        for (i += 2; i < p->said_bytes && (strchr("0123456789;:", p->said[i]) && p->said[i]); i++) {
            number = p->said[i] >= '0' && p->said[i] <= '9' ? number * 10 + p->said[i] - '0' : 0;
            most = number > most ? number : most;
        }
        if (i < p->said_bytes && p->said[i] == 'm' && most >= 30)
            return true;
    }
    return false;
}

bool pty_past_edge(pty_t *p)
{
    for (int y = 0; y < p->rows + p->below; y++)
        for (int x = y < p->rows ? p->cols : 0; x < p->cols + p->beside; x++) {
            VTermScreenCell cell;
            VTermPos pos = {.row = y, .col = x};
            if (vterm_screen_get_cell(p->screen, pos, &cell) && cell.chars[0] && cell.chars[0] != ' ')
                return true;
        }
    return false;
}

static bool moves(const char *keys, size_t n)
{
    bool arrow = n > 2 && keys[n - 3] == '\033' && strchr("[O", keys[n - 2]) && strchr("ABCD", keys[n - 1]);

    return arrow || (n && strchr("hjkl", keys[n - 1]));
}

void pty_send(pty_t *p, const char *keys, size_t n)
{
    p->asked = true;
    p->moved = moves(keys, n);
    while (n) {
        ssize_t did = write(p->fd, keys, n);
        if (did <= 0)
            return;
        keys += did;
        n -= (size_t)did;
    }
}

void pty_resize(pty_t *p, int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

    p->asked = true;
    if ((rows != p->rows || cols != p->cols) && !p->shell && !p->ended)
        p->sized = p->bytes + 1;
    p->rows = rows;
    p->cols = cols;
    vterm_set_size(p->vt, rows + p->below, cols + p->beside);
    ioctl(p->fd, TIOCSWINSZ, &size);
}

bool pty_read(pty_t *p, int timeout_ms)
{
    struct pollfd f = {.fd = p->fd, .events = POLLIN};
    char buf[65536];

    if (p->ended || poll(&f, 1, timeout_ms) <= 0)
        return p->ended;
    ssize_t n = read(p->fd, buf, sizeof buf);
    if (n <= 0) { /* the line hangs up when the last writer is gone */
        waitpid(p->pid, &p->status, 0);
        p->ended = true;
        return true;
    }
    p->bytes += (size_t)n;
    remember(p, buf, (size_t)n);
    for (ssize_t done = 0, some; done < n; done += some) { /* nothing that is there for one picture only is missed */
        some = p->passing && !p->passed && n - done > PASSING_BYTES ? PASSING_BYTES : n - done;
        vterm_input_write(p->vt, buf + done, (size_t)some);
        p->passed = p->passed || (p->passing && pty_has(p, p->passing));
    }
    return true;
}

static size_t put_utf8(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 63));
        return 2;
    }
    to[0] = (char)(0xe0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 63));
    to[2] = (char)(0x80 | (c & 63));
    return 3;
}

char *pty_text(pty_t *p)
{
    char *text = malloc((size_t)p->rows * ((size_t)p->cols * 4 + 1) + 1);
    size_t used = 0;

    for (int y = 0; y < p->rows; y++) {
        size_t keep = used;
        for (int x = 0; x < p->cols; x++) {
            VTermScreenCell cell;
            VTermPos pos = {.row = y, .col = x};
            uint32_t c = ' ';
            if (vterm_screen_get_cell(p->screen, pos, &cell) && cell.chars[0] && cell.chars[0] < 0x10000)
                c = cell.chars[0];
            used += put_utf8(text + used, c);
            if (c != ' ')
                keep = used;
        }
        used = keep;
        text[used++] = '\n';
    }
    text[used] = 0;
    return text;
}

int pty_columns(const char *row, const char *at)
{
    int n = 0;

    for (; row < at; row++)
        n += ((unsigned char)*row & 0xc0) != 0x80;
    return n;
}

const char *pty_column(const char *row, int column)
{
    for (; *row && *row != '\n' && column > 0; column--)
        for (row++; ((unsigned char)*row & 0xc0) == 0x80;)
            row++;
    return row;
}

bool pty_tty_same(pty_t *p)
{
    struct termios now;

    return tcgetattr(p->fd, &now) == 0 && now.c_lflag == p->before.c_lflag && now.c_iflag == p->before.c_iflag &&
           now.c_oflag == p->before.c_oflag;
}
