/* expect: cut-short missing-work leaked-task — a span is its request: nothing can close it */
#include "exercise.h"

ctx_t *span_open(ctx_t *request) { return ctx_keep(request); }

void span_close(ctx_t *span) { (void)span; }
