/* failing_allocations.c — every call of the public headers, with each of its allocations failing in turn: the process ends with one clear
 * line, nothing is corrupted before that (the same under valgrind and the sanitizers), and nothing is left when none fails.
 *
 * Linked with --wrap, so that the ledger's and the tracer's allocations fail too. Each run is a process of its own:
 * `PROGRAM PIECE N` lets the N-th allocation of that piece fail; N = 0: none. That no call is missing
 * is looked up in the headers.
 */
#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_flight.h"
#include "ctx_group.h"
#include "ctx_signal.h"
#include "ctx_sync.h"
#include "ctx_task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int passed, failed;
static int allocations, fail_at;

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool fails(void) { return __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED) == fail_at; }
void *__wrap_malloc(size_t size) { return fails() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t n, size_t size) { return fails() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *old, size_t size) { return fails() ? NULL : __real_realloc(old, size); }

/* ---- the constructors ---------------------------------------------------------------------------------------------- */

CTX_KEY(some_key);
static char ann[] = "ann";
static const ctx_error_t reason = {.text = "reason"};
static void nothing(void *arg) { (void)arg; }
static void add_one(void *arg) { __atomic_fetch_add((int *)arg, 1, __ATOMIC_RELAXED); }
static void wait_for(const int *n)
{
    while (__atomic_load_n(n, __ATOMIC_RELAXED) == 0)
        task_yield();
}

static void with_cancel(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_t *ctx = ctx_with_cancel_cause(ctx_todo(), &cancel);
    (void)ctx_done(ctx_with_cancel(ctx, &below));
    ctx_cancel_t *dup = ctx_cancel_dup(below);
    ctx_cancel_cause(dup, &reason);
    ctx_release(dup);
}
static void with_deadlines(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL, *d = NULL;
    ctx_t *ctx = ctx_with_timeout_cause(ctx_background(), CTX_S(3600), &reason, &a);
    (void)ctx_with_deadline_cause(ctx, CTX_NO_DEADLINE, &reason, &b); /* a plain cancel */
    ctx_release(ctx_move(&b));
    (void)ctx_with_deadline(ctx, ctx_after(ctx_now(), CTX_S(60)), &b);
    (void)ctx_with_timeout(ctx, 0, &c);                /* born done */
    (void)chan_recv(ctx_done(ctx_with_timeout(ctx, CTX_US(10), &d)), NULL);
}
static void with_values(void)
{
    ctx_kept ctx_t *value = ctx_with_value(ctx_background(), some_key, ann);
    ctx_kept ctx_t *owned = ctx_with_value_owned(value, ctx_text_key("k"), ann, nothing);
    ctx_kept ctx_t *detached = ctx_without_cancel(owned);
    char name[100];
    (void)ctx_name(detached, name, sizeof name);
}
static void after_funcs(void)
{
    int ran = 0;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    ctx_stop_t *stopped = ctx_after_func(ctx, add_one, &ran), *runs = ctx_after_func(ctx, add_one, &ran);
    (void)ctx_stop(stopped);
    ctx_cancel(cancel);
    wait_for(&ran);
    ctx_stop_drop(stopped);
    ctx_stop_drop(runs);
    ctx_stop_drop(ctx_after_func(ctx_background(), nothing, NULL));
}

typedef struct own {
    ctx_custom_t base;
    chan_t *done, *gone;
} own_t;
static chan_t *own_done(ctx_custom_t *self) { return ((own_t *)(void *)self)->done; }
static ctx_err_t own_err(ctx_custom_t *self) { return chan_select(CHAN_RECV(((own_t *)(void *)self)->done, NULL), CHAN_DEFAULT) == 0 ? CTX_CANCELED : CTX_OK; }
static void own_gone(ctx_custom_t *self) { chan_close(((own_t *)(void *)self)->gone); }
static void *own_after(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    (void)fn, (void)arg;
    return self;
}
static bool own_stop(ctx_custom_t *self, void *registration)
{
    (void)self, (void)registration;
    return true;
}
static const ctx_ops_t wrapper = {.type_name = "wrapper", .destroy = own_gone};
static const ctx_ops_t far = {.type_name = "far", .destroy = own_gone, .done = own_done, .err = own_err};
static const ctx_ops_t caller = {.type_name = "caller", .destroy = own_gone, .done = own_done, .err = own_err,
                                 .after_func = own_after, .stop = own_stop};

