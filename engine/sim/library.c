/* library.c — what the C library does with a program's memory, seen by the checks for races, uses after the end, and wild
 * accesses (race.c). A learner's file calls these instead of the real ones: library_names.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "library.h"

#define PC ((uintptr_t)__builtin_return_address(0))

/* The accesses are told first: a wild one ends the run before it is made. */
static void reads(const void *p, size_t n, uintptr_t pc) { race_access(p, n, false, pc); }
static void writes(const void *p, size_t n, uintptr_t pc) { race_access(p, n, true, pc); }
static size_t reads_text(const char *s, uintptr_t pc)
{
    race_access(s, 1, false, pc);
    size_t n = strlen(s);
    race_access(s, n + 1, false, pc);
    return n;
}

static size_t reads_at_most(const char *s, size_t limit, uintptr_t pc)
{
    size_t n = limit == 0 ? 0 : strnlen(s, limit);
    race_access(s, n < limit ? n + 1 : n, false, pc);
    return n;
}

/* As far as a comparison of texts looks. */
static void reads_both(const char *a, const char *b, size_t limit, uintptr_t pc)
{
    size_t n = 0;
    while (n < limit && a[n] == b[n] && a[n] != '\0')
        n++;
    n = n < limit ? n + 1 : n;
    race_access(a, n, false, pc);
    race_access(b, n, false, pc);
}

void *sim_memcpy(void *to, const void *from, size_t n)
{
    reads(from, n, PC), writes(to, n, PC);
    return memcpy(to, from, n);
}

void *sim_memmove(void *to, const void *from, size_t n)
{
    reads(from, n, PC), writes(to, n, PC);
    return memmove(to, from, n);
}

void *sim_memset(void *to, int c, size_t n)
{
    writes(to, n, PC);
    return memset(to, c, n);
}

int sim_memcmp(const void *a, const void *b, size_t n)
{
    reads(a, n, PC), reads(b, n, PC);
    return memcmp(a, b, n);
}

void *sim_memchr(const void *p, int c, size_t n)
{
    const char *found = memchr(p, c, n);
    reads(p, found != NULL ? (size_t)(found - (const char *)p) + 1 : n, PC);
    return (void *)(uintptr_t)found;
}

size_t sim_strlen(const char *s) { return reads_text(s, PC); }
size_t sim_strnlen(const char *s, size_t n) { return reads_at_most(s, n, PC); }

int sim_strcmp(const char *a, const char *b)
{
    reads_both(a, b, SIZE_MAX, PC);
    return strcmp(a, b);
}

int sim_strncmp(const char *a, const char *b, size_t n)
{
    reads_both(a, b, n, PC);
    return strncmp(a, b, n);
}

int sim_strcasecmp(const char *a, const char *b)
{
    reads_text(a, PC), reads_text(b, PC);
    return strcasecmp(a, b);
}

int sim_strncasecmp(const char *a, const char *b, size_t n)
{
    reads_at_most(a, n, PC), reads_at_most(b, n, PC);
    return strncasecmp(a, b, n);
}

char *sim_strcpy(char *to, const char *from)
{
    writes(to, reads_text(from, PC) + 1, PC);
    return strcpy(to, from);
}

char *sim_strncpy(char *to, const char *from, size_t n)
{
    reads_at_most(from, n, PC), writes(to, n, PC);
    return strncpy(to, from, n);
}

char *sim_stpcpy(char *to, const char *from)
{
    size_t n = reads_text(from, PC);
    writes(to, n + 1, PC);
    return (char *)memcpy(to, from, n + 1) + n;
}

char *sim_strcat(char *to, const char *from)
{
    size_t at = reads_text(to, PC), n = reads_text(from, PC);
    writes(to + at, n + 1, PC);
    memcpy(to + at, from, n + 1);
    return to;
}

char *sim_strncat(char *to, const char *from, size_t limit)
{
    size_t at = reads_text(to, PC), n = reads_at_most(from, limit, PC);
    writes(to + at, n + 1, PC);
    memcpy(to + at, from, n);
    to[at + n] = '\0';
    return to;
}

char *sim_strchr(const char *s, int c)
{
    reads_text(s, PC);
    return strchr(s, c);
}

char *sim_strrchr(const char *s, int c)
{
    reads_text(s, PC);
    return strrchr(s, c);
}

char *sim_strstr(const char *s, const char *what)
{
    reads_text(s, PC), reads_text(what, PC);
    return strstr(s, what);
}

size_t sim_strspn(const char *s, const char *set)
{
    reads_text(s, PC), reads_text(set, PC);
    return strspn(s, set);
}

size_t sim_strcspn(const char *s, const char *set)
{
    reads_text(s, PC), reads_text(set, PC);
    return strcspn(s, set);
}

char *sim_strpbrk(const char *s, const char *set)
{
    reads_text(s, PC), reads_text(set, PC);
    return strpbrk(s, set);
}

char *sim_strdup(const char *s)
{
    size_t n = reads_text(s, PC) + 1;
    return memcpy(malloc(n), s, n);
}

char *sim_strndup(const char *s, size_t limit)
{
    size_t n = reads_at_most(s, limit, PC);
    char *copy = memcpy(malloc(n + 1), s, n);
    copy[n] = '\0';
    return copy;
}

/* Giving the old block back is like writing all of it. */
void *sim_realloc(void *ptr, size_t size)
{
    if (ptr != NULL)
        race_access(ptr, sim_live_block(ptr) ? sim_block_size(ptr) : 1, true, PC);
    return realloc(ptr, size);
}

/* ---- numbers --------------------------------------------------------------------------------------------- */

#define NUMBER(type, name)                                                                                     \
    type sim_##name(const char *s, char **end, int base)                                                       \
    {                                                                                                          \
        reads_text(s, PC);                                                                                     \
        if (end != NULL)                                                                                       \
            writes(end, sizeof *end, PC);                                                                      \
        return name(s, end, base);                                                                             \
    }
NUMBER(long, strtol)
NUMBER(long long, strtoll)
NUMBER(unsigned long, strtoul)
NUMBER(unsigned long long, strtoull)

int sim_atoi(const char *s)
{
    reads_text(s, PC);
    return (int)strtol(s, NULL, 10);
}

long sim_atol(const char *s)
{
    reads_text(s, PC);
    return strtol(s, NULL, 10);
}

/* ---- arrays ---------------------------------------------------------------------------------------------- */

void sim_qsort(void *base, size_t n, size_t size, int (*compare)(const void *, const void *))
{
    size_t bytes;
    sim_check_target((uintptr_t)compare);
    if (!__builtin_mul_overflow(n, size, &bytes))
        reads(base, bytes, PC), writes(base, bytes, PC);
    qsort(base, n, size, compare);
}

void *sim_bsearch(const void *key, const void *base, size_t n, size_t size, int (*compare)(const void *, const void *))
{
    sim_check_target((uintptr_t)compare);
    return bsearch(key, base, n, size, compare); /* what it reads, the comparison reads */
}

/* ---- output ---------------------------------------------------------------------------------------------- */

int sim_puts(const char *s)
{
    reads_text(s, PC);
    return puts(s);
}

int sim_fputs(const char *s, FILE *out)
{
    reads_text(s, PC);
    (void)out;
    sim_output(s, strlen(s));
    return 0;
}

size_t sim_fwrite(const void *from, size_t size, size_t n, FILE *out)
{
    size_t bytes;
    (void)out;
    if (__builtin_mul_overflow(n, size, &bytes))
        return 0;
    reads(from, bytes, PC);
    sim_output(from, bytes);
    return n;
}
