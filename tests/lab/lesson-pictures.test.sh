#!/bin/bash
# What the first lessons say at a stop is true of the picture there: the tree, and the slots of the context they show.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
export CTXLAB_WORKSPACE=$T_DIR/workspace

lesson() { code "$1 as lines" 0 "$CTXLAB" run "$1" --plain=tree --trace "$T_DIR/t"; "$CTXLAB" trace dump "$T_DIR/t" >"$T_DIR/dump"; }
# stop MARK [NODE]: the tree, one context a line, and the slots of that node
stop() {
    local at
    at=$(awk -v m="$1" 'index($0, " mark ") && index($0, m "  [") {print $1; exit}' "$T_DIR/dump")
    T=$("$CTXLAB" view "$T_DIR/t" --plain=tree --at "${at:-0}" | sed -n 's/^tree: *//p')
    N=$("$CTXLAB" view "$T_DIR/t" --plain=node --node "${2:-c3}" --at "${at:-0}")
    ok "… stops at $1" test -n "$at"
}
tree() { like "… $1" "$T" "$2"; }
slot() { like "… $1" "$N" "^node: c[0-9]+: $2$"; }
living() { grep -E '^c([4-9]|[1-9][0-9]) ' <<<"$T" | grep -vcE ': (freed|prevented)'; } # the program's own

lesson four-methods
stop start
is "… there is one context so far below Background" "$(grep -c live <<<"$T")" 2
stop puzzles c9
tree "the stray task stands between the stranger and c9" 'c9 WithCancel: live, told by a forwarder'
tree "c11 was derived from one that was cancelled" 'c11 WithoutCancel: live, cut off'
stop kinds c12
is "… what was before is freed" "$(grep -E '^c([4-9]|1[01]) ' <<<"$T" | grep -vc ': freed')" 0
is "… and four are there: of each kind that one derives, one" "$(grep -E ': live' <<<"$T" | grep -oE '^c1[2-5] [A-Za-z]+' | cut -d' ' -f2 | xargs)" "WithCancel WithTimeout WithValue WithoutCancel"
stop deadline c14
slot "the value has the deadline of the timeout" "deadline: c13's: 2s"
stop 'done' c15
slot "the one that is cut off has no done" 'done: none.*'
stop handed c13
slot "nothing has changed by asking" 'err: none: alive'
stop err c13
slot "the timeout says canceled" 'err: canceled'
slot "its two seconds are not over" 'timer: stopped'
tree "the cut one lives" 'c15 WithoutCancel: live'
stop value c15
slot "and still does" 'err: none'

lesson the-tree
stop built c4
is "… the request and its two branches: five" "$(living)" 5
slot "two branches" 'children: 2 \(2 in set\)'
stop 'left cancelled' c4
is "… three of the five have ended" "$(grep -cE '^c[567] .*: noticed' <<<"$T")" 3
slot "one is left in the set" 'children: 2 \(1 in set\)'
slot "the request lives" 'err: none: alive'
stop 'derived late' c9
slot "born ended, with what the one above says" 'err: canceled'
slot "no timer was armed" 'timer: none.*'
stop 'top cancelled' c8
slot "the other branch ends before its time" 'err: canceled'

lesson nine-types
stop roots c4
tree "TODO is on the screen" 'c2 TODO: live'
stop timer c6
slot "the timer is armed" 'timer: armed'
stop function c6
slot "the function is a child in the set" 'children: 2 \(1 in set\)'
stop 'a stranger' c6
slot "the one below the stranger is in no set" 'children: 3 \(1 in set\)'
stop 'a friendly one' c12
tree "the last one is told without a helper" 'c12 WithCancel: live, told by a call of its parent'
is "… kinds on the screen, beside stop" "$(grep -oE '^c[0-9]+ (Background|TODO|[A-Z][A-Za-z]+|stranger)' <<<"$T" | cut -d' ' -f2 | sort -u | xargs)" \
    "AfterFunc Background TODO WithCancel WithTimeout WithValue WithoutCancel stranger"

lesson counting-allocations
stop timeout c4
slot "its timer is armed" 'timer: armed'
slot "nobody has asked for its channel" 'done: none: nobody asked'
stop values c6
is "… three contexts" "$(living)" 3
stop 'somebody waits' c4
slot "the channel is open now" 'done: open'
stop 'a call' c4
slot "the call is the first in the set" 'children: 1 \(1 in set\)|children: 2 \(1 in set\)'
stop 'a stranger' c9
tree "the helper's" 'c9 WithCancel: live, told by a forwarder'
stop over c4
is "… nothing is left" "$(living)" 0
finish
