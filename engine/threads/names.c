/* names.c — texts and call sites get numbers, and are written once, before the first event that uses them.
 */
#include "trace.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { CACHE = 16, LONGEST = 4096 };

typedef struct text {
    struct text *next; /* in its bucket */
    uint32_t id, length;
    uint64_t hash;
    char characters[];
} text_t;

typedef struct named_site {
    const ctx_site_t *site;
    uint32_t file, function;
} named_site_t;

static struct {
    pthread_mutex_t lock;
    /* guarded by lock: */
    text_t **buckets, **texts; /* texts[id - 1] */
    size_t bucket_count, text_count, text_room, texts_written;
    named_site_t *sites; /* sites[id - 1] */
    size_t site_count, site_room, sites_written;
} names = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void *grown(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return array;
    *room = *room ? *room * 2 : 256;
    void *more = realloc(array, *room * size);
    if (more == NULL)
        rt_out_of_memory(*room * size);
    return more;
}

static void rehash(void)
{
    size_t count = names.bucket_count ? names.bucket_count * 2 : 512;
    text_t **buckets = calloc(count, sizeof *buckets);
    if (buckets == NULL)
        rt_out_of_memory(count * sizeof *buckets);
    for (size_t i = 0; i < names.text_count; i++) {
        text_t *text = names.texts[i];
        text->next = buckets[text->hash % count];
        buckets[text->hash % count] = text;
    }
    free(names.buckets);
    names.buckets = buckets;
    names.bucket_count = count;
}

/* The same as will be written to the file, for the tail; under the lock. */
static void tell_text(const text_t *text)
{
    static struct { ctx_event_t record; char characters[LONGEST + sizeof(ctx_event_t)]; } told;
    size_t slots = (text->length + sizeof told.record - 1) / sizeof told.record * sizeof told.record;
    told.record = (ctx_event_t){.kind = CTX_EV_TEXT, .other = text->id, .aux = text->length};
    memset(told.characters, 0, slots);
    memcpy(told.characters, text->characters, text->length);
    tail_name(&told, sizeof told.record + slots);
}

static void tell_site(size_t i)
{
    const named_site_t *s = &names.sites[i];
    tail_name(&(ctx_event_t){.kind = CTX_EV_SITE, .site = (uint32_t)i + 1, .value = s->site->line, .other = s->file, .aux = s->function},
              sizeof(ctx_event_t));
}

void names_tell(void)
{
    pthread_mutex_lock(&names.lock);
    for (size_t i = 0; i < names.text_count; i++)
        tell_text(names.texts[i]);
    for (size_t i = 0; i < names.site_count; i++)
        tell_site(i);
    pthread_mutex_unlock(&names.lock);
}

static text_t *new_text(const char *characters, size_t length, uint64_t hash)
{
    if (names.text_count >= names.bucket_count)
        rehash();
    names.texts = grown(names.texts, names.text_count, &names.text_room, sizeof *names.texts);
    text_t *text = malloc(sizeof *text + length + 1);
    if (text == NULL)
        rt_out_of_memory(sizeof *text + length + 1);
    *text = (text_t){.next = names.buckets[hash % names.bucket_count], .id = (uint32_t)names.text_count + 1,
                     .length = (uint32_t)length, .hash = hash};
    memcpy(text->characters, characters, length);
    text->characters[length] = '\0';
    names.buckets[hash % names.bucket_count] = text;
    names.texts[names.text_count++] = text;
    tell_text(text);
    return text;
}

static const text_t *intern(const char *characters)
{
    size_t length = strnlen(characters, LONGEST);
    uint64_t hash = 14695981039346656037ull;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)characters[i]) * 1099511628211ull;
    text_t *text = names.bucket_count ? names.buckets[hash % names.bucket_count] : NULL;
    while (text != NULL && (text->hash != hash || text->length != length ||
                            memcmp(text->characters, characters, length) != 0))
        text = text->next;
    return text != NULL ? text : new_text(characters, length, hash);
}

static RT_THREAD struct { const char *from; const text_t *text; } cache[CACHE];

static size_t cache_slot(const char *characters)
{
    return ((uintptr_t)characters >> 3 ^ (uintptr_t)characters >> 9) % CACHE;
}

uint32_t rt_static_text_id(const char *characters)
{
    size_t slot = cache_slot(characters);
    return cache[slot].from == characters ? cache[slot].text->id : rt_text_id(characters);
}

/* The same address may hold another text by now, so the characters are compared. */
uint32_t rt_text_id(const char *characters)
{
    size_t slot = cache_slot(characters);
    if (cache[slot].from == characters && strncmp(cache[slot].text->characters, characters, LONGEST) == 0)
        return cache[slot].text->id;
    pthread_mutex_lock(&names.lock);
    const text_t *text = intern(characters);
    pthread_mutex_unlock(&names.lock);
    cache[slot].from = characters;
    cache[slot].text = text;
    return text->id;
}

uint32_t rt_site_id(ctx_site_t *site)
{
    pthread_mutex_lock(&names.lock);
    uint32_t id = __atomic_load_n(&site->id, __ATOMIC_RELAXED);
    if (id == 0) {
        named_site_t named = {site, intern(site->file)->id, intern(site->func)->id};
        names.sites = grown(names.sites, names.site_count, &names.site_room, sizeof *names.sites);
        names.sites[names.site_count++] = named;
        tell_site(names.site_count - 1);
        id = (uint32_t)names.site_count;
        __atomic_store_n(&site->id, id, __ATOMIC_RELEASE);
    }
    pthread_mutex_unlock(&names.lock);
    return id;
}

void names_write(void (*text)(uint32_t id, const char *text, size_t length),
                 void (*site)(uint32_t id, const ctx_site_t *site, uint32_t file, uint32_t function))
{
    pthread_mutex_lock(&names.lock);
    for (; names.texts_written < names.text_count; names.texts_written++) {
        const text_t *t = names.texts[names.texts_written];
        text(t->id, t->characters, t->length);
    }
    for (; names.sites_written < names.site_count; names.sites_written++) {
        const named_site_t *s = &names.sites[names.sites_written];
        site((uint32_t)names.sites_written + 1, s->site, s->file, s->function);
    }
    pthread_mutex_unlock(&names.lock);
}

void names_again(void)
{
    pthread_mutex_lock(&names.lock);
    names.texts_written = names.sites_written = 0;
    pthread_mutex_unlock(&names.lock);
}

void names_hold(bool held) { (void)(held ? pthread_mutex_lock(&names.lock) : pthread_mutex_unlock(&names.lock)); }
