/* app.c — the loop: waits for keys, signals, jobs and live bytes; paints at most 30 times a second; sleeps when idle. */
#define _XOPEN_SOURCE_EXTENDED 1
#include "app.h"
#include "session_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <ncurses.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "opening.h"
#include "terminal.h"
#include "text.h"

enum { FRAME_MS = 33, LEAST_COLUMNS = 40, LEAST_ROWS = 10 };

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

enum { BRIEF_BELOW = 50, HINTS = 12 };

static const char *hint_words(const key_row_t *k, rect_t r) { return r.w < BRIEF_BELOW ? keys_brief(k) : k->hint; }

static const char *hint_keys(const app_t *a, const key_row_t *k, char buf[8])
{
    if (k->request == REQ_DOWN)
        return "Arrows";
    if (k->request != REQ_CHOICE)
        return k->keys;
    snprintf(buf, 8, "a-%c", 'a' + a->lesson.step[a->lesson.asking - 1].choices - 1); /* as many as there are */
    return buf;
}

/* Nothing would come of it here: with nothing to go back to, after the last event there is no next one, before the first none to go back to, without events no run. */
static bool hint_idle(const app_t *a, request_t req)
{
    const view_t *v = &a->view;
    size_t count = v->trace ? trace_count(v->trace) : 0;
    bool over = !v->live && v->n == count;

    if (!a->page.text && !a->in_view)
        return tui_catalog_empty(a) && (req == REQ_ENTER || req == REQ_DOWN);
    if (a->page.text || a->lesson.on)
        return false;
    switch (req) {
    case REQ_PAGE_DOWN: return over && (app_where(a) & IN_DEMO);
    case REQ_EVENT_NEXT: return over;
    case REQ_EVENT_PREV: return v->n == 0;
    case REQ_BACK: return v->top && !a->scheduler.on && !v->predict.stage && !view_inside(v);
    case REQ_PLAY: return !v->live && !count;
    case REQ_SCHEDULER: return !scheduler_can(a) || (!count && v->fault.line);
    case REQ_WAVE_NEXT: return !index_stop_after(&v->index, v->n);
    case REQ_FINDING_NEXT: return v->findings_at && !v->findings.count;
    default: return false;
    }
}

/* Columns a hint takes; 0: there is none for this key here. */
static int hint_width(const app_t *a, rect_t r, request_t req)
{
    const key_row_t *k = keys_row(req, app_where(a));
    char keys[8];

    if (!k || !k->hint || hint_idle(a, req) || (req == REQ_DOWN && a->page.text && a->page.rows <= r.y - 3))
        return 0;
    return tui_width(hint_keys(a, k, keys)) + tui_width(hint_words(k, r)) + 3;
}

/* What is done here, and what leads out, is there on the narrowest screen; the rest as far as there is room. */
static int hint_rank(const app_t *a, const request_t *req, size_t count, size_t i)
{
    bool back = false;

    for (size_t k = 0; k < count; k++)
        back = back || (req[k] == REQ_BACK && !hint_idle(a, REQ_BACK));
    switch (req[i]) {
    case REQ_CHOICE: case REQ_BACK: return 0;
    case REQ_ENTER: return i <= 1 ? 0 : 4; /* among the first: what this place is for */
    case REQ_PAGE_DOWN: case REQ_NEXT: return 0;
    case REQ_QUIT: return back ? 5 : 0;
    case REQ_HELP: return 1;
    case REQ_PANE_NEXT: case REQ_PREDICT: return 2;
    default: return 3;
    }
}

static void hints_draw(const app_t *a, rect_t r, const request_t *req, size_t count)
{
    bool shown[HINTS] = {false};
    int x = 1, room = r.w + 1; /* nothing follows the last one */
    char keys[8];

    for (int rank = 0; rank <= 5; rank++)
        for (size_t i = 0; i < count; i++) {
            int w = hint_width(a, r, req[i]);
            if (!w || hint_rank(a, req, count, i) != rank || w > room)
                continue;
            shown[i] = true;
            room -= w;
        }
    for (size_t i = 0; i < count; i++) {
        const key_row_t *k = shown[i] ? keys_row(req[i], app_where(a)) : NULL;
        if (!k)
            continue;
        x = paint(r, 0, x, ST_KEY, hint_keys(a, k, keys));
        x = paint(r, 0, x + 1, ST_NORMAL, hint_words(k, r)) + 2;
    }
}