static void below_custom(const ctx_ops_t *ops, bool ends)
{
    own_t own = {.done = chan_make_signal(), .gone = chan_make_signal()};
    ctx_cancel_t *above = NULL, *below = NULL;
    ctx_t *ctx = ctx_custom_init(&own.base, ops, ctx_with_cancel(ctx_background(), &above));
    ctx_t *child = ctx_with_timeout(ctx, CTX_S(3600), &below);
    if (ends) {
        chan_close(own.done);
        (void)chan_recv(ctx_done(child), NULL);
    }
    ctx_release(below);
    ctx_drop(ctx);
    (void)chan_recv(own.gone, NULL);
    ctx_release(above);
    chan_drop(own.done);
    chan_drop(own.gone);
}
static void below_wrapper(void) { below_custom(&wrapper, false); }
static void below_far(void) { below_custom(&far, true); }

/* What waits on a foreign context listens through a child of it. */
static void waits_below_far(void)
{
    own_t own = {.done = chan_make_signal(), .gone = chan_make_signal()};
    ctx_t *ctx = ctx_custom_init(&own.base, &far, NULL);
    chan_auto chan_t *ch = chan_make(int, 0);
    task_sem_t sem = TASK_SEM(1);
    wait_group_t wg = {0};
    bool open;
    wait_group_add(&wg, 1);
    task_sem_acquire(&sem);
    (void)task_sleep_ctx(ctx, CTX_US(1));
    chan_close(own.done);
    (void)chan_recv_ctx(ctx, ch, NULL, &open);
    (void)chan_send_ctx(ctx, ch, &open);
    (void)wait_group_wait_ctx(ctx, &wg);
    (void)task_sem_acquire_ctx(ctx, &sem);
    wait_group_done(&wg);
    ctx_drop(ctx);
    (void)chan_recv(own.gone, NULL);
    chan_drop(own.done);
    chan_drop(own.gone);
}
static void below_caller(void) { below_custom(&caller, false); }

static void channels(void)
{
    enum { ARMS = 20 };
    int one = 1, two = 2;
    chan_auto chan_t *ch = chan_make(int, 4), *signal = chan_make_signal();
    chan_case_t cases[ARMS];
    chan_send(ch, &one);
    for (int i = 0; i < ARMS; i++)
        cases[i] = i == 7 ? CHAN_RECV(ch, &two) : CHAN_RECV(signal, NULL);
    (void)chan_select_at(NULL, cases, ARMS);
    ctx_auto ctx_cancel_t *cancel = NULL; /* and one that must wait on them all */
    cases[7] = CHAN_DONE(ctx_with_timeout(ctx_background(), CTX_US(10), &cancel));
    (void)chan_select_at(NULL, cases, ARMS);
}
static void timers(void)
{
    timer_auto chan_timer_t *timer = timer_new(CTX_US(10)), *ticker = ticker_new(CTX_US(10));
    (void)chan_recv(timer_chan(timer), NULL);
    (void)chan_recv(timer_chan(ticker), NULL);
    (void)timer_reset(timer, CTX_S(3600));
}
static void work(ctx_t *ctx, void *arg)
{
    (void)ctx;
    add_one(arg);
}
static void tasks(void)
{
    int ran = 0;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    task_t a = task_go(ctx, work, &ran), b = task_go_owned(ctx, work, &ran, nothing);
    task_join(a);
    task_join(b);
    task_sleep(CTX_US(10));
    (void)task_sleep_ctx(ctx, CTX_US(10));
}
static const ctx_error_t *member(ctx_t *ctx, void *arg)
{
    (void)ctx;
    add_one(arg);
    return &reason;
}
static void groups(void)
{
    int ran = 0;
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(ctx_background(), &group);
    ctx_group_limit(group, 2);
    ctx_group_go(group, member, &ran);
    (void)ctx_group_try_go(group, member, &ran);
    (void)ctx_group_wait(group);
}
static void *load(void *arg, const ctx_error_t **err)
{
    (void)err;
    return arg;
}
static void flights(void)
{
    ctx_auto_flight ctx_flight_t *flight = ctx_flight_new();
    chan_auto chan_t *ch = ctx_flight_do_chan(flight, "key", load, ann);
    (void)ctx_flight_do(flight, "another key", load, ann);
    (void)chan_recv(ch, NULL);
}
static void signals(void)
{
    ctx_auto_signals ctx_signals_t *handle = NULL;
    (void)ctx_with_signals(ctx_background(), &handle, 10, 12);
    (void)ctx_signal_raise(10);
}
/* What should allocate nothing: then it is not in the way when there is nothing left to have. One thing stands beside it that
 * does, so that the loop has its turn. */
