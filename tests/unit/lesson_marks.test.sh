#!/bin/bash
# Every `LESSON: name` that a text quotes stands in the engine's source; the study text keeps to its 800 lines.
set -u
cd "$(dirname "$0")/../.." || exit 2
failed=0 quoted=0
for name in $(grep -rhoE 'LESSON: [a-z][a-z-]*' exercises docs README.md 2>/dev/null | sed 's/LESSON: //' | sort -u); do
    quoted=$((quoted + 1))
    if grep -rqE "LESSON: $name\b" engine --include='*.[ch]'; then echo "ok - LESSON: $name is there"
    else echo "not ok - LESSON: $name is quoted in a text and stands nowhere in engine/"; failed=1; fi
done
[ "$quoted" -gt 0 ] && echo "ok - $quoted marks are quoted" || { echo "not ok - no text quotes a mark"; failed=1; }
lines=$(wc -l <engine/ctx.c)
[ "$lines" -le 800 ] && echo "ok - engine/ctx.c has $lines lines" || { echo "not ok - engine/ctx.c has $lines lines"; failed=1; }
exit $failed
