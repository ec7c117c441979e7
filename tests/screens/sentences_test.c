/* sentences_test.c — the one sentence under the tree, of every kind of event in every form it has: a file of them.
 * UPDATE=1 writes it anew: read the difference before committing it.
 */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "pen.h"
#include "sentence.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

static const char path[] = "tests/screens/plain/sentences.txt";

static void put_each(const ctx_event_t *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put(all[i], 18);
}
#define PUT(...) put_each((const ctx_event_t[]){__VA_ARGS__}, sizeof((const ctx_event_t[]){__VA_ARGS__}) / sizeof(ctx_event_t))
#define TEXT(s) trace_add_text(t, s)

static void contexts(void)
{
    for (unsigned kind = CTX_NODE_BACKGROUND; kind <= CTX_NODE_CUSTOM; kind++)
        (void)derive(kind, kind > CTX_NODE_TODO ? 1 : 0, kind == CTX_NODE_TIMER ? MS(50) : INT64_MAX, kind == CTX_NODE_VALUE ? "user_key" : kind == CTX_NODE_CUSTOM ? "traced" : NULL, 18);
    PUT({.kind = CTX_EV_NODE_LINK, .node = 4, .other = 3}, {.kind = CTX_EV_NODE_UNLINK, .node = 4, .other = 3}, {.kind = CTX_EV_NODE_UNLINK, .node = 4, .other = 3, .flags = 1},
        {.kind = CTX_EV_NODE_FREE, .node = 4}, {.kind = CTX_EV_DONE_MADE, .node = 3}, {.kind = CTX_EV_DONE_MADE, .node = 3, .flags = 1},
        {.kind = CTX_EV_FORWARDER, .node = 3, .other = CTX_NODE_CUSTOM, .detail = 1}, {.kind = CTX_EV_FORWARDER, .node = 3, .other = CTX_NODE_CUSTOM, .detail = 2}, {.kind = CTX_EV_FORWARDER, .node = 3, .other = CTX_NODE_CUSTOM, .detail = 3},
        {.kind = CTX_EV_DOMINATED, .node = 3, .value = MS(70)}, {.kind = CTX_EV_DOMINATED, .node = 3, .flags = 1}, {.kind = CTX_EV_KEEP, .node = 3, .aux = 2}, {.kind = CTX_EV_DROP, .node = 3, .aux = 1});
}

static void cancels(void)
{
    now = MS(10);
    for (uint8_t why = CTX_WHY_CALL; why <= CTX_WHY_FORWARD; why++) {
        uint32_t c = cancelable(3, 3, 18);
        PUT({.kind = CTX_EV_CANCEL_CALL, .node = c, .other = why == CTX_WHY_FORWARD ? 0 : 1, .detail = 1, .flags = why, .aux = why == CTX_WHY_CALL ? TEXT("disk full") : 0},
            {.kind = CTX_EV_TOLD, .node = c, .other = why == CTX_WHY_PARENT ? 3 : 0, .detail = why == CTX_WHY_DEADLINE ? 2 : 1, .flags = why, .aux = why == CTX_WHY_CALL ? TEXT("disk full") : 0},
            {.kind = CTX_EV_CANCEL_END, .node = c, .value = 1});
        now += MS(1);
        PUT({.kind = CTX_EV_NOTICED, .node = c, .detail = (uint8_t)(why - CTX_WHY_CALL)});
    }
    PUT({.kind = CTX_EV_NOTICED, .node = nodes, .detail = 0}, {.kind = CTX_EV_CANCEL_NOOP, .node = nodes, .detail = 1}, {.kind = CTX_EV_LIVE_SEEN, .node = 3, .detail = 1});
}

