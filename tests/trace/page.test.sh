#!/bin/bash
# page.test.sh — `trace export --to html` of real runs, and the page in a browser, where there is one: at a moment of the run it shows
# what the screen shows there, and its script complains about nothing.
. "$(dirname "$0")/../lib.sh"
ws=$T_DIR/ws
"$CTXLAB" run never-checks --shipped --workspace "$ws" --trace "$T_DIR/nc" >/dev/null 2>&1
"$CTXLAB" demo wide-cascade --workspace "$ws" --trace "$T_DIR/wide" >/dev/null 2>&1
"$CTXLAB" demo request-cascade --workspace "$ws" --trace "$T_DIR/rc" >/dev/null 2>&1
code "a run with findings" 0 "$CTXLAB" trace export "$T_DIR/nc" --to html --out "$T_DIR/nc.html"
code "a wide one" 0 "$CTXLAB" trace export "$T_DIR/wide" --to html --out "$T_DIR/wide.html"
code "a small one" 0 "$CTXLAB" trace export "$T_DIR/rc" --to html --out "$T_DIR/rc.html"
top=$(sed '/<script>/,$d' "$T_DIR/nc.html")
like "what is found is on top, with its line" "$top" '<b>late-work</b> <code>never-checks.c:[0-9]+</code></a> T2 sampler did [0-9]+ units of work'
like "… the line itself" "$top" '<pre>.*chan_select'
is "… the same as trace check finds" "$(grep -o 'class="found"' "$T_DIR/nc.html" | wc -l)" "$("$CTXLAB" trace check "$T_DIR/nc" 2>/dev/null | grep -cE '^[^ ]*: ')"
like "the entry's title" "$top" '<h1>The watch that never ends</h1>'
like "a correct one: nothing is found" "$(sed '/<script>/,$d' "$T_DIR/rc.html")" 'Nothing was found in this run'
unlike "the listing accuses nobody of waiting" "$("$CTXLAB" trace dump "$T_DIR/rc")" 'deaf'

browser=
for name in chromium chromium-browser google-chrome; do command -v $name >/dev/null && browser=$name && break; done
# shows FILE — the page as the browser has built it
shows() {
    "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --user-data-dir="$T_DIR/profile" --enable-logging=stderr --dump-dom "$1" 2>"$T_DIR/log"
}
echo '<p id="p"></p><script>document.getElementById("p").textContent = 6 * 7</script>' >"$T_DIR/probe.html"
if [ -z "$browser" ] || ! shows "file://$T_DIR/probe.html" | grep -q '>42<'; then
    skip "the page in a browser" "no browser that runs here"
    finish
fi
at() { shows "file://$T_DIR/$1.html#e$2" | sed 's/<[^>]*>/ /g' | tr -s ' \n' ' '; }
told=$("$CTXLAB" trace dump "$T_DIR/rc" | awk '$4 == "mark" && $5 == "told" {print $1} $5 == "mark" && $6 == "told" {print $1}')
page=$(at rc "$told")
like "when all are told: who has not stopped" "$page" "T3 ask_service in sleep, listens to c6 request-cascade.c:23 told, not stopped"
like "… the tree" "$page" 'c6 WithTimeout 500ms request-cascade.c:21 told'
like "… and the source" "$page" 'request-cascade.c:[0-9]+ .*ctx_cancel\(leave\)'
unlike "… no complaint" "$(cat "$T_DIR/log")" 'CONSOLE'
one=$("$CTXLAB" trace dump "$T_DIR/wide" | awk '/ mark +one/ {print $1}')
page=$(at wide "$one")
like "10,000 children are one row, with exact counts" "$page" '10,000 × WithCancel wide-cascade.c:[0-9]+ 9,999 live, 1 told'
like "… and the one unlike them is below it" "$page" 'c5005 WithCancel wide-cascade.c:[0-9]+ told'
unlike "… no complaint" "$(cat "$T_DIR/log")" 'CONSOLE'
page=$(at nc 129)
like "a task that never stopped, and the finding's mark" "$page" '▲ T2 sampler in work-for .* told, not stopped'
finish
