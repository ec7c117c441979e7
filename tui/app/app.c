/* app.c — the loop: waits for keys, signals, jobs and live bytes; paints at most 30 times a second; sleeps when idle. */
#define _XOPEN_SOURCE_EXTENDED 1
#include "app.h"
#include "session_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <ncurses.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "answer.h"
#include "opening.h"
#include "terminal.h"
#include "text.h"

/* The cursor rests when no key has come for so long: a key that is held comes every 25 to 40 ms, and who waits sees no 50. */
enum { FRAME_MS = 33, REST_MS = 50, LEAST_COLUMNS = 40, LEAST_ROWS = 10 };

void app_say(app_t *a, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    vsnprintf(a->view.message, sizeof a->view.message, format, ap);
    va_end(ap);
    a->dirty = true;
}

unsigned app_where(const app_t *a)
{
    if (a->page.text)
        return IN_PAGE;
    if (!a->in_view)
        return IN_CATALOG;
    if (a->lesson.on)
        return a->lesson.asking && !a->lesson.running ? IN_LESSON | IN_QUESTION : IN_LESSON;
    if (a->view.predict.stage == PREDICT_TOLD || a->view.predict.stage == PREDICT_LAST)
        return IN_VIEW | (a->view.predict.stage == PREDICT_TOLD ? IN_PREDICT : IN_LAST);
    return a->scheduler.on ? IN_SCHEDULER | IN_VIEW : a->view.demo ? IN_DEMO | IN_VIEW : IN_VIEW;
}

/* ---- painting -------------------------------------------------------------------------------------------- */

/* A moved cursor is answered in at most so many bytes, on a larger screen in as many more as it is larger; 0: whatever it takes. A room
 * that watches sees whole pictures. */
static size_t app_most(const app_t *a)
{
    enum { MOST = 300, CELLS = 80 * 24 };
    size_t cells = (size_t)LINES * (size_t)COLS;

    if (a->dirty != MOVED || (a->in_view && a->view.demo))
        return 0;
    return cells > CELLS ? MOST * cells / CELLS : MOST;
}

static void app_paint(app_t *a)
{
    rect_t all = {0, 0, LINES - 1, COLS};

    a->screen = all;
    paint_contrast(a->in_view && a->view.demo && !(a->page.text && a->page.desk));
    answer_begin();
    erase();
    if (COLS < LEAST_COLUMNS || LINES < LEAST_ROWS) {
        rect_t tiny = {0, 0, LINES, COLS};
        paint_wrap(tiny, 0, 0, ST_NORMAL, "ctxlab needs 40x10; enlarge the window.");
    } else {
        const scheduler_t *k = &a->scheduler; /* the line below is the one its pane marks */
        a->view.shown_site = k->on && k->chosen < k->who.candidates ? k->who.candidate[k->chosen].site : a->view.predict.line;
        if (a->page.text)
            page_draw(a, all);
        else if (a->in_view && a->lesson.on)
            lesson_draw(a, all);
        else if (a->in_view)
            view_draw(&a->view, all);
        else
            tui_catalog_draw(a, all);
        if (a->in_view && a->scheduler.on && !a->page.text)
            scheduler_draw(a, all);
        hints_line(a, (rect_t){LINES - 1, 0, 1, COLS});
    }
    if (a->resized && a->page.kind == PAGE_SOLUTION) { /* laid out for the width it was opened at */
        a->resized = false;
        session_solution_anew(a);
        app_paint(a);
        return;
    }
    a->resized = false;
    a->owes = term_refresh(app_most(a));
    a->dirty = CLEAN;
    a->painted = term_now_ms();
}

/* ---- keys ------------------------------------------------------------------------------------------------ */

static void app_picture(app_t *a)
{
    char path[128], err[200];
    time_t now = time(NULL);
    struct tm tm;

    localtime_r(&now, &tm);
    strftime(path, sizeof path, "ctxlab-%Y%m%d-%H%M%S.svg", &tm);
    if (paint_svg(path, err, sizeof err))
        app_say(a, "The picture of this screen is in %s.", path);
    else
        app_say(a, "%s", err);
}

static void app_back(app_t *a)
{
    if (a->scheduler.on)
        scheduler_stop(a);
    else if (a->in_view && a->learn) {
        session_close(a);
        view_close(&a->view);
        a->in_view = false;
        tui_catalog_load(a);
    } else if (a->in_view)
        app_say(a, "q quits.");
}