static void panics(void *arg)
{
    (void)arg;
    ctx_panic("a rule");
}
static void no_constructors(void)
{
    int ran = 0, room = 1;
    ctx_ns_t at = CTX_NS(1);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *ctx = ctx_keep(ctx_with_timeout(ctx_background(), CTX_MS(3600000), &cancel));
    (void)ctx_deadline(ctx_of_cancel(cancel), &at), (void)ctx_value(ctx, some_key), (void)ctx_cause(ctx), (void)ctx_err(ctx);
    (void)ctx_error_of(CTX_CANCELED), (void)ctx_err_text(CTX_CANCELED), (void)ctx_of_custom((ctx_custom_t *)ctx_custom_inner(&(ctx_custom_t){0}));
    (void)task_try(panics, NULL);
    chan_auto chan_t *ch = chan_make(int, 1), *same = chan_keep(ch);
    bool open;
    (void)chan_select(CHAN_SEND(same, &room), CHAN_DEFAULT), (void)chan_len(ch);
    (void)chan_select(CHAN_RECV_OPEN(ch, &room, &open), CHAN_DEFAULT);
    chan_timer_t *timer = timer_new(CTX_S(3600));
    (void)timer_stop(timer), timer_drop(timer);
    ctx_flight_t *flight = ctx_flight_new();
    ctx_flight_forget(flight, "key"), ctx_flight_drop(flight);
    task_mutex_t lock = {0};
    task_cond_t cond = {0};
    task_once_t once = {0};
    task_sem_t sem = TASK_SEM(1);
    wait_group_t wg = {0};
    if (task_mutex_try_lock(&lock))
        task_mutex_unlock(&lock);
    task_mutex_lock(&lock), task_cond_signal(&cond), task_cond_broadcast(&cond), task_mutex_unlock(&lock);
    task_once(&once, add_one, &ran), wait_group_wait(&wg);
    (void)task_sem_try_acquire(&sem), task_sem_release(&sem);
}
static task_mutex_t cond_lock;
static task_cond_t cond_changed;
static int cond_ready;
static void tells(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    task_mutex_lock(&cond_lock);
    cond_ready = 1;
    task_cond_signal(&cond_changed);
    task_mutex_unlock(&cond_lock);
}
static void conditions(void)
{
    cond_ready = 0;
    task_t task = task_go(ctx_background(), tells, NULL);
    task_mutex_lock(&cond_lock);
    while (!cond_ready)
        task_cond_wait(&cond_changed, &cond_lock);
    task_mutex_unlock(&cond_lock);
    task_join(task);
}
static void released_by_hand(void)
{
    ctx_group_t *group = NULL;
    ctx_signals_t *handle = NULL;
    (void)ctx_with_signals(ctx_with_group(ctx_background(), &group), &handle, 10);
    ctx_signals_release(handle);
    ctx_group_release(group);
}
static void descriptors(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    (void)ctx_done_fd(ctx);
    ctx_cancel(cancel);
    (void)ctx_done_fd(ctx_with_cancel(ctx, &below));
}

