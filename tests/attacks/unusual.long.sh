#!/bin/bash
# A solution stays right however it is written down: other line ends, indentation, braces, one long line, other spellings of
# the same tokens, comments in any place and language. Each solution is graded in three of the dresses, in turn.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB TMPDIR=$T_DIR/tmp
mkdir "$TMPDIR"
# a dress: reads a C file, writes the same program
crlf() { sed 's/$/\r/'; }
tabs() { sed -E ':a; s/^(\t*)    /\1\t/; ta'; }
flat() { sed -E 's/^[ \t]+//'; }
no_last_newline() { printf '%s' "$(cat)"; }
blanks() { sed 's/$/   \t /; s/,/ ,/g; s/;$/ ;\n\n\n/'; }
comments() { sed -E '/^ *#/!{/\/\*|\*\/|^ \*|\/\//!s/;$/; \/* ✓ čistý “kód” — 好 *\//}; 1i // ε — first line 😀'; }
long_line() { awk '{print} NR == 1 && /\*\/$/ {done = 1}' | { cat; printf '/* %0*d */\n' 20000 0; }; }
digraphs() { sed -E '/^ *(#|\/\*| \*)/!{/"/!{s/\{/<%/g; s/\}/%>/g; s/\[/<:/g; s/\]/:>/g}}' | sed 's/^#include/%:include/'; }
splices() { sed -E 's/^#include "exercise\.h"$/#inc\\\nlude "exercise.h"/; s/chan_select\(/chan_sel\\\nect(/; s/ctx_with_timeout\(/ctx_with_\\\ntimeout(/'; }
gnu() { clang-format --style=GNU; }
tight() { clang-format --style='{BasedOnStyle: LLVM, ColumnLimit: 0, AllowShortFunctionsOnASingleLine: All, AllowShortBlocksOnASingleLine: Always, AllowShortLoopsOnASingleLine: true, AllowShortIfStatementsOnASingleLine: AllIfsAndElse, ReflowComments: false, SortIncludes: false}'; }
narrow() { clang-format --style='{BasedOnStyle: WebKit, ColumnLimit: 30, IndentWidth: 1, PointerAlignment: Left, BreakBeforeBraces: Whitesmiths, ReflowComments: false, SortIncludes: false}'; }
dresses=(crlf tabs flat no_last_newline blanks comments long_line digraphs splices)
if command -v clang-format >/dev/null; then dresses+=(gnu tight narrow); else skip "other braces" "no clang-format"; fi
one() { # ID DRESS: the answers of judge entries lie in the header, which stays as it is
    local id=$1 dress=$2 dir verdict
    dir=$(mktemp -d "$TMPDIR/XXXXXX")
    "$dress" <"solutions/$id.c" >"$dir/$id.c"
    verdict=$("$CTXLAB" grade --json --in "$dir" "$id" 2>/dev/null | sed -n 's/^ *"verdict": "\(.*\)",*$/\1/p')
    if cmp -s "$dir/$id.c" "solutions/$id.c"; then echo "not ok - $id: $dress changes nothing"
    elif [ "$verdict" = pass ]; then echo "ok - $id: $dress"
    else echo "not ok - $id: $dress: $verdict"; fi
    rm -rf "$dir"
}
export -f one "${dresses[@]}"
n=0
for f in solutions/*.c; do
    id=$(basename "$f" .c)
    grep -qE '^threads *= *yes' "exercises/$id/entry.ini" && continue # real time: a busy machine has its say there
    for k in 0 1 2; do echo "$id ${dresses[(n + k * 4) % ${#dresses[@]}]}"; done
    n=$((n + 1))
done >"$T_DIR/list"
out=$(xargs -P 2 -L 1 bash -c 'one "$@"' _ <"$T_DIR/list")
n=$(($(wc -l <"$T_DIR/list") / 3))
sort <<<"$out"
T_PASSED=$((T_PASSED + $(grep -c '^ok' <<<"$out"))) T_FAILED=$((T_FAILED + $(grep -c '^not ok' <<<"$out")))
is "every solution was graded in three dresses" "$(grep -cE '^(not )?ok' <<<"$out")" $((3 * n))
ok "… there were some" test "$n" -gt 20
is "no file is left behind" "$(ls -A "$TMPDIR")" ""
finish
