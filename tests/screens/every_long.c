/* every_long.c — every screen on the other four kinds of terminals. */
#include "every.h"

int main(int argc, char **argv) { return every_screen(2, 6, argc > 1 ? argv[1] : NULL); }
