/* expect: missing-work wrong-result — the page and the line, and nothing behind them */
#include "exercise.h"

static void handle_search(ctx_t *ctx, struct search *search)
{
    int found = 0;
    show_page(ctx, search, found);
    write_line(ctx, search, found);
}

void admit_reader(ctx_t *request, struct search *search)
{
    handle_search(request, search);
}
