/* every_test.c — every screen, on one of the two kinds of terminals that differ most and at two sizes by turns; all: every_long.c.
 * An argument: one walk.
 */
#include "every.h"

int main(int argc, char **argv) { return every_screen(false, argc > 1 ? argv[1] : NULL); }
