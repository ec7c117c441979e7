/* peer_glib.c — GCancellable, row by row, as ours.c does it. A child is one connected to its parent's signal.
 */
#include "bench.h"

#include <gio/gio.h>

static void cancel_child(GCancellable *parent, gpointer child)
{
    (void)parent;
    g_cancellable_cancel(child);
}

static void create_cancel(GCancellable *parent)
{
    GCancellable *c = g_cancellable_new();
    gulong id = parent != NULL ? g_cancellable_connect(parent, G_CALLBACK(cancel_child), c, NULL) : 0;
    g_cancellable_cancel(c);
    if (parent != NULL)
        g_cancellable_disconnect(parent, id);
    g_object_unref(c);
}

static gboolean never(gpointer data)
{
    (void)data;
    return G_SOURCE_REMOVE;
}

static void timeout_cancel(void)
{
    GCancellable *c = g_cancellable_new();
    guint id = g_timeout_add(3600000, never, c);
    g_cancellable_cancel(c);
    g_source_remove(id);
    g_object_unref(c);
}

static void after_func(GCancellable *c)
{
    g_cancellable_disconnect(c, g_cancellable_connect(c, G_CALLBACK(cancel_child), NULL, NULL));
}

static void cascade(const char *name, int n, int (*parent_of)(int), const char *create)
{
    GCancellable **nodes = malloc((size_t)n * sizeof *nodes);
    double from = now_ns();
    for (int i = 0; i < n; i++) {
        nodes[i] = g_cancellable_new();
        if (i > 0)
            g_cancellable_connect(nodes[parent_of(i)], G_CALLBACK(cancel_child), nodes[i], NULL);
    }
    double made = (now_ns() - from) / n;
    from = now_ns();
    g_cancellable_cancel(nodes[0]);
    printf("%s %.2f\n", name, (now_ns() - from) / n);
    if (create != NULL)
        printf("%s %.2f\n", create, made);
    fflush(stdout);
    free(nodes); /* the objects are left: giving a million handlers back takes minutes */
}
static int flat(int i) { return i * 0; }
static int tree(int i) { return (i - 1) / 2; }

int main(void)
{
    GCancellable *parent = g_cancellable_new(), *over = g_cancellable_new();
    g_cancellable_cancel(over);
    ROW("create_cancel_parent", 20000, create_cancel(parent));
    ROW("create_cancel_background", 20000, create_cancel(NULL));
    ROW("timeout_cancel", 20000, timeout_cancel());
    ROW("err_live", 1000000, KEEP(g_cancellable_is_cancelled(parent)));
    ROW("err_cancelled", 1000000, KEEP(g_cancellable_is_cancelled(over)));
    ROW("after_func", 20000, after_func(parent));
    cascade("cancel_flat_1k", 1000, flat, NULL);
    cascade("cancel_tree_131071", 131071, tree, "create_1M");
    return 0;
}
