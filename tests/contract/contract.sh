# contract.sh — for the scripts beside it: tests/lib.sh, and `json FILE`, the strict reader (json_lines.c).
# shellcheck shell=bash
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
. tests/lib.sh
export CTXLAB
json_lines=${BUILD:-build}/tests/contract/json-lines
[ -x "$json_lines" ] || make -s BUILD="${BUILD:-build}" "$json_lines" >&2 || exit 2
# json [TEXT] — a line a value of it ($OUT when not given); fails when it is not one strict JSON document
json() { printf '%s\n' "${1-$OUT}" | "$json_lines"; }
# value PATH — the type and value at PATH of the lines on stdin
value() { awk -v path="$1" '$1 == path {$1 = ""; print substr($0, 2)}'; }
