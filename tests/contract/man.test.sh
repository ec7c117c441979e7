#!/bin/bash
# The man page says all there is, and nothing that is not.
. "$(dirname "$0")/contract.sh"
page=docs/ctxlab.1
# the page without its markup, and a verb's part of it
text=$(sed -e 's/\\f[A-Z]//g' -e 's/\\-/-/g' -e 's/\\~/ /g' -e 's/^\.\(BI\|BR\|B\|I\|IR\|RB\|RI\) //' -e 's/"//g' "$page")
section() { awk -v verb="$1" '/^\.TP/ {on = 0; first = 1; next} first {first = 0; on = $1 == verb || $1 == verb ","} /^\.SH/ {on = 0} on' <<<"$text"; }
code "the verbs' options" 0 "$CTXLAB" completions bash
options=$(sed -n "s/^ *\([a-z]*\)) options='\(.*\)' ;;/\1 \2/p" <<<"$OUT")
ok "as many verbs as there are" test "$(wc -l <<<"$options")" -ge 18
while read -r verb list; do
    ok "$verb is in the page" grep -qE "(^|, )$verb( |,|\$)" <<<"$text"
    for option in $list; do
        case $option in
        --workspace | --help) like "$verb $option: said of all verbs" "$text" "^ ?$option" ;;
        *) like "$verb $option" "$(section "$verb")" "$option" ;;
        esac
    done
done <<<"$options"
# Whatever the page writes with two dashes is an option of some verb.
for option in $(grep -oE -- '--[a-z]+' <<<"$text" | sort -u); do
    like "$option exists" " $(tr '\n' ' ' <<<"$options") " " $option "
done
# Each verb explains itself, on stdout, with an example.
while read -r verb list; do
    code "$verb --help" 0 "$CTXLAB" "$verb" --help
    like "… begins with its usage" "$OUT" "^usage: ctxlab"
    for option in $list; do
        case $option in --help) ;; *) like "… says $option" "$OUT" "$option" ;; esac
    done
    code "$verb: an option that is none" 2 "$CTXLAB" "$verb" --no-such-option
    is "… says nothing on stdout" "$OUT" ""
done <<<"$options"
# Keys of the JSON documents, as the program writes them: tests/contract/reports.test.sh.
for name in ctxlab/list/1 ctxlab/explore/1 ctxlab/grade/1; do like "$name is in the page" "$text" "$name"; done
for variable in CTXLAB_WORKSPACE CTXLAB_HOME CTXLAB_WATCH_POLL NO_COLOR EDITOR TMPDIR CTX_TRACE CTX_LEDGER CTX_TIME_SCALE; do
    like "$variable is in the page" "$text" "$variable"
done
if command -v man >/dev/null && command -v groff >/dev/null; then
    is "it renders without a complaint" "$(LC_ALL=C.UTF-8 man --warnings -l "$page" 2>&1 >/dev/null | head -3)" ""
else
    skip "it renders without a complaint" "no man, no groff"
fi
finish
