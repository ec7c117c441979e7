/* table.c — the texts and call sites of a trace, by id, and growing arrays.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace_priv.h"

void *trace_grow_(void *p, size_t *capacity, size_t want, size_t size)
{
    if (want <= *capacity)
        return p;
    size_t n = *capacity + *capacity / 2 + 16;
    if (n < want)
        n = want;
    void *grown = realloc(p, n * size);
    if (!grown) {
        fprintf(stderr, "ctxlab: out of memory while reading a trace (%zu bytes more)\n", n * size);
        abort();
    }
    *capacity = n;
    return grown;
}

void *trace_grow32_(void *p, uint32_t *capacity, uint32_t want, size_t size)
{
    size_t n = *capacity;
    p = trace_grow_(p, &n, want, size);
    *capacity = (uint32_t)n;
    return p;
}

static uint32_t hash_bytes(const char *s, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (uint8_t)s[i]) * 16777619u;
    return h;
}

static const char *arena_copy(trace_t *t, const char *s, size_t n)
{
    if (!t->arena || t->arena->size - t->arena->used < n + 1) {
        size_t size = n + 1 > 4096 ? n + 1 : 4096, capacity = 0;
        trace_chunk_t *c = trace_grow_(NULL, &capacity, sizeof *c + size, 1);
        *c = (trace_chunk_t){.next = t->arena, .size = size};
        t->arena = c;
    }
    char *copy = t->arena->bytes + t->arena->used;
    memcpy(copy, s, n);
    copy[n] = 0;
    t->arena->used += n + 1;
    return copy;
}

static uint32_t *find_slot(const trace_t *t, const char *s, size_t n, uint32_t hash)
{
    uint32_t mask = t->by_text_size - 1;
    for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
        uint32_t id = t->by_text[i];
        const trace_text_row_t *row = &t->text[id];
        if (!id || (row->hash == hash && row->bytes == n && !memcmp(row->text, s, n)))
            return &t->by_text[i];
    }
}

static void grow_index(trace_t *t)
{
    if (t->by_text_size && t->by_text_used * 2 < t->by_text_size)
        return;
    uint32_t *old = t->by_text, size = t->by_text_size;
    size_t none = 0;
    t->by_text_size = size ? size * 2 : 64;
    t->by_text = trace_grow_(NULL, &none, t->by_text_size, sizeof *old);
    memset(t->by_text, 0, t->by_text_size * sizeof *old);
    for (uint32_t i = 0; i < size; i++)
        if (old[i]) {
            const trace_text_row_t *row = &t->text[old[i]];
            *find_slot(t, row->text, row->bytes, row->hash) = old[i];
        }
    free(old);
}

static bool text_room(trace_t *t, uint32_t id)
{
    if (!id || id > TRACE_ID_SLACK + 4 * t->records)
        return false;
    if (id >= t->texts) {
        t->text = trace_grow32_(t->text, &t->text_capacity, id + 1, sizeof *t->text);
        memset(t->text + t->texts, 0, (id + 1 - t->texts) * sizeof *t->text);
        t->texts = id + 1;
    }
    return true;
}

bool trace_set_text_(trace_t *t, uint32_t id, const char *text, size_t bytes)
{
    if (!text_room(t, id))
        return false;
    trace_text_row_t *row = &t->text[id];
    if (row->text) /* a resync says it again; the first one stays, others may have borrowed it */
        return true;
    grow_index(t);
    uint32_t hash = hash_bytes(text, bytes);
    uint32_t *slot = find_slot(t, text, bytes, hash);
    *row = (trace_text_row_t){.text = *slot ? t->text[*slot].text : arena_copy(t, text, bytes),
                              .same = *slot ? *slot : id,
                              .hash = hash,
                              .bytes = (uint32_t)bytes};
    if (!*slot) {
        *slot = id;
        t->by_text_used++;
    }
    return true;
}

uint32_t trace_find_text(const trace_t *t, const char *text)
{
    size_t n = strlen(text);
    return t->by_text_size ? *find_slot(t, text, n, hash_bytes(text, n)) : 0;
}

uint32_t trace_same_text(const trace_t *t, uint32_t id)
{
    return id < t->texts && t->text[id].text ? t->text[id].same : id;
}

uint32_t trace_add_text(trace_t *t, const char *text)
{
    uint32_t id = trace_find_text(t, text);
    if (id)
        return id;
    id = t->texts ? t->texts : 1;
    t->records++;
    return trace_set_text_(t, id, text, strlen(text)) ? id : 0;
}

const char *trace_text(const trace_t *t, uint32_t id)
{
    return id < t->texts && t->text[id].text ? t->text[id].text : "";
}

bool trace_set_site_(trace_t *t, uint32_t id, uint32_t file, uint32_t func, int64_t line)
{
    if (!id || id > TRACE_ID_SLACK + 4 * t->records)
        return false;
    if (id >= t->sites) {
        t->site = trace_grow32_(t->site, &t->site_capacity, id + 1, sizeof *t->site);
        memset(t->site + t->sites, 0, (id + 1 - t->sites) * sizeof *t->site);
        t->sites = id + 1;
    }
    int n = line < 0 || line > 99999999 ? 0 : (int)line;
    t->site[id] = (trace_site_row_t){.file = file, .func = func, .line = n};
    return true;
}

uint32_t trace_add_site(trace_t *t, const char *file, int line, const char *func)
{
    uint32_t f = trace_add_text(t, file), g = trace_add_text(t, func);
    for (uint32_t id = 1; id < t->sites; id++)
        if (t->site[id].file == f && t->site[id].func == g && t->site[id].line == line)
            return id;
    uint32_t id = t->sites ? t->sites : 1;
    t->records++;
    return trace_set_site_(t, id, f, g, line) ? id : 0;
}

trace_site_t trace_site(const trace_t *t, uint32_t id)
{
    if (id >= t->sites || !t->site[id].file)
        return (trace_site_t){"?", "?", 0};
    const trace_site_row_t *s = &t->site[id];
    return (trace_site_t){.file = trace_text(t, s->file), .func = trace_text(t, s->func), .line = s->line};
}

uint32_t trace_sites(const trace_t *t)
{
    return t->sites;
}

uint32_t trace_texts(const trace_t *t)
{
    return t->texts;
}
