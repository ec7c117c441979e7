/* live_roles.h — what the test does when it is the program that is watched. */
#ifndef LIVE_ROLES_H
#define LIVE_ROLES_H

int live_role(const char *role); /* stand-still, flood, steady, tick; returns what main returns */

#endif
