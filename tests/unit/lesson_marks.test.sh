#!/bin/bash
# Every `LESSON: name` that a text quotes stands in the engine's source; the study text keeps to its 800 lines.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
quoted=0
for name in $(grep -rhoE 'LESSON: [a-z][a-z-]*' exercises docs README.md 2>/dev/null | sed 's/LESSON: //' | sort -u); do
    quoted=$((quoted + 1))
    ok "LESSON: $name, which a text quotes, stands in engine/" grep -rqE "LESSON: $name\b" engine --include='*.[ch]'
done
ok "marks are quoted ($quoted)" test "$quoted" -gt 0
lines=$(wc -l <engine/ctx.c)
ok "engine/ctx.c has 800 lines at most ($lines)" test "$lines" -le 800
finish
