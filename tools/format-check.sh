#!/bin/bash
# format-check — the form of C files: what every file of this tree keeps, and, where clang-format is at hand, all of
# .clang-format for shipped programs and solutions; fixes come in everybody's style. Prints "FILE:LINE: what" and ends with
# code 1 where something is off.
# usage: tools/format-check.sh FILE…
set -u
pinned=14 # another version formats otherwise: then only our own rules are looked at
[ $# -gt 0 ] || { echo "usage: tools/format-check.sh FILE…" >&2; exit 2; }
{
    # shellcheck disable=SC2016
    awk '
        function say(what) { printf "%s:%d: %s\n", FILENAME, FNR, what }
        function ended() { if (most && blank) printf "%s: an empty last line\n", before }
        FNR == 1 {
            ended(); before = FILENAME; blank = 0; most = 0 # 0: the rules of the catalog do not hold here
            if (FILENAME ~ /(^|\/)(exercises\/[^\/]*\/exercise\.c|solutions\/)/) most = 132
            else if (FILENAME ~ /(^|\/)(exercises|tests\/catalog)\//) most = 170 # fixes: the style of whoever wrote them
        }
        /\r/ { say("a carriage return") }
        /\t/ { say("a tab") }
        / $/ { say("a space at the end of the line") }
        /^ *(if|for|while|switch)\(/ { say("no space between if, for, while or switch and its (") }
        /^ *(if|for|while|switch|\} else if) .*\)\{$/ { say("no space before {") }
        /^ *\/\// { say("a // comment") }
        !most { next }
        length($0) > most && !(FNR == 1 && /^\/\* expect:/) { say("longer than " most " characters") }
        /^$/ { if (blank) say("two empty lines in a row"); if (FNR == 1) say("an empty first line"); blank = 1; next }
        { if (blank && /^ *\}/) say("an empty line before }"); blank = 0 }
        END { ended() }' "$@" 2>&1
    if [ -n "$(tail -q -c 1 "$@" | tr -d '\n')" ]; then
        for file in "$@"; do [ -z "$(tail -c 1 "$file")" ] || echo "$file: no line feed at its end"; done
    fi
    if command -v clang-format >/dev/null && [[ $(clang-format --version) == *"version $pinned."* ]]; then
        programs=()
        for file in "$@"; do
            [[ $file =~ (^|/)(exercises/[^/]*/exercise\.c|solutions/[^/]*\.c)$ ]] && programs+=("$file")
        done
        [ ${#programs[@]} -eq 0 ] || clang-format --style="file:$(dirname "$0")/../.clang-format" --dry-run "${programs[@]}" 2>&1 |
            sed -n 's/^\([^ :]*:[0-9]*\):.*code should be clang-formatted.*/\1: clang-format would write this otherwise/p' | awk -F: '!seen[$1]++'
    fi
} | awk '{print; bad = 1} END {exit bad}'
exit "${PIPESTATUS[1]}"
