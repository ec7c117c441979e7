/* counted_pty.c — see counted_pty.h. */
#include "counted_pty.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

#include "counted.h"

enum { PATIENCE_MS = 120000 };
bool counted_gave_up;

/* ---- what it shows --------------------------------------------------------------------------------------- */

bool counted_alike(const VTermScreenCell *a, const VTermScreenCell *b)
{
    if (a->chars[0] != b->chars[0] || a->attrs.reverse != b->attrs.reverse)
        return false;
    bool blank = (!a->chars[0] || a->chars[0] == ' ') && !a->attrs.reverse;
    return blank || (a->attrs.bold == b->attrs.bold && vterm_color_is_equal(&a->fg, &b->fg));
}

/* Where "the last sign, so many times more" (REP) stands from at on: its bytes and that number; else 0. */
static size_t repeats(const char *at, size_t left, unsigned *times)
{
    size_t n = 2;

    if (left < 4 || at[0] != '\033' || at[1] != '[')
        return 0;
    for (*times = 0; n < left && at[n] >= '0' && at[n] <= '9'; n++)
        *times = *times * 10 + (unsigned)(at[n] - '0');
    return n > 2 && n < left && at[n] == 'b' ? n + 1 : 0;
}

/* libvterm takes a line that is filled by REP up to its last column for full, and puts what stands in that column into the next line; xterm does
 * not. So it is given the signs themselves. */
static void kept(counted_t *c)
{
    size_t bytes = c->last.bytes < SAID ? c->last.bytes : SAID, from = 0, sign = 0, n;
    unsigned times;

    for (size_t i = 0; i < bytes; i++) {
        if ((n = repeats(c->said + i, bytes - i, &times)) > 0) {
            vterm_input_write(c->vt, c->said + from, i - from);
            for (; times; times--)
                vterm_input_write(c->vt, c->said + sign, i - sign);
            i += n - 1;
            from = i + 1;
        } else if (((unsigned char)c->said[i] & 0xc0) != 0x80)
            sign = i;
    }
    vterm_input_write(c->vt, c->said + from, bytes - from);
}

static void look(counted_t *c)
{
    VTermScreen *screen = vterm_obtain_screen(c->vt);

    kept(c);
    c->last.changed = 0;
    for (int y = 0; y < c->rows; y++)
        for (int x = 0; x < c->cols; x++) {
            VTermScreenCell was = c->cell[y][x], *now = &c->cell[y][x];
            vterm_screen_get_cell(screen, (VTermPos){y, x}, now);
            if (!now->chars[0])
                now->chars[0] = ' ';
            c->last.changed += !counted_alike(&was, now);
        }
}

bool counted_has(const counted_t *c, const char *text)
{
    size_t n = strlen(text);

    for (int y = 0; y < c->rows; y++)
        for (int x = 0; x + (int)n <= c->cols; x++) {
            size_t i = 0;
            while (i < n && c->cell[y][x + (int)i].chars[0] == (unsigned char)text[i])
                i++;
            if (i == n)
                return true;
        }
    return false;
}

void counted_say_screen(const counted_t *c)
{
    for (int y = 0; y < c->rows; y++) {
        printf("#   |");
        for (int x = 0; x < c->cols; x++) {
            uint32_t at = c->cell[y][x].chars[0];
            putchar(at >= ' ' && at < 127 ? (int)at : at > 127 ? '*' : ' ');
        }
        putchar('\n');
    }
}

/* ---- pictures -------------------------------------------------------------------------------------------- */

static bool more(counted_t *c)
{
    struct pollfd ready = {.fd = c->fd, .events = POLLIN};
    ssize_t n = poll(&ready, 1, PATIENCE_MS) == 1 ? read(c->fd, c->buf, sizeof c->buf) : -1;

    c->at = 0;
    c->came = n > 0 ? (size_t)n : 0;
    if (n > 0)
        return true;
    printf("# lost: %u keys were sent, %u read; the screen:\n", c->sent, c->last.keys);
    counted_say_screen(c);
    c->lost = counted_gave_up = true;
    return false;
}

