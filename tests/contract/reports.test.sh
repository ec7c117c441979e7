#!/bin/bash
# Exit codes 0-4, and the documents that --json writes: keys exact and in order, types exact, null where it is said.
. "$(dirname "$0")/contract.sh"
export CTXLAB_WORKSPACE=$T_DIR/ws
in=$T_DIR/in
mkdir "$in"
shipped() { cp "exercises/$1/exercise.c" "$in/$1.c"; }
solved() { cp "solutions/$1.c" "$in/$1.c"; }
RESULT_KEYS="object id verdict findings checks schedules replay points max_points seconds"
# graded WHAT CODE ID… — grades with --json from $in; lines in $T_DIR/lines
graded() {
    local what=$1 wanted=$2
    shift 2
    code "$what: exit $wanted" "$wanted" "$CTXLAB" grade "$@" --in "$in" --json
    json >"$T_DIR/lines"
    is "$what: one JSON document" "$?" 0
    is "$what: keys" "$(head -n 1 "$T_DIR/lines")" ". object schema results passed failed"
    is "$what: keys of the results" "$(grep -E '^\.results\[[0-9]+\] ' "$T_DIR/lines" | cut -d' ' -f2- | sort -u)" "$RESULT_KEYS"
    is "$what: as many as asked for, in that order" "$(sed -n 's/^\.results\[[0-9]*\]\.id string //p' "$T_DIR/lines" | tr '\n' ' ')" "$* "
    is "$what: types" "$(sed -E 's/\[[0-9]+\]/[]/g' "$T_DIR/lines" | awk '
        /^\.(passed|failed) / && $2 != "integer" || /\]\.(points|max_points) / && $2 != "integer" || /\]\.seconds / && $2 != "real" ||
        /\]\.replay / && $2 != "string" && $2 != "null" || /\]\.schedules / && $2 != "object" && $2 != "null" ||
        /\.schedules\.(explored|failing) / && $2 != "integer" || /\.schedules\.complete / && $2 != "boolean" ||
        /findings\[\]\.(name|file|message) / && $2 != "string" || /findings\[\]\.line / && $2 != "integer" ||
        /checks\[\]\.(name|message) / && $2 != "string" || /checks\[\]\.ok / && $2 != "boolean"')" ""
    is "$what: keys inside" "$(sed -E 's/\[[0-9]+\]/[]/g' "$T_DIR/lines" |
        grep -E '^\.results\[\]\.(findings\[\]|checks\[\]|schedules) object' | sort -u |
        grep -vxE '\.results\[\]\.(findings\[\] object name file line message|checks\[\] object name ok message|schedules object explored complete failing)')" ""
}
at() { value ".results[0].$1" <"$T_DIR/lines"; }

solved zero-timeout
graded "a pass" 0 zero-timeout
is "… its verdict" "$(at verdict)" "string pass"
is "… no findings" "$(at findings)" "array 0"
is "… all explored" "$(at schedules.complete)" "boolean true"
is "… nothing to replay" "$(at replay)" null
is "… points" "$(at points)/$(at max_points)" "integer 10/integer 10"
is "… counted" "$(value .passed <"$T_DIR/lines") $(value .failed <"$T_DIR/lines")" "integer 1 integer 0"
unlike "… no check failed" "$(cat "$T_DIR/lines")" '\.ok boolean false'

shipped discarded-cancel
graded "a fail" 1 discarded-cancel
is "… its verdict" "$(at verdict)" "string fail"
is "… the finding" "$(at 'findings[0].name')" "string lost-cancel"
is "… its file" "$(at 'findings[0].file')" "string discarded-cancel.c"
like "… its line" "$(at 'findings[0].line')" '^integer [1-9]'
like "… a schedule to replay" "$(at replay)" '^string [^ ]+$'
is "… no points" "$(at points)" "integer 0"
like "… one schedule failed at least" "$(at schedules.failing)" '^integer [1-9]'
replay=$(at replay)
code "the replay fails, too" 1 "$CTXLAB" run discarded-cancel --in "$in" --schedule "${replay#string }" --json
like "… with the same finding" "$OUT" '"name": "lost-cancel"'

