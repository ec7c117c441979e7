/* Schedule strings: printed and read back they are the same; damaged ones are refused with the token, never a crash; a
 * failing one still fails after an unrelated edit, and says where it stops fitting after a related one.
 */
#include <stdlib.h>

#include "sim_tests.h"

static uint64_t state = 88172645463325252ull;
static uint32_t dice(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 16) % n;
}

static sim_move_t some_move(bool anchor)
{
    sim_move_t m = {.kind = (uint8_t)(dice(8) ? SIM_MOVE_TASK : anchor ? SIM_MOVE_FIRE : dice(4)), .nth = 1 + dice(30)};
    m.op = (uint8_t)(1 + dice(CTX_OP_COUNT - 1));
    if (m.kind == SIM_MOVE_FIRE)
        m.object = 1 + dice(9);
    if (m.kind != SIM_MOVE_TASK)
        return m;
    m.task = 1 + dice(12);
    m.arm = dice(6) == 0 ? (uint16_t)SIM_ARM_DEFAULT : (uint16_t)dice(4);
    if (dice(3) == 0)
        m.partner = 1 + dice(12), m.partner_arm = (uint16_t)dice(3);
    return m;
}

static void round_trips(void)
{
    int same = 0, tries = 3000;
    for (int i = 0; i < tries; i++) {
        schedule_t s = {0}, back;
        char text[8000], again[8000];
        err_t err;
        for (uint32_t n = dice(12); n > 0; n--) {
            sim_move_t usual = some_move(true), chosen = some_move(false);
            schedule_add(&s, &usual, 1 + dice(3), &chosen);
        }
        if (schedule_print(&s, text, sizeof text) && schedule_parse(text, &back, &err) &&
            schedule_print(&back, again, sizeof again))
            same += strcmp(text, again) == 0 && back.tokens == s.tokens;
    }
    tap_ok(same == tries, "what is printed reads back the same", NULL);
}

/* Any text: it is read, or refused with a sentence; what is read prints. */
static void noise(void)
{
    static const char alphabet[] = "T123.recv#>,:&/-seeddefaultclockdroptimer 9\x01\xff";
    int refused = 0, taken = 0;
    for (int i = 0; i < 60000; i++) {
        char text[64], back[8000] = "T2.recv#1>T3:1&T4:2,timer3/2>clock,T1.select#2>T1:default";
        uint32_t n = dice(40);
        schedule_t s;
        err_t err = {{0}};
        if (i % 2 == 0) { /* noise */
            for (uint32_t k = 0; k < n; k++)
                text[k] = alphabet[dice(sizeof alphabet - 1)];
            text[n] = '\0';
        } else { /* a good one, damaged */
            snprintf(text, sizeof text, "%.*s", (int)dice(60), back);
            if (text[0] != '\0')
                text[dice((uint32_t)strlen(text))] = alphabet[dice(sizeof alphabet - 1)];
        }
        if (schedule_parse(text, &s, &err))
            taken += schedule_print(&s, back, sizeof back);
        else
            refused += err.text[0] != '\0';
    }
    tap_ok(refused > 1000 && taken > 100 && refused + taken == 60000, "any text is read, or refused with a sentence", NULL);
}

static void says_the_token(void)
{
    schedule_t s;
    err_t err = {{0}};
    bool read = schedule_parse("T2.recv#1>T3,T2.nonsense#1>T4", &s, &err);
    tap_ok(!read && strstr(err.text, "token 2") != NULL, "a damaged schedule is refused at its token", err.text);
}

static int follow(void *arg, const sim_move_t *moves, int n, int usual) { return follow_pick(arg, moves, n, usual); }

/* Plays text on a program; the token at which it stopped fitting, 0 when it fitted; −1 when it could not be played. */
static int play(const char *program, const char *text, int *end)
{
    char so[200];
    err_t err;
    schedule_t s;
    follow_t f;
    host_opts_t opts = {.traced = true, .races = true};
    snprintf(so, sizeof so, "%s/tests/sim/%s.so", BUILD, program);
    host_t *h = host_new(so, "test", &opts, &err);
    if (h == NULL || !schedule_parse(text, &s, &err))
        return -1;
    follow_begin(&f, &s);
    *end = host_run(h, 0, follow, &f);
    host_free(h);
    return follow_unmatched(&f);
}

