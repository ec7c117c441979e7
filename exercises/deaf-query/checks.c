/* deaf-query: a query ends with its request, and only that one. */
#include "check.h"

void check_deaf_query(check_t *c);
void check_deaf_query(check_t *c)
{
    check_eq(c, "deaf-wait", "long queries that worked on for less than a second after their client left", check_count(c, "cancelled in time"), 1);
    check_eq(c, "reason-lost", "long queries that said they were cancelled", check_count(c, "said so"), 1);
    check_eq(c, "cut-short", "answers to requests that came next, on the same connection", check_count(c, "next answered"), check_count(c, "next asked"));
    check_eq(c, "cut-short", "the connection works in the end", check_count(c, "database usable"), 1);
}
