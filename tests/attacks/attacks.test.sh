#!/bin/bash
# Hostile submissions get no credit, unusual but correct ones pass, and neither leaves a file or a process behind.
# tests/attacks/ID/NAME.c is graded as ID.c of exercise ID; its first line says what must happen (tests/expect). Where a
# folder ID has a NAME.sh beside it, that script makes the submission instead: `NAME.sh DIR` must leave DIR/ID.c.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export TMPDIR=$T_DIR/tmp
mkdir "$TMPDIR"
# Whatever an attack starts carries this in its environment, or is a child of ours.
export CTXLAB_ATTACK=$$-$RANDOM
one() { tests/expect "$(basename "$(dirname "$1")")" "$1"; }
export -f one
out=$(printf '%s\n' tests/attacks/*/*.c | xargs -d '\n' -P 2 -I{} bash -c 'one "$1"' _ {})
sort <<<"$out" | grep -E '^ok'
grep -vE '^ok' <<<"$out"
T_PASSED=$(grep -c '^ok' <<<"$out") T_FAILED=$(grep -c '^not ok' <<<"$out")
for script in tests/attacks/*/*.sh; do
    [ -f "$script" ] || continue
    id=$(basename "$(dirname "$script")") dir=$T_DIR/$(basename "$script" .sh)
    mkdir "$dir"
    words=$(sed -n '2s|^# *expect: *\([^—]*\).*|\1|p' "$script")
    bash "$script" "$dir"
    json=$("$CTXLAB" grade --json --in "$dir" "$id" 2>/dev/null)
    like "$id: $(basename "$script") → ${words% }" "$json" "\"verdict\": \"($(tr -s ' ' '|' <<<"${words% }"))\""
done
is "no file is left behind" "$(find "$TMPDIR" -mindepth 1 | head -5)" ""
left=
for pid in /proc/[0-9]*; do
    [ "${pid#/proc/}" = $$ ] && continue
    grep -qzs "CTXLAB_ATTACK=$CTXLAB_ATTACK" "$pid/environ" || continue
    tr '\0' ' ' <"$pid/cmdline" 2>/dev/null | grep -qE 'ctxlab|runner|gcc|cc1' && left="$left ${pid#/proc/}"
done
is "no process is left behind" "$left" ""
finish
