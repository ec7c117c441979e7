#!/bin/bash
# The same attacks judged by an ordinary user: one made up for this, where we are root. Where we are not, the other script
# was that already.
cd "$(dirname "$0")/../.." || exit 2
. tests/lib.sh
user=54321
AS="setpriv --reuid=$user --regid=$user --clear-groups --no-new-privs"
if [ "$(id -u)" -ne 0 ]; then
    skip "attacks as an ordinary user" "attacks.test.sh has done it: we are no root"
    finish
elif ! $AS true 2>/dev/null; then
    skip "attacks as an ordinary user" "cannot become another user (setpriv)"
    finish
elif ! $AS test -x "$CTXLAB" -a -r exercises; then
    skip "attacks as an ordinary user" "another user cannot read this folder"
    finish
fi
chmod 755 "$T_DIR"
. tests/attacks/all.sh
mkdir "$TMPDIR/home" && chmod 777 "$TMPDIR"
chown -R $user:$user "$TMPDIR"
export HOME=$TMPDIR/home XDG_CACHE_HOME=$TMPDIR/cache CTXLAB_WORKSPACE=$TMPDIR/home/ws
is "it is an ordinary user" "$($AS id -u)" "$user"
ok "… that cannot write into the checkout" bash -c "! $AS touch exercises/probe 2>/dev/null"
code "… whose sandbox says what it has" 0 $AS "$CTXLAB" doctor
printf '%s\n' "$OUT" | sed -n '/^sandbox/,/^useful/p' | sed 's/^/# /'
attack_all
finish
