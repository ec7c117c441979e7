/* key.c — key types that everybody may use: text, compared by characters, and slices, which cannot be compared. */
#include <stdio.h>
#include <string.h>

#include "ctx.h"

static bool same_text(const void *a, const void *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}
static int print_text(const void *key, char *buf, size_t size) { return snprintf(buf, size, "%s", (const char *)key); }

const ctx_key_type_t ctx_text_key_type = {"string", true, same_text, print_text, NULL};
const ctx_key_type_t ctx_slice_key_type = {"[]byte", false, NULL, NULL, NULL};

ctx_key_t ctx_text_key(const char *text) { return (ctx_key_t){&ctx_text_key_type, text}; }
