/* stress.c — eight threads of storm for a while; then nothing may be left. `PROGRAM [SECONDS] [SEED]`; without, 10 seconds
 * for build/tests/long/stress and 1 for the fast one.
 */
#include "storm.h"

#include <stdlib.h>

const bool behaviour_scheduled = false;
void behaviour_expect(bool holds, const char *what, const char *file, int line)
{
    (void)holds, (void)what, (void)file, (void)line;
}

static void print(const ctx_ledger_row_t *row, void *arg)
{
    if ((*(int *)arg)++ < 10)
        printf("# alive: %s made at line %d\n", row->what, row->made ? row->made->line : 0);
}

static int passed, failed;
static void expect(bool holds, const char *what)
{
    printf("%s - %s\n", holds ? "ok" : "not ok", what);
    holds ? passed++ : failed++;
}

int main(int argc, char **argv)
{
    const char *seconds = argc > 1 ? argv[1] : strstr(argv[0], "long") != NULL ? "10" : "1";
    storm_t storm = {.tasks = THREADS, .each = UINT64_MAX, .seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1};
    ctx_ledger_on();
    storm_begin(&storm);
    task_sleep(CTX_S(strtoll(seconds, NULL, 10)));
    __atomic_store_n(&storm.over, 1, __ATOMIC_RELAXED);
    storm_end(&storm);
    ctx_ns_t until = ctx_now() + CTX_S(120);
    while (ctx_ledger(NULL, NULL) != 0 && ctx_now() < until)
        task_yield();
    int rows = 0;
    printf("# seed %llu, %llu operations, %llu functions registered\n", (unsigned long long)storm.seed,
           (unsigned long long)storm.operations, (unsigned long long)storm.registered);
    expect(ctx_ledger(print, &rows) == 0, "the ledger is empty after the storm");
    expect(storm.fired + storm.prevented == storm.registered, "every function ran or was stopped, never both");
    expect(storm.lies == 0, "no err came without a cause, or before done");
    expect(storm.operations > 1000 && storm.registered > 10, "something happened");
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
