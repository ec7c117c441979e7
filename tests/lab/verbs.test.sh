#!/bin/bash
# The verbs that read texts and keep files: list, show, hint, explain, solution, reset, help.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/catalog.sh"
make_catalog "$T_DIR/home"
export CTXLAB_HOME=$T_DIR/home
ws=$T_DIR/ws
export CTXLAB_WORKSPACE=$ws

code "list works" 0 "$CTXLAB" list
like "list names an entry and its title" "$OUT" 'zeta-bug +bug +The title of zeta-bug'
is "learning order: topic, then order" "$(grep -oE '(alpha|beta|zeta)-bug ' <<<"$OUT" | tr -d '\n')" "beta-bug alpha-bug zeta-bug "
code "list --json works" 0 "$CTXLAB" list --json
is "list --json: schema" "$(python3 -c 'import json,sys; print(json.load(sys.stdin)["schema"])' <<<"$OUT" 2>/dev/null || grep -o 'ctxlab/list/1' <<<"$OUT")" ctxlab/list/1
like "list --json: origins" "$(tr -d ' \n' <<<"$OUT")" '"origins":\["I1","F5"\]'
is "list writes nothing human to stdout when --json" "$(head -c1 <<<"$OUT")" "{"
code "list: unknown option" 2 "$CTXLAB" list --jsn
like "… with the nearest" "$ERR" 'did you mean --json'
code "list: no names" 2 "$CTXLAB" list zeta-bug

code "show" 0 "$CTXLAB" show zeta-bug
like "show tells the story" "$OUT" 'Something is odd'
unlike "show leaves the comment's frame out" "$OUT" '^ ?\*|/\*'
ok "show made the learner's copy" cmp -s "$ws/zeta-bug.c" "$CTXLAB_HOME/exercises/zeta-bug/exercise.c"
echo mine >"$ws/zeta-bug.c"
code "show again" 0 "$CTXLAB" show zeta-bug
is "show never overwrites" "$(cat "$ws/zeta-bug.c")" mine
code "show: unknown id" 2 "$CTXLAB" show zeta-bog
like "… with the nearest name" "$ERR" "unknown entry 'zeta-bog'; did you mean 'zeta-bug'"
code "show: something far off" 2 "$CTXLAB" show qqqqqqqqqqqqqqqqqqqqqqqqqqqqq
like "… without a silly guess" "$ERR" 'ctxlab list'
code "an id full of escapes" 2 "$CTXLAB" show $'\e[31mred\a'
unlike "… reaches no terminal" "$ERR" $'\e'
code "an id that is a path" 2 "$CTXLAB" show ../exercises/zeta-bug

