/* value.c — making the contexts that cannot be cancelled themselves: those that carry a value, and those that let no end
 * through. The look-up is in ctx.c.
 */
#include "node.h"

HOT void init_value(value_node_t *node, const ctx_site_t *site, ctx_t *parent, ctx_key_t key, void *value)
{
    ctx_ref_(parent);
    ctx_init_base_(&node->base, CTX_NODE_VALUE, parent);
    node->key = key;
    node->value = value;
    ctx_announce_(&node->base, CTX_NO_DEADLINE, false, &key, site);
}

static void check_key(const ctx_site_t *site, const ctx_t *parent, ctx_key_t key)
{
    ctx_check_parent_(site, parent);
    if (key.type == NULL)
        ctx_panic_at(site, "nil key");
    if (!key.type->comparable)
        ctx_panic_at(site, "key is not comparable");
}

ctx_t *ctx_with_value_at(const ctx_site_t *site, ctx_t *parent, ctx_key_t key, void *value)
{
    check_key(site, parent, key);
    value_node_t *node = rt_alloc(sizeof *node);
    init_value(node, site, parent, key, value);
    return &node->base;
}

ctx_t *ctx_with_value_owned_at(const ctx_site_t *site, ctx_t *parent, ctx_key_t key, void *value,
                               void (*free_value)(void *))
{
    check_key(site, parent, key);
    owned_value_node_t *node = rt_alloc(sizeof *node);
    init_value(&node->node, site, parent, key, value);
    if (free_value != NULL)
        node->node.base.flags |= NODE_OWNS_VALUE;
    node->free_value = free_value;
    return &node->node.base;
}

/* LESSON: newer-parts. Values go on, cancellation ends here: with no done to listen to, its children start afresh. */
ctx_t *ctx_without_cancel_at(const ctx_site_t *site, ctx_t *parent)
{
    ctx_check_parent_(site, parent);
    ctx_t *node = rt_alloc(sizeof *node);
    ctx_ref_(parent);
    ctx_init_base_(node, CTX_NODE_WITHOUT_CANCEL, parent);
    ctx_announce_(node, CTX_NO_DEADLINE, false, NULL, site);
    return node;
}
