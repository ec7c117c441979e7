#!/bin/bash
# Using the command, well and badly: each example of each help text is run; each mistake gets exit code 2 and a sentence
# that says what to try.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
root=$PWD
verbs=$("$CTXLAB" help | sed -n 's/^  \([a-z]*\)  .*/\1/p')
ok "there are verbs" test "$(wc -w <<<"$verbs")" -ge 18

# ---- a checkout of its own, since some examples write into it -------------------------------------------------------------
home=$T_DIR/home
mkdir -p "$home/build" "$home/tests" "$T_DIR/bin" "$T_DIR/cwd/src" "$T_DIR/cwd/include" "$T_DIR/cwd/handed-in/ann" "$T_DIR/cwd/handed-in/bob" "$T_DIR/tmp"
cp -r exercises solutions "$home/"
ln -s "$root/engine" "$home/engine"
ln -s "$root/docs" "$home/docs" # what explain says of a finding
for part in build/*; do ln -s "$root/$part" "$home/$part"; done
ln -s "$CTXLAB" "$T_DIR/bin/ctxlab"
cd "$T_DIR/cwd" || exit 2
cp "$root/solutions/zero-timeout.c" handed-in/ann/
cp "$root/solutions/zero-timeout.c" handed-in/bob/
cp "$root/exercises/forgotten-fetch/exercise.c" src/server.c # vet has something to say
cp "$root/exercises/forgotten-fetch/exercise.h" "$root"/exercises/scenery/*.h include/
export CTXLAB_HOME=$home PATH=$T_DIR/bin:$PATH HOME=$T_DIR/tmp
ln -s "$home/workspace" workspace
for id in discarded-cancel busy-done-loop zero-timeout; do "$CTXLAB" show $id >/dev/null 2>&1; done
cp "$root/solutions/zero-timeout.c" "$home/workspace/"
"$CTXLAB" grade zero-timeout >/dev/null 2>&1 # its solution opens
printf '#!/bin/sh\ncp "%s" "$CTX_TRACE"\n' "$T_DIR/tmp/some.ctxtrace" >my-program && chmod +x my-program
"$CTXLAB" demo wide-cascade --size 20 --trace "$T_DIR/tmp/some.ctxtrace" >/dev/null 2>&1

# ---- examples -----------------------------------------------------------------------------------------------------------------
on_terminal() { # COMMAND: a screen; q leaves it
    (while printf q; do read -rt 0.25 <>"$T_DIR/.pause" || true; done) 2>/dev/null |
        TERM=vt100 timeout 300 script -qfec "stty rows 24 cols 80; $1" /dev/null >"$T_DIR/.out" 2>&1
}
terminals=
command -v script >/dev/null && : 2>/dev/null >/dev/ptmx && terminals=yes
n=0
for verb in $verbs; do
    examples=$("$CTXLAB" "$verb" --help | sed -n '/^examples\{0,1\}:/,$s/^  //p' | sed "s|/tmp/|$T_DIR/tmp/|g; s/1000000/1000/")
    [ -n "$examples" ] || fail "$verb --help has an example"
    while IFS= read -r example; do
        n=$((n + 1))
        case $example in
        ctxlab | *'ctxlab open'* | *'ctxlab watch'* | *--view* | *'&& ctxlab view'*)
            [ -n "$terminals" ] || { skip "$example" "no terminal to be had"; continue; }
            on_terminal "$example"
            rc=$? said=$(tr -d '\000' <"$T_DIR/.out") ;;
        *jq*) command -v jq >/dev/null || { skip "$example" "no jq here"; continue; } ;&
        *)
            timeout 600 bash -c "$example" >"$T_DIR/.out" 2>"$T_DIR/.err" </dev/null
            rc=$? said=$(cat "$T_DIR/.out" "$T_DIR/.err") ;;
        esac
        # 1 is a finding: of the program as shipped that is what should come out
        if [ $rc -gt 1 ] || grep -q 'stops matching\|unknown' <<<"$said"; then
            fail "example: $example" "exit code $rc" "$(head -n 5 <<<"$said")"
        elif [ -z "$said" ] && [[ $example != *'>'* && $example != *--out* && $example != eval* ]]; then
            fail "example: $example" "it said nothing"
        else
            pass "example: $example"
        fi
    done <<<"$examples"
done
ok "as many examples as verbs, at least" test $n -ge "$(wc -w <<<"$verbs")"
ok "an example of new made an entry" test -f "$home/exercises/stuck-worker/entry.ini"
ok "an example of solution wrote the file" cmp -s "$T_DIR/tmp/fixed.c" "$root/solutions/zero-timeout.c"
like "an example of grade wrote a report" "$(cat ann.xml)" '<testsuite .*failures="[0-9]+"'

# ---- on a narrow terminal -----------------------------------------------------------------------------------------------------
words() { tr -s ' \n\r' ' ' | sed 's/^ //; s/ $//'; }
for verb in '' $verbs; do
    [ -n "$terminals" ] || { skip "ctxlab $verb --help on 60 columns" "no terminal to be had"; continue; }
    script -qfec "stty cols 60; ctxlab $verb --help" /dev/null </dev/null 2>/dev/null | tr -d '\000\r' >"$T_DIR/.out"
    is "ctxlab $verb --help on 60 columns: no row is wider, but for examples" "$(sed '/^example/,$d' "$T_DIR/.out" | LC_ALL=C.UTF-8 grep -E '^.{61}')" ""
    is "… and it is the same text" "$(words <"$T_DIR/.out")" "$(ctxlab $verb --help | words)"
done

# ---- mistakes -----------------------------------------------------------------------------------------------------------------
# WORDS | what the sentence must say
while IFS='|' read -r words wanted; do
    # shellcheck disable=SC2086
    code "bad use: ctxlab $words" 2 "$CTXLAB" $words
    like "… says what to try" "$ERR" "$wanted"
    is "… on stderr alone" "$OUT" ""
done <<'BAD'
show|ctxlab list.* names them
show zero-timout|did you mean 'zero-timeout'
show zero-timeout more|needs the id of one entry
hint|needs the id of one entry
hint zero-timout|did you mean 'zero-timeout'
hint zero-timeout loud|number from 1
hint zero-timeout 9|go from 1 to
hint lazy-done|ctxlab run lazy-done
explain|ctxlab list
explain zero-timout|did you mean 'zero-timeout'
explain zero-timeout --forse|unknown option --forse
solution|ctxlab list
solution forgotten-fetsh|did you mean 'forgotten-fetch'
solution busy-done-loop|--force
solution zero-timeout --plane|did you mean --plain
reset|ctxlab list
reset zero-timout|did you mean 'zero-timeout'
run|`ctxlab list` names them all
run zero-timout|did you mean 'zero-timeout'
run zero-timeout --view --json|only one of --view, --plain and --json
run zero-timeout --seed 1 --sweep|only one of --seed, --schedule and --sweep
run zero-timeout --seed|--seed needs a value
run zero-timeout --seed many|whole number
run zero-timeout --sede 1|did you mean --seed
run zero-timeout --schedule nonsense|schedule
grade|or --all
grade --all zero-timeout|or --all
grade zero-timout|did you mean 'zero-timeout'
grade zero-timeout --json --tap|only one of
grade zero-timeout --jsn|did you mean --json
grade zero-timeout --in /nowhere|cannot read the folder
grade lazy-done|ctxlab run lazy-done
watch zero-timout|did you mean 'zero-timeout'
watch zero-timeout busy-done-loop|one entry
watch lazy-done|ctxlab run lazy-done
explore|ctxlab list
explore zero-timout|did you mean 'zero-timeout'
explore lazy-done|no schedules
explore zero-timeout --max few|whole number
demo|one demo
demo wide-cascad|did you mean 'wide-cascade'
demo zero-timeout|ctxlab run zero-timeout
demo wide-cascade --size 0|from 1 to
demo wide-cascade --view --plain|only one of
view|one trace
view /nowhere|ctxlab run ID --trace
view /nowhere --at 40ms|go with --plain
view /nowhere --plain --demo|only one of
demo wide-cascade --size 10 --plain=forest|no view is called "forest"
run zero-timeout --shipped --plain=forest|no view is called "forest"
trace|dump, check, stats, export
trace dmp x|dump, check, stats, export
trace dump|dump, check, stats, export
trace dump /nowhere|ctxlab run ID --trace
vet|ctxlab vet workspace
vet /nowhere.c|cannot read /nowhere.c
doctor please|takes no names
new|lower case
new Bad_Id|lower case
new zero-timeout|already
new stuck-reeder --kind puzzle|bug, judge, lesson or demo
new stuck-reeder --topic cooking|observing, lifecycle
completions|bash, zsh and fish
completions tcsh|bash, zsh and fish
help grdae|did you mean 'grade'
list zero-timeout|takes no names
list --jsn|did you mean --json
list --workspace|needs a value
list --json=yes|takes no value
version now|takes no names
lst|ctxlab list
bogus|`ctxlab help` names them all
help bogus|`ctxlab help` names them all
--worksapce x|did you mean --workspace
BAD
for verb in $verbs; do
    code "bad use: ctxlab $verb --nonsense" 2 "$CTXLAB" "$verb" --nonsense
    like "… names the option and the usage" "$ERR" '--nonsense'
done

finish
