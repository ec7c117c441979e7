/* sentence.c — see sentence.h. */
#include "sentence.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

const char *sentence_life(life_t life)
{
    static const char *const words[LIVES] = {"", "live", "told", "noticed", "stopped", "freed", "unknown"};
    return words[life];
}

const char *sentence_state(const index_t *x, uint32_t node, size_t n)
{
    return sentence_unknown(x, node, n) ? "unknown" : sentence_life(index_life(x, node, n));
}

const char *sentence_after(const index_t *x, uint32_t node, size_t n)
{
    static const char *const words[LIFE_COUNT] = {"", "waits", "told", "runs", "has run", "has run"};
    const index_node_t *d = &x->node[node];
    bool ran = d->noticed && d->noticed <= n;

    return d->freed && d->freed <= n && !ran ? "prevented" : words[index_life(x, node, n)];
}

const char *sentence_err(unsigned err)
{
    return err == 0 ? "no error" : err == 1 ? "canceled" : err == 2 ? "deadline exceeded" : "an error of its own";
}

const char *sentence_kind(unsigned kind)
{
    static const char *const words[] = {"context", "Background", "TODO", "WithCancel", "WithTimeout", "WithValue",
                                        "WithoutCancel", "AfterFunc", "stop", "custom"};
    return words[kind < sizeof words / sizeof *words ? kind : 0];
}

size_t sentence_kinds(unsigned kinds, char *buf, size_t size)
{
    size_t used = 0;

    for (unsigned kind = 1; kind <= CTX_NODE_CUSTOM; kind++)
        if (kinds >> kind & 1)
            used = tui_add(buf, size, used, "%s%s", used ? ", " : "", sentence_kind(kind));
    return used;
}

size_t sentence_node(const model_t *m, uint32_t node, char *buf, size_t size)
{
    char label[120] = "";

    if (!node)
        return tui_add(buf, size, 0, "no context");
    if (node < m->nodes && m->node[node].state != NODE_UNSEEN)
        model_label(m, node, label, sizeof label);
    return tui_add(buf, size, 0, "c%" PRIu32 "%s%s", node, *label ? " " : "", label);
}

size_t sentence_task(const model_t *m, uint32_t task, char *buf, size_t size)
{
    if (!task)
        return tui_add(buf, size, 0, "the engine");
    if (task < m->tasks && m->task[task].state != TASK_UNSEEN)
        return model_task_label(m, task, buf, size);
    return tui_add(buf, size, 0, "T%" PRIu32, task);
}

bool sentence_caller(const trace_t *t, const ctx_event_t *ev)
{
    return ev->kind == CTX_EV_CANCEL_CALL && ev->flags == CTX_WHY_CALL && !ev->task && !ev->site && trace_header(t)->flags & CTX_TRACE_VIRTUAL;
}

const char *sentence_when(const trace_t *t, int64_t at, char buf[32])
{
    if (at == INT64_MAX || at == INT64_MIN)
        return tui_time(INT64_MAX, buf);
    return tui_time(at - trace_start(t), buf);
}

bool sentence_cause_says(const char *cause)
{
    return *cause && strcmp(cause, "context canceled") && strcmp(cause, "context deadline exceeded");
}

bool sentence_dull(const ctx_event_t *ev)
{
    switch (ev->kind) {
    case CTX_EV_KEEP: case CTX_EV_DROP: case CTX_EV_NODE_LINK: case CTX_EV_STEP: case CTX_EV_TIMER_FREE: case CTX_EV_CHAN_FREE:
    case CTX_EV_ATOMIC: case CTX_EV_CHAN_NEW: case CTX_EV_CHAN_SEND: case CTX_EV_CHAN_RECV: case CTX_EV_SELECT: case CTX_EV_TASK_WAKE:
    case CTX_EV_COUNT: case CTX_EV_DONE_MADE: case CTX_EV_LOCK: case CTX_EV_UNLOCK: case CTX_EV_ADD: case CTX_EV_LIVE_SEEN:
        return true;
    case CTX_EV_TIMER_ARM: case CTX_EV_TIMER_FIRE: case CTX_EV_TIMER_STOP:
        return ev->node == 0; /* a channel's */
    default:
        return false;
    }
}

/* What a sentence is made of. */
typedef struct words {
    const model_t *m;
    const ctx_event_t *ev;
    size_t i; /* event number */
    char *buf;
    size_t size, used;
    char task[80], node[140], other[140], time[32];
} words_t;

