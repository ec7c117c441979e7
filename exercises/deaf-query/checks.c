/* deaf-query: a query ends with its request, and only that one. */
#include "check.h"

void check_deaf_query(check_t *c);
void check_deaf_query(check_t *c)
{
    check_eq(c, "deaf-wait", "long queries that worked on for less than a second after their client left", check_count(c, "cancelled in time"), 1);
    check_eq(c, "deaf-wait", "rows counted for a query whose caller had been answered", check_count(c, "worked on unheard"), 0);
    check_eq(c, "reason-lost", "long queries that said they were cancelled", check_count(c, "said so"), 1);
    check_eq(c, "cut-short", "queries of a client that waits for as long as it takes, answered", check_count(c, "patient answered"), 1);
    check_eq(c, "cut-short", "answers to requests that came next, on the same connection", check_count(c, "next answered"), check_count(c, "between asked"));
    check_eq(c, "cut-short", "answers to what the program itself asks between two requests, not through query_number", check_count(c, "between answered"),
             check_count(c, "between asked"));
}
