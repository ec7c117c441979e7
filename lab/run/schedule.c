/* schedule.c — see schedule.h for the grammar. */
#include "schedule.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace.h"

/* ---- reading --------------------------------------------------------------------------------------------- */

typedef struct reader { const char *at; int token; err_t *err; } reader_t;

static bool refuse(reader_t *r, const char *expected)
{
    err_set(r->err, "schedule token %d: expected %s at \"%.20s\"; the form is T2.recv#1>T3 (see docs/schedules.md)",
            r->token, expected, r->at);
    return false;
}

static bool number(reader_t *r, uint32_t *out)
{
    uint64_t value = 0;
    if (!isdigit((unsigned char)*r->at))
        return refuse(r, "a number");
    while (isdigit((unsigned char)*r->at)) {
        value = value * 10 + (uint64_t)(*r->at++ - '0');
        if (value > 4000000000u)
            return refuse(r, "a smaller number");
    }
    *out = (uint32_t)value;
    return true;
}

static bool word(reader_t *r, const char *text)
{
    size_t n = strlen(text);
    if (strncmp(r->at, text, n) != 0)
        return false;
    r->at += n;
    return true;
}

static bool operation(reader_t *r, uint8_t *out)
{
    size_t best = 0;
    for (unsigned op = 1; op < CTX_OP_COUNT; op++) {
        const char *name = trace_op_name(op);
        size_t n = strlen(name);
        if (n > best && strncmp(r->at, name, n) == 0 && r->at[n] == '#') {
            best = n;
            *out = (uint8_t)op;
        }
    }
    if (best == 0)
        return refuse(r, "an operation and #");
    r->at += best;
    return true;
}

static bool anchor(reader_t *r, sched_anchor_t *a)
{
    *a = (sched_anchor_t){.k = 1};
    if (word(r, "timer")) {
        a->kind = SIM_MOVE_FIRE;
        if (!number(r, &a->task))
            return false;
    } else {
        a->kind = SIM_MOVE_TASK;
        if (!word(r, "T"))
            return refuse(r, "T or timer");
        if (!number(r, &a->task))
            return false;
        if (!word(r, "."))
            return refuse(r, ".");
        if (!operation(r, &a->op))
            return false;
        if (!word(r, "#"))
            return refuse(r, "#");
        if (!number(r, &a->nth))
            return false;
    }
    return !word(r, "/") || number(r, &a->k);
}

static bool arm(reader_t *r, uint16_t *out)
{
    uint32_t value;
    if (word(r, "default")) {
        *out = SIM_ARM_DEFAULT;
        return true;
    }
    if (!number(r, &value))
        return false;
    *out = (uint16_t)value;
    return true;
}

static bool move(reader_t *r, sched_move_t *m)
{
    *m = (sched_move_t){.any_arm = true};
    if (word(r, "clock")) {
        m->kind = SIM_MOVE_CLOCK;
        return true;
    }
    if (word(r, "drop")) {
        m->kind = SIM_MOVE_DROP;
        return true;
    }
    if (word(r, "timer")) {
        m->kind = SIM_MOVE_FIRE;
        return number(r, &m->object);
    }
    m->kind = SIM_MOVE_TASK;
    if (!word(r, "T"))
        return refuse(r, "T, timer, clock or drop");
    if (!number(r, &m->task))
        return false;
    if (word(r, ":")) {
        m->any_arm = false;
        if (!arm(r, &m->arm))
            return false;
    }
    if (!word(r, "&T"))
        return true;
    if (!number(r, &m->partner))
        return false;
    return !word(r, ":") || arm(r, &m->partner_arm);
}