#define SAY(w, ...) ((w)->used = tui_add((w)->buf, (w)->size, (w)->used, __VA_ARGS__))

static const char *words_other_task(words_t *w)
{
    sentence_task(w->m, w->ev->other, w->other, sizeof w->other);
    return w->other;
}

static const char *words_text(const words_t *w, uint32_t id) { return trace_text(w->m->trace, id); }

/* "channel 3"; what has no number, or one that says nothing, is one of its kind. */
static const char *words_thing(words_t *w, const char *name)
{
    if (w->ev->other)
        snprintf(w->other, sizeof w->other, "%s %" PRIu32, name, w->ev->other);
    else
        snprintf(w->other, sizeof w->other, "a %s", name);
    return w->other;
}

static const char *words_thing_first(words_t *w, const char *name)
{
    words_thing(w, name);
    if (w->other[0] >= 'a' && w->other[0] <= 'z')
        w->other[0] = (char)(w->other[0] - 'a' + 'A');
    return w->other;
}

static void say_node_new(words_t *w)
{
    const ctx_event_t *ev = w->ev;

    if (ev->detail == CTX_NODE_BACKGROUND || ev->detail == CTX_NODE_TODO) {
        SAY(w, "%s: a root. It has no deadline and never ends.", w->node);
        return;
    }
    if (ev->other)
        SAY(w, "%s derives %s from c%" PRIu32 ".", w->task, w->node, ev->other);
    else
        SAY(w, "%s makes %s, which hangs below no other.", w->task, w->node);
    if (ev->detail == CTX_NODE_TIMER && ev->value != INT64_MAX)
        SAY(w, " It will end at %s at the latest.", sentence_when(w->m->trace, ev->value, w->time));
    if (ev->detail == CTX_NODE_WITHOUT_CANCEL)
        SAY(w, " The news of a cancel stops here: it will not pass this edge.");
}

static void say_node(words_t *w)
{
    const ctx_event_t *ev = w->ev;

    switch (ev->kind) {
    case CTX_EV_NODE_NEW: say_node_new(w); break;
    case CTX_EV_NODE_LINK:
        SAY(w, "%s enters the children set of c%" PRIu32 ": when that one ends, this one is told.", w->node, ev->other);
        break;
    case CTX_EV_NODE_UNLINK:
        if (ev->flags & 1)
            SAY(w, "%s was not in the children set of c%" PRIu32 ": nothing to remove.", w->node, ev->other);
        else
            SAY(w, "%s leaves the children set of c%" PRIu32 ".", w->node, ev->other);
        break;
    case CTX_EV_NODE_FREE: SAY(w, "%s is freed: nobody holds it any more.", w->node); break;
    case CTX_EV_DONE_MADE:
        if (ev->flags & 1)
            SAY(w, "%s asks for the done channel of %s, which has already ended: it gets the shared closed one.", w->task, w->node);
        else
            SAY(w, "%s asks for the done channel of %s: it is made now, the first time anybody asks.", w->task, w->node);
        break;
    case CTX_EV_FORWARDER:
        SAY(w, ev->detail == 2   ? "The forwarder from c%" PRIu32 " to %s has ended."
               : ev->detail == 3 ? "c%" PRIu32 " is a foreign context with an after-func of its own: it will call %s."
                                 : "c%" PRIu32 " is a foreign context: a forwarder task now waits on its done, to tell %s.",
            ev->other, w->node);
        break;
    case CTX_EV_DOMINATED:
        if (ev->flags & 1)
            SAY(w, "%s: the parent ends sooner, and the cause given here is dropped.", w->node);
        else
            SAY(w, "%s: it asked to end at %s, but its parent ends sooner. No timer is created; this deadline can never fire.",
                w->node, sentence_when(w->m->trace, ev->value, w->time));
        break;
    default:
        SAY(w, "%s %s %s (%" PRIu32 " %s now).", w->task, ev->kind == CTX_EV_KEEP ? "keeps" : "drops", w->node, ev->aux, ev->aux == 1 ? "reference" : "references");
    }
}

/* What a forwarder's context stands on: the record of its end does not say. */
static uint32_t words_above(const words_t *w)
{
    return w->ev->other ? w->ev->other : w->ev->node < w->m->nodes ? w->m->node[w->ev->node].parent : 0;
}

