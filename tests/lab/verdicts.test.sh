#!/bin/bash
# What a verdict says to who has lost: which way a task took, and where in a big run it began.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws
mkdir "$T_DIR/in"
lost() { # ID FILE: grades it as ID
    cp "$2" "$T_DIR/in/$1.c"
    code "$1: $(basename "$2") loses" 1 "$CTXLAB" grade "$1" --in "$T_DIR/in"
}

lost undrained-pipeline tests/catalog/undrained-pipeline/wrong-first-send-only.c
like "… one task, several ways: the one it took" "$OUT" 'T2 load_stage \(send, undrained-pipeline.c:[0-9]+\): more than one way was open, and it sent on ch1; undo this one'
unlike "… and nobody moved before himself" "$OUT" '(T[0-9]+ [a-z_]+) \(([^)]*)\) moved before \1 \(\2\)'
lost flag-and-channel tests/catalog/flag-and-channel/wrong-lock-the-flag.c
like "a long schedule's story leaves out some in the middle" "$OUT" '^ +… then [0-9]+ switch(es)? more, and$'
like "… never the one that decides" "$(grep -A1 '… then' <<<"$OUT" | tail -n 1)" 'moved before .*; undo this one, and it passes$'
lost checks-too-late tests/lab/verdicts/polls-every-10-ms.c
like "only the big scenario fails: which window, and at which event it shows" "$OUT" 'first at event [0-9]+: window 11 is closed after 11 ms, with 0 of its 1 prices shown'
event=$(sed -n 's/.*first at event \([0-9]*\):.*/\1/p' <<<"$OUT")
line=$("$CTXLAB" run checks-too-late --big --in "$T_DIR/in" --plain=events 2>/dev/null </dev/null | awk -v n="$event" '$1 == n')
like "… and there it is, in the run that replays it" "$line" 'note .*window 11 is closed after 11 ms'

# the words of the headline say what is told below it
headline() { head -n 1 <<<"$OUT"; }
lost past-deadline tests/catalog/past-deadline/wrong-unset-plus.c
like "a limit that nobody set is no missing work" "$(headline)" '— wrong result '
lost singleflight-hostage tests/catalog/singleflight-hostage/wrong-background.c
like "a context from nowhere" "$(headline)" '— torn from its caller '
unlike "… nobody is told to let the work end with its caller, where it must not" "$OUT" 'ends with it,'
like "… but to find its values" "$OUT" "Expected: the work finds its caller's values"
cp solutions/stuck-reader.c "$T_DIR/in/stuck-reader.c"
code "where nobody can choose the order, a pass" 0 "$CTXLAB" grade stuck-reader --in "$T_DIR/in"
like "… says what was tried" "$OUT" 'On real threads.*4 runs of the small scenario and 1 of the big one: 0 fail'

# of the runs that fail one that fails by what the entry is about is shown; the others are told
lost flag-and-channel exercises/flag-and-channel/exercise.c
like "the flag said so first: the entry's own failure is shown, though another was met first" "$OUT" '^flag-and-channel: fail — err-before-done '
like "… after the one switch that its explanation promises" "$OUT" 'Replay: .*--schedule .T1\.cancel#1>T3. '
like "… what was met first is told" "$OUT" 'on another schedule, number [0-9]+: spans whose err said one thing to one'
like "… with its number in the count" "$OUT" "Schedule $(sed -n 's/.*on another schedule, number \([0-9]*\):.*/\1/p' <<<"$OUT") of the small scenario was the first"
lost flag-and-channel tests/lab/verdicts/crashes-later.c
like "a crash met on the way to another failure hides none" "$OUT" '^flag-and-channel: fail — wrong result '
like "… and is told itself" "$OUT" 'flag-and-channel: the program crashed \(Segmentation fault\) in T[0-9]+, at flag-and-channel.c:[0-9]+'
lost discarded-cancel tests/catalog/discarded-cancel/wrong-shared.c
like "the usual run is shown where it fails, whatever by" "$OUT" "^  Replay: .*--schedule '-' "
lost blocked-send exercises/blocked-send/exercise.c
like "of what one run shows the entry's own comes first" "$(headline)" '— deaf to its context '
lost wrong-cancel exercises/wrong-cancel/exercise.c
like "… also where a check saw it" "$(headline)" '— over-cancel '
like "… and what has a line is told behind it" "$OUT" 'wrong-cancel.c:[0-9]+  lost-cancel'

# a run that broke off is held to nothing that it had not come to
rows() { "$CTXLAB" grade "$1" --in "$T_DIR/in" --json 2>/dev/null </dev/null; }
lost nil-context exercises/nil-context/exercise.c
like "a panic: what had been counted by then, against nothing" "$(rows nil-context)" 'not judged here, since the run broke off; until then nightly files in the name of a request: 0"'
unlike "… and no expectation" "$(rows nil-context)" 'expected|holds'
lost cascade-unlocked tests/catalog/cascade-unlocked/wrong-children-first.c
unlike "memory that was given back: nobody is told that 0 nodes were expected" "$(rows cascade-unlocked)" 'ended when the cancels are over: [0-9]+, expected'
lost shifting-done tests/catalog/shifting-done/wrong-cached-but-replaced.c
like "what there may be none of was too much by then" "$(rows shifting-done)" 'got another channel than the first: [1-9][0-9]*, expected 0'
lost panicking-audit exercises/panicking-audit/exercise.c
like "what dies with the process is judged there" "$OUT" 'the process ended after [0-9]+ payments, with [0-9]+ rows written'

# a wrong answer: which, and the right one
lost forgotten-fetch tests/catalog/forgotten-fetch/wrong-no-fetch.c
like "what the scenario saw is told with both" "$OUT" 'a page shows user 1 "ada", expected user 1 "grace"'
lost frozen-service tests/catalog/frozen-service/wrong-one-copy.c
like "what a check has counted, with the first of them" "$OUT" '2, expected 0; first at event [0-9]+: a folder of tenant 2 is put away in 1 copies, expected 3'
lost context-in-struct tests/catalog/context-in-struct/wrong-nobody-asked.c
like "… in a row that the run was not lost by, too" "$OUT" "less the discount: 3, expected 0; first at event [0-9]+: request 1 is shown item 1 at 900, expected request 1 at 909"
lost past-deadline tests/catalog/past-deadline/wrong-past-plus.c
like "what the scenario saw is placed there" "$OUT" 'past-deadline.c:[0-9]+  wrong-result'
unlike "… and not where it noted something else" "$OUT" 'as if it had none; first at'

# what is not judged says so first
code "a run in which time moved" 0 "$CTXLAB" run select-without-done --in solutions --schedule seed:3 --json
like "… what it does not judge does not read like a failure" "$OUT" '"message": "not judged here, since time moved while tasks could: '

# one run on real threads finds what it can, and says what it cannot
code "zero-timeout as shipped, on real threads" 1 "$CTXLAB" run zero-timeout --shipped --threads
like "… is born done there, too" "$OUT" '^  zero-timeout.c:14  born-done'
code "its solution, on real threads" 0 bash -c "cp solutions/zero-timeout.c '$T_DIR/in/' && '$CTXLAB' run zero-timeout --in '$T_DIR/in' --threads"
like "… found nothing, and says what that means" "$OUT" "one order of many, the machine's own, and how soon things happen is not judged on it"

# what takes long says so
code "a demo in a large size" 0 "$CTXLAB" demo wide-cascade --size 50000 --trace "$T_DIR/wide.ctx"
like "… says that it runs" "$ERR" 'running wide-cascade in size 50000'
like "… and that it reads" "$ERR" '[0-9]+ events; reading them'
finish
