/* every_test.c — every screen on the two kinds of terminals that differ most; the others: every_long.c. An argument: one walk. */
#include "every.h"

int main(int argc, char **argv) { return every_screen(0, 2, argc > 1 ? argv[1] : NULL); }
