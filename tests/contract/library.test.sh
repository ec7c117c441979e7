#!/bin/bash
# The library as an outsider meets it: installed, found by pkg-config or by plain flags, used from C and C++ with the
# strictest warnings, beside a program's own names.
. "$(dirname "$0")/contract.sh"
build=${BUILD:-build} here=$PWD/tests/contract
to="$T_DIR/a place" # a path with a blank
ok "make install" make -s install BUILD="$build" DESTDIR="$to" PREFIX=/usr
for file in lib/libctx.a lib/pkgconfig/libctx.pc include/libctx/ctx.h include/libctx/ctx_chan.h include/libctx/ctx_task.h share/man/man1/ctxlab.1 share/libctx/libctx.supp; do
    ok "installed: $file" test -s "$to/usr/$file"
done
for header in sim_host.h scene.h work.h; do
    ok "not installed, as it is no part of the library: $header" test ! -e "$to/usr/include/libctx/$header"
done
cflags=(-I"$to/usr/include/libctx" -fexceptions)
libs=("$to/usr/lib/libctx.a" -pthread)
if command -v pkg-config >/dev/null; then
    ok "installed without DESTDIR" make -s install BUILD="$build" PREFIX="$T_DIR/usr"
    read -ra cflags < <(PKG_CONFIG_PATH=$T_DIR/usr/lib/pkgconfig pkg-config --cflags libctx)
    read -ra libs < <(PKG_CONFIG_PATH=$T_DIR/usr/lib/pkgconfig pkg-config --libs libctx)
    like "pkg-config: cflags" "${cflags[*]}" "-I$T_DIR/usr/include/libctx -fexceptions"
    like "pkg-config: libs" "${libs[*]}" "-L$T_DIR/usr/lib -lctx -pthread"
fi
strict="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Werror"
for cc in gcc clang; do
    command -v $cc >/dev/null || { skip "$cc: every public name" "no $cc here"; continue; }
    for std in c11 gnu17; do
        # shellcheck disable=SC2086
        ok "$cc -std=$std: every public name, strict warnings" $cc -std=$std $strict "${cflags[@]}" "$here/every_name.c" "${libs[@]}" -o "$T_DIR/names"
    done
    "$T_DIR/names" >"$T_DIR/said"
    is "$cc: it runs" "$?" 0
    is "$cc: what it found wrong" "$(grep '^not ok' "$T_DIR/said")" ""
    ok "$cc: all of it was asked" test "$(grep -c '^ok' "$T_DIR/said")" -ge 30
done
for h in "$to"/usr/include/libctx/*.h; do
    echo "#include <$(basename "$h")>" >"$T_DIR/one.c"
    # shellcheck disable=SC2086
    ok "$(basename "$h") stands alone" gcc -std=c11 $strict "${cflags[@]}" -c "$T_DIR/one.c" -o "$T_DIR/one.o"
    cp "$T_DIR/one.c" "$T_DIR/one.cpp"
    command -v g++ >/dev/null && ok "… and in C++" g++ -std=c++11 -Wall -Wextra -Werror "${cflags[@]}" -c "$T_DIR/one.cpp" -o "$T_DIR/one.o"
done
for cxx in g++ clang++; do
    command -v $cxx >/dev/null || { skip "$cxx: a C++ program" "no $cxx here"; continue; }
    ok "$cxx: a C++ program" $cxx -std=c++11 -Wall -Wextra -Wconversion -Werror "${cflags[@]}" "$here/included.cpp" "${libs[@]}" -o "$T_DIR/cxx"
    is "$cxx: it runs" "$("$T_DIR/cxx")" $'context canceled\n7 1'
done
# A program's own names, which the engine happens to use inside.
cat >"$T_DIR/own.c" <<'C'
#include <ctx.h>
int queue_add(void), futex_wake(void), trace_start(void), lock_start(void), live_send, task_count, chan_free(void);
int queue_add(void) { return 1; }
int futex_wake(void) { return 1; }
int trace_start(void) { return 1; }
int lock_start(void) { return 1; }
int chan_free(void) { return 1; }
int scene_note(int), scene_main, work_for_at(void);
int scene_note(int n) { return n; }
int work_for_at(void) { return 1; }
int main(void)
{
    return ctx_err(ctx_background()) + queue_add() + futex_wake() + trace_start() + lock_start() + chan_free() + scene_note(1) + work_for_at() - 7;
}
C
ok "a program's own names collide with nothing" gcc "${cflags[@]}" "$T_DIR/own.c" "${libs[@]}" -o "$T_DIR/own"
ok "… and it runs" "$T_DIR/own"
is "what the library shows, but what the headers name" "$(nm -g --defined-only "$to/usr/lib/libctx.a" | awk 'NF == 3 {print $3}' |
    grep -vE '^(ctx|chan|task|timer|ticker|wait_group)_|^DW\.ref' | tr '\n' ' ')" ""
# The library's own threads are nothing that valgrind should complain about.
cat >"$T_DIR/threads.c" <<'C'
#include <ctx_chan.h>
#include <ctx_signal.h>
#include <signal.h>
int main(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_auto_signals ctx_signals_t *signals = NULL;
    (void)chan_recv(ctx_done(ctx_with_timeout(ctx_background(), CTX_MS(1), &cancel)), NULL);
    return ctx_err(ctx_with_signals(ctx_background(), &signals, SIGTERM));
}
C
ok "a program with timers and signals" gcc "${cflags[@]}" "$T_DIR/threads.c" "${libs[@]}" -o "$T_DIR/threads"
if command -v valgrind >/dev/null && ! nm "$T_DIR/threads" | grep -qE '__(asan|tsan)_init'; then
    ok "… is silent under valgrind with the suppressions" env CTX_TRACE="$T_DIR/threads.ctx" valgrind -q --leak-check=full --error-exitcode=9 \
        --suppressions="$to/usr/share/libctx/libctx.supp" "$T_DIR/threads"
else
    skip "… is silent under valgrind with the suppressions" "no valgrind here, or the library is built with a sanitizer"
fi
ok "make uninstall" make -s uninstall BUILD="$build" DESTDIR="$to" PREFIX=/usr
is "… leaves no file" "$(find "$to" -type f)" ""
finish
