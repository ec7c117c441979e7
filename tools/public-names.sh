#!/bin/sh
# public-names.sh — the names that a program linked with libctx may see: those that the public headers write, and those that
# the objects given ask for. Everything else in the library is made local, so that a program may have a `queue_add` of its own.
# usage: tools/public-names.sh CC INCLUDE-FOLDER [OBJECT…] > names
set -eu
cc=$1 dir=$2
shift 2
{
    for h in "$dir"/*.h; do
        "$cc" -std=gnu11 -E -P -I"$dir" "$h"
        sed -n '/^#define/,/[^\\]$/p' "$h" # what the macros call stands only in them
    done | grep -oE '\b[a-z][a-z0-9_]+\b'
    for object in "$@"; do nm -u "$object" | awk '{print $2}'; done
    echo DW.ref.__gcc_personality_v0 # the compiler's own, shared by all objects
} | LC_ALL=C sort -u
