#!/bin/bash
# `ctxlab vet`: each seeded habit at its line and no other, silence on correct programs that look suspicious, and clear words
# for what is no C source.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
habits='context-in-struct|rerooted|text-key|empty-done-arm|null-context|never-given-back|released-twice|used-after-release'
said() { # FILE: "LINE habit" of each warning about a habit
    grep -oE "^$1:[0-9]+: warning: .* \[($habits)\]$" <<<"$OUT" | sed -E 's/^[^:]*:([0-9]+):.*\[(.*)\]$/\1 \2/' | sort -n
}
for f in tests/lab/vet/seeded/*.c; do
    "$CTXLAB" vet "$f" >"$T_DIR/out" 2>&1
    is "$f: exit code" $? 1
    OUT=$(cat "$T_DIR/out")
    seeded=$(grep -nE "/\* ($habits) \*/" "$f" | sed -E "s/^([0-9]+):.*\/\* ($habits) \*\/.*/\1 \2/" | sort -n)
    is "$f: each habit at its line, and no other" "$(said "$f")" "$seeded"
    name=$(basename "$f" .c)
    [ "$name" = habits ] || is "$name: in four shapes and more" "$([ "$(grep -c " $name$" <<<"$seeded")" -ge 4 ] && echo yes)" yes
    for habit in $(cut -d' ' -f2 <<<"$seeded" | sort -u); do
        like "$f: what teaches $habit" "$(grep -A1 "\[$habit\]" "$T_DIR/out" | head -2)" 'note: ctxlab show [a-z-]+ teaches it'
    done
