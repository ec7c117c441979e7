/* expect: compile-error rejected — a comment without an end, and a string */
#include "exercise.h"
answer_t take_order(ctx_t *server, const struct order *order) { return book(server, order); }
static const char *text = "no end
/* and no end