/* No task brings it the news: what it stands on calls. */
static bool called_back(const words_t *w) { return w->ev->node < w->m->nodes && w->m->node[w->ev->node].forwarder == 3; }

static void say_told(words_t *w)
{
    const ctx_event_t *ev = w->ev;

    SAY(w, "%s is told: %s", w->node, sentence_err(ev->detail));
    switch (ev->flags) {
    case CTX_WHY_CALL: SAY(w, ", because cancel was called on it"); break;
    case CTX_WHY_DEADLINE: SAY(w, ", because its deadline has come"); break;
    case CTX_WHY_PARENT: SAY(w, ", because c%" PRIu32 " above it was", ev->other); break;
    case CTX_WHY_RELEASE: SAY(w, ", because its handle was released"); break;
    case CTX_WHY_BORN: SAY(w, " at birth: it has ended before anybody could look at it"); break;
    case CTX_WHY_FORWARD: SAY(w, called_back(w) ? ", by the call of c%" PRIu32 : ", by the forwarder from c%" PRIu32, words_above(w)); break;
    default: break;
    }
    if (ev->aux && sentence_cause_says(words_text(w, ev->aux)))
        SAY(w, " (cause: %s)", words_text(w, ev->aux));
    SAY(w, ".");
}

static void say_noticed(words_t *w)
{
    static const char *const how[] = {"sees", "reads err", "receives from done", "reads the cause", "leaves its call"};
    const ctx_event_t *ev = w->ev;
    int64_t told = model_told(w->m, ev->node);

    SAY(w, "%s notices that %s has ended (%s)", w->task, w->node, how[ev->detail < 5 ? ev->detail : 0]);
    if (told != INT64_MIN && ev->time > told)
        SAY(w, ", %s after it was told", tui_time(ev->time - told, w->time));
    else if (told != INT64_MIN)
        SAY(w, ", at the instant it was told");
    SAY(w, ".");
}

static void say_cancel(words_t *w)
{
    const ctx_event_t *ev = w->ev;
    char number[32];

    switch (ev->kind) {
    case CTX_EV_CANCEL_CALL:
        if (ev->flags == CTX_WHY_RELEASE)
            SAY(w, "%s gives the handle of %s back, which cancels it. A cascade begins here.", w->task, w->node);
        else if (ev->flags == CTX_WHY_DEADLINE)
            SAY(w, "The deadline of %s has come. A cascade begins here.", w->node);
        else if (ev->flags == CTX_WHY_FORWARD)
            SAY(w, "%s brings %s the news that c%" PRIu32 " has ended.", w->task, w->node, words_above(w));
        else
            SAY(w, "%s cancels %s. A cascade begins here.", sentence_caller(w->m->trace, ev) ? "The caller" : w->task, w->node);
        if (ev->aux && sentence_cause_says(words_text(w, ev->aux)))
            SAY(w, " Cause: %s.", words_text(w, ev->aux));
        break;
    case CTX_EV_CANCEL_NOOP: SAY(w, "%s cancels %s, which has already ended: the first cause stays, nothing changes.", w->task, w->node); break;
    case CTX_EV_TOLD: say_told(w); break;
    case CTX_EV_CANCEL_END:
        if (ev->node < w->m->nodes && w->m->node[ev->node].why == CTX_WHY_FORWARD)
            SAY(w, "The %snews has reached %s and all below it: %s told.", called_back(w) ? "" : "forwarder's ", w->node, tui_number((uint64_t)ev->value, number));
        else
            SAY(w, "The cascade from %s is over: %s told.", w->node, tui_number((uint64_t)ev->value, number));
        break;
    case CTX_EV_NOTICED: say_noticed(w); break;
    default: SAY(w, "%s looks at %s: still alive.", w->task, w->node);
    }
}

