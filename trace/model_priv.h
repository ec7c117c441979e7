/* model_priv.h — the tables behind a model, and what its files share. Nobody else includes it.
 *
 * A table is an array indexed by id. A keyframe does not store it: it stores how it differs from the keyframe before, in the
 * entries that changed in between and were there at the one before. A difference goes both ways (exclusive or), so a seek
 * costs what changed between here and there, and never the size of the tables. What is applied after a keyframe saves each
 * entry before its first change; to leave, these are put back, and the tables are as they were at the keyframe. The large
 * entries are saved in two parts, what changes often and the rest: where events come by chance all of it is waiting for memory.
 */
#ifndef MODEL_PRIV_H
#define MODEL_PRIV_H

#include <string.h>

#include "model.h"
#include "trace_priv.h"

enum { KEY_EVERY = 1 << 12, SKIP = 64 };

enum { TABLE_NODE, TABLE_TASK, TABLE_HANDLE, TABLE_TIMER, TABLE_CHAN, TABLE_CASCADE, TABLE_MARK, TABLE_TEXT, TABLE_FAULT, TABLES };

enum { FRONT, REST, PARTS };

/* One part of a table's entries, and what those that changed were: a seek puts it back */
typedef struct part {
    uint32_t from, size; /* bytes of an entry; size 0: there is no such part */
    uint32_t *id, saved, capacity;
    void *bytes;
} part_t;

typedef struct table {
    void *base;
    uint32_t count, capacity, stride;
    uint32_t kept;    /* entries that were there at some keyframe: they must not be lost */
    uint8_t *touched; /* of those, one an entry: which parts changed since the keyframe `at`, a bit each */
    uint32_t touched_capacity;
    part_t part[PARTS];
} table_t;

/* What is not in a table, beside the model's public numbers */
typedef struct model_state {
    uint32_t last_root, roots; /* linked by prev, like siblings */
    uint32_t resync; /* how many there were; the current one while `resyncing` */
    bool resyncing;
    uint32_t gap_event; /* the latest gap */
    int64_t unsure_before; /* the latest snapshot was complete at that instant: what happened before it may be in it already */
} model_state_t;

/* What differs between two instants: model_change.c. NULL: not taken. */
typedef struct changes { uint32_t *word; size_t words; } changes_t;

typedef struct keyframe {
    size_t applied;
    model_t shown;
    model_state_t state;
    uint32_t counts[TABLES];
    changes_t changes; /* from the keyframe before */
    changes_t skip;    /* from SKIP keyframes before, where that is much less than theirs together */
} keyframe_t;

struct model_private {
    table_t table[TABLES];
    model_state_t state;
    size_t key_every;
    keyframe_t *key; /* key[0] is the start, once there is another */
    uint32_t keys, at; /* at: the tables are as at this one but for what is saved */
    size_t key_capacity, key_bytes;
    struct change_work *change_work; /* model_change.c */
    struct skip_work *skip_work;     /* model_skip.c */
    uint32_t *notable, notables, notable_capacity; /* model_notable.c: numbers of events */
    size_t noted;                                  /* how many events have been asked */
};

void model_table_grow_(model_t *m, int table, uint32_t id); /* makes entry id exist */
void model_table_publish_(model_t *m);                      /* the public pointers and counts again */
void model_event_(model_t *m, const ctx_event_t *ev);       /* applies one event; m->applied is its number */
void model_start_over_(model_t *m, const trace_t *trace);  /* event 0; keyframes stay */
void model_save_(table_t *t, uint32_t id, unsigned parts);   /* before a part of an entry that was kept is changed first */
void model_keys_forget_(model_t *m);

/* Changes are gathered table by table. `ids`: the entries that may differ, in any order; a side says where an entry is. */
enum { FORM_HEAD = 5, MOST_COLUMNS = 65 };
typedef struct side { const char *bytes; size_t stride; bool by_id; /* or by its place in `ids` */ } side_t; /* bytes: of a part */
void model_change_begin_(struct model_private *p);
void model_change_part_(struct model_private *p, int table, int part, const uint32_t *ids, uint32_t n, side_t old, side_t now);
/* Of one entry: `words` may differ, a bit each; `difference` is by the entry's words. model_change_rows_ends ends the table's. */
void model_change_row_(struct model_private *p, uint32_t id, uint64_t words, const uint32_t *difference);
void model_change_rows_end_(struct model_private *p, int table);
changes_t model_change_end_(struct model_private *p); /* owned (free its words) */
void model_change_apply_(const struct model_private *p, const changes_t *c);
void model_change_free_(struct model_private *p);
/* Rows alike: an id, then the difference of each of `words`. */
typedef struct form_rows { const uint32_t *head; int table; uint32_t rows, columns; uint64_t words; } form_rows_t;
bool model_change_next_(const changes_t *c, size_t *from, form_rows_t *f);
/* The first one is the ids; then each after the one before it. */
typedef struct column { const uint8_t *bytes; uint32_t first, mask, number, width; } column_t;
column_t model_change_column_(const form_rows_t *f, const column_t *before);
static inline uint32_t model_change_value_(const column_t *c, uint32_t row)
{
    uint32_t differs;
    memcpy(&differs, c->bytes + (size_t)row * c->width, sizeof differs);
    return c->first ^ (differs & c->mask);
}

void model_skip_take_(struct model_private *p, keyframe_t *key);
void model_skip_free_(struct model_private *p);
void model_key_every_(model_t *m, size_t events); /* tests: keyframes closer together than KEY_EVERY */

#endif