bool schedule_parse(const char *text, schedule_t *out, err_t *err)
{
    reader_t r = {text, 0, err};
    memset(out, 0, sizeof *out);
    if (*text == '\0' || strcmp(text, "-") == 0)
        return true;
    if (word(&r, "seed:")) {
        char *end;
        out->random = true;
        out->seed = strtoull(r.at, &end, 10);
        r.at = end;
        return *end == '\0' || refuse(&r, "a number after seed:");
    }
    do {
        r.token = out->tokens + 1;
        if (out->tokens == SCHEDULE_TOKENS)
            return refuse(&r, "no more than 128 tokens");
        sched_token_t *t = &out->token[out->tokens];
        if (!anchor(&r, &t->anchor))
            return false;
        if (!word(&r, ">"))
            return refuse(&r, ">");
        if (!move(&r, &t->move))
            return false;
        out->tokens++;
    } while (word(&r, ","));
    return *r.at == '\0' || refuse(&r, "a comma or the end");
}

/* ---- writing --------------------------------------------------------------------------------------------- */

static int print_arm(char *buf, size_t size, uint16_t a)
{
    return a == SIM_ARM_DEFAULT ? snprintf(buf, size, ":default") : snprintf(buf, size, ":%u", a);
}

static int print_token(const sched_token_t *t, char *buf, size_t size)
{
    int n;
    const sched_anchor_t *a = &t->anchor;
    if (a->kind == SIM_MOVE_FIRE)
        n = snprintf(buf, size, "timer%u", a->task);
    else
        n = snprintf(buf, size, "T%u.%s#%u", a->task, trace_op_name(a->op), a->nth);
    if (a->k > 1)
        n += snprintf(buf + n, size - (size_t)n, "/%u", a->k);
    const sched_move_t *m = &t->move;
    switch (m->kind) {
    case SIM_MOVE_CLOCK: return n + snprintf(buf + n, size - (size_t)n, ">clock");
    case SIM_MOVE_DROP: return n + snprintf(buf + n, size - (size_t)n, ">drop");
    case SIM_MOVE_FIRE: return n + snprintf(buf + n, size - (size_t)n, ">timer%u", m->object);
    default: break;
    }
    n += snprintf(buf + n, size - (size_t)n, ">T%u", m->task);
    if (!m->any_arm)
        n += print_arm(buf + n, size - (size_t)n, m->arm);
    if (m->partner != 0) {
        n += snprintf(buf + n, size - (size_t)n, "&T%u", m->partner);
        if (m->partner_arm != 0)
            n += print_arm(buf + n, size - (size_t)n, m->partner_arm);
    }
    return n;
}

bool schedule_print(const schedule_t *s, char *buf, size_t size)
{
    size_t used = 0;
    if (s->random)
        return (size_t)snprintf(buf, size, "seed:%llu", (unsigned long long)s->seed) < size;
    if (s->tokens == 0)
        return (size_t)snprintf(buf, size, "-") < size;
    buf[0] = '\0';
    for (int i = 0; i < s->tokens; i++) {
        char token[160];
        size_t n = (size_t)print_token(&s->token[i], token, sizeof token);
        if (used + n + 2 > size)
            return false;
        if (i > 0)
            buf[used++] = ',';
        memcpy(buf + used, token, n + 1);
        used += n;
    }
    return true;
}

bool schedule_add(schedule_t *s, const sim_move_t *usual, uint32_t k, const sim_move_t *chosen)
{
    if (s->tokens == SCHEDULE_TOKENS)
        return false;
    sched_token_t *t = &s->token[s->tokens++];
    bool fire = usual->kind == SIM_MOVE_FIRE;
    t->anchor = (sched_anchor_t){.kind = fire ? SIM_MOVE_FIRE : SIM_MOVE_TASK, .op = usual->op, .k = k,
                                 .task = fire ? usual->object : usual->task, .nth = fire ? 0 : usual->nth};
    t->move = (sched_move_t){.kind = chosen->kind, .task = chosen->task, .partner = chosen->partner,
                             .object = chosen->object, .arm = chosen->arm, .partner_arm = chosen->partner_arm,
                             .any_arm = chosen->arm == 0};
    return true;
}

