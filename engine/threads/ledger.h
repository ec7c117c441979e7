/* ledger.h — the book, for those who list it.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include "rt.h"

typedef struct ledger_entry {
    struct ledger_entry *next;
    const void *ptr;
    uint64_t number; /* oldest first */
    ctx_ledger_row_t row;
} ledger_entry_t;

/* Each entry in no order, with its shard's lock held: nothing that is visited is freed meanwhile, nothing may be made. */
void ledger_visit(void (*visit)(const ledger_entry_t *entry, void *arg), void *arg);

#endif