printf 'int broken(\n' >"$in/late-defer.c"
graded "a file that does not compile, alone" 3 late-defer
is "… its verdict" "$(at verdict)" "string compile-error"
is "… nothing explored" "$(at schedules)" null
like "… and the compiler's words for people" "$ERR" 'late-defer\.c:[0-9]+'
graded "two entries, one does not compile" 1 late-defer zero-timeout
code "run: it does not compile" 3 "$CTXLAB" run late-defer --in "$in" --json
is "… and stdout stays empty" "$OUT" ""
code "explore: it does not compile" 3 "$CTXLAB" explore late-defer --in "$in" --json
is "… and stdout stays empty" "$OUT" ""

graded "not handed in" 1 broken-chain
is "… rejected" "$(at verdict)" "string rejected"
is "… by the check" "$(at 'checks[0].name') $(at 'checks[0].ok')" "string submitted boolean false"
is "… nothing explored" "$(at schedules)" null
ln -s /etc/passwd "$in/wrong-cancel.c"
graded "a symbolic link" 1 wrong-cancel
is "… rejected" "$(at verdict)" "string rejected"
{ cat solutions/forgotten-fetch.c; echo 'void hidden(void); void hidden(void) { __asm__("nop"); }'; } >"$in/forgotten-fetch.c"
graded "what the gate refuses" 1 forgotten-fetch
is "… rejected" "$(at verdict)" "string rejected"
like "… by the check" "$(cat "$T_DIR/lines")" 'checks\[[0-9]+\]\.name string gate'

# A judge that cannot do its work: the reference of one entry does not pass.
home=$T_DIR/home
mkdir "$home"
for part in *; do [ "$part" = solutions ] || [ "$part" = workspace ] || ln -s "$PWD/$part" "$home/$part"; done
cp -r solutions "$home/solutions"
cp exercises/rerooted-query/exercise.c "$home/solutions/rerooted-query.c"
solved rerooted-query
export CTXLAB_HOME=$home
graded "a reference that fails" 4 rerooted-query
is "… is an error of the judge" "$(at verdict)" "string error"
is "… and no points" "$(at points)" "integer 0"
graded "4 beats 1" 4 discarded-cancel rerooted-query
is "… the other one has its verdict" "$(at verdict)" "string fail"
graded "4 beats 1, the other way round" 4 rerooted-query discarded-cancel
unset CTXLAB_HOME
env=$(command -v env)
for verb in "grade zero-timeout" "run zero-timeout" "explore zero-timeout"; do
    # shellcheck disable=SC2086
    code "$verb: no place for temporary files" 4 env TMPDIR="$T_DIR/none" "$CTXLAB" $verb --in "$in"
    # shellcheck disable=SC2086
    code "$verb: no compiler" 4 "$env" PATH="$T_DIR/none" "$CTXLAB" $verb --in "$in"
done

code "no compiler, as data" 4 "$env" PATH="$T_DIR/none" "$CTXLAB" grade zero-timeout --in "$in" --json
like "… stderr says why there is no verdict" "$ERR" 'zero-timeout \(error\): cannot start gcc'
sed 's/^bool ping_with_retry.*/&\n{ abort(); }\nbool other(ctx_t *ctx, struct host *host, int attempts);\nbool other(ctx_t *ctx, struct host *host, int attempts)/; s/#include "exercise.h"/&\n#include <stdlib.h>/' exercises/zero-timeout/exercise.c >"$T_DIR/crash.c"
mkdir -p "$T_DIR/crash" && mv "$T_DIR/crash.c" "$T_DIR/crash/zero-timeout.c"
code "a crash, as data" 1 "$CTXLAB" grade zero-timeout --in "$T_DIR/crash" --json
like "… is one" "$OUT" '"verdict": "crash"'
like "… and says which" "$(tr -d '\n' <<<"$OUT")" '"name": "ends", *"ok": false, *"message": "[^"]*crashed \(Aborted\)'
code "a crash, explored" 1 "$CTXLAB" explore zero-timeout --in "$T_DIR/crash" --json
like "… is data as well" "$OUT" '"schema": "ctxlab/explore/1"'
like "… it fails" "$OUT" '"failing": [1-9]'
like "… and the crash is the bound" "$OUT" '"bound": ".*crashed \(Aborted\)'