/* What is typed; its end stays in sight. What may be typed stands beside it, as long as nothing is. */
static void prompt_draw(const app_t *a, rect_t r)
{
    static const char *const asks[] = {[PROMPT_SEARCH] = "Search: ", [PROMPT_ANSWER] = "Your verdict and evidence: ", [PROMPT_GOTO] = "Go to event or time (120, 40ms): "};
    int x = paint(r, 0, 1, ST_KEY, a->prompt == PROMPT_ANSWER && r.w < BRIEF_BELOW ? "Answer: " : asks[a->prompt]), over = tui_width(a->input) - (r.w - x - 1);

    x = paint(r, 0, x, ST_BOLD, a->input + (over > 0 ? tui_fit(a->input, over, NULL) : 0));
    paint(r, 0, x, ST_CURSOR, " ");
    if (a->prompt == PROMPT_SEARCH && !*a->input)
        paint_cut(r, 0, x + 2, r.w - x - 2, ST_DIM, a->in_view ? "a name, c12, a file; Esc leaves" : "a name or a topic; Esc leaves");
}

static void app_hints(const app_t *a, rect_t r)
{
    static const request_t page[] = {REQ_DOWN, REQ_BACK, REQ_QUIT}; /* its last line says what else */
    static const request_t catalog[] = {REQ_DOWN, REQ_ENTER, REQ_FILTER, REQ_SEARCH, REQ_HELP, REQ_QUIT};
    static const request_t scheduler[] = {REQ_DOWN, REQ_ENTER, REQ_UNDO, REQ_DROP_CANCEL, REQ_HELP, REQ_BACK}, scheduler_over[] = {REQ_UNDO, REQ_COPY, REQ_RUN, REQ_HELP, REQ_BACK};
    static const request_t lesson_asks[] = {REQ_CHOICE, REQ_DOWN, REQ_ENTER, REQ_PANE_NEXT, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t lesson_told[] = {REQ_ENTER, REQ_EVENT_PREV, REQ_EVENT_NEXT, REQ_PANE_NEXT, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t lesson_names[] = {REQ_ENTER, REQ_OPEN, REQ_EVENT_PREV, REQ_PANE_NEXT, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t lesson_over[] = {REQ_NEXT, REQ_RUN, REQ_EVENT_PREV, REQ_PANE_NEXT, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t predict[] = {REQ_DOWN, REQ_ENTER, REQ_PREDICT, REQ_BACK}, predict_last[] = {REQ_DOWN, REQ_ENTER, REQ_BACK};
    static const request_t demo[] = {REQ_PAGE_DOWN, REQ_PAGE_UP, REQ_EVENT_NEXT, REQ_PANE_NEXT, REQ_ENTER, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t learn[] = {REQ_PLAY, REQ_EVENT_NEXT, REQ_EDIT, REQ_HINT, REQ_SCHEDULER, REQ_EVENT_PREV, REQ_PANE_NEXT, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t view[] = {REQ_PLAY, REQ_EVENT_NEXT, REQ_EVENT_PREV, REQ_WAVE_NEXT, REQ_FINDING_NEXT, REQ_PANE_NEXT, REQ_ENTER, REQ_HELP, REQ_QUIT};
#define SHOW(list) hints_draw(a, r, list, sizeof list / sizeof *list)

    if (a->in_view && a->view.show.black)
        return;
    if (a->prompt) {
        prompt_draw(a, r);
    } else if (a->page.text)
        SHOW(page);
    else if (!a->in_view)
        SHOW(catalog);
    else if (a->lesson.on && a->lesson.over)
        SHOW(lesson_over);
    else if (a->lesson.on && a->lesson.asking)
        SHOW(lesson_asks);
    else if (a->lesson.on && a->lesson.entry)
        SHOW(lesson_names);
    else if (a->lesson.on)
        SHOW(lesson_told);
    else if (a->scheduler.on && a->scheduler.ended)
        SHOW(scheduler_over);
    else if (a->scheduler.on)
        SHOW(scheduler);
    else if (a->view.predict.stage == PREDICT_TOLD)
        SHOW(predict);
    else if (a->view.predict.stage == PREDICT_LAST)
        SHOW(predict_last);
    else if (a->view.demo)
        SHOW(demo);
    else if (a->session.on)
        SHOW(learn);
    else
        SHOW(view);
}

static void app_paint(app_t *a)
{
    rect_t all = {0, 0, LINES - 1, COLS};

    a->screen = all;
    bool read = a->page.text && a->session.on && !strcmp(session_kind(a), "lesson"); /* its story comes before anybody watches */
    paint_contrast(a->in_view && a->view.demo && !read);
    erase();
    if (COLS < LEAST_COLUMNS || LINES < LEAST_ROWS) {
        rect_t tiny = {0, 0, LINES, COLS};
        paint_wrap(tiny, 0, 0, ST_NORMAL, "ctxlab needs 40x10; make the window larger.");
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
        app_hints(a, (rect_t){LINES - 1, 0, 1, COLS});
    }
    if (a->resized && a->page.kind == PAGE_SOLUTION) { /* laid out for the width it was opened at */
        a->resized = false;
        session_solution_anew(a);
        app_paint(a);
        return;
    }
    a->resized = false;
    term_refresh();
    a->dirty = false;
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

static void prompt_done(app_t *a)
{
    if (a->prompt == PROMPT_SEARCH) {
        snprintf(a->view.search, sizeof a->view.search, "%s", a->input);
        if (a->in_view && *a->input && !view_search(&a->view, a->input, 1))
            app_say(a, "\"%s\" is not here.", a->input);
        if (!a->in_view)
            tui_catalog_request(a, REQ_SEARCH_NEXT);
    } else if (a->prompt == PROMPT_ANSWER) {
        if (*a->input && !session_answer(a, a->input))
            return; /* it is there to be mended */
        if (!*a->input)
            a->view.message[0] = 0;
    } else if (*a->input && !view_goto_text(&a->view, a->input))
        app_say(a, "\"%s\" is neither an event number nor a time like 40ms.", a->input);
    a->prompt = PROMPT_NONE;
}

static void prompt_add(app_t *a, int character)
{
    char bytes[MB_LEN_MAX];
    int n = wctomb(bytes, (wchar_t)character);

    if (n <= 0 || a->input_bytes + (size_t)n >= sizeof a->input)
        return;
    memcpy(a->input + a->input_bytes, bytes, (size_t)n);
    a->input_bytes += (size_t)n;
    a->input[a->input_bytes] = 0;
}

/* A character, of however many bytes. */
static void prompt_less(app_t *a)
{
    do
        a->input_bytes--;
    while (a->input_bytes && ((unsigned char)a->input[a->input_bytes] & 0xc0) == 0x80);
    a->input[a->input_bytes] = 0;
}

static void prompt_key(app_t *a, int key)
{
    if (key == 27) {
        a->prompt = PROMPT_NONE;
        a->view.message[0] = 0; /* what it asked for */
    }
    else if (key == 21) { /* Ctrl-U */
        a->input_bytes = 0;
        a->input[0] = 0;
    }
    else if (key == '\r' || key == '\n' || key == KEY_ENTER)
        prompt_done(a);
    else if (key == KEY_BACKSPACE || key == 127 || key == 8) {
        if (a->input_bytes)
            prompt_less(a);
        else
            a->prompt = PROMPT_NONE;
    } else if ((key >= 32 && key < 127) || (key & TERM_CHAR))
        prompt_add(a, key & ~TERM_CHAR);
}

static void prompt_open(app_t *a, prompt_t p)
{
    a->prompt = p;
    a->input_bytes = 0;
    a->input[0] = 0;
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
        page_close(a);
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

static void app_request(app_t *a, request_t req, int key)
{
    bool verdict = a->page.text && a->page.kind == PAGE_VERDICT, black = a->in_view && a->view.show.black;

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
}

static void app_keys(app_t *a)
{
    for (int key, taken = 0; taken < 64 && !a->quit && (key = term_key()) >= 0; taken++) {
        if (key == KEY_RESIZE)
            a->dirty = true;
        else if (a->prompt) {
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
    int64_t rest = tui_catalog_wait(a, now);
    if (rest >= 0 && (wait < 0 || rest < wait))
        wait = rest;
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
        if (!a->dirty && tui_catalog_wait(a, now) == 0)
            tui_catalog_rest(a);
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
    int line;
    char where[60];
    if (trace_damage(t))
        view_say(&a.view, "%s", trace_damage(t));
    else if (!options->entry && demo_line_lost(&a.view, &line, where, sizeof where))
        view_say(&a.view, "Line %d of the captions names no place in this run: \"%s\".", line, where);
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
