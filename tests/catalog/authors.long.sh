#!/bin/bash
# Writing an entry: `ctxlab new` makes one that builds, check-catalog says what is missing until nothing is; and each way of
# breaking a finished entry is named. All of it in a checkout of its own.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
root=$PWD id=stuck-worker
mkdir "$T_DIR/c" && tar c --exclude=.git --exclude=./build --exclude=./workspace . | tar x -C "$T_DIR/c" || exit 2
mkdir "$T_DIR/c/build" && for part in build/*; do [[ $part == */tests ]] || cp -a "$part" "$T_DIR/c/build/"; done
cd "$T_DIR/c" || exit 2
rm -f ctxlab && cp "$root/ctxlab" ctxlab
export CTXLAB=$PWD/ctxlab BUILD=build
unset CTXLAB_HOME CTXLAB_WORKSPACE
check() { OUT=$(tests/catalog/run.sh "$@" $id 2>&1); }
named() { if check "${@:3}"; then fail "$1 is noticed" "$OUT"; else like "$1 is named" "$OUT" "^not ok - $id: .*$2"; fi; }

# ---- from nothing to a finished entry ----------------------------------------------------------------------------------------
code "new makes a skeleton" 0 "$CTXLAB" new $id --topic observing
code "… once" 2 "$CTXLAB" new $id
code "it builds" 0 make -j2
holes=$(grep -h 'FILL IN' exercises/$id/* solutions/$id.c | wc -l)
ok "it has places to fill in" test "$holes" -gt 15
check
is "check-catalog names each of them" "$(grep -c '^not ok.* is still to be filled in' <<<"$OUT")" "$holes"
like "… the missing right fix" "$OUT" "^not ok - $id: .* has no right-"
like "… and what is right already: it fails as shipped" "$OUT" "^ok - $id: as shipped it fails with leaked-task"
like "… its solution passes" "$OUT" "^ok - $id: $id.c → pass"
like "… it says where to begin" "$OUT" '^# the first of them: .*entry.ini:4'
e=exercises/$id s=solutions/$id.c f=tests/catalog/$id
title='The watch that never ends'
sed -i "s/FILL IN the title/$title/; s/FILL IN which.*/F5/" $e/entry.ini
check --only limits
unlike "the head filled in: no more of it" "$OUT" 'entry.ini:'
like "… now the program" "$OUT" '^# the first of them: .*exercise.c:1'
for file in $e/exercise.c $s; do
    sed -i "s/FILL IN the title/$title/; s/FILL IN two sentences.*/A guard looks after each answer. After a day the machine is full of guards of answers long given./
        s/FILL IN the goal.*/when the server has ended, no guard is left./; s/FILL IN why this is.*/a sleep that hears the context ends with it *\//" "$file"
done
sed -i "s/FILL IN what is the learner.s/the learner's/; s/FILL IN what is the scenery.s/the scenery's/" $e/exercise.h
check --only limits
unlike "the program filled in: no more of it" "$OUT" 'exercise.[ch]:|solutions/'
like "… now the texts" "$OUT" 'explain.md:[0-9]+ is still to be filled in: the mechanism'
cat >$e/explain.md <<'MD'
# What happens

The guard sleeps, wakes, and sleeps again. Nothing in that loop looks at its context, so the end of the server is never noticed:
every request leaves one more guard behind, and each of them wakes a hundred times a second, for ever. A context that has ended
stops nobody; it can be asked, and it can be waited for, and the guard does neither of the two.

# Where in the engine

Done is a channel (`LESSON: four-branches`); a sleep that takes a context is a wait for that channel and for a timer at once.

# What shows it

The task lanes: after the cancel there is a lane for each request, and all of them go on. The tree shows no context that lives.

# In review

Look for loops that sleep, and ask of each of them who could tell it to leave.
MD
cat >$e/hints.md <<'MD'
## 1
Run it to the mark "idle" and count the lanes that are left.

## 2
A guard has two things to wait for: the next round, and the end.

## 3
There is a sleep that takes a context, and says how it ended.

# work missing
## 1
Was every answer given? Compare the counts.

## 2
Only the guard's loop has to change.
MD
named "a missing right fix" 'has no right-' --only limits
printf '/* expect: pass — asks in each round */\n' | cat - $s | sed 's/while (task_sleep_ctx(ctx, CTX_MS(10)) == CTX_OK)/while (ctx_err(ctx) == CTX_OK \&\& task_sleep_ctx(ctx, CTX_MS(10)) == CTX_OK)/' >$f/right-asks-too.c
code "make check-catalog: green" 0 make -s check-catalog ENTRY=$id
like "… as shipped, solution, analyzer, threads, both sanitizers, both fixes" "$OUT" '^# 9 passed, 0 failed'

if command -v script >/dev/null && : 2>/dev/null >/dev/ptmx; then
    said=$(script -qec "tests/catalog/run.sh --only limits,fixes $id" /dev/null </dev/null | tr '\r' '\n')
    like "on a terminal it says how far it is" "$said" '\[3/3\]'
fi

# ---- and each way of breaking it ----------------------------------------------------------------------------------------------
cp -a exercises/$id "$T_DIR/good-e" && cp $s "$T_DIR/good-s.c" && cp -a $f "$T_DIR/good-f"
restore() { rm -rf exercises/$id $f && cp -a "$T_DIR/good-e" exercises/$id && cp "$T_DIR/good-s.c" $s && cp -a "$T_DIR/good-f" $f; }
broken() { named "$@"; restore; }
cp $s $e/exercise.c; broken "a shipped program that passes" 'as shipped' --only shipped
sed -i 's/^findings.*/findings = lost-cancel/' $e/entry.ini; broken "a shipped program that fails for what its entry does not declare" 'as shipped' --only shipped
sed -i 's/^    for (;;)/    *(volatile int *)8 = 1;\n    for (;;)/' $e/exercise.c; broken "a shipped program with another kind of verdict" 'as shipped.*crash|as shipped' --only shipped
cp $e/exercise.c $s; broken "a solution that does not pass" "$id.c → pass" --only solution
sed -i 's/^    answer(ctx);/    char *four = malloc(4);\n    free(four);\n    (void)*(volatile char *)four;\n    answer(ctx);/; s/^#include "exercise.h"/#include <stdlib.h>\n\n&/' $s
broken "a solution that reads freed memory, under AddressSanitizer" '\(asan\)' --only threads
sed -i 's/^static void watch/static int shared;\n\n&/; s/^    answer(ctx);/    shared++;\n&/; s/^    while (task_sleep/    shared++;\n&/' $s
broken "a solution with a race, under ThreadSanitizer" '\(tsan\)' --only threads
sed -i 's/^    answer(ctx);/    for (;;)\n        (void)task_sleep(CTX_MS(10));\n&/' $s; broken "a solution that never ends on threads" '\(plain\)' --only threads
printf '\nvoid spare(ctx_t *ctx);\nvoid spare(ctx_t *ctx)\n{\n    ctx_cancel_t *cancel;\n    (void)ctx_with_cancel(ctx, &cancel);\n}\n' >>$s
broken "a solution that the analyzer speaks of" 'the analyzer speaks' --only vet
printf '/* expect: pass — nothing changed */\n' | cat - $e/exercise.c >$f/right-nothing.c; broken "a right fix that does not pass" 'right-nothing.c → pass' --only fixes
printf '/* expect: leaked-task — the solution */\n' | cat - $s >$f/wrong-solution.c; broken "a wrong fix that passes" 'wrong-solution.c → leaked-task' --only fixes
sed -i '1s/missing-work/deadlock/' $f/wrong-no-work.c; broken "a wrong fix that fails for another reason" 'wrong-no-work.c → deadlock' --only fixes
sed -i '/^# work missing/,$d' $e/hints.md; broken "a wrong fix that the hints say nothing to" 'hints.md says nothing to who is lost by missing-work' --only fixes
printf '\n# spin\n## 1\nIt spins.\n\n## 2\nStill.\n' >>$e/hints.md; broken "hints for what nobody is lost by" "section '# spin', and no wrong fix" --only fixes
printf '\n# nonsense\n## 1\nWhat?\n\n## 2\nWhat?\n' >>$e/hints.md; broken "hints for what is no verdict" 'neither a class of verdicts' --only limits
sed -i 's/^Only the guard.*/&  while (task_sleep_ctx(ctx, CTX_MS(10)) == CTX_OK)/' $e/hints.md; broken "a hint that gives the line away" 'contains a line of the solution' --only limits
sed -i '/^## 3/,/^$/d' $e/hints.md; broken "a hint that is missing" 'general sections' --only limits
sed -i 's/^    answer(ctx);/   answer( ctx );/' $s; broken "a solution out of form" 'clang-format|differs' --only limits
printf 'int tabs;\t\n' >>$e/scenario.c; broken "a scenario out of form" 'scenario.c:[0-9]+: a tab' --only limits
touch $e/notes.md; broken "a file too many" 'notes.md does not belong' --only limits
rm $e/checks.c; broken "a file too few" 'checks.c is missing' --only limits
yes '/* more */' | head -n 80 >>$e/scenario.c; broken "a scenario too long" '80 are allowed' --only limits
check
like "restored, it is whole again" "$OUT" '^# 9 passed, 0 failed'
finish