static void handles_and_timers(void)
{
    PUT({.kind = CTX_EV_HANDLE_NEW, .node = 3, .other = 90}, {.kind = CTX_EV_HANDLE_DUP, .node = 3, .other = 91}, {.kind = CTX_EV_HANDLE_RELEASE, .node = 3, .other = 90},
        {.kind = CTX_EV_HANDLE_RELEASE, .node = 3, .other = 91, .flags = 1, .detail = 1}, {.kind = CTX_EV_TIMER_ARM, .node = 3, .other = 7, .value = MS(50)},
        {.kind = CTX_EV_TIMER_ARM, .other = 8, .value = MS(60)}, {.kind = CTX_EV_TIMER_ARM, .other = 9, .value = MS(70), .flags = 1}, {.kind = CTX_EV_TIMER_STOP, .node = 3, .other = 7, .flags = 1},
        {.kind = CTX_EV_TIMER_STOP, .other = 8}, {.kind = CTX_EV_TIMER_FIRE, .node = 3, .other = 7}, {.kind = CTX_EV_TIMER_FIRE, .other = 9}, {.kind = CTX_EV_TIMER_FREE, .other = 9});
    uint32_t after = derive(CTX_NODE_AFTER_FUNC, 3, INT64_MAX, NULL, 18);
    PUT({.kind = CTX_EV_AFTER_REG, .node = after, .other = 3}, {.kind = CTX_EV_AFTER_STOP, .node = after, .flags = 1}, {.kind = CTX_EV_AFTER_STOP, .node = after},
        {.kind = CTX_EV_AFTER_RUN, .node = after, .other = 1}, {.kind = CTX_EV_VALUE, .node = 3, .other = 1, .aux = 1, .value = TEXT("user_key")},
        {.kind = CTX_EV_VALUE, .node = 3, .other = 1, .aux = 3, .value = TEXT("user_key")}, {.kind = CTX_EV_VALUE, .node = 3, .aux = 2, .value = TEXT("user_key")});
}

static void tasks_and_channels(void)
{
    task = go(3, "worker", 20);
    uint32_t other = go(0, "other", 20);
    for (uint8_t op = 0; op < CTX_OP_COUNT; op++)
        put((ctx_event_t){.kind = CTX_EV_TASK_BLOCK, .detail = op, .other = op == CTX_OP_JOIN ? other : 1}, 9);
    PUT({.kind = CTX_EV_TASK_BLOCK, .detail = CTX_OP_SELECT, .node = 3}, {.kind = CTX_EV_TASK_BLOCK, .detail = CTX_OP_RECV, .other = 1, .aux = 1}, {.kind = CTX_EV_TASK_WAKE, .detail = CTX_OP_RECV},
        {.kind = CTX_EV_TASK_TRY, .aux = TEXT("boom")}, {.kind = CTX_EV_CHAN_NEW, .other = 1, .aux = TEXT("job")}, {.kind = CTX_EV_CHAN_NEW, .other = 2, .value = 8}, {.kind = CTX_EV_CHAN_SEND, .other = 1},
        {.kind = CTX_EV_CHAN_RECV, .other = 1}, {.kind = CTX_EV_CHAN_RECV, .other = 1, .flags = 1}, {.kind = CTX_EV_CHAN_CLOSE, .other = 1}, {.kind = CTX_EV_CHAN_FREE, .other = 1}, {.kind = CTX_EV_SELECT},
        {.kind = CTX_EV_SELECT, .aux = 1, .node = 3}, {.kind = CTX_EV_SELECT, .aux = 2, .other = 1}, {.kind = CTX_EV_LOCK, .other = 5}, {.kind = CTX_EV_UNLOCK, .other = 5},
        {.kind = CTX_EV_ADD, .detail = CTX_OP_WG_WAIT, .value = 2});
    end_task();
    task = other;
    put((ctx_event_t){.kind = CTX_EV_TASK_END, .detail = 1}, 10);
    task = 1;
}

