/* print.c — one event, one line of fixed columns, for screen readers, CI and golden tests.
 *
 * Each kind has a row: its name, and what its fields mean as a list of pieces separated by '|'. In a piece, %x stands for
 * a field in words; a piece whose field has nothing to say is left out. "?words" is said when flag 1 is set, "!words" when not.
 *
 *   %n node · %p other as node · %t other as task · %T aux as task · %h other as handle · %H aux as handle
 *   %m other as timer · %c other as channel · %b other as an object · %x %O %X aux, other, value as text
 *   %s %S other, aux as call site · %a aux · %v value · %V value unless 0 · %d value as length · %D value as point
 *   %G value as records lost
 *   %e detail as err · %o detail as operation · %w flags as reason · %W detail, one of the words after ':', from 0 up
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdio.h>
#include <string.h>

#include "export_priv.h"
#include "trace_priv.h"
#include "words.h"

typedef struct kind_row {
    const char *name, *pieces;
} kind_row_t;

static const kind_row_t kinds[CTX_EV_KINDS] = {
    [CTX_EV_SITE] = {"site", ""},
    [CTX_EV_TEXT] = {"text", ""},
    [CTX_EV_GAP] = {"gap", "%G"},
    [CTX_EV_SNAPSHOT_END] = {"snapshot-end", ""},
    [CTX_EV_END] = {"end", "%W:ended,stopped at a choice,cut short"},
    [CTX_EV_NODE_NEW] = {"node-new", "%n|under %p|deadline %D"},
    [CTX_EV_NODE_LINK] = {"link", "%n|into %p"},
    [CTX_EV_NODE_UNLINK] = {"unlink", "%n|from %p|?was not in the set"},
    [CTX_EV_NODE_FREE] = {"node-free", "%n"},
    [CTX_EV_DONE_MADE] = {"done-made", "%n|?asked late: the shared closed one"},
    [CTX_EV_FORWARDER] = {"forwarder", "%n|%W:,started,ended,not needed: after_func is used|parent %p"},
    [CTX_EV_DOMINATED] = {"dominated", "%n|asked %D, the parent ends sooner: no timer|?its cause was dropped"},
    [CTX_EV_KEEP] = {"keep", "%n|references %a"},
    [CTX_EV_DROP] = {"drop", "%n|references %a"},
    [CTX_EV_CANCEL_CALL] = {"cancel", "%n|%e|by %h|cause %x"},
    [CTX_EV_CANCEL_NOOP] = {"cancel-noop", "%n|already cancelled|by %h"},
    [CTX_EV_TOLD] = {"told", "%n|%e|why %w|from %p|cause %x"},
    [CTX_EV_CANCEL_END] = {"cancel-end", "%n|%v told"},
    [CTX_EV_NOTICED] = {"noticed", "%n|%W:,err read,done received,cause read,blocking call left"},
    [CTX_EV_LIVE_SEEN] = {"live-seen", "%n|%W:,err read,,,,done looked at in a select"},
    [CTX_EV_HANDLE_NEW] = {"handle-new", "%h|of %n"},
    [CTX_EV_HANDLE_DUP] = {"handle-dup", "%h|of %n|from %H"},
    [CTX_EV_HANDLE_RELEASE] = {"release", "%h|of %n|?at the scope's end|%W:,already cancelled"},
    [CTX_EV_TIMER_ARM] = {"timer-arm", "%m|of %n|for %D|?ticker"},
    [CTX_EV_TIMER_STOP] = {"timer-stop", "%m|of %n|?had been armed|!was not armed"},
    [CTX_EV_TIMER_FIRE] = {"timer-fire", "%m|of %n"},
    [CTX_EV_TIMER_FREE] = {"timer-free", "%m|of %n"},
    [CTX_EV_AFTER_REG] = {"after-func", "%n|waits for %p|%A:registered nowhere"},
    [CTX_EV_AFTER_STOP] = {"after-stop", "%n|?prevented|!too late"},
    [CTX_EV_AFTER_RUN] = {"after-run", "%n|in %t"},
    [CTX_EV_VALUE] = {"value", "%X|asked at %n|hit at %p|%N:miss|hops %a"},
    [CTX_EV_TASK_NEW] = {"task-new", "%t|with %n"},
    [CTX_EV_TASK_END] = {"task-end", "%W:returned,panicked"},
    [CTX_EV_TASK_BLOCK] = {"block", "%o|%b|listens to %n|%A:listens to no context"},
    [CTX_EV_TASK_WAKE] = {"wake", "%o"},
    [CTX_EV_TASK_TRY] = {"recovered", "%x"},
    [CTX_EV_CHAN_NEW] = {"chan-new", "%c|%x|capacity %v"},
    [CTX_EV_CHAN_SEND] = {"send", "%c|length %v"},
    [CTX_EV_CHAN_RECV] = {"recv", "%c|?closed"},
    [CTX_EV_CHAN_CLOSE] = {"close", "%c"},
    [CTX_EV_CHAN_FREE] = {"chan-free", "%c"},
    [CTX_EV_SELECT] = {"select", "%M|%c|of %n|%R"},
    [CTX_EV_LOCK] = {"lock", "%b"},
    [CTX_EV_UNLOCK] = {"unlock", "%b"},
    [CTX_EV_ADD] = {"add", "%o|%b|now %v"},
    [CTX_EV_ATOMIC] = {"atomic", "%o"},
    [CTX_EV_WORK] = {"work", "%x|under %n|took %d"},
    [CTX_EV_MARK] = {"mark", "%x"},
    [CTX_EV_COUNT] = {"count", "%x|plus %v"},
    [CTX_EV_NOTE] = {"note", "%x"},
    [CTX_EV_OUTPUT] = {"output", "%x"},
    [CTX_EV_SCENE_FAIL] = {"scene-fail", "%x|%O"},
    [CTX_EV_TEARDOWN] = {"teardown", ""},
    [CTX_EV_PANIC] = {"panic", "%x|?uncaught"},
    [CTX_EV_RACE] = {"race", "%W:,write,read|with %T at %s"},
    [CTX_EV_USE_AFTER] = {"use-after", "%x|released at %s"},
    [CTX_EV_DOUBLE_RELEASE] = {"double-release", "%h|first at %S"},
    [CTX_EV_SPIN] = {"spin", "%U"},
    [CTX_EV_DEADLOCK] = {"deadlock", "%v tasks blocked"},
    [CTX_EV_STUCK] = {"stuck", "%W:,step bound reached,livelock,blocked in the system,stack overflow,crash|signal %V"},
    [CTX_EV_CLOCK] = {"clock", "from %D|?although tasks were runnable"},
    [CTX_EV_STEP] = {"step", "%K|%O"},
    [CTX_EV_CHOICE] = {"choice", "%o|%O|%x"},
    [CTX_EV_WAITING] = {"waiting", "%o|%x"},
};

static const char *const ops[CTX_OP_COUNT] = {
    "none", "start", "derive", "cancel", "release", "err", "done", "cause", "value", "keep", "drop", "after-func", "stop",
    "go", "join", "yield", "sleep", "work-for", "send", "recv", "select", "close", "timer", "lock", "unlock", "cond-wait",
    "cond-signal", "wg-add", "wg-wait", "sem-acquire", "sem-release", "once", "atomic", "work", "settle", "mark", "fire",
    "clock", "drop-cancel", "end", "cascade"};

bool trace_known_kind_(unsigned kind)
{
    return kind < CTX_EV_KINDS && kinds[kind].name;
}

const char *trace_kind_name(unsigned kind)
{
    return trace_known_kind_(kind) ? kinds[kind].name : "unknown";
}

const char *trace_op_name(unsigned op)
{
    return op < CTX_OP_COUNT && ops[op] ? ops[op] : "unknown";
}

/* ---- who is who ------------------------------------------------------------------------------------------ */

