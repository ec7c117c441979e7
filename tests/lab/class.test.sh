#!/bin/bash
# A class is graded: whatever lies in the folder, whoever is killed, interrupted or out of space, nobody else's verdict is lost
# and nothing is left behind.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
export CTXLAB_WORKSPACE=$T_DIR/ws TMPDIR=$T_DIR/tmp CTXLAB_CLASS=$$-$RANDOM
mkdir -p "$T_DIR/tmp" "$T_DIR/in"
in=$T_DIR/in
verdict() { # ID: its verdict in $OUT
    awk -v id="\"$1\"," '$1 == "\"id\":" {on = ($2 == id)} on && $1 == "\"verdict\":" {gsub(/[",]/, "", $2); print $2}' <<<"$OUT"
}
said() { # ID: the message of its failed check
    awk -v id="\"$1\"," '$1 == "\"id\":" {on = ($2 == id)} on && $1 == "\"ok\":" {bad = ($2 == "false,")} on && bad && $1 == "\"message\":"' <<<"$OUT"
}
processes() { # of ours that still run: by what they execute
    local f exe n=0
    for f in $(grep -lzs "CTXLAB_CLASS=$CTXLAB_CLASS" /proc/[0-9]*/environ); do
        exe=$(readlink "${f%environ}exe") || continue
        case $exe in */ctxlab | *gcc* | */cc1 | */as | */ld* | "$TMPDIR"/*) n=$((n + 1)) ;; esac
    done
    echo $n
}
nothing_left() {
    is "… nothing is left in the temporary folder" "$(ls -A "$TMPDIR")" ""
    is "… no process is left" "$(processes)" 0
}

# what a folder may hold
cp solutions/busy-done-loop.c solutions/late-defer.c "$in/"
mkdir "$in/never-checks.c"
mkfifo "$in/blocked-send.c"
ln -s "$PWD/solutions/zero-timeout.c" "$in/zero-timeout.c"
ln -s /nowhere "$in/past-deadline.c"
: >"$in/unchecked-loop.c"
head -c 3000000 /dev/zero | tr '\0' ' ' >"$in/longer-child.c"
head -c 100 /dev/urandom >"$in/severed-values.c"
printf 'int x;\0int y;\n' >"$in/wrong-cancel.c"
rejected="never-checks blocked-send zero-timeout past-deadline longer-child wrong-cancel"
if mknod "$in/broken-chain.c" c 1 5 2>/dev/null; then rejected="$rejected broken-chain"; else skip "a device" "cannot make one"; fi
if python3 -c "import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])" "$in/stacked-timeouts.c" 2>/dev/null; then rejected="$rejected stacked-timeouts"; fi
cp solutions/parent-passed.c "$in/" && chmod 000 "$in/parent-passed.c"
[ "$(id -u)" -eq 0 ] || rejected="$rejected parent-passed"
code "a folder with all sorts of things in it" 1 "$CTXLAB" grade --all --in "$in" --json --jobs 2
for id in $rejected; do is "… $id is rejected" "$(verdict "$id")" rejected; done
like "… with a sentence" "$(said never-checks)" 'not a regular file'
like "… a link too" "$(said zero-timeout)" 'symbolic link'
like "… an empty file, and noise, are nobody's pass" "$(verdict unchecked-loop) $(verdict severed-values)" '^(rejected|fail|compile-error) (rejected|compile-error)$'
is "… what was not handed in" "$(verdict broken-chain | sed 's/rejected/&/') $(verdict todo-in-production)" "rejected rejected"
is "… and the others have their verdicts" "$(verdict busy-done-loop) $(verdict late-defer)" "pass pass"
is "… every entry once" "$(grep -c '"id"' <<<"$OUT")" "$(grep -lE '^kind *= *(bug|judge)' exercises/*/entry.ini | wc -l)"
nothing_left

