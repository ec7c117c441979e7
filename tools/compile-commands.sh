#!/bin/sh
# compile-commands.sh — turns `make -n` output on stdin into compile_commands.json on stdout.
awk -v dir="$(pwd)" 'BEGIN { print "[" }
/ -c / && match($0, / -c [^ ]+/) {
    file = substr($0, RSTART + 4, RLENGTH - 4); gsub(/\\/, "\\\\"); gsub(/"/, "\\\"")
    printf "%s{\"directory\":\"%s\",\"file\":\"%s\",\"command\":\"%s\"}", n++ ? ",\n" : "", dir, file, $0
} END { print "\n]" }'
