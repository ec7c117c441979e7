/* expect: rejected — reads the compiler's own environment */
#include "exercise.h"
#include "/proc/self/environ"

answer_t take_order(ctx_t *server, const struct order *order) { return book(server, order); }
