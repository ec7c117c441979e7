#!/bin/bash
# What people read: texts set to the width, names that can be opened, what a run says of itself.
. "$(dirname "$0")/contract.sh"
export CTXLAB_WORKSPACE=$T_DIR/ws
unset COLUMNS

# a cascade's trigger is what its own cancel says
code "a run whose timeout's handle is given back in time" 1 "$CTXLAB" run zero-timeout --shipped --plain=cascades
like "… the trigger is the release, at its line" "$OUT" 'WithTimeout 100ms at 40ms by the release of its handle at zero-timeout.c:[0-9]+, by T1'
code "a run whose timeout was first" 1 "$CTXLAB" run late-defer --shipped --plain=cascades
like "… the trigger is that deadline" "$OUT" 'WithTimeout 200ms at [0-9]+ms by its deadline'
code "a run whose root is released at the end" 1 "$CTXLAB" run cause-too-soon --shipped --plain=cascades
like "… a WithCancel ends by its handle" "$OUT" 'c3 WithCancel at 1s by the release of its handle'
unlike "… and has no deadline" "$OUT" 'WithCancel.*by its deadline'

# paragraphs are joined, then broken at the width
code "explain" 0 "$CTXLAB" explain cancelled-audit
unlike "explain is no wider than 80" "$OUT" '^.{81}'
unlike "… no marks of Markdown" "$OUT" '^#|`'
like "… headings are lines" "$OUT" '^What happens$'
short=$(awk 'prev != "" && length(prev) < 55 && $0 != "" && prev !~ /^[A-Z][a-z ]*$/ {n++} {prev = $0} END {print n + 0}' <<<"$OUT")
is "… and no stub amid a sentence" "$short" 0
code "explain on 60 columns" 0 env COLUMNS=60 "$CTXLAB" explain cancelled-audit
unlike "… fits them" "$OUT" '^.{61}'
code "explain on 200" 0 env COLUMNS=200 "$CTXLAB" explain cancelled-audit
unlike "… takes 100" "$OUT" '^.{101}'
like "… uses them" "$OUT" '^.{90}'
code "show" 0 "$CTXLAB" show stacked-timeouts
unlike "show is no wider than 80" "$OUT" '^.{81}'
like "… what is to be filled in has its own line" "$OUT" '^Evidence: '
is "… and no paragraph is broken early" "$(grep -cx 'was given. A profile.*' <<<"$OUT")" 0
like "a list stays one" "$("$CTXLAB" explain cascade-unlocked)" '^- improved: '
# what is named can be opened
for mark in $(grep -rhoE 'LESSON: [a-z][a-z-]*' exercises/*/explain.md | sed 's/LESSON: //' | sort -u); do
    code "show $mark" 0 "$CTXLAB" show "$mark"
    like "… tells something" "$OUT" '.{40}'
done
code "explain says how to open them" 0 "$CTXLAB" explain rerooted-query
like "… by a command" "$ERR" 'ctxlab show the-tree$'
code "show a call" 0 "$CTXLAB" show ctx_kept
like "… says where it is declared" "$OUT" '^engine/include/ctx\.h:[0-9]+$'
like "… and what it does" "$OUT" 'drops there'
code "show of what is neither" 2 "$CTXLAB" show ctx_free
code "show names the calls an entry may need" 0 "$CTXLAB" show cancelled-audit
for call in ctx_drop ctx_kept ctx_without_cancel; do like "… $call" "$ERR" "\\b$call\\b"; done
like "… and where they are told" "$ERR" 'docs/c-api.md'
for call in $("$CTXLAB" show undrained-pipeline 2>&1 >/dev/null | sed '1,/^Calls/{/^Calls/!d}' | tr '\n' ' ' | sed 's/.*need: //; s/\. What.*//' | tr -d ',;'); do
    code "show $call" 0 "$CTXLAB" show "$call"
done
like "help points to the library's page" "$("$CTXLAB" --help)" 'docs/c-api.md, engine/include/ctx.h'
mkdir "$T_DIR/in"
code "a hint for who lost an owned thing" 0 "$CTXLAB" hint cancelled-audit 1 --for lost-cancel
like "… speaks of both that may be lost" "$(tr '\n' ' ' <<<"$OUT")" 'ctx_release.*ctx_drop|ctx_drop.*ctx_release'
code "the hint that wants poll" 0 "$CTXLAB" hint stuck-reader 3
like "… names the descriptor's call, and says poll is there" "$(tr '\n' ' ' <<<"$OUT")" 'ctx_done_fd.*poll.* at hand'
sed 's/ctx_kept //' solutions/cancelled-audit.c >"$T_DIR/in/cancelled-audit.c"
code "an owned context not given back" 1 "$CTXLAB" grade cancelled-audit --in "$T_DIR/in"
like "… the verdict names the call" "$OUT$ERR" 'Expected: .*ctx_drop, or'
# a class's folder of folders
mkdir -p "$T_DIR/hand/ann" "$T_DIR/hand/bob" "$T_DIR/hand/other"
cp solutions/zero-timeout.c "$T_DIR/hand/ann/"
cp solutions/zero-timeout.c "$T_DIR/hand/bob/"
code "a folder of folders" 1 "$CTXLAB" grade --all --in "$T_DIR/hand" --tap --jobs 2
like "… is said to be one" "$ERR" 'in folders inside it'
like "… with a command for each" "$ERR" "ctxlab grade --all --in '$T_DIR/hand/bob' --tap"
unlike "… that holds one" "$ERR" 'hand/other'
like "TAP says whose it is" "$OUT" "^# folder \($T_DIR/hand\)"
code "a folder of files" 0 "$CTXLAB" grade zero-timeout --in "$T_DIR/hand/ann" --junit
unlike "… has no such note" "$ERR" 'inside it'
like "JUnit says whose it is" "$OUT" "<testsuite name=\"zero-timeout \($T_DIR/hand/ann\)\""

# what takes longer than a second says so on a terminal
if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1; then
    TERM=xterm script -qec "'$CTXLAB' grade stuck-reader --in solutions" "$T_DIR/grade.log" >/dev/null 2>&1 </dev/null
    like "grade shows that it works" "$(tr '\r' '\n' <"$T_DIR/grade.log")" '^judging stuck-reader, [1-9]'
    like "… and then the verdict" "$(tr '\r' '\n' <"$T_DIR/grade.log")" '^stuck-reader: '
else
    skip "progress on a terminal" "no script(1), or no pseudo-terminals"
fi
code "no terminal, no progress" 0 "$CTXLAB" grade zero-timeout --in solutions
unlike "… on either stream" "$OUT$ERR" 'judging'

# a length on real threads has three digits
"$CTXLAB" run stuck-reader --shipped --plain=findings >"$T_DIR/stuck" 2>/dev/null
like "a wait is told to three digits" "$(cat "$T_DIR/stuck")" 'stayed in [a-z]+ for [0-9.]{1,4}(s|ms) after'

# words
code "doctor" 0 "$CTXLAB" doctor
like "… says what its marks mean" "$OUT" '^ok: .*--: '
"$CTXLAB" run zero-timeout --shipped --trace "$T_DIR/t" >/dev/null 2>&1
head -c $(($(stat -c %s "$T_DIR/t") - 8)) "$T_DIR/t" >"$T_DIR/cut"
code "a trace that is cut" 0 "$CTXLAB" view "$T_DIR/cut" --plain=tree
like "… says how many events are kept, in words" "$ERR" 'the [0-9]+ events before it are kept'
code "the verdict on real threads" 0 "$CTXLAB" grade zero-timeout --in solutions --json
like "… can be read" "$OUT" 'run on real threads with the address sanitizer, [0-9]+ times?, nothing was found'

# a command that is suggested works as it stands, once README's line was typed
ok "README puts the program on the path" grep -qE '^ +export PATH="\$PWD:\$PATH"' README.md
unlike "… and names it as the texts do" "$(cat README.md)" '\./ctxlab'
eval "$(sed -n 's/^ *\(export PATH="$PWD.*\)/\1/p' README.md)"
next=$("$CTXLAB" list 2>&1 >/dev/null | sed -n 's/^Next: //p')
like "the tool suggests a command" "$next" '^ctxlab show '
ok "… which works in another folder" bash -c "cd /; $next >/dev/null 2>&1"
finish
