/* bytes.h — how many bytes the engine's own objects take in this build, whole and field by field: for lessons (scene.h), which
 * tell what is measured.
 */
#ifndef BYTES_H
#define BYTES_H

#include <string.h>

#include "node.h"

/* −1: the name is none of them. */
static inline int64_t bytes_of(const char *what)
{
#define WHOLE(name, type) {name, sizeof(type)}
#define FIELD(name, type, member) {name "." #member, sizeof(((type *)NULL)->member)}
    static const struct {
        const char *name;
        size_t bytes;
    } all[] = {
        WHOLE("root", ctx_t), WHOLE("cancel", cancel_node_t), WHOLE("timer", timer_node_t), WHOLE("value", value_node_t),
        WHOLE("without-cancel", ctx_t), WHOLE("after-func", after_node_t), WHOLE("stop", stop_node_t), WHOLE("custom", ctx_custom_t),
        WHOLE("handle", ctx_cancel_t), WHOLE("registration", ctx_stop_t), WHOLE("forwarder", forward_t),
        FIELD("root", ctx_t, parent), FIELD("root", ctx_t, id), FIELD("root", ctx_t, err), FIELD("root", ctx_t, refs),
        FIELD("root", ctx_t, kind), FIELD("root", ctx_t, flags), FIELD("root", ctx_t, holders),
        FIELD("cancel", cancel_node_t, base), FIELD("cancel", cancel_node_t, done), FIELD("cancel", cancel_node_t, done.lock),
        FIELD("cancel", cancel_node_t, children), FIELD("cancel", cancel_node_t, extra), FIELD("cancel", cancel_node_t, cause),
        FIELD("cancel", cancel_node_t, owner), FIELD("cancel", cancel_node_t, next), FIELD("cancel", cancel_node_t, prev),
        FIELD("timer", timer_node_t, node), FIELD("timer", timer_node_t, deadline), FIELD("timer", timer_node_t, timer_cause),
        FIELD("timer", timer_node_t, timer), FIELD("value", value_node_t, base), FIELD("value", value_node_t, key),
        FIELD("value", value_node_t, value), FIELD("after-func", after_node_t, fn), FIELD("after-func", after_node_t, arg),
        FIELD("after-func", after_node_t, site), FIELD("stop", stop_node_t, custom), FIELD("stop", stop_node_t, registration),
        FIELD("custom", ctx_custom_t, ops_),
    };
#undef WHOLE
#undef FIELD
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, what) == 0)
            return (int64_t)all[i].bytes;
    return -1;
}

#endif