static void survives_edits(void)
{
    runner_result_t r;
    err_t err = {{0}};
    int end = -1;
    bool found = sim_explore(BUILD "/tests/sim/corpus/lock_order.so", (sim_way_t){0}, &r, &err);
    tap_ok(found && r.failing > 0 && r.switches == 1, "a deadlock is found, with one switch", r.shortest);
    tap_ok(strcmp(r.story, "T3 b (lock, lock_order.c:21) moved before T2 a (lock, lock_order.c:13); undo this one, and it passes\n") == 0,
           "it is told in the program's lines, with the switch that decides", r.story);
    tap_ok(play("corpus/lock_order", r.shortest, &end) == 0 && end == SIM_DEADLOCKED, "its schedule plays it again", r.shortest);
    tap_ok(play("corpus/lock_order", r.undone, &end) == 0 && end == SIM_ENDED, "without the deciding switch it passes", r.undone);
    tap_ok(play("programs/lock_order_edited", r.shortest, &end) == 0 && end == SIM_DEADLOCKED,
           "it survives new names, lines and plain code", r.shortest);
    tap_ok(play("corpus/handed_by_close", r.shortest, &end) == 1, "where it does not fit, it says at which token", r.shortest);
}

/* One seed, many times: not a byte of the events differs. */
static void repeats_itself(void)
{
    err_t err;
    host_opts_t opts = {.traced = true, .races = true, .slow_clock = true, .choices = true};
    host_t *h = host_new(BUILD "/tests/sim/programs/random.so", "test", &opts, &err);
    if (!tap_ok(h != NULL, "a program to repeat", err.text))
        return;
    int same = 0, runs = 0;
    for (int seed = 1; seed <= 20; seed++) {
        ctx_event_t *first = NULL;
        size_t count = 0;
        for (int i = 0; i < 50; i++, runs++) {
            schedule_t s = {.random = true, .seed = (uint64_t)seed};
            follow_t f;
            follow_begin(&f, &s);
            host_run(h, seed, follow, &f);
            trace_t *t = host_trace(h);
            size_t n = trace_count(t);
            if (first == NULL) {
                count = n;
                first = calloc(n, sizeof *first);
                for (size_t k = 0; first != NULL && k < n; k++)
                    first[k] = *trace_event(t, k);
            }
            bool equal = first != NULL && n == count;
            for (size_t k = 0; equal && k < n; k++)
                equal = memcmp(&first[k], trace_event(t, k), sizeof *first) == 0;
            same += equal;
        }
        free(first);
    }
    host_free(h);
    tap_ok(same == runs && runs == 1000, "one seed 50 times gives the same events to the byte", NULL);
}

static uint64_t events_hash(const trace_t *t)
{
    uint64_t h = 0;
    for (size_t i = 0; i < trace_count(t); i++) {
        unsigned char bytes[sizeof(ctx_event_t)];
        memcpy(bytes, trace_event(t, i), sizeof bytes);
        for (size_t k = 0; k < sizeof bytes; k++)
            h = (h ^ bytes[k]) * 1099511628211u + 1;
    }
    return h;
}

/* The default run is the same whether anybody is asked or not: with thousands of tasks nobody is. */
static void asked_or_not(void)
{
    err_t err;
    host_opts_t opts = {.traced = true, .races = true};
    host_t *h = host_new(BUILD "/tests/sim/programs/random.so", "test", &opts, &err);
    static const schedule_t usual;
    int same = 0, runs = 0;
    for (int seed = 1; h != NULL && seed <= 1000; seed++, runs++) {
        follow_t f;
        host_run(h, seed, NULL, NULL);
        uint64_t unasked = events_hash(host_trace(h));
        follow_begin(&f, &usual);
        host_run(h, seed, follow, &f);
        bool equal = unasked == events_hash(host_trace(h));
        same += equal;
        if (!equal)
            printf("# seed %d differs\n", seed);
    }
    host_free(h);
    tap_ok(runs == 1000 && same == runs, "the default run is the same whether asked or not", NULL);
}

int main(void)
{
    asked_or_not();
    round_trips();
    noise();
    says_the_token();
    survives_edits();
    repeats_itself();
    return tap_finish();
}
