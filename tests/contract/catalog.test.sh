#!/bin/bash
# The catalog as it was promised: every id with its topic, kind and origins, in learning order.
. "$(dirname "$0")/contract.sh"
export CTXLAB_WORKSPACE=$T_DIR/ws
code "list --json" 0 "$CTXLAB" list --json
is "nothing for people with it" "$ERR" ""
json >"$T_DIR/list"
is "it is JSON" "$?" 0
is "its keys" "$(head -n 1 "$T_DIR/list")" ". object schema entries"
is "its schema" "$(sed -n 's/^\.schema //p' "$T_DIR/list")" "string ctxlab/list/1"
is "the keys of an entry" "$(grep -E '^\.entries\[[0-9]+\] ' "$T_DIR/list" | cut -d' ' -f2- | sort -u)" "object id topic kind title origins status"
is "their types" "$(grep -E '^\.entries\[[0-9]+\]\.' "$T_DIR/list" | sed -E 's/^\.entries\[[0-9]+\]\.([a-z]+)(\[[0-9]+\])? ([a-z]+).*/\1\2 \3/; s/\[[0-9]+\]/[]/' | sort -u | tr '\n' ',')" \
    "id string,kind string,origins array,origins[] string,status string,title string,topic string,"
awk '/\.id string/ {id=$3} /\.topic string/ {topic=$3} /\.kind string/ {kind=$3} /\.title string/ {title = NF > 2; origins=""}
    /\.origins\[[0-9]+\] string/ {origins = origins "," $3} /\.status string/ {print id, topic, kind, substr(origins, 2), title ? $3 : "untitled"}' \
    "$T_DIR/list" >"$T_DIR/rows"
cat >"$T_DIR/promised" <<'END'
busy-done-loop observing bug F5
never-checks observing bug Wc1,Ws1
checks-too-late observing bug Wc3,Ws1
blocked-send observing bug Wc8,Ws1
select-without-done observing bug I12
swallowed-reason observing bug F6
unchecked-loop observing bug Ws3
cause-too-soon observing judge I16
abandoned-fan-out observing bug Ws6
undrained-pipeline observing bug Ws3,Ws6
discarded-cancel lifecycle bug I1
forgotten-fetch lifecycle bug F1
late-defer lifecycle bug I3
fan-out-discard lifecycle bug I8
wrong-cancel lifecycle bug P14
redundant-cancel lifecycle judge F10
dead-on-arrival lifecycle bug F13
cancel-in-value lifecycle bug Ws5
zero-timeout deadlines bug F7
past-deadline deadlines bug F8
longer-child deadlines judge F8
stacked-timeouts deadlines judge I17,Ws8
homemade-timeout deadlines judge I9
rerooted-query propagation bug F4
todo-in-production propagation bug F9
broken-chain propagation bug Wc4,Ws2
parent-passed propagation bug Wc2,Wc5,Ws2
string-key values bug F2
uncomparable-key values bug I13
wrapper-stack values judge I2
context-in-struct values bug F3
nil-context values bug F11
deep-values values judge J
cancelled-audit detaching bug P1
cancel-too-early detaching bug P10
cancel-in-loop detaching bug I14
unbounded-audit detaching bug P2
endless-audit-log detaching bug F14
panicking-audit detaching bug P3
lost-values detaching bug P4
detached-job detaching bug I7
detached-everything detaching bug P5
deaf-callback detaching bug P6
lost-cause detaching judge P18
stale-token detaching bug P12
dead-cleanup detaching bug Ws7
shared-loop-variable detaching bug P15
frozen-service detaching bug P20
lost-at-shutdown groups bug P7
detached-in-group groups bug P8
singleflight-hostage groups bug P9
closed-twice groups bug P11
unbounded-fan-out groups bug P13
drain-without-wait groups bug P16
submit-while-draining groups bug P17
short-drain groups bug P19
severed-values custom bug I4
shifting-done custom bug I5
err-before-done custom bug I6
flag-and-channel custom bug F12
double-unlink custom bug I10
cascade-unlocked custom judge I11
unpropagated custom bug I15
inline-after-func custom bug J
stuck-reader io bug I18
deaf-client io bug Wc6,Ws3
deaf-handler io bug Ws4,Ws10
deaf-query io bug Wc7,Ws3,Ws7
no-signal io bug Ws4,Ws10
four-methods tour lesson J
roots tour lesson J
the-tree tour lesson J
lazy-done tour lesson J
five-slots tour lesson J
cancel-handle tour lesson J
nine-types tour lesson J
deadline-timer tour lesson J
value-walk tour lesson J
newer-parts tour lesson J
counting-allocations tour lesson J
request-life tour lesson J
misconceptions tour lesson J
testing-cancellation tour lesson J
review-checklist tour lesson J
history tour lesson J
other-languages tour lesson J
reading-the-source tour lesson J
request-cascade demos demo
wide-cascade demos demo
deep-cascade demos demo
worker-pool demos demo
pipeline demos demo
graceful-shutdown demos demo
timeout-with-fallback demos demo
budgets demos demo
circuit-breaker demos demo
retry-with-backoff demos demo
merge-two-contexts demos demo
first-error-wins demos demo
END
while read -r id topic kind origins; do
    is "$id" "$(awk -v id="$id" '$1 == id {print $2, $3, (NF > 4 ? $4 : "")}' "$T_DIR/rows")" "$topic $kind $origins"
done <"$T_DIR/promised"
# A lesson that a section needs stands before it, the others after all exercises.
awk '$3 != "lesson" || $1 ~ /^(nine-types|counting-allocations|request-life|misconceptions|testing-cancellation|review-checklist|history|other-languages|reading-the-source)$/ {print $1}' "$T_DIR/promised" >"$T_DIR/page"
is "in the order of the page" "$(cut -d' ' -f1 "$T_DIR/rows" | grep -xFf "$T_DIR/page")" "$(cat "$T_DIR/page")"
before() { is "$1 stands before $2" "$(cut -d' ' -f1 "$T_DIR/rows" | grep -xE "$1|$2|$3" | xargs)" "$3 $1 $2"; }
is "these four come first" "$(head -n 4 "$T_DIR/rows" | cut -d' ' -f1 | xargs)" "four-methods roots the-tree lazy-done"
before five-slots cancel-handle busy-done-loop
before cancel-handle discarded-cancel five-slots
before deadline-timer zero-timeout discarded-cancel
before newer-parts cancelled-audit zero-timeout
before value-walk string-key parent-passed
is "each is new for a newcomer" "$(awk '{print $NF}' "$T_DIR/rows" | sort -u)" new

# Each has what its kind promises.
while read -r id topic kind origins; do
    case $kind in
    bug | judge)
        code "$id: show" 0 "$CTXLAB" show "$id"
        ok "$id: its file is there" test -s "$CTXLAB_WORKSPACE/$id.c"
        for level in 1 2 3; do code "$id: hint $level" 0 "$CTXLAB" hint "$id" $level; done
        code "$id: no solution before the pass" 2 "$CTXLAB" solution "$id"
        is "$id: … on stdout" "$OUT" ""
        code "$id: solution --force" 0 "$CTXLAB" solution "$id" --force --plain
        is "$id: … is solutions/$id.c" "$OUT" "$(cat "solutions/$id.c")"
        ;;
    *) code "$id: nothing to grade" 2 "$CTXLAB" grade "$id" ;;
    esac
    code "$id: explain" 0 "$CTXLAB" explain "$id"
    like "$id: … says something" "$OUT" '[a-z]{4}'
done <"$T_DIR/promised"
finish
