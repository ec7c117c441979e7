#!/bin/bash
# The numbers in explanations are the explorer's: every placeholder is filled, every space was exhausted, and the four claims
# about cascade-unlocked come out as its text says.
cd "$(dirname "$0")/../.." || exit 2
passed=0 failed=0
check() { # what, command…
    local what=$1
    shift
    if "$@"; then echo "ok - $what"; passed=$((passed + 1)); else echo "not ok - $what"; failed=$((failed + 1)); fi
}
# explain: broken at the width; items of a list become one line again.
explain() { ./ctxlab explain "$1" 2>/dev/null | awk '/^  / && item != "" {sub(/^ +/, " "); item = item $0; next} {if (item != "") print item; item = ""} /^- / {item = $0; next} {print} END {if (item != "") print item}'; }
for text in $(grep -l '{{explore' exercises/*/explain.md); do
    id=$(basename "$(dirname "$text")")
    said=$(explain "$id")
    check "$id: no placeholder is left, nothing was in the way" bash -c '! grep -qE "\{\{explore|\(not " <<<"$1"' _ "$said"
    holes=$(grep -o '{{explore' "$text" | wc -l)
    check "$id: all $holes numbers are of whole spaces" [ "$(tr '\n' ' ' <<<"$said" | grep -oE '[0-9]+ schedules?, all there are' | wc -l)" -eq "$holes" ]
done
claim() { # claim, program: "fails" or "none"
    local said
    said=$(sed -n "s/.*{{explore $2 $1}}.*/&/p" exercises/cascade-unlocked/explain.md)
    [ -n "$said" ] || return 1
    awk -v want="$3" -v n="$4" '/^- (as shipped|improved): /{if (++i == n) {fails = / [1-9][0-9]* fails?/; found = 1}}
        END {exit !(found && fails == (want == "fails"))}' <<<"$(explain cascade-unlocked)"
}
n=0
while read -r name shipped; do
    check "$name, as shipped: $shipped" claim "$name" shipped "$shipped" $((n += 1))
    check "$name, improved: none" claim "$name" solution none $((n += 1))
done <<'CLAIMS'
lost-child none
second-cancel fails
mid-cascade fails
freed-child fails
CLAIMS
pipeline=$(explain undrained-pipeline)
check "guarded sends end a pipeline without an end" grep -qE '^- the guarded sends: .* 0 fail$' <<<"$pipeline"
check "a drain does not" grep -qE '^- the drain: .* [1-9][0-9]* fail,' <<<"$pipeline"
echo "# $passed passed, $failed failed"
[ "$failed" -eq 0 ]
