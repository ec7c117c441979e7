/* trace_priv.h — what the files of this room share about struct trace. Nobody else includes it.
 */
#ifndef TRACE_PRIV_H
#define TRACE_PRIV_H

#include "tail.h"

enum {
    TRACE_TEXT_MAX = 1 << 20, /* a longer text is damage */
    TRACE_ID_SLACK = 1 << 16, /* an id further than this beyond the records seen is damage: it would size a table */
};

typedef struct trace_text_row {
    const char *text; /* in the arena; NULL: unknown */
    uint32_t same;    /* the first id with these characters */
    uint32_t hash, bytes;
} trace_text_row_t;

typedef struct trace_site_row {
    uint32_t file, func; /* text ids: the texts may arrive later */
    int line;
    uint8_t owner; /* SITE_*, 0 not asked yet */
} trace_site_row_t;

typedef struct trace_chunk {
    struct trace_chunk *next;
    size_t used, size;
    char bytes[];
} trace_chunk_t;

struct trace {
    ctx_trace_header_t header;
    ctx_event_t *ev;
    size_t count, capacity;

    trace_text_row_t *text;
    uint32_t texts, text_capacity; /* highest id + 1 */
    uint32_t *by_text;             /* open addressing: text id, 0 empty */
    uint32_t by_text_size, by_text_used;
    trace_chunk_t *arena;
    trace_site_row_t *site;
    uint32_t sites, site_capacity;

    /* reading */
    ctx_trace_mark_t mark; /* zeros where the header has none */
    uint8_t *pending; /* bytes that do not make a whole record yet */
    size_t pending_count, pending_capacity, header_left;
    uint64_t records, unknown, last_seq;
    int64_t last_time;
    bool have_header, ended;
    char damage[256];
    char tail[160]; /* what of it comes from FILE.tail; "": there was none */

    const trace_meter_t *meter; /* borrowed; NULL: nobody watches */
    struct trace_dense *dense; /* live attach: ids made small, see dense.c */

    /* printing: where each node and task was made, event + 1; filled as far as `labelled` events */
    uint32_t *node_new, *task_new;
    uint32_t nodes, node_capacity, tasks, task_capacity;
    size_t labelled;
};

static inline int64_t trace_minus_(int64_t a, int64_t b) /* saturates: a damaged file may say any time */
{
    int64_t r;
    return __builtin_sub_overflow(a, b, &r) ? (a < b ? INT64_MIN : INT64_MAX) : r;
}

void *trace_grow_(void *p, size_t *capacity, size_t want, size_t size); /* never fails: out of memory ends the program */
void *trace_grow32_(void *p, uint32_t *capacity, uint32_t want, size_t size);
enum { SITE_OWN = 1, SITE_SCENARIO, SITE_SCENERY /* and the engine */ };
unsigned trace_site_owner_(const trace_t *t, uint32_t site);
void trace_dense_event_(trace_t *t, ctx_event_t *ev); /* gives the ids of a program that has run for long small numbers */
void trace_dense_free_(trace_t *t);
bool trace_known_kind_(unsigned kind);
bool trace_set_text_(trace_t *t, uint32_t id, const char *text, size_t bytes); /* false: absurd id */
bool trace_set_site_(trace_t *t, uint32_t id, uint32_t file, uint32_t func, int64_t line);
/* A recording that was broken off goes on with what its tail has; path: FILE's, for the sentence. */
void trace_add_tail_(trace_t *t, const uint8_t *from, size_t size, const ctx_tail_head_t *head, const char *path);
void trace_push_(trace_t *t, const ctx_event_t *ev);
void trace_init_header_(ctx_trace_header_t *h, uint64_t flags, const char *program);

#endif
