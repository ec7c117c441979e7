#!/bin/bash
# The example of docs/watch-your-own.c: built as its first lines say, recorded, read back.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build} ctxlab=${CTXLAB:-./ctxlab} dir=$(mktemp -d) passed=0 failed=0
trap 'rm -rf "$dir"' EXIT
check() { if eval "$2"; then echo "ok - $1"; passed=$((passed + 1)); else echo "not ok - $1"; failed=$((failed + 1)); fi; }
check "it compiles" "${CC:-gcc} -Wall -Wextra -Werror -fexceptions -Iengine/include docs/watch-your-own.c $build/libctx.a -pthread -o $dir/watch"
check "it runs unwatched" "[ \$($dir/watch | grep -c 'worker leaves: context deadline exceeded') = 3 ]"
check "it runs recorded" "CTX_TRACE=$dir/run.ctx $dir/watch >/dev/null"
check "the view reads it" "\"$ctxlab\" view $dir/run.ctx --plain 2>/dev/null | grep -q 'watch-your-own.c'"
check "nothing is found in it" "\"$ctxlab\" trace check $dir/run.ctx >/dev/null 2>&1"
check "a trace that cannot be written does not stop it" "CTX_TRACE=/no/such/dir/run.ctx $dir/watch 2>$dir/err >/dev/null && grep -q 'not recording' $dir/err"
echo "# $passed passed, $failed failed"
[ $failed = 0 ]