# a worker is killed
rm -rf "$in" && mkdir "$in"
cp solutions/busy-done-loop.c solutions/zero-timeout.c "$in/"
cat >"$in/stuck-reader.c" <<'C'
#include "exercise.h"
void read_messages(ctx_t *ctx, struct connection *connection)
{
    (void)ctx, (void)connection;
    for (volatile int i = 0;; i++)
        continue;
}
C
"$CTXLAB" grade busy-done-loop zero-timeout stuck-reader --in "$in" --json --jobs 3 >"$T_DIR/out" 2>/dev/null </dev/null &
judge=$!
workers() { cat /proc/$judge/task/*/children 2>/dev/null; }
# The worker in whose hands the program that cannot end is: the judge's child among those that the program descends from.
hand() {
    local f pid up
    for f in $(grep -lzs "CTXLAB_CLASS=$CTXLAB_CLASS\|CTX_TRACE_PROGRAM=stuck-reader" /proc/[0-9]*/environ); do
        pid=${f%/environ} pid=${pid#/proc/}
        [[ $(readlink "/proc/$pid/exe") == "$TMPDIR"/*stuck-reader* ]] || continue
        while up=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status" 2>/dev/null) && [ "${up:-0}" -gt 1 ] && [ "$up" -ne $judge ]; do pid=$up; done
        [ "$up" = $judge ] && hand=$pid && return 0
    done
    return 1
}
ok "the program that cannot end runs" comes hand
kill -9 "$hand"
wait $judge
is "a worker that is killed: the judge could not do its work" $? 4
OUT=$(cat "$T_DIR/out")
is "… the entry says so, the others keep theirs" "$(verdict stuck-reader) $(verdict busy-done-loop) $(verdict zero-timeout)" "error pass pass"
nothing_left

# Ctrl-C
rm -f "$in"/*
cp solutions/*.c "$in/"
"$CTXLAB" grade --all --in "$in" --json --jobs 2 >"$T_DIR/out" 2>/dev/null </dev/null &
judge=$!
at_work() { [ "$(workers | wc -w)" -ge 1 ] && [ -n "$(ls -A "$TMPDIR")" ]; }
comes at_work
ok "it is under way" test -n "$(ls -A "$TMPDIR")"
kill -TERM $judge
wait $judge
is "an interrupted judge ends by the signal" $? 143
nothing_left

# no space
full=$T_DIR/full
mkdir "$full"
if mount -t tmpfs -o size=40k none "$full" 2>/dev/null; then
    for size in 8k 40k 300k; do
        mount -o remount,size=$size "$full"
        TMPDIR=$full code "a full disk ($size)" 4 "$CTXLAB" grade late-defer --in solutions --json
        is "… is nobody's mistake" "$(verdict late-defer)" error
        TMPDIR=$full code "… and the reason is said" 4 "$CTXLAB" grade late-defer --in solutions
        like "… with what to do" "$OUT" '[Nn]o space left'
        is "… nothing is left there" "$(ls -A "$full")" ""
    done
    umount "$full"
else
    skip "a full disk" "cannot mount a small one"
fi
[ -w /dev/full ] && is "a report that cannot be written" "$("$CTXLAB" grade late-defer --in "$T_DIR" --json >/dev/full 2>/dev/null; echo $?)" 4

# a machine that has less
cat >"$T_DIR/less" <<'SH'
for what in user pid net ipc uts; do echo 0 >"/proc/sys/user/max_${what}_namespaces" || exit 99; done
exec "$@"
SH
less() { unshare -Ur bash "$T_DIR/less" "$@"; }
if less true 2>/dev/null; then
    rm -f "$in"/* && cp solutions/late-defer.c "$in/"
    code "without namespaces" 0 less "$CTXLAB" doctor
    like "… doctor says what that means" "$OUT" '-- +namespaces +processes and network are guarded by seccomp only'
    code "… a verdict" 0 less "$CTXLAB" grade late-defer --in "$in"
    like "… on the screen names what is missing" "$OUT" 'Sandbox: no namespaces'
    for form in json junit tap; do
        code "… in --$form" 0 less "$CTXLAB" grade late-defer --in "$in" --$form
        like "… too" "$OUT" 'not enforced here: namespaces|sandbox_missing" value="namespaces"|missing: namespaces'
    done
    code "… in a list of several" 1 less "$CTXLAB" grade late-defer zero-timeout --in "$in"
    like "… too" "$OUT" 'sandbox without: namespaces'
else
    skip "a machine without namespaces" "cannot make one here"
fi
code "a machine with all of them says nothing of the kind" 0 "$CTXLAB" grade late-defer --in solutions --json
[ "$("$CTXLAB" doctor | sed -n '/^sandbox/,/^useful/p' | grep -c ' -- ')" -gt 0 ] || unlike "… in JSON" "$OUT" 'not enforced'

# the judge's memory of itself cannot be fed by what is handed in
home=$T_DIR/home
mkdir -p "$home/exercises" "$home/solutions" "$home/build"
for d in engine build/sim build/threads build/libctx.a build/scene_threads.o exercises/scenery; do ln -s "$PWD/$d" "$home/$d"; done
cp -r exercises/late-defer "$home/exercises/"
cp exercises/late-defer/exercise.c "$home/solutions/late-defer.c"
rm -f "$in"/*
cp solutions/late-defer.c "$in/"
CTXLAB_HOME=$home code "a reference that fails" 4 "$CTXLAB" grade late-defer --in "$in" --json
is "… is not remembered as right" "$(ls "$home/build/cache" | grep -c '\.ok$')" 0
CTXLAB_HOME=$home code "… and is tried again" 4 "$CTXLAB" grade late-defer --in "$in" --json
cp solutions/late-defer.c "$home/solutions/"
CTXLAB_HOME=$home code "a reference that passes" 0 "$CTXLAB" grade late-defer --in "$in" --json
is "… is remembered" "$(ls "$home/build/cache" | grep -c '\.ok$')" 1
before=$(ls "$home/build/cache" | sort)
cp tests/attacks/late-defer/prints-freed.c "$in/late-defer.c"
CTXLAB_HOME=$home code "what is handed in" 1 "$CTXLAB" grade late-defer --in "$in" --json
is "… leaves nothing there" "$(ls "$home/build/cache" | sort)" "$before"
cp exercises/late-defer/exercise.c "$home/solutions/late-defer.c"
CTXLAB_HOME=$home code "a reference that changes is judged anew" 4 "$CTXLAB" grade late-defer --in "$in" --json

# a race inside what a header does inline is told at the program's own lines
rm -f "$in"/*
cat >"$in/blocked-send.c" <<'C'
#include "exercise.h"

static ctx_cancel_t *shared;
static void scan(ctx_t *ctx, void *arg)
{
    struct query *query = arg;
    struct row row;
    ctx_t *mine = ctx_with_cancel(ctx, &shared);
    while (read_row(mine, query, &row))
        if (chan_send_ctx(mine, query->rows, &row) != CTX_OK)
            break;
    chan_close(query->rows);
    ctx_release(shared);
}

void start_query(ctx_t *ctx, struct query *query)
{
    query->rows = chan_make(struct row, 4);
    task_go(ctx, scan, query);
    task_yield();
    ctx_t *other = ctx_with_cancel(ctx, &shared);
    (void)ctx_err(other);
}
C
code "a race over a shared handle" 1 "$CTXLAB" grade blocked-send --in "$in" --json
like "… is at the call, not in the header" "$(tr -d '\n' <<<"$OUT")" '"name": "data-race", +"file": "blocked-send.c", +"line": 21,'
like "… both of them" "$OUT" 'writes at blocked-send.c:21 what T2 used at blocked-send.c:8,'
finish
