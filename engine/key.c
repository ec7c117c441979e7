/* key.c — key types that everybody may use: text, compared by characters, and slices, which cannot be compared. */
#include <stdio.h>
#include <string.h>

#include "ctx.h"

static bool same_text(const void *a, const void *b) { return strcmp(a, b) == 0; }
static int print_text(const void *value, char *buf, size_t size) { return snprintf(buf, size, "%s", (const char *)value); }

const ctx_key_type_t ctx_text_key_type = {"string", true, same_text, print_text};
const ctx_key_type_t ctx_slice_key_type = {"[]byte", false, NULL, NULL};

ctx_key_t ctx_text_key(const char *text) { return (ctx_key_t){&ctx_text_key_type, text}; }