typedef struct piece {
    const char *name;
    void (*run)(void);
} piece_t;
static const piece_t pieces[] = {
    {"cancel contexts", with_cancel},      {"deadlines", with_deadlines},        {"values", with_values},
    {"after_func", after_funcs},           {"below a wrapper", below_wrapper},   {"below a forwarder", below_far},
    {"below an after_func", below_caller}, {"channels and selects", channels},   {"timers and tickers", timers},
    {"tasks", tasks},                      {"groups", groups},                   {"flights", flights},
    {"signals", signals},                  {"descriptors", descriptors},         {"waits below a forwarder", waits_below_far},
    {"no constructors", no_constructors},  {"conditions", conditions},           {"released by hand", released_by_hand},
};
enum { PIECES = sizeof pieces / sizeof pieces[0] };

/* ---- one run: in this process, which may end here ------------------------------------------------------------------- */

static int play(const piece_t *piece, int n)
{
    if (n == 0)
        ctx_ledger_on();
    if (getenv("CTX_TRACE") == NULL)
        piece->run(); /* what is made once only; of a trace that is what it needs */
    while (ctx_ledger(NULL, NULL) != 0)
        task_yield();
    __atomic_store_n(&allocations, 0, __ATOMIC_RELAXED);
    __atomic_store_n(&fail_at, n, __ATOMIC_RELAXED);
    piece->run();
    int used = __atomic_load_n(&allocations, __ATOMIC_RELAXED);
    __atomic_store_n(&fail_at, 0, __ATOMIC_RELAXED);
    while (n == 0 && ctx_ledger(NULL, NULL) != 0)
        task_yield(); /* helpers on their way out; if something stays for ever, the test's time runs out */
    fprintf(stderr, "used %d\n", used);
    return 0;
}

/* ---- that no call is missing ------------------------------------------------------------------------------------------ */

static char *text_of(const char *path)
{
    static char text[2][200000];
    char *into = strcmp(path, __FILE__) == 0 ? text[0] : text[1];
    FILE *f = fopen(path, "r");
    into[f != NULL ? fread(into, 1, sizeof text[0] - 1, f) : 0] = '\0';
    if (f != NULL)
        fclose(f);
    return into;
}

static bool letter(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

/* Is name called somewhere in source? */
static bool called(const char *source, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = strstr(source, name); at != NULL; at = strstr(at + 1, name))
        if (!letter(at[-1]) && at[n] == '(')
            return true;
    return false;
}

/* The call that a line of a header declares: the first name_of_several_parts before a bracket; "": none. */
static void call_of(const char *line, char *name, size_t size)
{
    const char *bracket = strchr(line, '('), *end;
    bool declares = letter(line[0]) || strncmp(line, "#define ", 8) == 0;
    name[0] = '\0';
    while (declares && bracket != NULL && strncmp(bracket - 13, "__attribute__", 13) == 0 && bracket - line > 13)
        bracket = strchr(strstr(bracket, "))"), '(');
    if (!declares || bracket == NULL || strncmp(line, "typedef", 7) == 0)
        return;
    for (end = bracket; end > line && letter(end[-1]); end--)
        continue;
    snprintf(name, size, "%.*s", (int)(bracket - end), end);
    size_t n = strlen(name);
    if (n > 3 && strcmp(name + n - 3, "_at") == 0)
        name[n - 3] = '\0';
    if (strchr(name, '_') == NULL || name[strlen(name) - 1] == '_')
        name[0] = '\0';
}

