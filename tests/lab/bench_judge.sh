#!/bin/bash
# How long a learner waits: a save to the verdict on the screen (watch), and the whole catalog judged. Medians of 9.
cd "$(dirname "$0")/../.." || exit 2
export CTXLAB=${CTXLAB:-$PWD/ctxlab}
dir=$(mktemp -d) || exit 2
trap 'kill $watcher 2>/dev/null; rm -rf "$dir"' EXIT
export CTXLAB_WORKSPACE=$dir/ws
median() { sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }
now_ms() { echo $(($(date +%s%N) / 1000000)); }
# one entry: saves the solution and the shipped program in turn; waits for the next verdict line
one() {
    local id=$1 i seen n started
    mkfifo "$dir/$id.out"
    "$CTXLAB" watch "$id" >"$dir/$id.out" 2>/dev/null </dev/null &
    watcher=$!
    exec 7<"$dir/$id.out"
    wait_verdict "$id" || return
    for i in 1 2 3 4 5 6 7 8 9; do
        if [ $((i % 2)) = 1 ]; then n=solutions/$id.c; else n=exercises/$id/exercise.c; fi
        started=$(now_ms)
        cat "$n" >"$CTXLAB_WORKSPACE/$id.c"
        wait_verdict "$id" || return
        echo $(($(now_ms) - started)) >>"$dir/$id.ms"
        [ "$n" = solutions/"$id".c ] && wait_final
    done
    kill $watcher; wait $watcher 2>/dev/null
    exec 7<&-
    printf '%-24s %5d ms from save to verdict\n' "$id" "$(median <"$dir/$id.ms")"
    cat "$dir/$id.ms" >>"$dir/all.ms"
}
wait_verdict() { while read -rt 60 -u 7 seen; do [[ $seen == "$1: "* ]] && return 0; done; return 1; }
wait_final() { while read -rt 60 -u 7 seen; do [[ $seen == "-- watching"* ]] && return 0; done; return 1; }
ids=${*:-busy-done-loop discarded-cancel zero-timeout select-without-done broken-chain}
for id in $ids; do [ -f "solutions/$id.c" ] && one "$id"; done
echo "median of all: $(median <"$dir/all.ms") ms (target: at most 150 ms, of which 25 ms wait for the editor to be done)"
"$CTXLAB" grade --all --in solutions --jobs 2 >/dev/null 2>&1
started=$(now_ms)
line=$("$CTXLAB" grade --all --in solutions --jobs 2 2>/dev/null | tail -n 1)
took=$(($(now_ms) - started)) count=$(sed -n 's/^[0-9]* of \([0-9]*\) passed.*/\1/p' <<<"$line")
echo "whole catalog on 2 processors: $took ms, $((took / ${count:-1})) ms an entry (target: at most 500 ms an entry) — $line"
