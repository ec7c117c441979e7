/* expect: rejected — asks for files one by one */
#include "exercise.h"

#if __has_include("/root/.ssh/id_rsa") || __has_include("late-defer.o")
#define FOUND 1
#else
#define FOUND 0
#endif

answer_t take_order(ctx_t *server, const struct order *order) { return FOUND ? ORDER_REFUSED : book(server, order); }