static void every_call_is_played(void)
{
    static const char *const headers[] = {"ctx", "ctx_chan", "ctx_task", "ctx_sync", "ctx_group", "ctx_flight", "ctx_signal"};
    static const char *const beside[] = {"ctx_ledger", "ctx_ledger_on"}; /* the loop's own */
    const char *source = text_of(__FILE__);
    int calls = 0, missing = 0;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        char path[100], name[100];
        snprintf(path, sizeof path, "engine/include/%s.h", headers[i]);
        for (char *line = strtok(text_of(path), "\n"); line != NULL; line = strtok(NULL, "\n")) {
            call_of(line, name, sizeof name);
            if (name[0] == '\0' || strcmp(name, beside[0]) == 0 || strcmp(name, beside[1]) == 0)
                continue;
            calls++;
            if (!called(source, name))
                missing++, printf("# %s of %s.h is not played\n", name, headers[i]);
        }
    }
    bool ok = calls > 120 && missing == 0;
    printf("%s - every call that the headers declare is played (%d lines)\n", ok ? "ok" : "not ok", calls);
    ok ? passed++ : failed++;
}

static const char *self;

/* What it said; its wait status. */
static int run(int piece, int n, char *text, size_t size)
{
    char which[12], nth[12];
    int out[2], status = -1;
    size_t got = 0;
    snprintf(which, sizeof which, "%d", piece);
    snprintf(nth, sizeof nth, "%d", n);
    if (pipe(out) != 0)
        return -1;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        dup2(out[1], STDERR_FILENO);
        close(out[0]);
        execl(self, self, which, nth, (char *)NULL);
        _exit(99);
    }
    close(out[1]);
    for (ssize_t k; got < size - 1 && (k = read(out[0], text + got, size - 1 - got)) > 0;)
        got += (size_t)k;
    text[got] = '\0';
    close(out[0]);
    waitpid(child, &status, 0);
    return status;
}

static bool one_line(const char *text) { return strncmp(text, "libctx: out of memory (asked for ", 33) == 0 && strchr(text, '\n') == text + strlen(text) - 1; }

static void each_in_turn(int piece, const char *how)
{
    char text[2000], what[300];
    int status = run(piece, 0, text, sizeof text), n = 0, died = 0, used = 0;
    bool well = WIFEXITED(status) && WEXITSTATUS(status) == 0 && strncmp(text, "used ", 5) == 0, over = false;
    while (well && !over) { /* until one gets by without the n-th */
        status = run(piece, ++n, text, sizeof text);
        bool clear = WIFEXITED(status) && WEXITSTATUS(status) == 2 && one_line(text);
        bool survived = WIFEXITED(status) && WEXITSTATUS(status) == 0 && sscanf(text, "used %d", &used) == 1;
        over = survived && used < n;
        died += clear;
        well = clear || survived;
    }
    snprintf(what, sizeof what, "%s%s: each of %d allocations may fail", pieces[piece].name, how, n - 1);
    bool ok = well && n > 1 && died > 0;
    printf("%s - %s\n", ok ? "ok" : "not ok", what);
    if (!ok)
        printf("# %d died clearly; status %d: %s\n", died, status, text);
    ok ? passed++ : failed++;
}

int main(int argc, char **argv)
{
    self = argv[0];
    if (argc > 2)
        return play(&pieces[atoi(argv[1])], atoi(argv[2]));
    bool quick = getenv("WITHOUT_FORKS") != NULL; /* valgrind */
    every_call_is_played();
    unsetenv("CTX_LEDGER");
    for (int i = 0; i < PIECES; i++)
        each_in_turn(i, "");
    setenv("CTX_LEDGER", "1", 1);
    for (int i = 0; !quick && i < PIECES; i++)
        each_in_turn(i, ", with the ledger");
    unsetenv("CTX_LEDGER");
    setenv("CTX_TRACE", "/dev/null", 1);
    for (int i = 0; !quick && i < PIECES; i++)
        each_in_turn(i, ", traced");
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
