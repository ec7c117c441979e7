#!/bin/bash
# Surroundings that are not as they should be: nobody reads the output, no room, nothing may be written, no compiler, no home,
# no terminal type, limits that were there before. Each ends with one clear sentence and the exit code that is documented, or
# simply works; and a judge that could not do its work is never a fail.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws TMPDIR=$T_DIR/tmp
mkdir -p "$TMPDIR" "$T_DIR/in"
cp solutions/busy-done-loop.c "$T_DIR/in/"
cp solutions/late-defer.c "$T_DIR/in/"
good=(grade busy-done-loop --in "$T_DIR/in")
sentence() { is "… in one sentence" "$(grep -c . <<<"$ERR")" 1; like "… that says what" "$ERR" "$1"; }

# ---- whoever should read is not there ----------------------------------------------------------------------------------------
while read -r words; do
    # shellcheck disable=SC2086
    code "stdout is closed: $words" 4 bash -c '"$@" >&-' _ "$CTXLAB" $words
    like "… a sentence says so" "$ERR" '^ctxlab: cannot write the output: Bad file descriptor$'
    # shellcheck disable=SC2086
    code "stdout is full: $words" 4 bash -c '"$@" >/dev/full' _ "$CTXLAB" $words
    like "… a sentence says so" "$ERR" '^ctxlab: cannot write the output: No space left on device$'
done <<WORDS
list --json
list
show busy-done-loop
explain busy-done-loop
run busy-done-loop --shipped --plain
grade busy-done-loop --in $T_DIR/in --json
grade busy-done-loop --in $T_DIR/in --junit
grade busy-done-loop --in $T_DIR/in --tap
explore busy-done-loop --in $T_DIR/in --json
WORDS
mkfifo "$T_DIR/reader"
"$CTXLAB" grade --all --in "$T_DIR/in" --json --jobs 2 >"$T_DIR/reader" 2>"$T_DIR/.err" &
judge=$!
head -c 1 <"$T_DIR/reader" >/dev/null
wait $judge
rc=$?
ok "a reader that leaves in the middle: a code, and no verdict of pass" test $rc -ge 1
ok "… and no signal's message" test "$(grep -c 'Broken pipe' "$T_DIR/.err")" -le 1
code "stderr is closed: the data comes all the same" 0 bash -c '"$@" 2>&-' _ "$CTXLAB" "${good[@]}" --json
like "…" "$OUT" '"verdict": "pass"'
code "stdin is closed" 0 bash -c '"$@" <&-' _ "$CTXLAB" "${good[@]}"
code "all three are closed" 4 bash -c '"$@" <&- >&- 2>&-' _ "$CTXLAB" "${good[@]}" --json

# ---- no names, no compiler, no terminal type ---------------------------------------------------------------------------------
code "no HOME" 0 env -u HOME -u XDG_CACHE_HOME "$CTXLAB" "${good[@]}"
code "nothing in the environment at all" 0 env -i "$CTXLAB" "${good[@]}"
code "no compiler in PATH: the judge could not do its work" 4 env PATH=/nonexistent "$CTXLAB" "${good[@]}"
like "… and says what is missing" "$OUT$ERR" 'cannot start gcc; it has to be installed, in a folder of PATH: No such file'
unlike "… it does not speak of a sandbox that was never entered" "$OUT$ERR" 'no landlock|no limits'
code "no folder for temporary files" 4 env TMPDIR=/nonexistent "$CTXLAB" "${good[@]}"
like "… and says which variable to set" "$OUT$ERR" 'set TMPDIR to a writable one'
code "the full-screen tool without a terminal" 2 env -u TERM "$CTXLAB"
sentence 'needs a terminal; without one, begin with `ctxlab list`'
if command -v script >/dev/null && : 2>/dev/null >/dev/ptmx; then
    for name in '' nonsense; do
        code "the full-screen tool with TERM '$name'" 2 env TERM="$name" script -qec "$CTXLAB" /dev/null
        like "… names it and what to try" "$OUT" 'terminal type TERM=.* is not known here; set TERM=vt100, or use --plain'
    done
else
    skip "the full-screen tool with TERM of no use" "no terminal to be had"
fi

# ---- limits that were there before -------------------------------------------------------------------------------------------
code "few open files" 4 bash -c 'ulimit -n 24; "$@"' _ "$CTXLAB" "${good[@]}"
like "… says which limit" "$OUT$ERR" 'ulimit -n'
code "small files: not the learner's fault" 4 bash -c 'ulimit -f 4; "$@"' _ "$CTXLAB" "${good[@]}"
like "… says which limit" "$OUT$ERR" 'ulimit -f'
code "little address space" 4 bash -c 'ulimit -v 200000; "$@"' _ "$CTXLAB" "${good[@]}"
like "… says which limit" "$OUT$ERR" 'ulimit -v'

# ---- no room, nothing may be written: in a mount namespace of its own ----------------------------------------------------------
apart() { unshare -rm bash -c "$1" _ "$CTXLAB" "$T_DIR"; }
if (apart true) 2>/dev/null; then
    mkdir "$T_DIR/small"
    small='mount -t tmpfs -o size=64k none "$2/small" && cp "$2/in/busy-done-loop.c" "$2/small/" && export CTXLAB_WORKSPACE=$2/small;'
    full='cat /dev/zero >"$2/small/fill" 2>/dev/null;' sealed='mount -o remount,ro "$2/small";'
    for state in full sealed; do
        prepare=$small${!state}
        code "$state: a grade" 0 apart "$prepare"'"$1" grade busy-done-loop'
        like "$state: … whose progress cannot be kept says so" "$state $ERR" '^full|cannot write down your progress in .*--workspace DIR names another folder'
        code "$state: a hint" 0 apart "$prepare"'"$1" hint busy-done-loop'
        code "$state: list" 0 apart "$prepare"'"$1" list'
        code "$state: show makes a file" 2 apart "$prepare"'"$1" show late-defer'
        like "… and says what to try" "$ERR" 'cannot write .*late-defer.c \(--workspace DIR names another folder\)'
        code "$state: reset" 2 apart "$prepare"'"$1" reset busy-done-loop'
        like "… and says what to try" "$ERR" '--workspace DIR names another folder'
        code "$state: the file is what it was" 0 apart "$prepare"'"$1" reset busy-done-loop 2>/dev/null; cmp "$2/small/busy-done-loop.c" "$2/in/busy-done-loop.c"'
    done
    code "no room for compiling" 4 apart "$small$full"'TMPDIR=$2/small "$1" grade busy-done-loop --in "$2/in"'
    like "… says where, and what to try" "$OUT$ERR" '(no space left in|No space left).*|make room there, or set TMPDIR'
    code "little room for compiling" 4 apart "$small"'TMPDIR=$2/small "$1" grade busy-done-loop --in "$2/in"; code=$?; rm "$2/small/busy-done-loop.c"; ls -A "$2/small"; exit $code'
    like "… says where, and what to try" "$OUT$ERR" 'make room there, or set TMPDIR'
    unlike "… and leaves nothing there" "$OUT" '^ctxlab-'
    code "no shared memory to be had" 0 apart 'mount -t tmpfs -o ro none /dev/shm && "$1" grade busy-done-loop --in "$2/in"'
else
    skip "no room, nothing may be written" "no mount namespace here"
fi
is "nothing is left in the temporary folder" "$(ls -A "$TMPDIR")" ""
finish