code "hint: the first" 0 "$CTXLAB" hint zeta-bug
is "hint 1" "$OUT" "Vague zeta-bug."
code "hint: the next" 0 "$CTXLAB" hint zeta-bug
is "hint 2" "$OUT" "Nearer."
code "hint: a level" 0 "$CTXLAB" hint zeta-bug 3
is "hint 3" "$OUT" "The line."
code "hint: too high" 2 "$CTXLAB" hint zeta-bug 4
code "hint: no number" 2 "$CTXLAB" hint zeta-bug many
like "hints are remembered" "$(tr -d ' \n' <"$ws/progress.json")" '"zeta-bug":\{"hints":3'
printf '\n# leak\n## 1\nA leak.\n\n## 2\nWhose?\n\n# spin\n## 1\nIt spins.\n\n## 2\nStill.\n\n# busy-done\n## 1\nOf all spins this one.\n\n## 2\nReally.\n' >>"$CTXLAB_HOME/exercises/beta-bug/hints.md"
lost_by() { printf '{"schema":"ctxlab/progress/1","entries":{"beta-bug":{"attempts":1,"reason":"%s"}}}' "$1" >"$T_DIR/hints/progress.json"; }
mkdir -p "$T_DIR/hints"
hint() { code "hint $1: $2" 0 "$CTXLAB" hint beta-bug --workspace "$T_DIR/hints" ${3:-}; is "… tells" "$OUT" "$2"; }
cp "$CTXLAB_HOME/exercises/beta-bug/exercise.c" "$T_DIR/hints/beta-bug.c"
lost_by leaked-task
hint "on the program as shipped" "Vague beta-bug."
echo mine >"$T_DIR/hints/beta-bug.c"
lost_by leaked-task
hint "after a leak" "A leak."
like "… says what it is about" "$ERR" 'lost by leaked-task \(leak\)'
like "… and how many there are" "$ERR" 'hint 1 of 5'
hint "then in rising order, the general one as far along" "Vague beta-bug."
unlike "… without the verdict" "$ERR" 'lost by'
like "… in the same count" "$ERR" 'hint 2 of 5'
hint "and the next of them" "Nearer."
hint "the clearer one on the leak" "Whose?"
like "… still the same count" "$ERR" 'hint 4 of 5'
hint "the clearest last" "The line."
like "… and no other" "$ERR" 'hint 5 of 5.* the last'
code "hint: beyond the count" 2 "$CTXLAB" hint beta-bug 9 --workspace "$T_DIR/hints"
like "… says the same count" "$ERR" 'from 1 to 5'
hint "a level of the whole row" "The line." 5
hint "when all were read: the last" "The line." 5
code "hint: a level too high" 2 "$CTXLAB" hint beta-bug 6 --workspace "$T_DIR/hints"
lost_by busy-done
hint "a finding of its own" "Of all spins this one."
lost_by spin
hint "its class" "It spins."
lost_by panic
hint "a verdict nothing is said about" "Vague beta-bug."
hint "--for a class" "A leak." "--for leak"
hint "--for a finding, the next one" "Nearer." "--for lost-cancel"
like "hints of each section are counted" "$(tr -d ' \n' <"$T_DIR/hints/progress.json")" '"hints":3,"hints_read":\{"general":2,"leak":1\}'
code "explain" 0 "$CTXLAB" explain zeta-bug
is "explain tells" "$OUT" "How zeta-bug works."
CTXLAB_HOME=$(dirname "$0")/../.. code "explain takes a finding, too" 0 "$CTXLAB" explain lost-cancel
like "… and says what it means" "$OUT" 'never gave the cancel handle back'
CTXLAB_HOME=$(dirname "$0")/../.. code "… but no name that is none" 2 "$CTXLAB" explain lost-cancels
code "solution before the pass" 2 "$CTXLAB" solution zeta-bug
is "… gives nothing away" "$OUT" ""
code "solution --force" 0 env COLUMNS=100 "$CTXLAB" solution zeta-bug --force
like "… beside your own on 100 columns" "$OUT" 'mine .*\|'
unlike "… none is longer" "$OUT" '^.{101}'
code "solution --force on 99 columns" 0 env COLUMNS=99 "$CTXLAB" solution zeta-bug --force
like "… what to take away" "$OUT" '^-mine$'
like "… and what to put in" "$OUT" '^\+int broken = 0;$'
cp "$ws/zeta-bug.c" "$T_DIR/yours"
if command -v patch >/dev/null; then ok "… is a patch that leads from one to the other" patch -s "$T_DIR/yours" - <<<"$OUT"; else cp "$CTXLAB_HOME/solutions/zeta-bug.c" "$T_DIR/yours"; fi
program() { awk 'NR == 1 && /^\/\*/ {story = 1} !story; /\*\// {story = 0}' "$1" | sed '/./,$!d'; } # without the story
is "… whole, but for the story" "$(program "$T_DIR/yours")" "$(program "$CTXLAB_HOME/solutions/zeta-bug.c")"
code "solution --plain" 0 "$CTXLAB" solution --force --plain zeta-bug
is "… is the file" "$OUT" "$(cat "$CTXLAB_HOME/solutions/zeta-bug.c")"
code "no solution of a lesson" 2 "$CTXLAB" solution --force a-lesson

