#!/bin/bash
# The programs in other languages that a lesson shows do what it says of them, where the language is installed.
. "$(dirname "$0")/../lib.sh"
cd "$(dirname "$0")/../.." || exit 2
folder=$PWD/exercises/other-languages

has() { command -v "$1" >/dev/null 2>&1; }
says() { # WHAT WANTED COMMAND…: its lines, in any order
    local what=$1 wanted=$2
    shift 2
    is "$what" "$("$@" 2>&1 | LC_ALL=C sort | tr '\n' ';')" "$wanted"
}

if has g++ && echo '#include <stop_token>' | g++ -std=c++20 -fsyntax-only -x c++ - 2>/dev/null; then
    ok "C++: cancel.cpp compiles without a warning" g++ -std=c++20 -Wall -Wextra -Werror -pthread -o "$T_DIR/cancel" "$folder/cancel.cpp"
    says "… the first request_stop counts, and the worker leaves" "cancelled;first 1, second 0;" "$T_DIR/cancel"
else
    skip "C++: cancel.cpp" "there is no g++ with stop tokens"
fi
if has python3 && python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    says "Python: cancelled where it waits, with the values of who made it, and too late" "cancelled, for ann;cancelled, for ann;too late;" python3 "$folder/cancel.py"
else
    skip "Python: cancel.py" "there is no Python 3.11"
fi
if has java && has javac && javac -d "$T_DIR" "$folder/Cancel.java" 2>/dev/null; then
    says "Java: cancelled, then the flag is gone, then it is said again" "cancelled;false;true;" java -cp "$T_DIR" Cancel
else
    skip "Java: Cancel.java" "there is no Java"
fi
skip "C#: cancel.cs" "it is held to the documentation of CancellationTokenSource"
skip "Rust: cancel.rs" "it needs crates from the net; it is held to the documentation of tokio-util"

# What the table says a language has is used in its program.
uses() { ok "$1 uses $2" grep -q "$2" "$folder/$1"; ok "… as the table says" grep -q "$2" "$folder/table.txt"; }
uses cancel.cpp request_stop
uses cancel.cs CancelAfter
uses Cancel.java interrupt
uses cancel.rs timeout
uses cancel.py asyncio.timeout
uses cancel.py contextvars
for file in "$folder"/cancel.* "$folder/Cancel.java" "$folder/table.txt"; do
    is "${file##*/} fits the screen" "$(awk 'length > 75' "$file")" ""
done
finish
