#!/bin/bash
# The public headers are the manual: every declaration says what ctx.h promises of each, and every line that shows a call in
# use compiles. And the reader that sees to it notices each kind of gap.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
headers=$(ls engine/include/*.h | grep -vE '/(ctx_event|ctx_tail|sim_host)\.h$') # layouts of records, and the simulator's inner side
lacks() { awk -f tests/house/headers.awk "$@"; }
# shellcheck disable=SC2086
is "nothing is declared without its contract, ownership, units, failure, thread rule and an example" "$(lacks $headers | grep -v '^functions')" ""
# shellcheck disable=SC2086
is "a hundred functions are described" "$([ "$(lacks $headers | sed -n 's/^functions //p')" -ge 100 ] && echo yes)" yes
for h in engine/include/*.h; do
    grep -qE '^[^ *].*\)( __attribute__.*)?;' "$h" && [[ $h != */sim_host.h ]] && [[ "$headers" != *"$h"* ]] && fail "$h declares functions, and is read" "$h"
done

# shellcheck disable=SC2086
awk -v examples="$T_DIR" -f tests/house/headers.awk $headers
shown=$(grep -c 'ctx_err_t example_' "$T_DIR/inside.c")
is "there are examples" "$([ "$shown" -ge 60 ] && echo yes)" yes
cat tests/house/headers.h "$T_DIR/outside.c" "$T_DIR/inside.c" >"$T_DIR/all.c"
for cc in gcc clang; do
    if command -v $cc >/dev/null; then
        is "every example compiles ($cc)" "$($cc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -Wno-unused -fexceptions -Iengine/include -c "$T_DIR/all.c" -o "$T_DIR/all.o" 2>&1 | grep -E 'error|warning' | head -n 5)" ""
    fi
done

# what it would say
gap() { # WHAT HEADER SED REGEX
    sed -E "$3" "engine/include/$2" >"$T_DIR/$2"
    if cmp -s "$T_DIR/$2" "engine/include/$2"; then fail "$1" "the header was not changed: $3"; else like "$1" "$(lacks "$T_DIR/$2")" "$4"; fi
}
gap "an owner that is not named is noticed" ctx.h 's/^ \* Owns: borrowed, valid while ctx is\. Fails/ * Fails/' 'does not say whose the pointers are'
gap "a failure that is not named" ctx_chan.h 's/Fails: panics "makechan[^.]*\. //' 'does not say how it fails'
gap "a thread rule that is missing" ctx_task.h 's/Threads: any\.$//' 'does not say who may call it'
gap "units that are missing" ctx_task.h 's/Units: lengths\. //' 'does not say its units'
gap "a call without an example" ctx_sync.h '/^ \*     task_once\(/d' 'task_once is not shown in use'
gap "a macro without an example" ctx_sync.h 's/wait_group_done\(\(wait/wait_group_less((wait/' 'wait_group_done is not shown in use'
gap "a call without a word" ctx.h 's|^bool ctx_deadline\(|\nbool ctx_deadline(|' 'no contract'
gap "a type without a word" ctx_group.h '/^\/\* A group; and what/d' 'declared without a word'
finish