static void say_handle_timer(words_t *w)
{
    const ctx_event_t *ev = w->ev;

    switch (ev->kind) {
    case CTX_EV_HANDLE_NEW: SAY(w, "%s now holds the cancel handle of %s, and must release it.", w->task, w->node); break;
    case CTX_EV_HANDLE_DUP: SAY(w, "%s makes a second handle for %s.", w->task, w->node); break;
    case CTX_EV_HANDLE_RELEASE:
        SAY(w, "%s releases the handle of %s%s%s.", w->task, w->node, ev->flags & 1 ? ", at the end of the block" : "",
            ev->detail ? "; it had been cancelled already" : "");
        break;
    case CTX_EV_TIMER_ARM:
        if (ev->node)
            SAY(w, "A timer is armed for %s: it fires at %s.", w->node, sentence_when(w->m->trace, ev->value, w->time));
        else
            SAY(w, "%s arms a %s for %s.", w->task, ev->flags & 1 ? "ticker" : "timer", sentence_when(w->m->trace, ev->value, w->time));
        break;
    case CTX_EV_TIMER_STOP:
        SAY(w, "%s%s%s is stopped%s.", words_thing_first(w, "timer"), ev->node ? " of " : "", ev->node ? w->node : "",
            ev->flags & 1 ? "" : "; it was not armed any more");
        break;
    case CTX_EV_TIMER_FIRE: SAY(w, "%s%s%s fires.", words_thing_first(w, "timer"), ev->node ? " of " : "", ev->node ? w->node : ""); break;
    case CTX_EV_TIMER_FREE: SAY(w, "%s is freed.", words_thing_first(w, "timer")); break;
    case CTX_EV_AFTER_REG: SAY(w, "%s asks for a function to run once c%" PRIu32 " has ended.", w->task, ev->other); break;
    case CTX_EV_AFTER_STOP:
        SAY(w, ev->flags & 1 ? "%s calls stop in time: the function will not run." : "%s calls stop too late: the function has been started.", w->task);
        break;
    case CTX_EV_AFTER_RUN: SAY(w, "The after-func starts, in a task of its own: %s.", words_other_task(w)); break;
    default:
        if (ev->other)
            SAY(w, "%s asks %s for %s: found in c%" PRIu32 ", %" PRIu32 " %s up.", w->task, w->node, words_text(w, (uint32_t)ev->value),
                ev->other, ev->aux, ev->aux == 1 ? "hop" : "hops");
        else
            SAY(w, "%s asks %s for %s: not there, after %" PRIu32 " %s.", w->task, w->node, words_text(w, (uint32_t)ev->value), ev->aux, ev->aux == 1 ? "hop" : "hops");
    }
}

static void say_block(words_t *w)
{
    const ctx_event_t *ev = w->ev;

    SAY(w, ev->detail ? "%s waits in %s" : "%s waits", w->task, trace_op_name(ev->detail));
    if (ev->node)
        SAY(w, ", and listens to %s", w->node);
    else if (ev->aux & 1)
        SAY(w, ", and listens to no context: nothing can tell it to stop");
    SAY(w, ".");
}

/* Cases as the source counts them, from 0. How many were ready is known where a schedule chose among them, and not of done. */
static void say_select(words_t *w)
{
    const ctx_event_t *ev = w->ev;

    if (!ev->aux) {
        SAY(w, "%s selects: no case is ready, so default is taken.", w->task);
        return;
    }
    SAY(w, "%s selects: case %" PRIu32 " is taken", w->task, ev->aux - 1);
    if (ev->other)
        SAY(w, ", %s", words_thing(w, "channel"));
    else if (ev->node)
        SAY(w, ", the done of %s", w->node);
    SAY(w, ".");
}

static void say_lock(words_t *w)
{
    switch (w->ev->detail) {
    case CTX_OP_ONCE: SAY(w, "%s does, for the first and only time, what is to be done once.", w->task); break;
    case CTX_OP_COND_SIGNAL: SAY(w, "%s signals %s.", w->task, words_thing(w, "condition")); break;
    default: SAY(w, "%s %s %s.", w->task, w->ev->kind == CTX_EV_LOCK ? "locks" : "unlocks", words_thing(w, "mutex"));
    }
}

/* What is left to wait for in a group, and how many places of a semaphore are taken. */
static void say_add(words_t *w)
{
    switch (w->ev->detail) {
    case CTX_OP_WG_ADD:
    case CTX_OP_WG_WAIT: SAY(w, "%s counts in %s: %" PRId64 " to be done.", w->task, words_thing(w, "wait group"), w->ev->value); break;
    case CTX_OP_SEM_ACQUIRE: SAY(w, "%s takes a place of %s: %" PRId64 " taken now.", w->task, words_thing(w, "semaphore"), w->ev->value); break;
    case CTX_OP_SEM_RELEASE: SAY(w, "%s gives a place of %s back: %" PRId64 " taken now.", w->task, words_thing(w, "semaphore"), w->ev->value); break;
    default: SAY(w, "%s: %s, the count is now %" PRId64 ".", w->task, trace_op_name(w->ev->detail), w->ev->value);
    }
}

