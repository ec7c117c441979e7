#!/bin/bash
# Every piece of code in docs/c-api.md stands, letter by letter, in tests/unit/idioms.c, which is compiled and run.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build} dir=$(mktemp -d) passed=0 failed=0
trap 'rm -rf "$dir"' EXIT
check() { if [ "$2" = 0 ]; then echo "ok - $1"; passed=$((passed + 1)); else echo "not ok - $1"; failed=$((failed + 1)); fi; }
pieces=$(awk -v dir="$dir" '/^```c$/ { n++; on = 1; next } /^```$/ { on = 0 } on { print > (dir "/" n) } END { print n + 0 }' docs/c-api.md)
[ "$pieces" -ge 10 ]; check "the page shows at least ten pieces ($pieces)" $?
i=0
for idiom in "Scoped" "Handed to the worker" "Session object" "Returned pair" "Loop body" "Group" "after_func on a socket" \
    "Custom context" "Descriptor in a poll loop" "Clean-up after the end"; do
    i=$((i + 1))
    awk -v head="## $i. $idiom" '$0 == head { on = 1; next } /^## / { on = 0 } on && /^```c$/ { found = 1 } END { exit !found }' docs/c-api.md
    check "idiom $i, $idiom: shown as code" $?
done
for ((i = 1; i <= pieces; i++)); do
    awk 'FILENAME == ARGV[1] { piece = piece $0 "\n"; next } { all = all $0 "\n" } END { exit index(all, piece) == 0 }' \
        "$dir/$i" tests/unit/idioms.c
    check "piece $i is the code that is tested" $?
done
${CC:-gcc} -std=gnu11 -Wall -Wextra -Werror -fexceptions -Iengine/include tests/unit/idioms.c "$build/libctx.a" -pthread -o "$dir/idioms"
check "it compiles" $?
"$dir/idioms" >"$dir/out"; status=$?
grep '^not ok' "$dir/out" | sed 's/^/# /'
check "all of it does what the page says" $status
${CC:-gcc} -std=gnu11 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fexceptions -Iengine/include tests/unit/idioms.c "$build/libctx.a" -pthread -o "$dir/asan" &&
    "$dir/asan" >"$dir/asan.out" 2>&1
status=$?
[ $status = 0 ] || tail -n 20 "$dir/asan.out"
check "under AddressSanitizer and UBSan: nothing is lost, nothing is used too late" $status
for what in scoped "handed to the worker" "session object" "returned pair" "loop body" group "a blocked read ends with its context" \
    "custom context" "the poll loop ends with its context" "clean-up after the end" "nothing is left"; do
    grep -qx "ok - $what" "$dir/out"
    check "it was run: $what" $?
done
echo "# $passed passed, $failed failed"
[ $failed = 0 ]
