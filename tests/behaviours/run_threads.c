/* run_threads.c — the suite where tasks are threads. `PROGRAM [NAME]` runs one of them. After each the ledger is empty.
 */
#include "behaviours.h"

const bool behaviour_scheduled = false;
static _Atomic int failures;
static const char *running;

void behaviour_expect(bool holds, const char *what, const char *file, int line)
{
    if (holds)
        return;
    failures++;
    printf("# %s: not so: %s (%s:%d)\n", running, what, file, line);
}

static void print_row(const ctx_ledger_row_t *row, void *arg)
{
    (void)arg;
    printf("# %s: still alive: %s made at %s:%d, %lld us old\n", running, row->what, row->made ? row->made->file : "-",
           row->made ? row->made->line : 0, (long long)((ctx_now() - row->since) / 1000));
}

static void run(void *arg) { ((const behaviour_t *)arg)->run(); }

/* Helper tasks may still be on their way out. */
static bool ledger_empties(void)
{
    ctx_ns_t until = ctx_now() + CTX_S(120);
    while (ctx_ledger(NULL, NULL) != 0 && ctx_now() < until)
        task_yield();
    return ctx_ledger(print_row, NULL) == 0;
}

int main(int argc, char **argv)
{
    int passed = 0, failed = 0;
    ctx_ledger_on();
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t i = 0; i < behaviour_count; i++) {
        const behaviour_t *b = &behaviours[i];
        if (argc > 1 && strcmp(argv[1], b->name) != 0)
            continue;
        running = b->name;
        failures = 0;
        const char *rule = task_try(run, (void *)(uintptr_t)b);
        if (rule != NULL)
            printf("# %s: panic: %s\n", b->name, rule);
        bool ok = rule == NULL && failures == 0 && ledger_empties();
        printf("%s - %s\n", ok ? "ok" : "not ok", b->name);
        ok ? passed++ : failed++;
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0 || passed == 0;
}
