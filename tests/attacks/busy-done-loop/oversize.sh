#!/bin/bash
# expect: rejected — hands in 80 KB
{ cat solutions/busy-done-loop.c; head -c 80000 /dev/zero | tr '\0' ' '; } >"$1/busy-done-loop.c"
