#!/bin/bash
# Every entry: fails as shipped for a declared reason, passes with its solution; every right fix passes, every wrong one
# fails with a finding or check that says why.
cd "$(dirname "$0")/../.." || exit 2
list() {
    for ini in exercises/*/entry.ini; do
        id=$(basename "$(dirname "$ini")")
        grep -qE '^kind *= *(bug|judge)' "$ini" || continue
        declared=$(sed -n 's/^findings *= *//p' "$ini" | tr ',' ' ')
        printf '%s\t%s\t%s\n' "$id" "exercises/$id/exercise.c" "${declared:-fail}"
        printf '%s\t%s\t%s\n' "$id" "solutions/$id.c" pass
        for fix in tests/catalog/"$id"/*.c; do
            [ -f "$fix" ] && printf '%s\t%s\t\n' "$id" "$fix"
        done
    done
}
one() {
    IFS=$'\t' read -r id file words <<<"$1"
    # shellcheck disable=SC2086
    tests/expect "$id" "$file" $words
}
export -f one
out=$(list | xargs -d '\n' -P 2 -I{} bash -c 'one "$1"' _ {})
sort <<<"$out" | grep -E '^ok'
grep -vE '^ok' <<<"$out"
failed=$(grep -c '^not ok' <<<"$out")
echo "# $(grep -c '^ok' <<<"$out") passed, $failed failed"
[ "$failed" -eq 0 ]
