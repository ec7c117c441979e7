#!/bin/bash
# What a watched program prints, by whatever function and on either stream, is an event of its run; what cannot be one is refused in words.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
export CTXLAB_WORKSPACE=$T_DIR/ws
mkdir "$T_DIR/in"

prints()
{
    { printf '#include <stdio.h>\n'; sed "s|int scale = 1;|int scale = 1; $1|" exercises/never-checks/exercise.c; } >"$T_DIR/in/never-checks.c"
    "$CTXLAB" run never-checks --in "$T_DIR/in" --plain=events >"$T_DIR/out" 2>"$T_DIR/err"
}

n=0
for call in 'printf("%s\\n", "said");' 'fprintf(stderr, "%s\\n", "said");' 'puts("said");' 'fputs("said\\n", stdout);' 'fputs("said\\n", stderr);' \
            'fwrite("said\\n", 1, 5, stderr);' "fprintf(stderr, \"sai\"); putchar('d'); putchar('\\\\n');" "printf(\"sai\"); fputc('d', stderr); putc('\\\\n', stderr);"; do
    prints "$call"
    ok "an event of the run: $call" grep -qE ' T2 sampler +output +said( |$)' "$T_DIR/out"
    n=$((n + 1))
done
ok "eight ways" test "$n" -eq 8
prints 'perror("said");'
ok "perror speaks of the system: it is refused" grep -q "never-checks.c: calls 'perror'" "$T_DIR/err"
ok "… with what to do instead" grep -q 'print with fprintf(stderr' "$T_DIR/err"
ok "… and nothing runs" test ! -s "$T_DIR/out"
prints 'extern long write(int, const void *, unsigned long); (void)write(2, "said\\n", 5);'
ok "write(2) is refused" grep -q "'write', which an exercise may not" "$T_DIR/err"
finish
