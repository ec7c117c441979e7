/* words_test.c — what screens say in the same words everywhere: times and rates with their units, twins in ASCII that say the same,
 * one word for a verdict, keys by what they do here.
 */
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "cascade_sum.h"
#include "pen.h"
#include "sentence.h"
#include "tap.h"
#include "text.h"

unsigned tap_passed, tap_failed;

static void numbers(void)
{
    char a[32] = "", b[32] = "", c[32] = "", d[32] = "";

    ok(!strcmp(tui_time(0, a), "0s") && !strcmp(tui_time(1, b), "1ns") && !strcmp(tui_time(1500000, c), "1.5ms"), "a time has its unit, and none has it, too: %s, %s, %s", a, b, c);
    ok(!strcmp(tui_rate(0.5, a), "0.5") && !strcmp(tui_rate(4, b), "4") && !strcmp(tui_rate(16384, c), "16,384") && !strcmp(tui_rate(1 << 20, d), "1,048,576"),
       "so many a second: %s, %s, %s, %s", a, b, c, d);
}

static void twins(void)
{
    static const char text[] = "a \u2014 b\u2026 2\u00d7 3\u00b5s \u2192 \u65e5";
    char clean[100];

    tui_clean(text, strlen(text), true, clean, sizeof clean);
    ok(!strcmp(clean, "a - b~ 2x 3us > ?"), "what texts are set with has a twin in ASCII: %s", clean);
    tui_clean(text, strlen(text), false, clean, sizeof clean);
    ok(!strcmp(clean, text), "and stays as it is elsewhere");
}

/* ---- verdicts -------------------------------------------------------------------------------------------- */

static bool verdict_says(const char *word, const char *says)
{
    tui_verdict_t v = {.verdict = word, .message = "what was wrong"};
    char head[80], *text = session_verdict_text(&v, "x", "ctxlab", NULL);

    snprintf(head, sizeof head, "# %s %s\n", glyph(strcmp(word, "pass") ? GL_FAIL : GL_PASS), says);
    bool well = text && !strncmp(text, head, strlen(head)) && !strstr(text, "\n\n\n");
    if (!well)
        printf("# %s: %s\n", word, text ? text : "");
    free(text);
    return well;
}

static void verdicts(void)
{
    static const tui_check_t held = {"idle", "nothing is left", true};
    static const tui_found_t found[] = {{.name = "leaked-task", .file = "exercises/x/scenario.c", .line = 19, .message = "T2"}, {.name = "leaked-task", .message = "T3"}};
    tui_verdict_t v = {.verdict = "fail", .check = &held, .checks = 1};

    ok(verdict_says("pass", "It passes") && verdict_says("fail", "It fails") && verdict_says("crash", "It crashes") && verdict_says("timeout", "It does not end") &&
       verdict_says("rejected", "It is refused") && verdict_says("error", "It could not be judged"), "a verdict is a sentence, %s", paint_is_ascii() ? "in ASCII" : "in UTF-8");
    char *text = session_verdict_text(&v, "x", "ctxlab", NULL);
    ok(text && strstr(text, "# Checks") && !strstr(text, "\n\n\n"), "what has nothing to say leaves no gap");
    free(text);
    v.finding = found;
    v.findings = 2;
    text = session_verdict_text(&v, "x", "ctxlab", NULL);
    ok(text && strstr(text, "leak (leaked-task)  scenario.c:19\nT2") && strstr(text, "leak (leaked-task)\nT3") && !strstr(text, ":0"), "a file by its name, and no place where there is none");
    const char *head = text ? strstr(text, "It fails: leak (leaked-task)\n") : NULL;
    ok(head && !strstr(head + 1, "It fails"), "one heading, with what it fails by");
    free(text);
}

/* ---- keys ------------------------------------------------------------------------------------------------ */

static char *keys_of(bool in_view, bool lesson, bool scheduler, bool demo)
{
    static app_t a;

    a.in_view = in_view;
    a.lesson.on = lesson;
    a.scheduler.on = scheduler;
    a.view.demo = demo;
    return page_help(&a);
}

static bool without(const char *text, const char *const *words)
{
    bool none = true;

    for (; *words; words++)
        if (strstr(text, *words)) {
            printf("# it says \"%s\"\n", *words);
            none = false;
        }
    return none;
}

static void keys(void)
{
    static const char *const not_in_list[] = {"stop", "parent", "source", "c12", "verdict", NULL}, *const not_in_lesson[] = {"in the source", "stop before", NULL},
                      *const not_in_scheduler[] = {"one event forward", "one event back", NULL}, *const not_in_demo[] = {"a page up", "a page down", NULL};
    char *list = keys_of(false, false, false, false), *lesson = keys_of(true, true, false, false), *scheduler = keys_of(true, false, true, false),
         *demo = keys_of(true, false, false, true);

    ok(strstr(list, "open this entry") && strstr(list, "a name or a topic") && without(list, not_in_list), "the keys of the list: what they do there");
    ok(strstr(lesson, "begin the lesson again") && without(lesson, not_in_lesson), "of a lesson");
    ok(strstr(scheduler, "as Enter does") && strstr(scheduler, "as u does") && without(scheduler, not_in_scheduler), "of the scheduler");
    ok(strstr(demo, "to the next stop") && strstr(demo, "to the stop before") && without(demo, not_in_demo), "of demo mode");
    free(list);
    free(lesson);
    free(scheduler);
    free(demo);
}

/* ---- who did it ------------------------------------------------------------------------------------------ */

static void whose_cancel(void)
{
    tui_options_t o = TUI_OPTIONS;
    char trigger[200], said[300];
    view_t v;

    start("caller");
    uint32_t root = cancelable(background(), 0, 0);
    task = 0;
    put((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = root, .detail = 1, .flags = CTX_WHY_CALL}, 0);
    size_t call = trace_count(t);
    told(root, 0, CTX_WHY_CALL, 1, NULL);
    cancel_end(root, 1);
    finish(0);
    view_open(&v, t, true, &o);
    view_goto(&v, call + 1);
    cascade_trigger(&v, 1, trigger, sizeof trigger);
    sentence(v.model, call - 1, said, sizeof said);
    ok(!strcmp(trigger, "the caller") && !strncmp(said, "The caller cancels c2", 21), "a cancel that a schedule drops is the caller's, as the scheduler says: %s; %s", trigger, said);
    view_close(&v);
}

static void parent_says(void *self, const char *name, style_t st, const char *text)
{
    (void)st;
    if (!strcmp(name, "parent"))
        snprintf(self, 100, "%s", text);
}

/* Joined while it ran: the tree hangs it below one that nobody saw being made. */
static void made_earlier(void)
{
    tui_options_t o = TUI_OPTIONS;
    char root[100] = "", below[100] = "";
    view_t v;

    start("joined");
    uint32_t first = background();
    nodes = 4;
    uint32_t child = derive(CTX_NODE_CANCEL, 3, INT64_MAX, NULL, 9);
    finish(0);
    view_open(&v, t, true, &o);
    view_goto(&v, trace_count(t));
    node_slots(&v, first, parent_says, root);
    node_slots(&v, child, parent_says, below);
    ok(!strcmp(root, "none: a root") && !strcmp(below, "c3, made earlier"), "a parent that nobody saw being made is one: %s; %s", root, below);
    view_close(&v);
}

int main(void)
{
    numbers();
    twins();
    paint_words(true);
    verdicts();
    paint_words(false);
    verdicts();
    keys();
    whose_cancel();
    made_earlier();
    return tap_end();
}
