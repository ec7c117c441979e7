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
code "explain" 0 "$CTXLAB" explain zeta-bug
is "explain tells" "$OUT" "How zeta-bug works."
code "solution before the pass" 2 "$CTXLAB" solution zeta-bug
is "… gives nothing away" "$OUT" ""
code "solution --force" 0 "$CTXLAB" solution zeta-bug --force
like "… beside your own" "$OUT" 'mine .*\|'
code "solution --plain" 0 "$CTXLAB" solution --force --plain zeta-bug
is "… is the file" "$OUT" "$(cat "$CTXLAB_HOME/solutions/zeta-bug.c")"
code "no solution of a lesson" 2 "$CTXLAB" solution --force a-lesson

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
