/* gate_name.c — a name that nobody here declares: what it may have been meant to be. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "gate.h"

enum { NAME = 64, FAR = 3 };

/* What other libraries call it. */
static const struct { const char *theirs, *ours; } words[] = {
    {"free", "drop"}, {"destroy", "drop"}, {"delete", "drop"}, {"unref", "drop"},  {"put", "drop"},   {"ref", "keep"},     {"get", "value"},
    {"new", "make"},  {"create", "make"},  {"start", "go"},    {"spawn", "go"},    {"create", "go"},  {"wait", "join"},    {"reason", "cause"},
    {"stop", "cancel"}, {"read", "recv"},  {"receive", "recv"}, {"write", "send"}, {"error", "err"},  {"is_done", "done"},
};

bool gate_of_library(const char *name)
{
    static void *libraries[2];
    bool found = false;
    for (int i = 0; i < 2; i++) {
        if (libraries[i] == NULL)
            libraries[i] = dlopen(i == 0 ? "libc.so.6" : "libm.so.6", RTLD_LAZY | RTLD_LOCAL);
        found = found || (libraries[i] != NULL && dlsym(libraries[i], name) != NULL);
    }
    return found;
}

/* The name that programs write for an engine's symbol: false for what is private to the headers' macros. */
static bool public_name(const char *symbol, char *name)
{
    size_t n = strlen(symbol);
    bool sited = n > 3 && strcmp(symbol + n - 3, "_at") == 0;
    if (n >= NAME || symbol[n - 1] == '_' || (n > 2 && strcmp(symbol + n - 2, "_t") == 0))
        return false;
    (void)snprintf(name, NAME, "%.*s", (int)(sited ? n - 3 : n), symbol);
    return true;
}

static bool is_public(const char *wanted)
{
    char name[NAME];
    for (const char *const *s = gate_engine_symbols; *s != NULL; s++)
        if (public_name(*s, name) && strcmp(name, wanted) == 0)
            return true;
    return false;
}

static size_t least(size_t a, size_t b, size_t c) { return a < b ? (a < c ? a : c) : b < c ? b : c; }

/* How many letters have to be put in, taken out or changed. Both shorter than NAME. */
static size_t distance(const char *a, const char *b)
{
    size_t row[NAME], n = strlen(b);
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t above = row[j];
            row[j] = least(above + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1]));
            corner = above;
        }
    }
    return row[n];
}

bool gate_nearest(const char *name, char *near, size_t size)
{
    char known[NAME], *tail = strchr(name, '_');
    size_t best = FAR;
    near[0] = '\0';
    if (strlen(name) >= NAME)
        return false;
    for (size_t i = 0; tail != NULL && i < sizeof words / sizeof *words; i++)
        if (strcmp(tail + 1, words[i].theirs) == 0) {
            (void)snprintf(near, size, "%.*s_%s", (int)(tail - name), name, words[i].ours);
            if (is_public(near))
                return true;
        }
    near[0] = '\0';
    for (const char *const *lists[] = {gate_engine_symbols, gate_base_symbols, NULL}, *const **l = lists; *l != NULL; l++)
        for (const char *const *s = *l; *s != NULL; s++)
            if (public_name(*s, known) && (*s)[0] != '_' && distance(name, known) < best) {
                best = distance(name, known);
                (void)snprintf(near, size, "%s", known);
            }
    return near[0] != '\0';
}
