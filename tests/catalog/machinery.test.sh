#!/bin/bash
# What checks the catalog is checked itself: one good entry passes, and each sin committed on a copy of it is named.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
id=zero-timeout
fresh() {
    rm -rf "$T_DIR/c"
    mkdir -p "$T_DIR/c/tests/catalog" "$T_DIR/c/solutions" "$T_DIR/c/exercises" "$T_DIR/c/engine"
    cp -r exercises/$id "$T_DIR/c/exercises/"
    cp solutions/$id.c "$T_DIR/c/solutions/"
    cp -r tests/catalog/$id "$T_DIR/c/tests/catalog/"
    cp engine/*.[ch] "$T_DIR/c/engine/"
    e=$T_DIR/c/exercises/$id s=$T_DIR/c/solutions/$id.c f=$T_DIR/c/tests/catalog/$id
}
limits() { OUT=$(CATALOG_ROOT=$T_DIR/c tests/catalog/limits $id 2>&1); }
sin() { # WHAT REGEX: what was done to the copy is named
    if limits; then fail "$1 is noticed" "$OUT"; else like "$1 is noticed" "$OUT" "^not ok - $id: .*$2"; fi
    fresh
}
fresh
limits
is "a good entry passes" "$OUT" "ok - $id: written as entries are"
rm "$e/hints.md"; sin "a missing file" 'hints.md is missing'
touch "$e/notes.txt"; sin "a file too many" 'notes.txt does not belong'
for i in $(seq 80); do echo "/* $i */"; done >>"$e/exercise.c"; sin "a long program" 'lines, 80 are allowed'
for i in 1 2 3; do printf '\nvoid more_%d(void);\nvoid more_%d(void)\n{\n}\n' "$i" "$i"; done >>"$e/exercise.c"; sin "a fifth function" '5 functions'
sed -i 's/^ \* Make:/ * Do:/' "$e/exercise.c"; sin "a program without a goal" "no 'Make:'"
sed -i '3s/$/ It is born-done./' "$e/exercise.c"; sin "a header that names the finding" 'names the finding'
sed -i '1s/ping/pong/' "$e/exercise.c"; sin "another title" 'is not the title'
for i in $(seq 13); do echo "static int n$i;"; done >>"$s"; sin "a long solution" 'differs in'
sed -i 's/words/words/; s/^## 3$/## 4/' "$e/hints.md"; sin "hints out of order" 'sections'
for i in $(seq 41); do printf 'word '; done >>"$e/hints.md"; sin "a long hint" 'words, 40 are allowed'
echo 'ctx_t *bounded = ctx_with_timeout(ctx, (attempt + 1) * CTX_MS(100), &cancel);' >>"$e/hints.md"; sin "a hint that gives the line away" 'contains a line of the solution'
echo '(`LESSON: no-such-mark`)' >>"$e/explain.md"; sin "a mark that is nowhere" "no-such-mark"
sed -i '/^findings/d' "$e/entry.ini"; sin "an entry that declares nothing" 'declares no finding'
for i in 1 2 3 4 5 6 7 8 9; do sed -i "\$a /* why $i */" "$s"; done; sin "too many words of why" 'says why in'
printf 'int x;\t\n' >>"$e/exercise.c"; sin "a tab" 'a tab'
printf 'int x;' >>"$e/checks.c"; sin "a last line without an end" 'line feed'
rm "$f"/wrong-*; sin "an entry without wrong fixes" 'no wrong'
sed -i '1s/pass/fail/' "$f/right-floor.c"; sin "a right fix that expects a failure" 'a right fix expects'

# A fix that is not what its first line says is found out, whichever way.
sed '1s/expect: pass/expect: born-done/' tests/catalog/$id/right-floor.c >"$T_DIR/a.c"
sed '1s/expect: [a-z ]*/expect: pass /' tests/catalog/$id/wrong-skip-first.c >"$T_DIR/b.c"
sed '1s/expect: [a-z -]*/expect: leaked-task /' tests/catalog/$id/wrong-skip-first.c >"$T_DIR/c.c"
code "a right fix said to be wrong" 1 tests/expect $id "$T_DIR/a.c"
code "a wrong fix said to be right" 1 tests/expect $id "$T_DIR/b.c"
code "a wrong fix that fails for another reason" 1 tests/expect $id "$T_DIR/c.c"
code "an unknown entry" 1 tests/catalog/run.sh no-such-entry
finish