schedule_t schedule_without(const schedule_t *s, int token)
{
    schedule_t out = *s;
    for (int i = token; i + 1 < out.tokens; i++)
        out.token[i] = out.token[i + 1];
    out.tokens--;
    return out;
}

/* ---- following ------------------------------------------------------------------------------------------- */

bool sched_same_move(const sim_move_t *a, const sim_move_t *b)
{
    return a->kind == b->kind && a->task == b->task && a->arm == b->arm && a->partner == b->partner &&
           a->partner_arm == b->partner_arm && a->object == b->object && a->op == b->op && a->nth == b->nth;
}

void follow_begin(follow_t *f, const schedule_t *s)
{
    memset(f, 0, sizeof *f);
    f->schedule = s;
    f->random = s->seed * 2862933555777941757ull + 3037000493ull;
}

static uint64_t anchor_key(const sim_move_t *usual)
{
    uint64_t id = usual->kind == SIM_MOVE_FIRE ? usual->object : usual->task;
    return ((uint64_t)(usual->kind == SIM_MOVE_FIRE) << 63 | id << 36 | (uint64_t)usual->op << 28 | usual->nth) + 1;
}

uint32_t follow_seen(follow_t *f, const sim_move_t *usual)
{
    uint64_t key = anchor_key(usual);
    size_t at = (size_t)(key * 0x9e3779b97f4a7c15ull >> 56);
    for (int i = 0; i < 256; i++, at = (at + 1) & 255) {
        if (f->seen[at].key == 0)
            f->seen[at].key = key;
        if (f->seen[at].key == key)
            return ++f->seen[at].count;
    }
    return 1;
}

static bool fits_anchor(const sched_anchor_t *a, const sim_move_t *usual, uint32_t k)
{
    if (a->k != k)
        return false;
    if (a->kind == SIM_MOVE_FIRE)
        return usual->kind == SIM_MOVE_FIRE && usual->object == a->task;
    return usual->kind == SIM_MOVE_TASK && usual->task == a->task && usual->op == a->op && usual->nth == a->nth;
}

static bool fits_move(const sched_move_t *m, const sim_move_t *move)
{
    if (m->kind != move->kind)
        return false;
    if (m->kind == SIM_MOVE_FIRE)
        return m->object == move->object;
    if (m->kind != SIM_MOVE_TASK)
        return true;
    if (move->partner != 0 && m->partner == 0 && move->partner == m->task) /* named from the receiver's side */
        return true;
    return m->task == move->task && (m->any_arm || m->arm == move->arm) &&
           (m->partner == 0 || (m->partner == move->partner && m->partner_arm == move->partner_arm));
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state * 2685821657736338717ull;
}

/* Random schedules stay with the running task half of the time: long stretches find other bugs than a coin a step. */
static int random_pick(follow_t *f, int n, int usual)
{
    uint64_t r = next_random(&f->random);
    return r & 1 ? usual : (int)((r >> 8) % (uint64_t)n);
}

int follow_pick(follow_t *f, const sim_move_t *moves, int n, int usual)
{
    if (f->schedule->random)
        return n == 1 ? 0 : random_pick(f, n, usual);
    uint32_t k = follow_seen(f, &moves[usual]); /* also where n is 1: whether extras are on offer must not matter */
    f->last_k = k;
    if (n == 1)
        return 0;
    if (f->next == f->schedule->tokens) {
        f->choices++;
        return f->stop_at_end && f->choices > f->skip ? -1 : usual;
    }
    const sched_token_t *t = &f->schedule->token[f->next];
    if (!fits_anchor(&t->anchor, &moves[usual], k))
        return usual;
    for (int i = 0; i < n; i++)
        if (fits_move(&t->move, &moves[i])) {
            f->next++;
            return i;
        }
    return usual;
}

int follow_unmatched(const follow_t *f) { return f->next < f->schedule->tokens ? f->next + 1 : 0; }
