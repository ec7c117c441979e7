#!/bin/bash
# What is no trace, or not a whole one, given to every verb that reads one: a sentence, exit code 2, soon, in little memory.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
"$CTXLAB" demo wide-cascade --size 3000 --trace "$T_DIR/wide" >/dev/null 2>&1
ulimit -v 2000000 # kilobytes: whoever tries to read all of it is stopped

good=tests/fuzz/corpus-trace/zero-timeout.trace
head -c 5010 $good >"$T_DIR/cut"
: >"$T_DIR/empty"
head -c 50 $good >"$T_DIR/half-header"
mkfifo "$T_DIR/pipe"
truncate -s 10G "$T_DIR/sparse"
head -c 104 $good >"$T_DIR/sparse-after-header"
truncate -s 10G "$T_DIR/sparse-after-header"
{ head -c 8 $good; printf '\2'; tail -c +10 $good; } >"$T_DIR/newer"

for what in empty half-header pipe sparse newer; do
    for verb in "trace dump" "trace stats" "trace check" "trace export --to html" "view --plain"; do
        # shellcheck disable=SC2086
        code "$verb, $what: exit 2" 2 timeout 300 "$CTXLAB" $verb "$T_DIR/$what"
        like "$verb, $what: says which file" "$ERR" "$T_DIR/$what"
        is "$verb, $what: no data" "$OUT" ""
    done
done
like "a newer version is named as such" "$("$CTXLAB" trace dump "$T_DIR/newer" 2>&1)" "another version of the format"
like "a pipe without a writer" "$("$CTXLAB" trace dump "$T_DIR/pipe" 2>&1)" "it is empty"
like "an empty file" "$("$CTXLAB" trace dump "$T_DIR/empty" 2>&1)" "it is empty"
like "half a header" "$("$CTXLAB" trace dump "$T_DIR/half-header" 2>&1)" "ends before the header"
gzip -c $good >"$T_DIR/packed.gz"
code "a packed one: exit 2" 2 "$CTXLAB" trace dump "$T_DIR/packed.gz"
like "… and it is said how to read it" "$ERR" "unpack it first"
for what in /dev/zero /dev/null "$T_DIR" "$T_DIR/none"; do
    code "trace dump $what: exit 2" 2 timeout 300 "$CTXLAB" trace dump "$what"
    like "trace dump $what: says which" "$ERR" "$what"
done

code "a sparse file with a good header: exit 2" 2 timeout 300 "$CTXLAB" trace dump "$T_DIR/sparse-after-header"
like "… its emptiness is said" "$ERR" "record 1 is empty"
code "a trace that is cut off: exit 2" 2 "$CTXLAB" trace dump "$T_DIR/cut"
like "… and the cut is said" "$ERR" "cut off in the middle of record"
kept=$(wc -l <<<"$OUT")
whole=$("$CTXLAB" trace dump $good | wc -l)
ok "… what came before is kept ($kept of $whole lines)" test "$kept" -gt 5 -a "$kept" -lt "$whole"
is "… exactly it" "$OUT" "$("$CTXLAB" trace dump $good | head -n "$kept")"

cat $good >"$T_DIR/pipe" &
is "a pipe with a writer is read" "$(timeout 300 "$CTXLAB" trace dump "$T_DIR/pipe" | wc -l)" "$whole"
wait $!
is "so is one that the shell makes" "$(timeout 300 "$CTXLAB" trace dump <(cat $good) | wc -l)" "$whole"

# What is exported is whole or not there. Where the file may not grow any more, each way of ending is met at once: the write that
# fails, and the signal.
echo old >"$T_DIR/out.json"
for way in "trap '' XFSZ; exec" exec; do
    (ulimit -f 1; bash -c "$way \"\$@\"" _ "$CTXLAB" trace export $good --to json --out "$T_DIR/out.json") >/dev/null 2>"$T_DIR/why"
    rc=$?
    ok "an export that cannot be written fails ($way: $rc)" test $rc -ne 0
    is "… the old file is as it was" "$(cat "$T_DIR/out.json")" "old"
    is "… and nothing lies beside it" "$(find "$T_DIR" -name 'out.json?*')" ""
    [ "$way" = exec ] && is "… by the signal" $rc $((128 + $(kill -l XFSZ))) || like "… and says so" "$(cat "$T_DIR/why")" "exporting the trace as JSON"
done
code "an export that can be written" 0 "$CTXLAB" trace export $good --to json --out "$T_DIR/out.json"
ok "… takes the old one's place" test "$(wc -l <"$T_DIR/out.json")" -gt "$kept"
is "… and nothing lies beside it" "$(find "$T_DIR" -name 'out.json?*')" ""

# whoever reads an export and has seen enough is told nothing
{ "$CTXLAB" trace export "$T_DIR/wide" --to json 2>"$T_DIR/left"; echo $? >"$T_DIR/left.code"; } | head -c 1 >/dev/null
is "an export whose reader leaves fails" "$(cat "$T_DIR/left.code")" 4
is "… and says nothing of it" "$(cat "$T_DIR/left")" ""
finish
