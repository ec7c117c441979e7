# lib.sh — for test scripts: `. "$(dirname "$0")/../lib.sh"`, then ok/is/like/code, then `finish`.
# shellcheck shell=bash
set -u
CTXLAB=${CTXLAB:-$PWD/ctxlab}
T_DIR=$(mktemp -d "${TMPDIR:-/tmp}/ctxlab-test-XXXXXX") || exit 2
trap 'rm -rf "$T_DIR"' EXIT
mkfifo "$T_DIR/.pause" || exit 2
T_PATIENCE=120 # seconds after which what is waited for is given up: no measure of anything, a busy machine takes its time
T_PASSED=0 T_FAILED=0 T_SKIPPED=0
pass() { T_PASSED=$((T_PASSED + 1)); echo "ok - $1"; }
fail() { T_FAILED=$((T_FAILED + 1)); echo "not ok - $1"; shift; [ $# -eq 0 ] || printf '%s\n' "$@" | cut -c1-400 | head -12 | sed 's/^/#   /'; }
skip() { T_SKIPPED=$((T_SKIPPED + 1)); echo "ok - $1 # SKIP $2"; }
# ok WHAT COMMAND… — the command succeeds
ok() { local what=$1; shift; if "$@"; then pass "$what"; else fail "$what" "command: $*"; fi; }
# is WHAT GOT WANTED
is() { if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "got:    $2" "wanted: $3"; fi; }
# like WHAT TEXT REGEX
like() { if grep -qE -- "$3" <<<"$2"; then pass "$1"; else fail "$1" "no match for: $3" "in: $2"; fi; }
unlike() { if grep -qE -- "$3" <<<"$2"; then fail "$1" "unwanted match for: $3" "in: $2"; else pass "$1"; fi; }
# code WHAT WANTED COMMAND… — the exit code; stdout in $OUT, stderr in $ERR
code() {
    local what=$1 wanted=$2 rc
    shift 2
    "$@" >"$T_DIR/.out" 2>"$T_DIR/.err" </dev/null
    rc=$?
    OUT=$(cat "$T_DIR/.out") ERR=$(cat "$T_DIR/.err")
    if [ $rc -eq "$wanted" ]; then pass "$what"; else fail "$what" "exit code $rc, wanted $wanted: $*" "$ERR"; fi
}
pause() { read -rt 0.02 <>"$T_DIR/.pause" || true; } # between two looks; no signal is lost in it
# comes COMMAND… — looks again and again until it succeeds
comes() { local end=$((SECONDS + T_PATIENCE)); until "$@"; do [ $SECONDS -lt $end ] || return 1; pause; done; }
# Nothing asked is a failure, but not where it was said why.
finish() { echo "# $T_PASSED passed, $T_FAILED failed"; [ $T_FAILED -eq 0 ] && [ $((T_PASSED + T_SKIPPED)) -gt 0 ]; exit; }
