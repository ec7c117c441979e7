#!/bin/bash
# The form of the C files: every one keeps the house's rules, and the checker that says so notices each sin.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
mapfile -t files <<<"$(git ls-files '*.c' '*.h' 2>/dev/null)"
[ ${#files[@]} -gt 1 ] || mapfile -t files <<<"$(find bench engine exercises lab solutions tests trace tui -name '*.[ch]')"
ok "there are files" test ${#files[@]} -gt 500
is "every C file keeps the form" "$(tools/format-check.sh "${files[@]}" 2>&1 | head -n 20)" ""
mkdir -p "$T_DIR/solutions" "$T_DIR/lab" && cp -r tools .clang-format "$T_DIR/" && cd "$T_DIR" || exit 2
sin() { # WHAT FILE TEXT REGEX
    printf '%b' "$3" >"$2"
    code "$1" 1 tools/format-check.sh "$2"
    like "… is named with its line" "$OUT" "$2.*$4"
}
good='/* a */\nint f(int a)\n{\n    if (a)\n        return 1;\n    return 0;\n}\n'
printf '%b' "$good" >solutions/a.c
code "a good file" 0 tools/format-check.sh solutions/a.c
sin "a tab" lab/a.c 'int a;\t\n' ':1: a tab'
sin "a space at the end" lab/a.c 'int a;\nint b; \n' ':2: a space at the end'
sin "a carriage return" lab/a.c 'int a;\r\n' ':1: a carriage return'
sin "no line feed at the end" lab/a.c 'int a;' 'no line feed'
sin "a // comment" lab/a.c '// a\nint a;\n' ':1: a // comment'
sin "if(" lab/a.c 'int f(int a)\n{\n    if(a)\n        return 1;\n    return 0;\n}\n' ':3: no space'
sin "two empty lines" solutions/a.c 'int a;\n\n\nint b;\n' ':3: two empty lines'
sin "a long line in the catalog" solutions/a.c "int a; /* $(printf 'x%.0s' $(seq 140)) */\n" ':1: longer than'
if command -v clang-format >/dev/null && [[ $(clang-format --version) == *'version 14.'* ]]; then
    sin "three spaces, where clang-format is installed" solutions/a.c "${good/    if/   if}" 'clang-format'
    sin "int* a, where clang-format is installed" solutions/a.c 'int* a;\n' 'clang-format'
fi
finish