done
for id in $(grep -ohE 'ctxlab show [a-z-]+ teaches' lab/*.c | awk '{print $3}') $("$CTXLAB" vet tests/lab/vet/seeded/*.c 2>/dev/null | grep -oE 'ctxlab show [a-z-]+' | awk '{print $3}' | sort -u); do
    ok "the entry that teaches it exists: $id" test -d "exercises/$id"
done
is "there are programs to be silent on" "$([ "$(ls tests/lab/vet/silent/*.c | wc -l)" -ge 10 ] && echo yes)" yes
for f in tests/lab/vet/silent/*.c docs/watch-your-own.c tests/unit/idioms.c solutions/*.c; do
    "$CTXLAB" vet "$f" >"$T_DIR/out" 2>&1
    is "silent on $f" "$?: $(head -3 "$T_DIR/out")" "0: "
done
# what gcc's analyzer finds by what the headers say of ownership: each seeded function, and no other
for f in tests/lab/vet/analyzer/*.c; do
    code "$f: exit code" 1 "$CTXLAB" vet "$f"
    grep -oE "In function .[a-z_]+" <<<"$OUT" | grep -oE '[a-z_]+$' | sort -u >"$T_DIR/functions"
    awk -F: -v file="$f" '$1 == file && $2 ~ /^[0-9]+$/ { print $2 }' <<<"$OUT" | while read -r at; do # inside a header's function: by the line that called
        awk -v at="$at" 'NR <= at && /^[a-z].*\)( \{.*)?$/ { name = $0 } END { sub(/\(.*/, "", name); sub(/.*[ *]/, "", name); print name }' "$f"
    done | sort -u >>"$T_DIR/functions"
    for name in $(grep -oE '^[a-z].*[ *](lost|twice|late|wrong|kept)_[a-z_]+\(.*;$' "$f" | grep -oE '(lost|twice|late|wrong|kept)_[a-z_]+' | sort -u); do
        found=$(grep -qx "$name" "$T_DIR/functions" && echo found || echo silent)
        case $name in kept_*) is "$name: silent" "$found" silent ;; *) is "$name: found" "$found" found ;; esac
    done
    for kind in lost twice late wrong; do
        ok "$kind: in three shapes and more" test "$(grep -cE "^[a-z].*[ *]${kind}_[a-z_]+\(.*;$" "$f")" -ge 3
    done
    like "$f: what teaches it" "$OUT" 'note: .*: ctxlab show discarded-cancel teaches it'
    like "$f: and that" "$OUT" 'note: .*: ctxlab show redundant-cancel teaches it'
done
# each habit points at the entry that is about it
while read -r habit entry; do
    like "$habit is taught by $entry" "$("$CTXLAB" vet tests/lab/vet/seeded/$habit.c 2>/dev/null | grep -A1 "\[$habit\]")" "note: ctxlab show $entry teaches it"
done <<'END'
context-in-struct context-in-struct
rerooted rerooted-query
text-key string-key
empty-done-arm busy-done-loop
null-context nil-context
never-given-back discarded-cancel
released-twice redundant-cancel
used-after-release redundant-cancel
END

# shipped exercises that teach a habit show it
for pair in busy-done-loop:empty-done-arm broken-chain:rerooted; do
    OUT=$("$CTXLAB" vet "exercises/${pair%%:*}/exercise.c" 2>/dev/null)
    like "${pair%%:*}, as shipped, shows it" "$OUT" "\[${pair##*:}\]"
done

# what is no C source: two words on what to do, exit code 2, and nothing on stdout
bad() { # WHAT FILE REGEX
    code "$1: exit code 2" 2 "$CTXLAB" vet "$2"
    like "$1: says so" "$ERR" "$3"
    is "$1: one line" "$(grep -c '^ctxlab: ' <<<"$ERR"), $(grep -c warning <<<"$OUT")" "1, 0"
}
bad "no such file" "$T_DIR/nowhere.c" 'cannot read .*nowhere.c .*No such file'
bad "a folder" tests 'tests is a folder; vet takes C files'
mkdir "$T_DIR/folder.c"
bad "a folder that is named like C" "$T_DIR/folder.c" 'is a folder; vet takes C files'
bad "a page" README.md 'not named like C'
printf 'int x;\0\1\2' >"$T_DIR/bytes.c"
bad "bytes" "$T_DIR/bytes.c" 'is not C source: it has a zero byte'
bad "a library" "${BUILD:-build}/libctx.a" 'not named like C'
echo 'int f( {' >"$T_DIR/broken.c"
bad "a syntax error" "$T_DIR/broken.c" 'broken.c does not compile'
like "a syntax error: the compiler's words are shown" "$OUT" 'broken.c:1:.*error:'
printf '#include "nowhere.h"\n' >"$T_DIR/header.c"
bad "a header that is not there" "$T_DIR/header.c" 'header.c does not compile'
cp solutions/zero-timeout.c "$T_DIR/mine.c"
bad "an exercise under another name" "$T_DIR/mine.c" 'exercise.h is the one of the exercise .* name it ID.c or ID.mine.c .*-- -I…/exercises/'
code "… as it advises: the folder" 0 "$CTXLAB" vet "$T_DIR/mine.c" -- -Iexercises/zero-timeout
mv "$T_DIR/mine.c" "$T_DIR/zero-timeout.mine.c"
code "… as it advises: the name" 0 "$CTXLAB" vet "$T_DIR/zero-timeout.mine.c"
yes ')' | head -200000 >"$T_DIR/flood.c"
bad "no end of errors" "$T_DIR/flood.c" 'flood.c does not compile'
printf 'int main(void) { return' >"$T_DIR/cut.c"
bad "a file that ends too soon" "$T_DIR/cut.c" 'cut.c does not compile'
: >"$T_DIR/empty.c"
code "an empty file is C" 0 "$CTXLAB" vet "$T_DIR/empty.c"
if [ "$(id -u)" -ne 0 ]; then
    cp docs/watch-your-own.c "$T_DIR/secret.c" && chmod 0 "$T_DIR/secret.c"
    bad "a file that may not be read" "$T_DIR/secret.c" 'cannot read .*Permission denied'
else
    skip "a file that may not be read" "root may read everything"
fi
code "one bad file among good ones" 2 "$CTXLAB" vet docs/watch-your-own.c "$T_DIR/broken.c" tests/lab/vet/silent/keys.c
code "nothing to look at" 2 "$CTXLAB" vet
# with options of one's own
printf '#include <ctx.h>\n#ifndef WANTED\n#error no\n#endif\nvoid f(void);\nvoid f(void) { (void)ctx_err(WANTED); }\n' >"$T_DIR/option.c"
code "options for the compiler come after --" 1 "$CTXLAB" vet "$T_DIR/option.c" -- -DWANTED=NULL
like "and count for the habits, too" "$OUT" 'option.c:6: warning: .*\[null-context\]'
like "vet says what it cannot see" "$("$CTXLAB" help vet 2>&1)" 'It cannot see: what happens between tasks'
finish