static bool app_common(app_t *a, request_t req)
{
    switch (req) {
    case REQ_QUIT: a->quit = true; return true;
    case REQ_HELP: page_open(a, PAGE_HELP, "Keys", page_help(a), NULL); return true;
    case REQ_PICTURE: app_picture(a); return true;
    case REQ_SEARCH: prompt_open(a, PROMPT_SEARCH); return true;
    case REQ_GOTO: prompt_open(a, PROMPT_GOTO); return true;
    case REQ_ANSWER:
        if (!session_asks_answer(a)) {
            app_say(a, "Only entries of the kind judge take an answer.");
            return true;
        }
        page_close(a);
        prompt_open(a, PROMPT_ANSWER);
        app_say(a, "Say bug or no-bug, then the evidence: event N, line N or count NAME=V, of the program as shipped; or: give up.");
        return true;
    case REQ_SEARCH_NEXT:
    case REQ_SEARCH_PREV:
        if (!a->in_view)
            return false;
        if (req == REQ_SEARCH_NEXT && !*a->view.search && session_next_later(a))
            return true;
        if (!view_search(&a->view, a->view.search, req == REQ_SEARCH_NEXT ? 1 : -1))
            app_say(a, *a->view.search ? "\"%s\" is not here." : "Nothing to search for yet: /%s", a->view.search);
        return true;
    default: return false;
    }
}

/* From the story one goes back to the list it was opened from; a lesson's is left to watch the run without its questions. */
static bool app_leaves_story(app_t *a, request_t req)
{
    const tui_step_t *step;

    if (req != REQ_BACK || !a->page.text || a->page.kind != PAGE_STORY || !a->learn || !a->session.on)
        return false;
    if (a->host->lesson && a->host->lesson(a->host->self, a->session.entry, NULL, &step))
        return false;
    page_close(a);
    app_back(a);
    return true;
}

static void app_act(app_t *a, request_t req, int key)
{
    if (app_leaves_story(a, req))
        return;
    if (a->page.text && (page_request(a, req) || session_request(a, req)))
        return;
    if (a->page.text && req == REQ_ENTER) {
        page_leave(a);
        return;
    }
    if (a->page.text && req != REQ_QUIT && req != REQ_PICTURE)
        return;
    if (app_common(a, req))
        return;
    if (!a->in_view) {
        tui_catalog_request(a, req);
        return;
    }
    if (a->lesson.on && lesson_request(a, req, key))
        return;
    if (a->lesson.on && req == REQ_BACK) {
        app_back(a);
        return;
    }
    if (a->scheduler.on && scheduler_request(a, req))
        return;
    if (session_request(a, req))
        return;
    if (req == REQ_EXPLAIN || (req == REQ_ENTER && a->view.pane == PANE_FINDINGS && a->view.finding && !a->view.playing)) {
        page_finding(a);
        return;
    }
    if (!view_request(&a->view, req) && req == REQ_BACK)
        app_back(a);
}

static bool moves(request_t req) { return req == REQ_UP || req == REQ_DOWN || req == REQ_LEFT || req == REQ_RIGHT; }

static void app_request(app_t *a, request_t req, int key)
{
    int before = a->dirty;
    bool verdict = a->page.text && a->page.kind == PAGE_VERDICT, black = a->in_view && a->view.show.black;

    memcpy(a->said, a->view.message, sizeof a->said);
    a->view.message[0] = 0;
    a->dirty = true;
    a->view.show.black = false;
    a->view.show.leaving = a->view.show.leaving && req == REQ_BACK;
    if (!black)
        app_act(a, req, key);
    if (a->in_view && a->view.live && a->view.n < trace_count(a->view.trace))
        a->view.follow = false; /* whoever looks back is not taken away by what comes */
    if (a->in_view && a->view.live)
        live_again(a);
    if (verdict && !a->page.text && a->session.on && a->in_view && !a->view.message[0])
        verdict_left(a);
    scheduler_say(a);
    if (a->in_view && a->view.model && !a->page.text && !a->scheduler.on)
        view_guess_say(&a->view);
    if (moves(req) && before != CHANGED)
        a->dirty = MOVED;
}

static void app_keys(app_t *a)
{
    for (int key, taken = 0; taken < 64 && !a->quit && (key = term_key()) >= 0; taken++) {
        if (a->prompt) {
            a->dirty = true;
            prompt_key(a, key);
        } else {
            request_t req = keys_find(app_where(a), key);
            if (req)
                app_request(a, req, key);
        }
    }
}

/* ---- the loop -------------------------------------------------------------------------------------------- */

static int app_timeout(const app_t *a, int64_t now)
{
    int64_t wait = -1;

    if (a->dirty)
        wait = a->painted + FRAME_MS - now;
    if (a->in_view && a->view.playing && !a->page.text) {
        double rate = view_rate(&a->view) > 30 ? 30 : view_rate(&a->view);
        int64_t tick = a->ticked + (int64_t)(1000 / rate) - now;
        if (wait < 0 || tick < wait)
            wait = tick;
        if (wait < 0)
            wait = 0;
    } else if (a->dirty && wait < 0)
        wait = 0;
    int64_t save = session_wait(a);
    if (save >= 0 && (wait < 0 || save < wait))
        wait = save;
    if (a->owes && !a->dirty) {
        int64_t rest = a->painted + REST_MS - now;
        if (wait < 0 || rest < wait)
            wait = rest > 0 ? rest : 0;
    }
    return (int)wait;
}

