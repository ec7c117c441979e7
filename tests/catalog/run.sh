#!/bin/bash
# run.sh — proves the catalog, entry by entry, two jobs at a time:
#   limits   its files, their lengths, its hints (tests/catalog/limits)
#   shipped  the program as shipped fails, with a declared finding and no other kind of verdict
#   solution passes in the simulator, over all schedules or up to a stated bound
#   fixes    every right one passes, every wrong one fails with a name its first line gives (tests/expect)
#   vet      the compiler's analyzer has nothing to say about the solution
#   threads  the solution on real threads: plain, under AddressSanitizer and UBSan, under ThreadSanitizer; nothing is left
# usage: tests/catalog/run.sh [--simulated] [--only STEP[,STEP…]] [ID…]        $JOBS: how many at a time (2)
# --simulated leaves out entries that take real time.
# Prints "ok - …" and "not ok - …" lines; how far it is goes to a terminal on stderr.
set -u
cd "$(dirname "$0")/../.." || exit 2
export BUILD=${BUILD:-build} CTXLAB=${CTXLAB:-$PWD/ctxlab}
steps=limits,shipped,solution,fixes,vet,threads
simulated=
if [ "${1:-}" = --simulated ]; then simulated=yes; shift; fi
if [ "${1:-}" = --only ]; then steps=$2; shift 2; fi
wants() { [[ ,$steps, == *,$1,* ]]; }
key() { sed -n "s/^$2 *= *//p" "exercises/$1/entry.ini" | head -n 1; }

ids=("$@")
[ ${#ids[@]} -gt 0 ] || mapfile -t ids <<<"$(for f in exercises/*/entry.ini; do basename "$(dirname "$f")"; done)"
for id in "${ids[@]}"; do [ -f "exercises/$id/entry.ini" ] || { echo "not ok - there is no entry $id"; exit 1; }; done

# ---- one job: STEP ID FILE; everything it prints comes out at once ---------------------------------------------------
vet() { # ID: silent on the solution
    local said
    if said=$("$CTXLAB" vet "solutions/$1.c" -- -Iexercises/scenery "-Iexercises/$1" 2>&1); then
        echo "ok - $1: the analyzer is silent on the solution"
    else
        echo "not ok - $1: the analyzer speaks of the solution"
        head -n 6 <<<"$said" | sed 's/^/#   /'
    fi
}
job() {
    local step=$1 id=$2 file=$3
    case $step in
    limits) tests/catalog/limits "$id" ;;
    shipped) tests/catalog/shipped "$id" ;;
    solution) tests/expect "$id" "$file" pass ;;
    fixes) tests/expect "$id" "$file" ;;
    vet) vet "$id" ;;
    threads) tests/catalog/threads "$id" ;;
    esac
}
export -f job vet

list() {
    local id file
    for id in "${ids[@]}"; do
        wants limits && echo "limits $id -"
        case $(key "$id" kind) in bug | judge) ;; *) continue ;; esac
        [ -n "$simulated" ] && [ "$(key "$id" threads)" = yes ] && continue
        wants shipped && echo "shipped $id -"
        wants solution && echo "solution $id solutions/$id.c"
        wants vet && echo "vet $id -"
        wants threads && echo "threads $id -"
        wants fixes && for file in tests/catalog/"$id"/*.c; do [ -f "$file" ] && echo "fixes $id $file"; done
    done
}
wants threads && { tests/catalog/threads --prepare || exit 1; }
jobs=$(list)
LOCK=$(mktemp) || exit 2 # one job's lines stay together
trap 'rm -f "$LOCK"' EXIT
export LOCK
total=$(grep -c . <<<"$jobs")
done_=0 passed=0 failed=0 heard= first=
shopt -s lastpipe # the loop counts in this shell; <(…) would need /dev/fd, which a bare chroot has not
xargs -P "${JOBS:-2}" -L 1 bash -c 'out=$(job "$@" 2>&1); exec 9>>"$LOCK"; flock 9; printf "%s\njob %s %s\n" "$out" "$1" "$2"' _ <<<"$jobs" | while IFS= read -r line; do
    case $line in
    'job '*) done_=$((done_ + 1)) ;;
    'ok - '*) passed=$((passed + 1)) ;;
    'not ok - '*) failed=$((failed + 1)) first=${first:-$line} ;;
    '# hints: '*) heard+="${line#\# hints: }"$'\n' ;;
    esac
    [ -t 2 ] && printf '\r\033[K[%d/%d] %s' "$done_" "$total" "${line:0:70}" >&2
    case $line in
    'job '* | '# hints: '*) continue ;;
    esac
    [ -t 1 ] && [ -t 2 ] && [[ $line == 'ok - '* ]] && continue
    [ -t 2 ] && printf '\r\033[K' >&2
    printf '%s\n' "$line"
done
[ -t 2 ] && printf '\r\033[K' >&2
if wants fixes && [ -z "$simulated" ]; then # a section that no wrong fix leads to speaks about nothing that is known to occur
    for id in "${ids[@]}"; do
        [ -f "exercises/$id/hints.md" ] || continue
        while IFS= read -r section; do
            [ -z "$section" ] || grep -qxF "$id $section" <<<"$heard" ||
                { echo "not ok - $id: hints.md has a section '# $section', and no wrong fix is lost by it"; failed=$((failed + 1)) first=${first:-$id: a section of hints.md that no wrong fix is lost by}; }
        done <<<"$(sed -n 's/^# //p' "exercises/$id/hints.md")"
    done
fi
[ "$done_" -eq "$total" ] || { echo "not ok - $done_ of $total jobs came to their end"; failed=$((failed + 1)); }
echo "# $passed passed, $failed failed"
[ "$failed" -eq 0 ] || printf '# the first of them: %s\n' "${first#not ok - }"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
