#!/bin/bash
# Watching a program that runs: viewers come, go, are killed, do not read; a path that cannot be; other users. In each case
# the watched program must go on as if nobody were there. It answers what it is told, so nothing here waits by the clock.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
watched=${BUILD:-build}/tests/trace/watched
make -s "$watched" >&2 || { fail "the watched program is built"; finish; }
sock=$T_DIR/sock
chmod 755 "$T_DIR"

# start CTX_TRACE… — as a coprocess; its errors in $T_DIR/said
start() {
    coproc PROGRAM { exec env CTX_TRACE="$1" "$watched" 2>"$T_DIR/said"; }
    program=$PROGRAM_PID to=${PROGRAM[1]} from=${PROGRAM[0]}
    answer ready
}
answer() { local line; read -rt $T_PATIENCE -u "$from" line && [ "$line" = "$1" ]; }
tell() { echo "$1" >&"$to" && answer "done $1"; }
end() { echo end >&"$to"; wait "$program"; }
# view FILE — a viewer in the background, until it has printed something to FILE (a pipe we read the first line from)
view() {
    rm -f "$T_DIR/view"; mkfifo "$T_DIR/view"
    "$CTXLAB" view --plain=events "$sock" >"$T_DIR/view" 2>"$T_DIR/view.err" &
    viewer=$!
    exec 8<"$T_DIR/view"
    tell "work 5"
    IFS= read -rt $T_PATIENCE -u 8 first
}

# ---- paths that cannot be: said, and the program runs
long=$T_DIR/$(printf 'x%.0s' $(seq 150))
touch "$T_DIR/file"
for bad in "$long" "$T_DIR/no/such" "$T_DIR/file"; do
    start "unix:$bad"
    ok "$(basename "${bad:0:60}"): the program runs" tell "work 100"
    end; is "… and ends as ever" $? 0
    like "… it is said that nothing is recorded" "$(cat "$T_DIR/said")" "not recording"
done
ok "a file that was there is still a file" test -f "$T_DIR/file"

# ---- viewers in turn, each killed
start "unix:$sock"
ok "it listens" test -S "$sock"
is "for this user only" "$(stat -c %a "$sock")" 600
came=0 answered=0
for ((i = 0; i < 12; i++)); do
    view && [[ $first = *gap* ]] && came=$((came + 1))
    kill -9 $viewer; wait $viewer 2>/dev/null
    exec 8<&-
    tell "work 50" && answered=$((answered + 1))
done
is "12 viewers in turn see it" $came 12
is "… each killed; the program answers after each" $answered 12

# ---- a viewer that does not read: the program goes on; what was lost is a gap, never a false picture
view
kill -STOP $viewer
ok "a viewer that stands still does not hold it up: 300,000 events" tell "work 30000"
ok "… and again" tell "work 30000"
kill -CONT $viewer
cat <&8 >"$T_DIR/rest" &
reader=$!
ok "… which then takes the rest" tell "work 10"
end; is "the program ends while it is watched, as ever" $? 0
wait $viewer; is "and so does the viewer" $? 0
wait $reader
exec 8<&-
ok "… which was told of a gap" grep -q " gap " "$T_DIR/rest"
ok "… and then of everything alive again" grep -q "snapshot-end" "$T_DIR/rest"
ok "nothing is left of the socket" test ! -e "$sock"

# ---- a signal that would end the program: some sends meet a viewer that left less than a microsecond ago, which no test can time
sends=$(grep -hE '[^_a-z](send|sendto|sendmsg)\(' engine/threads/*.c)
ok "what is sent to a viewer" test "$(wc -l <<<"$sends")" -ge 2
unlike "… never raises SIGPIPE" "$(grep -v MSG_NOSIGNAL <<<"$sends")" '.'

# ---- a fork: the child is not watched, does not keep the viewer, does not take the socket away
export CHILD_LIVES=$T_DIR/child_lives
mkfifo "$CHILD_LIVES"
start "unix:$sock"
view
ok "a program that forks goes on" tell fork
exec 7>"$CHILD_LIVES" # once the child has opened it
ok "… and its socket is there" test -S "$sock"
ok "… and works" tell "work 10"
cat <&8 >"$T_DIR/rest" 7>&- &
reader=$!
end; is "… and ends" $? 0
wait $viewer; is "the viewer ends with it, though the child lives" $? 0
wait $reader
exec 8<&- 7>&-

# ---- a socket that a killed program left behind
start "unix:$sock"
kill -9 "$program"; wait "$program" 2>/dev/null
ok "a killed program leaves its socket" test -S "$sock"
code "… which nobody answers: exit 2" 2 "$CTXLAB" view --plain "$sock"
like "… said so" "$ERR" "cannot connect to $sock"
start "unix:$sock"
ok "the next program takes its place" view
kill -9 $viewer; wait $viewer 2>/dev/null; exec 8<&-
end; is "… and ends" $? 0

# ---- another user
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    other=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    cp "$CTXLAB" "$T_DIR/ctxlab"; chmod 755 "$T_DIR/ctxlab"
    start "unix:$sock"
    code "another user cannot watch" 2 "${other[@]}" "$T_DIR/ctxlab" view --plain "$sock"
    like "… and is told why" "$ERR" "Permission denied"
    code "… nor by a name in the working directory" 2 env -C "$T_DIR" "${other[@]}" ./ctxlab view --plain sock
    ok "… and the owner can" view
    kill -9 $viewer; wait $viewer 2>/dev/null; exec 8<&-
    end
    cp "$watched" "$T_DIR/watched"; chmod 755 "$T_DIR/watched"
    code "a folder that may not be written: the program runs" 0 env CTX_TRACE="unix:$T_DIR/theirs" "${other[@]}" "$T_DIR/watched"
    like "… and says that nothing is recorded" "$ERR" "Permission denied; not recording"
else
    skip "another user cannot watch" "this needs root and setpriv"
fi
finish
