#!/bin/bash
# Fixes written from the catalog page alone, by somebody who had not seen the entries' own: right ones in an unusual style,
# wrong ones as the page describes them. fixes/ID.NAME.c says in its first line what becomes of it.
. "$(dirname "$0")/contract.sh"
for file in tests/contract/fixes/*.c; do
    id=$(basename "$file") id=${id%%.*}
    said=$(tests/expect "$id" "$file" 2>&1 | grep -v "^# hints")
    if grep -q '^ok - ' <<<"$said"; then pass "${said#ok - }"; else fail "$id: $(basename "$file")" "$said"; fi
done
finish
