/* live.c — a program that runs: what it says is taken, and now and then it is looked through for who does not hear.
 *
 * A view is woken by what the program says and by keys. Beyond that its clock rings once after the program has said something, once
 * when it is quiet, and seldom while somebody waits who cannot hear. A view of a quiet program, a paused one, and one whose program
 * has ended are not woken at all.
 */
#include "app.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "terminal.h"

enum { LIVE_MS = 1000, LOOK_SHARE = 30 /* of the time not more than one part is spent looking */ };

/* In so long, if it does not ring before */
static void set_clock(app_t *a, int64_t ms)
{
    struct itimerspec in = {.it_value = {ms / 1000, ms % 1000 * 1000000 + 1}};
    int64_t rings = term_now_ms() + ms;

    if (a->clock >= 0 && (!a->rings || rings < a->rings) && timerfd_settime(a->clock, 0, &in, NULL) == 0)
        a->rings = rings;
}

/* How long it is not looked through again: of a long recording longer, so that looking never takes much of the time */
static int64_t rest(const app_t *a)
{
    int64_t least = a->look_cost * LOOK_SHARE > LIVE_MS ? a->look_cost * LOOK_SHARE : LIVE_MS;
    int64_t left = a->looked + least - term_now_ms();

    return left > 0 ? left : 0;
}

/* A program that hangs says nothing more, and just that is to be seen. So it is looked at once more when it is quiet; then, while
 * somebody waits who cannot hear, whenever it has been quiet for twice as long, if one follows it. Else nothing wakes the view
 * before the program says something. */
void live_again(app_t *a)
{
    const view_t *v = &a->view;
    int64_t until = v->quiet < VIEW_QUIET_NS ? (VIEW_QUIET_NS - v->quiet) / 1000000 + 1 : 0;

    if (until)
        set_clock(a, until > rest(a) ? until : rest(a));
    else if (v->findings.lasts && v->follow)
        set_clock(a, v->quiet / 1000000);
    else if (a->rings && timerfd_settime(a->clock, 0, &(struct itimerspec){0}, NULL) == 0)
        a->rings = 0;
}

void live_hear(app_t *a)
{
    static char bytes[1 << 16];
    char err[256] = "";
    view_t *v = &a->view;
    ssize_t n = read(v->options.live_fd, bytes, sizeof bytes);

    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n > 0)
        trace_feed(v->trace, bytes, (size_t)n, err, sizeof err);
    if (n <= 0 || *err) {
        v->live = false;
        view_grown(v);
        view_findings(v);
        model_seek(v->model, trace_count(v->trace));
        bool cut = !v->model->ended; /* wherever one looks just now */
        view_goto(v, v->follow ? trace_count(v->trace) : v->n);
        view_say(v, *err ? "%s" : cut && !trace_count(v->trace) ? "%s is gone, and this view's turn never came: another viewer looked at it until then." : cut ? "%s is gone without saying that it ends: killed, crashed, or left by _exit. This is all it said." : "%s has ended; this is all it said.", *err ? err : v->options.live_name ? v->options.live_name : "The program");
    } else
        view_grown(v);
    a->heard = term_now_ms();
    v->quiet = 0;
    a->dirty = true;
    if (v->live)
        set_clock(a, rest(a));
}

void live_look(app_t *a)
{
    view_t *v = &a->view;
    int64_t now = term_now_ms();
    uint64_t rang;

    if (read(a->clock, &rang, sizeof rang) != sizeof rang)
        return;
    a->rings = 0;
    if (!a->in_view || !v->live)
        return;
    v->quiet = (now - a->heard) * 1000000;
    v->quiet_since = time(NULL) - (time_t)(v->quiet / 1000000000);
    if (v->findings.lasts)
        v->findings_at = 0; /* for how long: that changes though nothing comes */
    view_findings(v);
    a->looked = term_now_ms();
    a->look_cost = a->looked - now;
    a->dirty = true;
    live_again(a);
}

void live_begin(app_t *a)
{
    a->clock = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    a->heard = a->looked = term_now_ms();
    set_clock(a, LIVE_MS);
}
