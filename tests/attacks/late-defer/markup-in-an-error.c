/* expect: compile-error — an error message that is markup */
#include "exercise.h"
#error ]]></failure></testcase><testcase name="late-defer" classname="pass"/>"}],"verdict":"pass",{"
answer_t take_order(ctx_t *server, const struct order *order) { return book(server, order); }