static void app_tick(app_t *a, int64_t now)
{
    double rate = view_rate(&a->view) > 30 ? 30 : view_rate(&a->view);

    if (!a->in_view || !a->view.playing || a->page.text || now - a->ticked < (int64_t)(1000 / rate))
        return;
    a->ticked = now;
    view_tick(&a->view);
    if (!a->view.playing && a->view.predict.stage == PREDICT_PLAYS)
        predict_arrived(&a->view);
    else if (!a->view.playing && a->view.n == trace_count(a->view.trace) && !a->view.findings.count && a->view.options.nothing)
        app_say(a, "%s", a->view.options.nothing);
    if (a->lesson.running && !a->view.playing)
        lesson_arrived(a);
    a->dirty = true;
}

static size_t app_fds(const app_t *a, struct pollfd fds[8])
{
    int job[4];
    size_t count = session_fds(a, job);

    for (size_t i = 0; i < count; i++)
        fds[i] = (struct pollfd){.fd = job[i], .events = POLLIN};
    if (a->in_view && a->view.live) {
        fds[count++] = (struct pollfd){.fd = a->clock, .events = POLLIN}; /* −1, which is passed over, where it could not be had */
        fds[count++] = (struct pollfd){.fd = a->view.options.live_fd, .events = POLLIN};
    }
    return count;
}

static void app_wake(app_t *a, unsigned bits, const struct pollfd *fds, size_t count)
{
    if (bits & TERM_QUIT) {
        a->quit = true;
        a->code = 128 + term_signal();
        return;
    }
    if (bits & TERM_STOP) {
        term_stop();
        a->dirty = true;
    }
    if (bits & TERM_RESIZED) {
        term_resize();
        a->resized = true;
        a->dirty = true;
    }
    if (bits & TERM_KEY)
        app_keys(a);
    if (bits & TERM_FD) {
        if (a->in_view && a->view.live && count && fds[count - 1].fd == a->view.options.live_fd && fds[count - 1].revents)
            live_hear(a);
        if (a->in_view && a->view.live)
            live_look(a);
        session_poll(a);
    }
}

int app_loop(app_t *a)
{
    a->dirty = true;
    while (!a->quit) {
        struct pollfd fds[8];
        int64_t now = term_now_ms();
        app_tick(a, now);
        session_saved(a);
        session_seen_out(a);
        if (!a->dirty && a->owes && now - a->painted >= REST_MS)
            a->dirty = CHANGED;
        if (a->dirty && now - a->painted >= FRAME_MS)
            app_paint(a);
        size_t count = app_fds(a, fds);
        unsigned bits = term_wait(fds, count, app_timeout(a, term_now_ms()));
        app_wake(a, bits, fds, count);
    }
    return a->code;
}

/* ---- the entries ----------------------------------------------------------------------------------------- */

int tui_view(trace_t *t, const tui_options_t *options)
{
    static app_t a;
    char err[300];

    if (!term_open(err, sizeof err)) {
        fprintf(stderr, "ctxlab: %s\n", err);
        return 2;
    }
    a = (app_t){.in_view = true, .host = options->host, .clock = -1};
    if (options->live_fd >= 0) {
        live_begin(&a);
        fcntl(options->live_fd, F_SETFL, fcntl(options->live_fd, F_GETFL) | O_NONBLOCK);
    }
    opening_t opening;
    opening_begin(&opening, t);
    tui_options_t mine = *options;
    mine.meter = &opening.meter;
    view_open(&a.view, t, false, &mine);
    a.view.top = true;
    if (opening.quit) {
        term_close();
        view_close(&a.view);
        return 128 + term_signal();
    }
    if (trace_damage(t))
        view_say(&a.view, "%s", trace_damage(t));
    else if (!options->entry)
        demo_lost_say(&a.view);
    if (a.host && options->entry) {
        a.session.on = true;
        a.session.size = options->size;
        a.session.secret = options->secret;
        a.view.options.nothing = options->secret ? secret_finds : NULL;
        snprintf(a.session.entry, sizeof a.session.entry, "%s", options->entry);
    }
    int code = app_loop(&a);
    term_close();
    session_close(&a);
    page_close(&a);
    view_close(&a.view);
    if (a.clock >= 0)
        close(a.clock);
    return code;
}

int tui_learn(const tui_host_t *host, const char *entry)
{
    static app_t a;
    char err[300];

    if (!term_open(err, sizeof err)) {
        fprintf(stderr, "ctxlab: %s\n", err);
        return 2;
    }
    a = (app_t){.host = host, .learn = true};
    tui_catalog_load(&a);
    if (entry)
        session_open(&a, entry);
    int code = app_loop(&a);
    term_close();
    session_close(&a);
    page_close(&a);
    view_close(&a.view);
    free(a.catalog.story);
    return code;
}
