#!/bin/bash
# Every entry has exactly its files, in their limits: a program of at most 80 lines and 4 functions, scenario and checks of
# at most 80 lines, three hints of at most 40 words that hold no line of the solution, a solution that changes few lines
# and says why in few, an explanation, origins; the analyzer is silent on every solution.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
ini() { sed -n "s/^$2 *= *//p" "exercises/$1/entry.ini" | head -n 1; }
lines() { wc -l <"$1"; }
# functions defined in a file: a line that begins at column 1 with a type and a name, followed by a line that is "{"
functions() { awk '/^\{/ && prev ~ /\)[ ]*$/ {n++} {prev=$0} END {print n+0}' "$1"; }
at_most() { if [ "$2" -le "$3" ]; then return 0; else fail "$1: at most $3" "it is $2"; return 1; fi; }
# program text without comments, blank lines and indentation
code_lines() { sed -e 's|/\*.*\*/||' -e '/\/\*/,/\*\//d' -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$1"; }
hint() { awk -v n="## $2" '$0 == n {on=1; next} /^## / {on=0} on' "exercises/$1/hints.md"; }

hints_hold() { # no hint is long, and none holds a line of the solution
    local id=$1 n text line
    for n in 1 2 3; do
        text=$(hint "$id" $n)
        [ -n "${text//[[:space:]]/}" ] || { fail "$id: has hint $n"; return 1; }
        at_most "$id: words of hint $n" "$(wc -w <<<"$text")" 40 || return 1
    done
    while IFS= read -r line; do
        [ ${#line} -ge 12 ] || continue
        grep -qF -- "$line" "exercises/$id/hints.md" && { fail "$id: no hint holds a line of the solution" "$line"; return 1; }
    done < <(comm -13 <(code_lines "exercises/$id/exercise.c" | sort -u) <(code_lines "solutions/$id.c" | sort -u))
    return 0
}

story_holds() { # title, a symptom, and the goal
    head -n 20 "exercises/$1/exercise.c" | grep -qE '^ \* (Make|Judge|Say):' || { fail "$1: the program's comment says what to make"; return 1; }
}

claims_hold() { # each program that settles a claim is used by the explanation
    local claim
    for claim in exercises/"$1"/claims/*.c; do
        grep -qE "\{\{explore [a-z-]+ $(basename "$claim" .c)\}\}" "exercises/$1/explain.md" || { fail "$1: the explanation uses each claim" "$claim"; return 1; }
    done
}

gradable() {
    local id=$1 f changed why limit
    for f in entry.ini exercise.c exercise.h scenario.c checks.c hints.md explain.md; do
        [ -f "exercises/$id/$f" ] || { fail "$id: has its $f"; return; }
    done
    for f in exercises/"$id"/*; do
        case $(basename "$f") in
        entry.ini | exercise.c | *.h | scenario.c | checks.c | hints.md | explain.md) ;;
        claims) claims_hold "$id" || return ;;
        *) fail "$id: has no other files" "$f"; return ;;
        esac
    done
    [ -f "solutions/$id.c" ] || { fail "$id: has a solution"; return; }
    at_most "$id: lines of the program" "$(lines "exercises/$id/exercise.c")" 80 || return
    at_most "$id: functions of the program" "$(functions "exercises/$id/exercise.c")" 4 || return
    # real parts (a socket, a database) take more to set up
    [ "$(ini "$id" threads)" = yes ] && limit=120 || limit=80
    at_most "$id: lines of the scenario" "$(lines "exercises/$id/scenario.c")" $limit || return
    at_most "$id: lines of the checks" "$(lines "exercises/$id/checks.c")" 80 || return
    changed=$(diff <(code_lines "exercises/$id/exercise.c") <(code_lines "solutions/$id.c") | grep -c '^[<>]')
    at_most "$id: lines in which the solution differs" "$changed" 24 || return
    story_holds "$id" || return
    hints_hold "$id" || return
    for why in right wrong; do
        ls tests/catalog/"$id"/$why-*.c >/dev/null 2>&1 || { fail "$id: has a $why fix as a test"; return; }
    done
    [ -n "$(ini "$id" origins)" ] || { fail "$id: names its origins"; return; }
    grep -qE 'ctx\.c|[Ee]ngine' "exercises/$id/explain.md" || { fail "$id: the explanation says where in the engine it happens"; return; }
    pass "$id: its files, limits, hints, fixes"
}

vet() { # the analyzer on the solution
    local out
    if out=$("$CTXLAB" vet "solutions/$1.c" -- "-Iexercises/$1" -Iexercises/scenery 2>&1); then pass "$1: the analyzer is silent on the solution"; else fail "$1: the analyzer is silent on the solution" "$(grep -m3 -E 'warning|error' <<<"$out")"; fi
}

# marks that texts quote by name must exist in the engine
while IFS=: read -r file mark; do
    grep -rqF "LESSON: ${mark#LESSON: }" engine/ || fail "$(basename "$(dirname "$file")"): quotes a mark of the engine" "$mark"
done < <(grep -oE 'LESSON: [a-z_-]+' exercises/*/*.md)
pass "every mark that a text quotes was looked for in the engine"

for dir in exercises/*/; do
    id=$(basename "$dir")
    [ -f "$dir/entry.ini" ] || continue
    case $(ini "$id" kind) in
    bug | judge) gradable "$id" && vet "$id" ;;
    *) if [ -f "$dir/explain.md" ] || [ -f "$dir/captions.txt" ] || ls "$dir"/*.md >/dev/null 2>&1; then pass "$id: has its text"; else fail "$id: has its text"; fi ;;
    esac
done
listed=$("$CTXLAB" list --json 2>/dev/null | grep -c '"id"')
is "list names every entry that has a folder" "$listed" "$(ls exercises/*/entry.ini | wc -l)"
finish