static void say_task(words_t *w)
{
    const ctx_event_t *ev = w->ev;

    switch (ev->kind) {
    case CTX_EV_TASK_NEW:
        SAY(w, "%s starts %s", w->task, words_other_task(w));
        SAY(w, ev->node ? ", under %s." : ".", w->node);
        break;
    case CTX_EV_TASK_END: SAY(w, ev->detail ? "%s panicked, and ends." : "%s returns: it has stopped.", w->task); break;
    case CTX_EV_TASK_BLOCK: say_block(w); break;
    case CTX_EV_TASK_WAKE: SAY(w, ev->detail ? "%s wakes up from %s." : "%s wakes up.", w->task, trace_op_name(ev->detail)); break;
    case CTX_EV_TASK_TRY: SAY(w, "%s recovers from a panic: %s.", w->task, words_text(w, ev->aux)); break;
    case CTX_EV_CHAN_NEW:
        SAY(w, "%s makes %s%s%s", w->task, words_thing(w, "channel"), ev->aux ? " of " : "", words_text(w, ev->aux));
        if (ev->value)
            SAY(w, ", with room for %" PRId64 ".", ev->value);
        else
            SAY(w, ", without a buffer.");
        break;
    case CTX_EV_CHAN_SEND: SAY(w, "%s sends on %s.", w->task, words_thing(w, "channel")); break;
    case CTX_EV_CHAN_RECV:
        SAY(w, ev->flags & 1 ? "%s receives from %s: it is closed." : "%s receives from %s.", w->task, words_thing(w, "channel"));
        break;
    case CTX_EV_CHAN_CLOSE: SAY(w, "%s closes %s.", w->task, words_thing(w, "channel")); break;
    case CTX_EV_CHAN_FREE: SAY(w, "%s is freed.", words_thing_first(w, "channel")); break;
    case CTX_EV_SELECT:
        say_select(w);
        break;
    case CTX_EV_LOCK:
    case CTX_EV_UNLOCK: say_lock(w); break;
    case CTX_EV_ADD: say_add(w); break;
    case CTX_EV_ATOMIC: SAY(w, "%s reads or changes an atomic variable.", w->task); break;
    default: SAY(w, "%s: %s.", w->task, trace_kind_name(ev->kind));
    }
}

static void say_scene(words_t *w)
{
    const ctx_event_t *ev = w->ev;
    const char *text = words_text(w, ev->aux);

    switch (ev->kind) {
    case CTX_EV_WORK: {
        bool late = ev->node && ev->node < w->m->nodes && w->m->node[ev->node].told_event && w->m->node[ev->node].told_event <= w->i;
        SAY(w, "%s works under %s: %s%s.", w->task, w->node, text, late ? ", although that context has ended" : "");
        break;
    }
    case CTX_EV_MARK:
        if (!strcmp(text, "idle"))
            SAY(w, "Idle: all the work asked for is over. What still lives now is a leak.");
        else
            SAY(w, "The scenario reaches its mark \"%s\".", text);
        break;
    case CTX_EV_COUNT: SAY(w, "Counter %s goes up by %" PRId64 ".", text, ev->value); break;
    case CTX_EV_NOTE: SAY(w, "Noted: %s", text); break;
    case CTX_EV_OUTPUT: SAY(w, "Printed: %s", text); break;
    case CTX_EV_SCENE_FAIL: SAY(w, "Wrong: %s (%s).", words_text(w, ev->other), text); break;
    default: SAY(w, "The scenario is over; what is left is torn down.");
    }
}

static void say_race(words_t *w)
{
    trace_site_t s = trace_site(w->m->trace, w->ev->other);
    char other[80];

    sentence_task(w->m, w->ev->aux, other, sizeof other);
    SAY(w, "%s %s here what %s also touches at %s:%d, and nothing orders the two: a data race.", w->task,
        w->ev->detail == 1 ? "writes" : "reads", other, s.file, s.line);
}

