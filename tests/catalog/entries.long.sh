#!/bin/bash
# The entries on real threads: they fail as shipped, and pass with their solutions.
cd "$(dirname "$0")/../.." || exit 2
mapfile -t ids <<<"$(grep -l '^threads *= *yes' exercises/*/entry.ini | xargs -n 1 dirname | xargs -n 1 basename)"
JOBS=1 exec tests/catalog/run.sh --only shipped,solution "${ids[@]}"
