# all.sh — grades every attack, as whoever $AS says (a command that becomes another user; nobody: as we are), and looks for
# what is left. Read by attacks.test.sh and ordinary-user.long.sh.
# shellcheck shell=bash
export CTXLAB TMPDIR=$T_DIR/tmp
mkdir -p "$TMPDIR"
# Whatever an attack starts carries this in its environment, or is a child of ours.
export CTXLAB_ATTACK=$$-$RANDOM
one() { tests/expect "$(basename "$(dirname "$1")")" "$1"; }
export -f one
attack_all() {
    local out script id dir words json left pid
    # shellcheck disable=SC2086
    out=$(printf '%s\n' tests/attacks/*/*.c | $AS xargs -d '\n' -P 2 -I{} bash -c 'one "$1"' _ {})
    sort <<<"$out" | grep -E '^ok'
    grep -vE '^ok' <<<"$out"
    T_PASSED=$((T_PASSED + $(grep -c '^ok' <<<"$out"))) T_FAILED=$((T_FAILED + $(grep -c '^not ok' <<<"$out")))
    is "every attack was judged" "$(grep -cE '^(not )?ok' <<<"$out")" "$(ls tests/attacks/*/*.c | wc -l)"
    for script in tests/attacks/*/*.sh; do
        [ -f "$script" ] || continue
        id=$(basename "$(dirname "$script")") dir=$TMPDIR/$(basename "$script" .sh)
        $AS mkdir "$dir"
        words=$(sed -n '2s|^# *expect: *\([^—]*\).*|\1|p' "$script")
        $AS bash "$script" "$dir"
        json=$($AS "$CTXLAB" grade --json --in "$dir" "$id" 2>/dev/null)
        like "$id: $(basename "$script") → ${words% }" "$json" "\"verdict\": \"($(tr -s ' ' '|' <<<"${words% }"))\""
        rm -rf "$dir"
    done
    is "no file is left behind" "$(find "$TMPDIR" -mindepth 1 -not -path "$TMPDIR/cache*" -not -path "$TMPDIR/home*" | head -5)" ""
    left=
    for pid in /proc/[0-9]*; do
        [ "${pid#/proc/}" = $$ ] && continue
        grep -qzs "CTXLAB_ATTACK=$CTXLAB_ATTACK" "$pid/environ" || continue
        tr '\0' ' ' <"$pid/cmdline" 2>/dev/null | grep -qE 'ctxlab|runner|gcc|cc1' && left="$left ${pid#/proc/}"
    done
    is "no process is left behind" "$left" ""
}
