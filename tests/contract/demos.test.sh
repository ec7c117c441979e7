#!/bin/bash
# demos.test.sh — every demo is correct in every size, stops where its captions say, and is over at its last stop: what its captions
# say of the picture by then is true of it.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
export CTXLAB_WORKSPACE=$T_DIR/ws
demos=$(awk -F' *= *' '$1 == "id" {id = $2} $1 == "kind" && $2 == "demo" {print id}' exercises/*/entry.ini)
is "there are twelve" "$(wc -w <<<"$demos")" 12
# living TRACE EVENT — contexts that are neither the machinery's own (c1 to c3) nor freed by then
living() { "$CTXLAB" view "$1" --plain=tree --at "$2" | grep '^tree: ' | grep -vE ' c[123] | freed(,|$)| has run$|: [0-9,]+ freed \(' | grep -c .; }
# kind_of cN — where that context was made, and below which
kind_of() { grep -oE "node-new +$1 .*" | sed -E 's/ deadline [^ ]+//'; }
for id in $demos; do
    code "$id" 0 "$CTXLAB" demo "$id" --trace "$T_DIR/t"
    "$CTXLAB" trace dump "$T_DIR/t" >"$T_DIR/own"
    "$CTXLAB" trace dump "$T_DIR/t" | sed -nE 's/^ *([0-9]+) .* mark +(.*)  \[.*/\1 \2/p' >"$T_DIR/marks"
    sed -nE 's/^mark ([^:]*): .*/\1/p' "exercises/$id/captions.txt" >"$T_DIR/told"
    is "$id: each mark of the run has its caption, in order" "$(cut -d' ' -f2- "$T_DIR/marks")" "$(cat "$T_DIR/told")"
    is "$id: the last is over" "$(tail -n 1 "$T_DIR/told")" over
    is "$id: each caption fits a projector at 80x24" "$(awk 'length > 180' "exercises/$id/captions.txt")" ""
    over=$(tail -n 1 "$T_DIR/marks" | cut -d' ' -f1)
    [ "$id" = wide-cascade ] || is "$id: when it is over, nothing is left of it" "$(living "$T_DIR/t" "$over")" 0
    is "$id: no task of it, either" "$("$CTXLAB" view "$T_DIR/t" --plain=tasks --at "$over" | grep '^task: ' | grep -vcE ' T1 |ended')" 0
    read -r least most <<<"$(awk -F' *= *' '$1 == "sizes" {print $2}' "exercises/$id/entry.ini")"
    for size in 1 2 9 50; do
        code "$id in size $size" 0 "$CTXLAB" demo "$id" --size $size --trace "$T_DIR/t"
        "$CTXLAB" trace dump "$T_DIR/t" | sed -nE 's/^ *([0-9]+) .* mark +(.*)  \[.*/\2/p' >"$T_DIR/marks"
        is "$id in size $size: each mark has its caption, in order" "$(cat "$T_DIR/marks")" "$(cat "$T_DIR/told")"
        # An id is one that is the same in every size: the request's, the server's; and such a context is there
        while IFS=: read -r mark words; do
            for c in $(grep -oE '\bc[0-9]+\b' <<<"$words"); do
                is "$id in size $size, $mark: $c is what it is in its own size" "$("$CTXLAB" trace dump "$T_DIR/t" | kind_of "$c")" "$(kind_of "$c" <"$T_DIR/own")"
            done
        done <"exercises/$id/captions.txt"
    done
    if [ "$most" -lt 1000000 ]; then
        "$CTXLAB" demo "$id" --size $((most + 1)) >/dev/null 2>"$T_DIR/err"
        like "$id: what is more than $most is said to be cut" "$(cat "$T_DIR/err")" "$id: $((most + 1)) is too many: $most|$id has one size: --size 2 is not used"
    fi
    if [ "$least" -gt 1 ]; then
        "$CTXLAB" demo "$id" --size 1 >/dev/null 2>"$T_DIR/err"
        like "$id: one is said to be too few" "$(cat "$T_DIR/err")" "$id: 1 is too few: $least"
    fi
done
for id in $demos; do
    code "$id, by run, in its own size" 0 "$CTXLAB" run "$id"
done
# Who is told at the decisive stop, and has not noticed yet.
at() { "$CTXLAB" demo "$1" --trace "$T_DIR/t" >/dev/null 2>&1; "$CTXLAB" view "$T_DIR/t" --plain=tree,tasks --at "$("$CTXLAB" trace dump "$T_DIR/t" | awk -v m="$2" '$0 ~ " mark +" m "  " {print $1}')"; }
is "request-cascade, told: c4 and the two that wait" "$(at request-cascade told | grep -c ': told$')" 3
is "pipeline, told: nobody has noticed" "$(at pipeline told | grep -cE ': (noticed|stopped)$')" 0
like "budgets, partner: no timer" "$(at budgets partner)" 'c7 WithCancel.*no timer|c7.*hollow'
like "timeout-with-fallback, late: the page's context lives" "$(at timeout-with-fallback late)" 'c4 WithTimeout 1s: live'
like "merge-two-contexts, logged out: the work is not told" "$(at merge-two-contexts 'logged out')" 'c6 WithCancel: live'
like "merge-two-contexts, carried: the request lives" "$(at merge-two-contexts carried)" 'c5 WithTimeout 1s: live'
like "graceful-shutdown, door: serving lives" "$(at graceful-shutdown door)" 'c4 WithCancel: live'
is "worker-pool, idle ones: two are at work" "$(at worker-pool 'idle ones' | grep -c work-for)" 2
like "first-error-wins, failed: with the first error" "$("$CTXLAB" demo first-error-wins --plain=cascades 2>/dev/null)" 'disc 2 is broken'
# What the views of a demo say to whoever does not see it
"$CTXLAB" demo request-cascade --plain >"$T_DIR/plain" 2>/dev/null
is "request-cascade --plain: each caption stands after its event" "$(awk '/^caption: /{sub(":", "", $3); if ($3 != last) bad++; n++} {last = $1} END {print n, bad + 0}' "$T_DIR/plain")" "5 0"
like "… with what it is about first" "$(sed -n 2p "$T_DIR/plain")" '^story: A page is put together'
printf 'title: Ours\nmark told: They are told.\n' >"$T_DIR/talk"
"$CTXLAB" demo request-cascade --captions "$T_DIR/talk" --plain >"$T_DIR/plain" 2>/dev/null
is "--captions FILE --plain: those, and no others" "$(grep -E '^(title|story|caption)' "$T_DIR/plain" | tr '\n' '|')" "title: Ours|caption: event 65: They are told.|"
printf 'mark told: They are told.\nmark nowhere: Lost.\n' >"$T_DIR/talk"
code "a stop that is not there, --plain" 2 "$CTXLAB" demo request-cascade --captions "$T_DIR/talk" --plain
code "a stop that is not there, without a terminal" 2 "$CTXLAB" demo request-cascade --captions "$T_DIR/talk"
"$CTXLAB" demo request-cascade --trace "$T_DIR/t" >/dev/null 2>&1
is "told, and two of them have not looked yet: both are named" "$("$CTXLAB" view "$T_DIR/t" --plain=cascades --at 71 | grep -oE 'straggler: c[0-9]+' | tr '\n' ' ')" "straggler: c4 straggler: c7 "
unlike "circuit-breaker: who was started after the trip is none of those told" "$("$CTXLAB" demo circuit-breaker --plain=cascades 2>/dev/null)" 'stopped .*after 1s'
is "the timeline has every cascade" "$("$CTXLAB" demo merge-two-contexts --plain=timeline 2>/dev/null | grep -oE 'cascade [0-9]+' | sort -u | tr '\n' ' ')" "cascade 1 cascade 2 cascade 3 cascade 4 "
finish
