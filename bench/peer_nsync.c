/* peer_nsync.c — nsync's notes, row by row, as ours.c does it.
 */
#include "bench.h"

#include <nsync.h>
#include <pthread.h>

static void create_cancel(nsync_note parent)
{
    nsync_note note = nsync_note_new(parent, nsync_time_no_deadline);
    nsync_note_notify(note);
    nsync_note_free(note);
}

static void timeout_cancel(void)
{
    nsync_note note = nsync_note_new(NULL, nsync_time_add(nsync_time_now(), nsync_time_ms(3600000)));
    nsync_note_notify(note);
    nsync_note_free(note);
}

static void cascade(const char *name, int n, int (*parent_of)(int), const char *create)
{
    nsync_note *notes = malloc((size_t)n * sizeof *notes);
    double told[3], made[3];
    for (int round = 0; round < 3; round++) {
        double from = now_ns();
        for (int i = 0; i < n; i++)
            notes[i] = nsync_note_new(i == 0 ? NULL : notes[parent_of(i)], nsync_time_no_deadline);
        made[round] = (now_ns() - from) / n;
        from = now_ns();
        nsync_note_notify(notes[0]);
        told[round] = (now_ns() - from) / n;
        for (int i = n; i-- > 0;)
            nsync_note_free(notes[i]);
    }
    qsort(told, 3, sizeof told[0], bench_less);
    qsort(made, 3, sizeof made[0], bench_less);
    printf("%s %.2f\n", name, told[1]);
    if (create != NULL)
        printf("%s %.2f\n", create, made[1]);
    free(notes);
}
static int flat(int i) { return i * 0; }
static int tree(int i) { return (i - 1) / 2; }
static int chain(int i) { return i - 1; }

enum { PAIR_N = 200000 };
static pthread_barrier_t barrier;
static void *derive_many(void *arg)
{
    bench_own_processor();
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < PAIR_N; i++)
        create_cancel(arg);
    return NULL;
}

static void two(const char *name, int same)
{
    double wall[5];
    for (int round = 0; round < 5; round++) {
        pthread_t threads[2];
        nsync_note parents[2];
        pthread_barrier_init(&barrier, NULL, 3);
        for (int i = 0; i < 2; i++)
            parents[i] = nsync_note_new(NULL, nsync_time_no_deadline);
        for (int i = 0; i < 2; i++)
            pthread_create(&threads[i], NULL, derive_many, parents[same ? 0 : i]);
        double from = now_ns();
        pthread_barrier_wait(&barrier);
        pthread_join(threads[0], NULL);
        pthread_join(threads[1], NULL);
        wall[round] = (now_ns() - from) / (2.0 * PAIR_N);
        nsync_note_free(parents[0]);
        nsync_note_free(parents[1]);
    }
    qsort(wall, 5, sizeof wall[0], bench_less);
    printf("%s %.2f\n", name, wall[2]);
}

int main(void)
{
    nsync_note parent = nsync_note_new(NULL, nsync_time_no_deadline), over = nsync_note_new(NULL, nsync_time_no_deadline);
    nsync_note_notify(over);
    ROW("create_cancel_parent", 100000, create_cancel(parent));
    ROW("create_cancel_background", 100000, create_cancel(NULL));
    ROW("timeout_cancel", 100000, timeout_cancel());
    ROW("err_live", 1000000, KEEP(nsync_note_is_notified(parent)));
    ROW("err_cancelled", 1000000, KEEP(nsync_note_is_notified(over)));
    cascade("cancel_flat_1k", 1000, flat, NULL);
    cascade("cancel_flat_1M", 1000000, flat, "create_1M");
    cascade("cancel_tree_131071", 131071, tree, NULL);
    cascade("cancel_chain_10k", 10000, chain, NULL);
    two("two_threads_same_parent", 1);
    two("two_threads_own_parents", 0);
    nsync_note_free(parent);
    nsync_note_free(over);
    return 0;
}