static void remember(uint32_t **table, uint32_t *count, uint32_t *capacity, uint32_t id, size_t event, size_t limit)
{
    if (!id || id > limit || event >= UINT32_MAX)
        return;
    if (id >= *count) {
        *table = trace_grow32_(*table, capacity, id + 1, sizeof **table);
        memset(*table + *count, 0, (id + 1 - *count) * sizeof **table);
        *count = id + 1;
    }
    if (!(*table)[id])
        (*table)[id] = (uint32_t)event + 1;
}

/* Lines name contexts and tasks by how they were made: where that was, looked up once and cached in the trace. */
void trace_learn(const trace_t *borrowed, size_t events)
{
    trace_t *t = (trace_t *)(uintptr_t)borrowed;
    size_t limit = TRACE_ID_SLACK + t->count, end = events < t->count ? events : t->count;
    for (; t->labelled < end; t->labelled++) {
        const ctx_event_t *ev = &t->ev[t->labelled];
        if (ev->kind == CTX_EV_NODE_NEW)
            remember(&t->node_new, &t->nodes, &t->node_capacity, ev->node, t->labelled, limit);
        else if (ev->kind == CTX_EV_TASK_NEW)
            remember(&t->task_new, &t->tasks, &t->task_capacity, ev->other, t->labelled, limit);
    }
}