code "list: opened is not started" 0 env CTXLAB_WORKSPACE="$T_DIR/opened" "$CTXLAB" show zeta-bug
ok "… the file is there" test -s "$T_DIR/opened/zeta-bug.c"
status() { CTXLAB_WORKSPACE=$T_DIR/opened "$CTXLAB" list 2>/dev/null | grep 'zeta-bug' | cut -c1-5; }
before=$(status)
echo '/* changed */' >>"$T_DIR/opened/zeta-bug.c"
unlike "… it is as it was before" "$before" '~'
like "… until it is changed" "$(status)" '~'

like "list counts hints" "$("$CTXLAB" list 2>/dev/null)" '\[~\] zeta-bug .*\(3 hints\)'
"$CTXLAB" list >/dev/null 2>"$T_DIR/next"
like "… and says what is next: where one was" "$(cat "$T_DIR/next")" '^Next: ctxlab show zeta-bug$'
CTXLAB_WORKSPACE=$T_DIR/nothing "$CTXLAB" list >/dev/null 2>"$T_DIR/next"
like "… for a newcomer the first" "$(cat "$T_DIR/next")" '^Next: ctxlab show beta-bug$'
code "reset" 0 "$CTXLAB" reset zeta-bug
is "reset keeps a backup" "$(cat "$ws/zeta-bug.c.bak-1")" mine
ok "reset puts the shipped file back" cmp -s "$ws/zeta-bug.c" "$CTXLAB_HOME/exercises/zeta-bug/exercise.c"
echo second >"$ws/zeta-bug.c"
code "reset again" 0 "$CTXLAB" reset zeta-bug
is "the first backup is untouched" "$(cat "$ws/zeta-bug.c.bak-1")" mine
is "the second has its own" "$(cat "$ws/zeta-bug.c.bak-2")" second

echo '{"schema":"ctxlab/progress/1","entr' >"$ws/progress.json"
code "list with a damaged progress file" 0 "$CTXLAB" list
code "hint with a damaged progress file" 0 "$CTXLAB" hint beta-bug
like "… says where it is kept" "$ERR" 'progress.json.damaged'
ok "… and keeps it" test -f "$ws/progress.json.damaged-1"
is "no temporary file is left" "$(find "$ws" -name '*.tmp-*' | wc -l)" 0

mkdir -p "$CTXLAB_HOME/exercises/broken-entry"
echo 'this is no ini' >"$CTXLAB_HOME/exercises/broken-entry/entry.ini"
code "one damaged entry does not cost the others" 0 "$CTXLAB" list
like "… it is named" "$ERR" 'broken-entry'
like "… they are there" "$OUT" 'zeta-bug'
rm -r "$CTXLAB_HOME/exercises/broken-entry"

echo x >"$T_DIR/file"
code "a workspace that cannot be" 2 "$CTXLAB" show beta-bug --workspace "$T_DIR/file/ws"
like "… one sentence" "$ERR" 'cannot (make|write)'
is "… and only one" "$(wc -l <<<"$ERR")" 1
if [ -w /dev/full ]; then
    code_full() { "$CTXLAB" list >/dev/full; }
    code "a full disk under stdout" 4 code_full
    like "… is said" "$ERR" 'cannot write'
fi

code "help" 0 "$CTXLAB" help
code "--help" 0 "$CTXLAB" --help
for verb in $("$CTXLAB" help | sed -n 's/^  \([a-z]*\)  .*/\1/p'); do
    code "$verb --help" 0 "$CTXLAB" "$verb" --help
    like "$verb --help has an example" "$OUT" 'example'
done
page=$(dirname "$0")/../../docs/ctxlab.1
for verb in $("$CTXLAB" help | sed -n 's/^  \([a-z]*\)  .*/\1/p'); do
    ok "the man page has $verb" grep -qE "^\.B[IR]* .*$verb" "$page"
done
code "an unknown verb" 2 "$CTXLAB" lst
like "… with the nearest" "$ERR" 'ctxlab list'
code "without a terminal" 2 "$CTXLAB"
like "… says what to do" "$ERR" 'ctxlab list'
code "completions" 0 "$CTXLAB" completions bash
ok "completions are a script" bash -n <<<"$OUT"
CTXLAB_HOME=/nowhere code "no catalog" 4 "$CTXLAB" list
finish