static void say_verdict(words_t *w)
{
    const ctx_event_t *ev = w->ev;
    char number[32];

    switch (ev->kind) {
    case CTX_EV_PANIC: SAY(w, "%s panics: %s.%s", w->task, words_text(w, ev->aux), ev->flags & 1 ? " Nobody recovers: the run ends." : ""); break;
    case CTX_EV_RACE: say_race(w); break;
    case CTX_EV_USE_AFTER: {
        trace_site_t s = trace_site(w->m->trace, ev->other);
        SAY(w, "%s uses %s after its release at %s:%d.", w->task, words_text(w, ev->aux), s.file, s.line);
        break;
    }
    case CTX_EV_DOUBLE_RELEASE: SAY(w, "%s releases a handle of %s a second time.", w->task, w->node); break;
    case CTX_EV_SPIN: SAY(w, "%s spins: %s steps, and time stands still.", w->task, tui_number((uint64_t)ev->value, number)); break;
    case CTX_EV_DEADLOCK: SAY(w, "Deadlock: %" PRId64 " tasks wait, and nothing can wake any of them.", ev->value); break;
    case CTX_EV_STUCK: {
        static const char *const why[] = {"it got stuck", "too many steps", "it goes round in circles", "it blocks in the system",
                                          "its stack overflowed", "it crashed"};
        SAY(w, "The run is stopped in %s: %s.", w->task, why[ev->detail < 6 ? ev->detail : 0]);
        break;
    }
    case CTX_EV_CLOCK:
        if (ev->flags & 1)
            SAY(w, "A slow machine: time moves on to %s although tasks could run.", sentence_when(w->m->trace, ev->time, w->time));
        else
            SAY(w, "Everybody waits, so time moves on to %s.", sentence_when(w->m->trace, ev->time, w->time));
        break;
    case CTX_EV_STEP:
        SAY(w, "%s moves next%s%s: the schedule's choice among %" PRId64 " that could.", w->task, ev->detail ? ", to " : "",
            ev->detail ? trace_op_name(ev->detail) : "", ev->value);
        break;
    case CTX_EV_CHOICE:
        if (ev->detail == CTX_OP_DROP_CANCEL)
            SAY(w, "The caller could cancel everything.");
        else if (ev->detail == CTX_OP_CLOCK)
            SAY(w, "Time could move on, as on a slow machine.");
        else if (ev->detail == CTX_OP_FIRE)
            SAY(w, "A timer could fire.");
        else
            SAY(w, "%s could move: %s.", w->task, words_text(w, ev->aux));
        break;
    case CTX_EV_WAITING: SAY(w, "%s cannot move: %s.", w->task, words_text(w, ev->aux)); break;
    case CTX_EV_GAP:
        if (!ev->value) {
            SAY(w, "Watching begins here; what follows says what is true now.");
            break;
        }
        SAY(w, "%" PRId64 " records were lost here; what follows says what is true now.", ev->value);
        break;
    case CTX_EV_SNAPSHOT_END: SAY(w, "The picture is whole again."); break;
    case CTX_EV_END: SAY(w, ev->detail == 1 ? "The run stops here and asks who moves next." : ev->detail == 2 ? "The run was cut off here." : "The run is over."); break;
    default: SAY(w, "%s: %s.", w->task, trace_kind_name(ev->kind));
    }
}

size_t sentence(const model_t *m, size_t i, char *buf, size_t size)
{
    if (i >= trace_count(m->trace))
        return tui_add(buf, size, 0, "Nothing has happened yet.");
    const ctx_event_t *ev = trace_event(m->trace, i);
    words_t w = {.m = m, .ev = ev, .i = i, .buf = buf, .size = size};
    sentence_task(m, ev->task, w.task, sizeof w.task);
    sentence_node(m, ev->node, w.node, sizeof w.node);
    if (size)
        buf[0] = 0;
    if (ev->kind < CTX_EV_NODE_NEW)
        say_verdict(&w);
    else if (ev->kind < CTX_EV_CANCEL_CALL)
        say_node(&w);
    else if (ev->kind < CTX_EV_HANDLE_NEW)
        say_cancel(&w);
    else if (ev->kind < CTX_EV_TASK_NEW)
        say_handle_timer(&w);
    else if (ev->kind < CTX_EV_WORK)
        say_task(&w);
    else if (ev->kind < CTX_EV_PANIC)
        say_scene(&w);
    else
        say_verdict(&w);
    if (size && buf[0] >= 'a' && buf[0] <= 'z' && buf[0] == 't' && buf[1] == 'h')
        buf[0] = 'T'; /* "the engine …" opens a sentence */
    return w.used;
}
