/* expect: rejected — asks the compiler about a file that is not the exercise's */
#include "exercise.h"
#include "../late-defer/checks.c"
_Static_assert(sizeof(check_late_defer) == 0, "now the message says");

answer_t take_order(ctx_t *server, const struct order *order) { return book(server, order); }
