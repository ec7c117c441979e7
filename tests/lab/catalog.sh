# catalog.sh — a throwaway catalog for tests of the command itself: `make_catalog DIR`. Two bugs, a lesson and a demo.
# shellcheck shell=bash
one_entry() { # DIR ID TOPIC KIND ORDER
    local d=$1/exercises/$2
    mkdir -p "$d" "$1/solutions"
    cat >"$d/entry.ini" <<EOT
id = $2
topic = $3
kind = $4
title = The title of $2
origins = I1, F5
order = $5
findings = lost-cancel
EOT
    cat >"$d/exercise.c" <<EOT
/* $2: a test.
 *
 * Something is odd. Nobody knows why.
 * Make: it even.
 */
#include <ctx.h>
int broken = 1;
EOT
    printf '## 1\n\nVague %s.\n\n## 2\n\nNearer.\n\n## 3\n\nThe line.\n' "$2" >"$d/hints.md"
    echo "How $2 works." >"$d/explain.md"
    sed 's/broken = 1/broken = 0/' "$d/exercise.c" >"$1/solutions/$2.c"
}
make_catalog() {
    one_entry "$1" zeta-bug lifecycle bug 1
    one_entry "$1" beta-bug observing bug 2
    one_entry "$1" alpha-bug observing bug 20
    one_entry "$1" a-lesson tour lesson 1
    one_entry "$1" a-demo demos demo 1
}
