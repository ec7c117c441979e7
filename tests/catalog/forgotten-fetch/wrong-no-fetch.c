/* expect: missing-work wrong-result — deletes the work */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    (void)parent;
    *user = (struct user){id, "ada"};
    return true;
}
