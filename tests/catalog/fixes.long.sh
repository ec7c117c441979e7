#!/bin/bash
# Every entry: each right fix passes, each wrong one fails with a name that says why.
exec "$(dirname "$0")/run.sh" --only fixes
