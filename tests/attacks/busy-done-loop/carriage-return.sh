#!/bin/bash
# expect: rejected — a comment that goes on for one reader only, and hides a line marker from the other
{
    printf '#include "exercise.h"\n// hidden \\ \r \n# 1 "/usr/include/stdio.h" 1\n'
    sed 's|#include "exercise.h"||; s|struct job job;|& __asm__("nop");|' solutions/busy-done-loop.c
} >"$1/busy-done-loop.c"