/* The bytes up to that one, into `to`; returns how many. */
static size_t up_to(counted_t *c, char end, char *to, size_t room)
{
    for (size_t n = 0; c->at < c->came || more(c); n++) {
        char byte = c->buf[c->at++];
        if (byte == end)
            return n;
        if (n < room)
            to[n] = byte;
    }
    return 0;
}

bool counted_painted(counted_t *c)
{
    int owes = 0;

    if (c->lost)
        return false;
    size_t bytes = up_to(c, COUNTED_PAINTED, c->said, SAID), n = c->lost ? 0 : up_to(c, COUNTED_SAID, c->words, sizeof c->words - 1);
    if (c->lost)
        return false;
    c->words[n < sizeof c->words - 1 ? n : sizeof c->words - 1] = 0;
    c->last = (picture_t){.bytes = bytes};
    c->lost = sscanf(c->words, "%u %zu %d %lld", &c->last.keys, &c->last.most, &owes, &c->last.ms) != 4;
    c->last.owes = owes;
    look(c);
    return !c->lost;
}

bool counted_send(counted_t *c, const char *text)
{
    c->sent += (unsigned)strlen(text);
    return !c->lost && write(c->fd, text, strlen(text)) == (ssize_t)strlen(text);
}

bool counted_rest(counted_t *c)
{
    c->answer = c->last;
    c->after = (picture_t){0};
    if (!c->last.owes)
        return true;
    memcpy(c->answered, c->cell, sizeof c->answered);
    if (!counted_painted(c))
        return false;
    c->after = c->last;
    return true;
}

bool counted_press(counted_t *c, const char *key)
{
    c->sent++;
    if (c->lost || write(c->fd, key, strlen(key)) <= 0)
        return false;
    do
        if (!counted_painted(c))
            return false;
    while (c->last.keys < c->sent);
    return counted_rest(c);
}

void counted_keys(counted_t *c, const char *text)
{
    for (; *text; text++)
        counted_press(c, (char[]){*text, 0});
}

bool counted_changed(const counted_t *c) { return c->answer.changed + c->after.changed > 0; }

bool counted_until(counted_t *c, const char *text)
{
    while (!c->lost && !counted_has(c, text))
        counted_painted(c);
    return !c->lost;
}

/* As after a window's size has changed, but it has not. */
bool counted_fresh(counted_t *c)
{
    return !c->lost && kill(c->pid, SIGWINCH) == 0 && counted_painted(c) && !c->last.owes && c->last.bytes > 0 && c->last.changed == 0;
}

/* ---- the program ----------------------------------------------------------------------------------------- */

/* What the kept terminal answers: on a kind that answers, the program hears it. */
static void answer(const char *bytes, size_t n, void *fd)
{
    if (write(*(int *)fd, bytes, n) < 0)
        perror("answer");
}

bool counted_begin(counted_t *c, const screen_t *screen, const char *const *argv)
{
    struct winsize size = {.ws_row = (unsigned short)screen->rows, .ws_col = (unsigned short)screen->cols};
    int slave;

    *c = (counted_t){.rows = screen->rows, .cols = screen->cols};
    if (openpty(&c->fd, &slave, NULL, NULL, &size) < 0)
        return false;
    fflush(stdout);
    c->pid = fork();
    if (c->pid == 0) {
        close(c->fd);
        login_tty(slave);
        char here[4096];
        setenv("CTXLAB_HOME", getcwd(here, sizeof here) ? here : ".", 0);
        for (const char *const *env = screen->env; *env; env++)
            putenv(strdup(*env));
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    close(slave);
    c->vt = vterm_new(c->rows, c->cols);
    vterm_set_utf8(c->vt, 1);
    vterm_screen_reset(vterm_obtain_screen(c->vt), 1);
    if (screen->answers)
        vterm_output_set_callback(c->vt, answer, &c->fd);
    return counted_painted(c);
}

bool counted_end(counted_t *c)
{
    int status = 0;

    if (!c->lost && write(c->fd, "q", 1) == 1) {
        char buf[4096];
        while (read(c->fd, buf, sizeof buf) > 0)
            ;
    } else
        kill(c->pid, SIGKILL);
    waitpid(c->pid, &status, 0);
    close(c->fd);
    vterm_free(c->vt);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
