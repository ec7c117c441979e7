/* name.c — every context can print the path from its root, in Go's words.
 */
#include "node.h"

#include <stdio.h>
#include <string.h>

const char *const ctx_kind_names_[] = {
    [CTX_NODE_CANCEL] = "WithCancel", [CTX_NODE_TIMER] = "WithTimeout", [CTX_NODE_VALUE] = "WithValue",
    [CTX_NODE_WITHOUT_CANCEL] = "WithoutCancel", [CTX_NODE_AFTER_FUNC] = "AfterFunc",
    [CTX_NODE_STOP] = "stop context", [CTX_NODE_CUSTOM] = "custom context"};

ctx_err_t ctx_event_looked_(int detail, const ctx_t *ctx, ctx_err_t err, const ctx_site_t *site)
{
    RT_EVENT(.kind = err ? CTX_EV_NOTICED : CTX_EV_LIVE_SEEN, .detail = (uint8_t)detail, .node = ctx->id,
             .site = RT_SITE(site));
    return err;
}

const char *ctx_key_text_(ctx_key_t key)
{
    if (key.type == NULL || (key.type == &ctx_text_key_type && key.value == NULL))
        return "<nil>";
    return key.type == &ctx_text_key_type ? key.value : key.type->name;
}

/* As snprintf: the length goes on growing when there is no more room. */
typedef struct out {
    char *buf;
    size_t size, length;
} out_t;

static void put(out_t *out, const char *text)
{
    size_t n = strlen(text);
    if (out->length < out->size) {
        size_t room = out->size - out->length - 1;
        memcpy(out->buf + out->length, text, n < room ? n : room);
        out->buf[out->length + (n < room ? n : room)] = '\0';
    }
    out->length += n;
}

/* Go's Duration: 1h2m3.5s, 50ms, 1.5µs. */
static void put_length(out_t *out, ctx_ns_t length)
{
    char text[64];
    uint64_t ns = length < 0 ? -(uint64_t)length : (uint64_t)length;
    double seconds = (double)(ns % 60000000000ull) / 1e9;
    if (length < 0)
        put(out, "-");
    if (ns >= 3600000000000ull)
        snprintf(text, sizeof text, "%lluh%llum%.9gs", (unsigned long long)(ns / 3600000000000ull),
                 (unsigned long long)(ns / 60000000000ull % 60), seconds);
    else if (ns >= 60000000000ull)
        snprintf(text, sizeof text, "%llum%.9gs", (unsigned long long)(ns / 60000000000ull), seconds);
    else if (ns >= 1000000000ull || ns == 0)
        snprintf(text, sizeof text, "%.12gs", seconds);
    else if (ns >= 1000000)
        snprintf(text, sizeof text, "%.9gms", (double)ns / 1e6);
    else if (ns >= 1000)
        snprintf(text, sizeof text, "%.6g\xc2\xb5s", (double)ns / 1e3);
    else
        snprintf(text, sizeof text, "%lluns", (unsigned long long)ns);
    put(out, text);
}

static void put_printed(out_t *out, int (*print)(const void *, char *, size_t), const void *value)
{
    char text[256] = "";
    print(value, text, sizeof text);
    put(out, text);
}

static void put_value(out_t *out, const value_node_t *node)
{
    const ctx_key_type_t *type = node->key.type;
    put(out, ".WithValue(");
    if (type->print != NULL)
        put_printed(out, type->print, node->key.value);
    else
        put(out, type->name);
    put(out, ", ");
    if (node->value == NULL)
        put(out, "<nil>");
    else if (type->print_value != NULL)
        put_printed(out, type->print_value, node->value);
    else
        put(out, "void *");
    put(out, ")");
}

static void put_custom(out_t *out, ctx_custom_t *custom)
{
    char text[512] = "";
    if (custom->ops_->name != NULL) {
        node_ops(ctx_of_custom(custom))->name(custom, text, sizeof text);
        text[sizeof text - 1] = '\0';
        put(out, text);
    } else {
        put(out, custom->ops_->type_name != NULL ? custom->ops_->type_name : "custom");
    }
}

static void put_node(out_t *out, ctx_t *ctx)
{
    switch (ctx->kind) {
    case CTX_NODE_BACKGROUND: put(out, "context.Background"); break;
    case CTX_NODE_TODO: put(out, "context.TODO"); break;
    case CTX_NODE_CANCEL: put(out, ".WithCancel"); break;
    case CTX_NODE_WITHOUT_CANCEL: put(out, ".WithoutCancel"); break;
    case CTX_NODE_VALUE: put_value(out, node_value(ctx)); break;
    case CTX_NODE_STOP: put(out, "context.stopCtx"); break;
    case CTX_NODE_CUSTOM: put_custom(out, node_custom(ctx)); break;
    case CTX_NODE_TIMER:
        put(out, ".WithDeadline(");
        put_length(out, node_timer(ctx)->deadline);
        put(out, " [");
        put_length(out, ctx_after(node_timer(ctx)->deadline, -rt_now()));
        put(out, "])");
        break;
    default: break;
    }
}

/* Where a printout begins: what lies above a custom or a stop context does not show. */
static bool begins(const ctx_t *ctx)
{
    return ctx->parent == NULL || ctx->kind == CTX_NODE_CUSTOM || ctx->kind == CTX_NODE_STOP;
}

size_t ctx_name(ctx_t *ctx, char *buf, size_t size)
{
    rt_check_use(ctx, CTX_HERE, "context");
    RT_STEP(CTX_OP_VALUE, ctx, NULL);
    size_t depth = 1;
    for (ctx_t *up = ctx; !begins(up); up = up->parent)
        depth++;
    ctx_t **path = rt_alloc(depth * sizeof(ctx_t *)), **at = path + depth;
    while (at > path) {
        *--at = ctx;
        ctx = ctx->parent;
    }
    out_t out = {buf, size, 0};
    if (size > 0)
        buf[0] = '\0';
    for (; at < path + depth; at++)
        put_node(&out, *at);
    rt_free(path);
    return out.length;
}