static void scene_and_machinery(void)
{
    PUT({.kind = CTX_EV_WORK, .node = 3, .aux = TEXT("row")}, {.kind = CTX_EV_WORK, .node = nodes - 1, .aux = TEXT("row")}, {.kind = CTX_EV_MARK, .aux = TEXT("warm")}, {.kind = CTX_EV_MARK, .aux = TEXT("idle")},
        {.kind = CTX_EV_COUNT, .aux = TEXT("rows"), .value = 2}, {.kind = CTX_EV_NOTE, .aux = TEXT("a note")}, {.kind = CTX_EV_OUTPUT, .aux = TEXT("a line")},
        {.kind = CTX_EV_SCENE_FAIL, .aux = TEXT("drained"), .other = TEXT("three jobs are left")}, {.kind = CTX_EV_TEARDOWN}, {.kind = CTX_EV_PANIC, .aux = TEXT("boom")},
        {.kind = CTX_EV_PANIC, .aux = TEXT("boom"), .flags = 1}, {.kind = CTX_EV_RACE, .detail = 1, .aux = 1, .other = at(9)}, {.kind = CTX_EV_RACE, .aux = 1, .other = at(9)},
        {.kind = CTX_EV_USE_AFTER, .aux = TEXT("c3"), .other = at(9)}, {.kind = CTX_EV_DOUBLE_RELEASE, .node = 3}, {.kind = CTX_EV_SPIN, .value = 20000000}, {.kind = CTX_EV_DEADLOCK, .value = 3});
    for (uint8_t why = 0; why < 6; why++)
        put((ctx_event_t){.kind = CTX_EV_STUCK, .detail = why}, 18);
    PUT({.kind = CTX_EV_CLOCK}, {.kind = CTX_EV_CLOCK, .flags = 1}, {.kind = CTX_EV_STEP, .value = 3}, {.kind = CTX_EV_STEP, .detail = CTX_OP_SEND, .value = 2},
        {.kind = CTX_EV_CHOICE, .aux = TEXT("cancel c3")}, {.kind = CTX_EV_WAITING, .aux = TEXT("nobody sends")}, {.kind = CTX_EV_GAP}, {.kind = CTX_EV_GAP, .value = 12}, {.kind = CTX_EV_SNAPSHOT_END},
        {.kind = CTX_EV_END}, {.kind = CTX_EV_END, .detail = 1}, {.kind = CTX_EV_END, .detail = 2});
}

static void say_all(FILE *out, const char *name)
{
    model_t *m = model_new(t);
    char text[600];

    for (size_t i = 0; i < trace_count(t); i++) {
        model_apply(m, i + 1);
        (void)sentence(m, i, text, sizeof text);
        fprintf(out, "%s %zu %s: %s\n", name, i + 1, trace_kind_name(trace_event(t, i)->kind), text);
    }
    model_free(m);
    trace_free(t);
}

static char *all_sentences(void)
{
    static const char *const drawn[] = {"dominated", "forwarder", "called-back", "without", "released", "after", "first-cause", "lookup", "joined"};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    start("every");
    contexts();
    cancels();
    handles_and_timers();
    tasks_and_channels();
    scene_and_machinery();
    say_all(out, "every");
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        t = fixture(drawn[i]);
        say_all(out, drawn[i]);
    }
    fclose(out);
    return text;
}

static char *slurp(FILE *f)
{
    char *text = NULL;
    size_t size = 0;

    if (!f || getdelim(&text, &size, '\0', f) < 0) {
        free(text);
        text = strdup("");
    }
    return text;
}

int main(void)
{
    char *text = all_sentences(), *rest = text, *wanted, *from;
    FILE *f = fopen(path, getenv("UPDATE") ? "w" : "r");
    unsigned lines = 0, wrong = 0;

    if (getenv("UPDATE")) {
        fputs(text, f);
        return fclose(f);
    }
    wanted = from = slurp(f);
    for (char *line; (line = strsep(&rest, "\n")) && *line; lines++) {
        char *want = strsep(&from, "\n");
        if (want && !strcmp(line, want))
            continue;
        if (wrong++ < 5)
            printf("# it says \"%s\"\n#   wanted \"%s\"\n", line, want ? want : "");
    }
    ok(lines > 250 && !wrong && (!from || !*from), "each of %u events has its sentence (%u have another)", lines, wrong);
    free(text);
    free(wanted);
    if (f)
        fclose(f);
    return tap_end();
}
