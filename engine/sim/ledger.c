/* ledger.c — the book of what is alive, in the simulator: a list, newest first, that goes with the arena when the run ends.
 * Kept only when asked for; the trace tells the same story afterwards.
 */
#include "sim.h"

typedef struct entry {
    struct entry *older;
    const void *ptr;
    ctx_ledger_row_t row;
} entry_t;

bool sim_booking; /* restored with the rest of the program before each run */
static entry_t *newest;

void ctx_ledger_on(void) { sim_booking = true; }

void sim_book_add(ctx_ledger_kind_t kind, const void *ptr, const char *what, const ctx_site_t *site)
{
    entry_t *entry = sim_alloc(sizeof *entry);
    *entry = (entry_t){newest, ptr, {kind, what, site, sim.now}};
    newest = entry;
}

void sim_book_remove(ctx_ledger_kind_t kind, const void *ptr)
{
    for (entry_t **link = &newest; *link != NULL; link = &(*link)->older)
        if ((*link)->ptr == ptr && (*link)->row.kind == kind) {
            *link = (*link)->older;
            return;
        }
}

/* The list turned round and back: oldest first, and nothing allocated. */
static entry_t *reversed(entry_t *list)
{
    entry_t *turned = NULL;
    while (list != NULL) {
        entry_t *next = list->older;
        list->older = turned;
        turned = list;
        list = next;
    }
    return turned;
}

size_t ctx_ledger(void (*each)(const ctx_ledger_row_t *row, void *arg), void *arg)
{
    size_t count = 0;
    newest = reversed(newest);
    for (const entry_t *entry = newest; entry != NULL; entry = entry->older, count++)
        if (each != NULL)
            each(&entry->row, arg);
    newest = reversed(newest);
    return count;
}
