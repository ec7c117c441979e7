/* request.c — the number is the value itself: nothing to free. */
#include "request_scene.h"

#include <stdio.h>

static int print_id(const void *value, char *buf, size_t size)
{
    return snprintf(buf, size, "%d", (int)(intptr_t)value);
}

static const ctx_key_type_t request_key_type = {.name = "request", .comparable = true, .print_value = print_id};
static const ctx_key_t request_key = {&request_key_type, &request_key_type};

ctx_t *request_ctx(ctx_t *parent, int id)
{
    return ctx_with_value(parent, request_key, (void *)(intptr_t)id);
}

int request_id_at(const ctx_site_t *site, ctx_t *ctx)
{
    return (int)(intptr_t)ctx_value_at(site, ctx, request_key);
}

int request_id_quiet(ctx_t *ctx) { return request_id_at(NULL, ctx); }