static size_t put_node(const trace_t *t, uint32_t id, char *buf, size_t size)
{
    char label[96] = "";
    if (!id)
        return 0;
    if (id < t->nodes && t->node_new[id])
        words_event_node(t, &t->ev[t->node_new[id] - 1], label, sizeof label);
    return (size_t)snprintf(buf, size, "c%u%s%s", id, *label ? " " : "", label);
}

static size_t put_task(const trace_t *t, uint32_t id, char *buf, size_t size)
{
    const char *name = id < t->tasks && t->task_new[id] ? trace_text(t, t->ev[t->task_new[id] - 1].aux) : "";
    return id ? (size_t)snprintf(buf, size, "T%u%s%s", id, *name ? " " : "", name) : 0;
}

/* ---- pieces ---------------------------------------------------------------------------------------------- */

static size_t put_number(const char *prefix, uint32_t id, char *buf, size_t size)
{
    return id ? (size_t)snprintf(buf, size, "%s%u", prefix, id) : 0;
}

/* As snprintf, which takes most of a line's time where it is asked for each word */
static size_t copy(const char *s, size_t n, char *buf, size_t size)
{
    size_t room = size ? size - 1 : 0, have = n < room ? n : room;
    memcpy(buf, s, have);
    if (size)
        buf[have] = 0;
    return n;
}

static size_t put_words(const char *s, char *buf, size_t size)
{
    return copy(s, strlen(s), buf, size);
}

/* the n-th of "a,b,c" */
static size_t put_nth(const char *list, const char *end, unsigned n, char *buf, size_t size)
{
    for (; n && list < end; list++)
        n -= *list == ',';
    const char *stop = list;
    while (stop < end && *stop != ',')
        stop++;
    return copy(list, (size_t)(stop - list), buf, size);
}

static size_t put_select(const ctx_event_t *ev, char *buf, size_t size)
{
    return ev->aux ? (size_t)snprintf(buf, size, "case %u", ev->aux - 1) : put_words("default", buf, size);
}

static size_t put_value(const trace_t *t, char code, const ctx_event_t *ev, char *buf, size_t size)
{
    long long v = (long long)ev->value;
    switch (code) {
    case 'v': return (size_t)snprintf(buf, size, "%lld", v);
    case 'G': return v ? (size_t)snprintf(buf, size, "%lld records lost", v) : put_words("watching begins here", buf, size);
    case 'V': return v ? (size_t)snprintf(buf, size, "%lld", v) : 0;
    case 'd': return v ? words_length(ev->value, buf, size) : 0;
    case 'D': return ev->value == INT64_MAX ? 0 : words_point(t, ev->value, buf, size);
    case 'X': return put_words(trace_text(t, ev->value > 0 && ev->value < UINT32_MAX ? (uint32_t)ev->value : 0), buf, size);
    case 'K': return (size_t)snprintf(buf, size, "choice %llu of %lld", ev->aux + 1ull, v);
    default: return 0;
    }
}

static size_t put_field(const trace_t *t, const char *code, const char *end, const ctx_event_t *ev, char *buf, size_t size)
{
    switch (*code) {
    case 'n': return put_node(t, ev->node, buf, size);
    case 'p': return put_node(t, ev->other, buf, size);
    case 't': return put_task(t, ev->other, buf, size);
    case 'T': return put_task(t, ev->aux, buf, size);
    case 'h': return put_number("h", ev->other, buf, size);
    case 'H': return put_number("h", ev->aux, buf, size);
    case 'm': return put_number("timer", ev->other, buf, size);
    case 'c': return put_number("ch", ev->other, buf, size);
    case 'b': return put_number("#", ev->other, buf, size);
    case 'x': return put_words(trace_text(t, ev->aux), buf, size);
    case 'O': return put_words(trace_text(t, ev->other), buf, size);
    case 's': return words_site(t, ev->other, buf, size);
    case 'S': return words_site(t, ev->aux, buf, size);
    case 'a': return (size_t)snprintf(buf, size, "%u", ev->aux);
    case 'e': return put_words(words_err(ev->detail), buf, size);
    case 'o': return put_words(trace_op_name(ev->detail), buf, size);
    case 'w': return put_words(words_why(ev->flags), buf, size);
    case 'W': return put_nth(code + 2, end, ev->detail, buf, size);
    case 'A': return ev->aux ? put_nth(code + 2, end, 0, buf, size) : 0;
    case 'N': return ev->other ? 0 : put_nth(code + 2, end, 0, buf, size);
    case 'M': return put_select(ev, buf, size);
    case 'R': return ev->detail > 1 ? (size_t)snprintf(buf, size, "%u ready", ev->detail) : 0;
    default: return put_value(t, *code, ev, buf, size);
    }
}

