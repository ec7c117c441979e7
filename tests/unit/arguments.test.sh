#!/bin/bash
# The calls of the library are macros that take their arguments as functions do: a compound literal with commas in it needs no
# parentheses. Every one of them, in C and in C++, with both compilers; and a wrong call is told in words about that call.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
in=tests/unit/arguments.in
c_words='s/@n(\([^)]*\))/(pick_t){NULL, \1}.n/g; s/@(\([^)]*\))/(pick_t){(void *)(uintptr_t)(\1), 0}.p/g; s/ADDRESS/\&(job_t)/g; s/KEY{/(ctx_key_t){/g
    s/TEXT/(text_t)/g; s/SIZE/(size_two_t)/g; s/TASK{/(tasks_t){/g
    s/^PICK$/typedef struct pick { void *p; int n; } pick_t; typedef struct tasks { task_t t; int n; } tasks_t; COMMON/'
cxx_words='s/@n(\([^)]*\))/pick_t<int>{0, \1}.n/g; s/@(\([^)]*\))/pick_t<decltype(\1)>{\1, 0}.p/g; s/ADDRESS{1, 2}/pick_t<job_t *>{\&a_job, 0}.p/g; s/KEY{/ctx_key_t{/g
    s/TEXT/text_t/g; s/SIZE/size_two_t/g; s/TASK{task, 0}.t/pick_t<task_t>{task, 0}.p/g; s/^CTX_KEY/static job_t a_job = {1, 2};\nCTX_KEY/
    s/^PICK$/template <class T> struct pick_t { T p; int n; }; COMMON/'
common='s/COMMON/typedef struct text { const char *text; int n; } text_t; typedef struct size_two { size_t n; int x; } size_two_t;/'
sed "$c_words; $common" $in >"$T_DIR/calls.c"
sed "$cxx_words; $common" $in >"$T_DIR/calls.cpp"
strict="-Wall -Wextra -Wpedantic -Werror -fexceptions -Iengine/include"
compiles() { # COMPILER STANDARD FILE
    command -v "$1" >/dev/null || { skip "$1 -std=$2" "no $1 here"; return; }
    # shellcheck disable=SC2086
    is "$1 -std=$2: every call with commas in its arguments" "$("$1" -std="$2" $strict -c "$T_DIR/$3" -o "$T_DIR/calls.o" 2>&1 | grep -E 'error|warning' | head -n 4)" ""
}
for cc in gcc clang; do compiles $cc c11 calls.c; compiles $cc gnu17 calls.c; done
for cxx in g++ clang++; do compiles $cxx c++11 calls.cpp; compiles $cxx c++17 calls.cpp; done

# every macro that takes an argument is there, but for constants and what its comment in ctx.h leaves out
missing=$(sed -n 's/^#define \([a-zA-Z_]*[a-zA-Z]\)(.*/\1/p' engine/include/*.h | sort -u | grep -vxE 'CTX_(NS|US|MS|S|KEY)|TASK_SEM' | while read -r name; do
    grep -qE "(#define $name\(\))|([^_a-z]$name\(.*[@{])" engine/include/*.h $in || echo "$name"
done)
is "none of the calls is left out" "$missing" ""
is "and there are many" "$([ "$(grep -cE '\((@|ctx, work|group, member|job_t|ctx, &s)' $in)" -ge 70 ] && echo yes)" yes

# wrong FUNCTION CALL — it is refused, and the compiler's words name what was called, at the caller's line
wrong() {
    printf '#include "ctx.h"\n#include "ctx_chan.h"\n#include "ctx_task.h"\nvoid f(ctx_t *ctx, chan_t *ch);\nvoid f(ctx_t *ctx, chan_t *ch)\n{\n    (void)ctx, (void)ch;\n    %s;\n}\n' "$2" >"$T_DIR/wrong.c"
    for cc in gcc clang; do
        command -v $cc >/dev/null || continue
        like "$cc: $2" "$($cc -std=c11 -Wall -Iengine/include -c "$T_DIR/wrong.c" -o "$T_DIR/wrong.o" 2>&1)" "wrong.c:8:.*(error|note).*|error: too (few|many) arguments to function.*$1"
        like "$cc names it: $2" "$($cc -std=c11 -Wall -Iengine/include -c "$T_DIR/wrong.c" -o "$T_DIR/wrong.o" 2>&1)" "$1"
    done
}
wrong ctx_with_value '(void)ctx_with_value(ctx, ctx_text_key("a"))'
wrong ctx_with_timeout '(void)ctx_with_timeout(ctx, 5)'
wrong chan_send '(void)chan_send(ch, &ctx, 1)'
wrong CHAN_SEND 'chan_select(CHAN_SEND(ch))'
wrong task_go '(void)task_go(ctx, f)'
wrong ctx_err '(void)ctx_err(ctx, ctx)'
finish
