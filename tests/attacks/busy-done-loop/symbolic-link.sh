#!/bin/bash
# expect: rejected — hands in a link to the solution
ln -s "$PWD/solutions/busy-done-loop.c" "$1/busy-done-loop.c"