typedef struct line {
    char *buf;
    size_t size, used; /* used may pass size */
} line_t;

static void add(line_t *l, const char *s, size_t n)
{
    size_t room = l->used < l->size ? l->size - l->used : 0;
    if (room)
        copy(s, n, l->buf + l->used, room);
    l->used += n;
}

static void add_piece(line_t *l, const trace_t *t, const ctx_event_t *ev, const char *p, const char *end, bool timeless)
{
    char field[256] = "";
    const char *percent = memchr(p, '%', (size_t)(end - p));
    if (*p == '?' || *p == '!') {
        if ((ev->flags & 1) != (*p == '?'))
            return;
        add(l, "  ", 2);
        add(l, p + 1, (size_t)(end - p - 1));
    } else if (percent && put_field(t, percent + 1, end, ev, field, sizeof field)) {
        const char *after = percent + 2 < end && percent[2] == ':' ? end : percent + 2;
        add(l, "  ", 2);
        add(l, p, (size_t)(percent - p));
        if (timeless && (percent[1] == 'D' || percent[1] == 'd'))
            add(l, "-", 1);
        else
            add(l, field, strlen(field));
        add(l, after, (size_t)(end - after));
    }
}

static void add_pieces(line_t *l, const trace_t *t, const ctx_event_t *ev, bool timeless)
{
    const char *p = trace_known_kind_(ev->kind) ? kinds[ev->kind].pieces : "";
    while (*p) {
        const char *end = strchrnul(p, '|');
        add_piece(l, t, ev, p, end, timeless);
        p = *end ? end + 1 : end;
    }
}

/* On real threads no two runs take the same time, whoever compiled them. */
static bool timeless(const trace_t *t, bool stable)
{
    return stable && !(trace_header(t)->flags & CTX_TRACE_VIRTUAL);
}

static void add_words(line_t *l, const trace_t *t, size_t i, bool stable)
{
    char steps[40];
    const ctx_event_t *ev = &t->ev[i];
    trace_learn(t, t->count);
    add_pieces(l, t, ev, timeless(t, stable));
    if (ev->kind != CTX_EV_SPIN || stable)
        return;
    /* counted in basic blocks, which compilers lay out differently */
    int n = snprintf(steps, sizeof steps, "  %lld steps", (long long)ev->value);
    add(l, steps, (size_t)n);
}

size_t trace_words_(const trace_t *t, size_t i, bool stable, char *buf, size_t size)
{
    line_t l = {.buf = buf, .size = size};
    if (size)
        *buf = 0;
    add_words(&l, t, i, stable);
    size_t lead = l.used ? 2 : 0; /* every piece begins with two spaces */
    size_t have = size ? strlen(buf) : 0, cut = have < lead ? have : lead;
    if (size)
        memmove(buf, buf + cut, have + 1 - cut);
    return l.used - lead;
}

size_t trace_line(const trace_t *t, size_t i, bool stable, char *buf, size_t size)
{
    const ctx_event_t *ev = &t->ev[i];
    char time[40], task[64] = "-", head[160], site[128] = "";
    line_t l = {.buf = buf, .size = size};
    trace_learn(t, t->count); /* the task's, in the columns before the words */
    if (timeless(t, stable))
        (void)put_words("-", time, sizeof time);
    else
        words_point(t, ev->time, time, sizeof time);
    put_task(t, ev->task, task, sizeof task);
    size_t n = (size_t)snprintf(head, sizeof head, "%6zu  %9s  %-18s  %-12s", i + 1, time, task, trace_kind_name(ev->kind));
    add(&l, head, n < sizeof head ? n : sizeof head - 1);
    add_words(&l, t, i, stable);
    if (words_site(t, ev->site, site, sizeof site)) {
        add(&l, "  [", 3);
        add(&l, site, strlen(site));
        add(&l, "]", 1);
    }
    if (size)
        words_clean(buf, false);
    return l.used;
}
