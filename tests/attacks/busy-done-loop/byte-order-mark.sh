#!/bin/bash
# expect: rejected — behind a mark of the encoding the first line is a directive for the compiler only
printf '\xef\xbb\xbf#define NAME(a, b) a##b\n' >"$1/busy-done-loop.c"
sed 's|ctx_t \*ctx, void \*jobs)|&|; s|struct job job;|& NAME(__as, m__)("nop");|' solutions/busy-done-loop.c >>"$1/busy-done-loop.c"
