#!/bin/bash
# Hostile submissions get no credit, unusual but correct ones pass, and neither leaves a file or a process behind.
# tests/attacks/ID/NAME.c is graded as ID.c of exercise ID; its first line says what must happen (tests/expect). Where a
# folder ID has a NAME.sh beside it, that script makes the submission instead: `NAME.sh DIR` must leave DIR/ID.c.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
AS=
. tests/attacks/all.sh
attack_all
finish
