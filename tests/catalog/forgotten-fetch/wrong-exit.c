/* expect: rejected — leaves the program */
#include <stdlib.h>

#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    (void)parent, (void)id, (void)user;
    exit(0);
}
