#!/bin/sh
# public-names.sh — the names that a program linked with libctx may see: those that the public headers write, nothing
# else. Everything else in the library is made local, so that a program may have a `queue_add` of its own.
# usage: tools/public-names.sh CC INCLUDE-FOLDER > names
set -eu
cc=$1 dir=$2
{
    for h in "$dir"/*.h; do
        "$cc" -std=gnu11 -E -P -I"$dir" "$h"
        sed -n '/^#define/,/[^\\]$/p' "$h" # what the macros call stands only in them
    done | grep -oE '\b[a-z][a-z0-9_]+\b'
    echo DW.ref.__gcc_personality_v0 # the compiler's own, shared by all objects
} | LC_ALL=C sort -u