# Usage.
for words in grade "grade zero-timeout --all" "grade no-such-entry" "grade zero-timeout --in $T_DIR/none" "grade --all --json --tap" \
    "grade five-slots" "grade wide-cascade" "grade zero-timeout --jobs x" "explore" "explore stuck-reader" "explore stuck-reader --json" \
    "explore five-slots" "explore wide-cascade" "run" "run zero-timeout discarded-cancel" "run zero-timeout --seed 1 --schedule -" \
    "run zero-timeout --schedule T1" "run zero-timeout --view --json" "run zero-timeout --answers /dev/null" "run five-slots --threads" \
    "run five-slots --answers $T_DIR/none" "run stuck-reader --schedule -" "run zero-timeout --threads --seed 3" "demo zero-timeout" \
    "demo wide-cascade --size 0" "demo wide-cascade --size 1000001" "view $T_DIR/none" "view" "trace" "trace dump" "trace dump $T_DIR/none" \
    "trace dump /etc/passwd" "trace nothing $T_DIR/none" "vet" "vet $T_DIR/none.c" "list zero-timeout" "show" "hint zero-timeout 4" \
    "solution zero-timeout" "nothing" "--nothing"; do
    # shellcheck disable=SC2086
    code "usage: $words" 2 "$CTXLAB" $words
    is "… stdout stays empty" "$OUT" ""
    like "… and a person is told" "$ERR" '^(ctxlab: |cc1)'
done

# Entries on real threads have no schedules.
shipped stuck-reader
graded "an io entry" 1 stuck-reader
is "… schedules" "$(at schedules)" null
is "… replay" "$(at replay)" null

# explore
code "explore: every schedule passes" 0 "$CTXLAB" explore zero-timeout --in "$in" --json
is "… keys" "$(json | head -n 1)" ". object schema id explored complete bound failing shortest"
is "… types and nulls" "$(json | tail -n +2 | sed -E 's/integer [1-9][0-9]*/integer N/' | tr '\n' ' ')" \
    ".schema string ctxlab/explore/1 .id string zero-timeout .explored integer N .complete boolean true .bound null .failing integer 0 .shortest null "
code "explore: some fail" 1 "$CTXLAB" explore err-before-done --shipped --json
shortest=$(json | value .shortest)
like "… the shortest" "$shortest" '^string T'
like "… and it goes on after the first" "$(json | value .failing)" '^integer [0-9]{2,}'
code "… which replays" 1 "$CTXLAB" run err-before-done --shipped --schedule "${shortest#string }" --json
like "… to the same finding" "$OUT" '"err-before-done"'
code "explore: a bound is named" 0 "$CTXLAB" explore err-before-done --shipped --json --max 5
is "… not complete" "$(json | value .complete)" "boolean false"
like "… by which bound" "$(json | value .bound)" '^string .'
code "explore in words" 1 "$CTXLAB" explore err-before-done --shipped --max 100
like "… how many, and that these are not all" "$OUT" ': 100 schedules explored, not all there are: bound by 100 schedules; [0-9]+ fail'
code "explore: a bound again" 0 "$CTXLAB" explore err-before-done --shipped --json --max 5
is "… which is kept" "$(json | value .explored)" "integer 5"

# run, trace check and the sweep: one document each, too
for words in "run zero-timeout --shipped" "run zero-timeout --shipped --sweep" "run zero-timeout --shipped --big" "run five-slots"; do
    # shellcheck disable=SC2086
    "$CTXLAB" $words --json >"$T_DIR/out" 2>"$T_DIR/err"
    like "$words --json: one JSON document" "$(json "$(cat "$T_DIR/out")" | head -n 1)" '^\. object schema id'
    is "… and no word beside it" "$(cat "$T_DIR/err")" ""
done
finish
