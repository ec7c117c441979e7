/* model_priv.h — the tables behind a model, and what its files share. Nobody else includes it.
 *
 * A table is an array indexed by id. For seeking, it is cut into chunks; a chunk that was changed is `dirty`. A keyframe
 * stores the dirty chunks only, so that it costs what happened since the one before it.
 */
#ifndef MODEL_PRIV_H
#define MODEL_PRIV_H

#include "model.h"
#include "trace_priv.h"

enum { KEY_EVERY = 1 << 15, DEEP = 64 };

enum { TABLE_NODE, TABLE_TASK, TABLE_HANDLE, TABLE_TIMER, TABLE_CHAN, TABLE_CASCADE, TABLE_MARK, TABLE_TEXT, TABLES };

typedef struct chunk_version {
    uint32_t keyframe;
    void *bytes;
} chunk_version_t;

typedef struct chunk {
    chunk_version_t *version;
    uint32_t versions, capacity;
    uint32_t in_place; /* version + 1 whose bytes the table holds, when not dirty */
} chunk_t;

typedef struct table {
    void *base;
    uint32_t count, capacity, stride, shift; /* entries a chunk: 1 << shift */
    uint8_t *dirty;                          /* one a chunk */
    chunk_t *chunk;                          /* NULL until the first keyframe */
    uint32_t chunks;
} table_t;

/* What is not in a table, beside the model's public numbers */
typedef struct model_state {
    uint32_t first_root, last_root, roots;
    uint32_t resync; /* how many there were; the current one while `resyncing` */
    bool resyncing;
    bool deep; /* some node has more than DEEP ancestors: live_below is summed at the end of each move */
} model_state_t;

typedef struct keyframe {
    size_t applied;
    model_t shown;
    model_state_t state;
    uint32_t counts[TABLES];
} keyframe_t;

struct model_private {
    table_t table[TABLES];
    model_state_t state;
    size_t key_every;
    keyframe_t *key;
    uint32_t keys;
    size_t key_capacity, key_bytes;
    uint32_t *below, below_capacity;
    uint32_t root_at, root_index; /* cache of model_root */
};

void model_table_grow_(model_t *m, int table, uint32_t id); /* makes entry id exist */
void model_table_publish_(model_t *m);                      /* the public pointers and counts again */
void model_event_(model_t *m, const ctx_event_t *ev);       /* applies one event; m->applied is its number */
void model_start_over_(model_t *m, const trace_t *trace);  /* event 0; keyframes stay */
void model_sum_below_(model_t *m);
void model_key_take_(model_t *m);
void model_key_restore_(model_t *m, uint32_t key);
void model_keys_forget_(model_t *m);
void model_key_every_(model_t *m, size_t events); /* tests: keyframes closer together than KEY_EVERY */

#endif
