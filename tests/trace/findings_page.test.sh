#!/bin/sh
# Every finding has a section in docs/findings.md that says rightly whether it always fails, and nothing else has one.
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0
say() { if [ "$1" = 0 ]; then passed=$((passed + 1)); echo "ok - $2"; else failed=$((failed + 1)); echo "not ok - $2"; fi; }
code=$(sed -n 's/^ *\[FIND_[A-Z_]*\] = {"\([a-z-]*\)".*, \(true\|false\), \(true\|false\)},$/\1 \2/p' trace/finding.c | sort)
page=$(sed -n 's/^### \([a-z-]*\)\(.*\)$/\1\2/p' docs/findings.md | sed 's/ · always$/ true/; s/ · checks$/ false/; / \(true\|false\)$/!s/$/ false/' | sort)
[ "$(echo "$code" | wc -l)" -ge 35 ]; say $? "the list of findings was read"
[ "$code" = "$page" ]; say $? "docs/findings.md explains every finding, and which always fail"
echo "# $passed passed, $failed failed"
[ "$failed" = 0 ]
