#!/bin/bash
# expect: rejected — hands in a pipe
mkfifo "$1/busy-done-loop.c"
