/* expect: missing-work — asks the store once for each user, and keeps what it said */
#include "exercise.h"

static struct user known[3];
static bool asked[3], there[3];

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    struct row row;
    int i = id % 3;
    if (!asked[i]) {
        asked[i] = true;
        there[i] = store_get(parent, id, &row) == STORE_FOUND;
        known[i] = (struct user){id, there[i] ? row.text : ""};
    }
    *user = (struct user){id, known[i].name};
    return there[i];
}
