/* every_long.c — every screen on all six kinds of terminals, at all sizes. An argument: one walk. */
#include "every.h"

int main(int argc, char **argv) { return every_screen(true, argc > 1 ? argv[1] : NULL); }
