#!/bin/sh
# deps.sh — installs the Debian packages of tools/packages that are missing, saying so first.
# CTXLAB_NO_INSTALL=1: only say what is missing. Exits 0 when nothing is missing any more.
set -eu
cd "$(dirname "$0")/.."
wanted=$(sed -e 's/#.*//' -e 's/[[:space:]].*//' -e '/^$/d' tools/packages)
if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "ctxlab: this is no Debian; where the build fails, install what these packages hold:" $wanted >&2
    exit 0
fi
missing=
for p in $wanted; do
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
echo "ctxlab needs these packages, which are not installed:$missing" >&2
install="apt-get install -y --no-install-recommends$missing"
if [ "${CTXLAB_NO_INSTALL:-}" = 1 ]; then
    echo "ctxlab: CTXLAB_NO_INSTALL is set; install them yourself: $install" >&2
    exit 1
fi
sudo=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "ctxlab: not root and no sudo here; as root: $install" >&2; exit 1; }
    sudo=sudo
fi
export DEBIAN_FRONTEND=noninteractive
echo "ctxlab: installing them now (CTXLAB_NO_INSTALL=1 refuses)" >&2
# The lists may be missing or old: try without, then with fresh ones.
$sudo $install >&2 2>/dev/null && exit 0
$sudo apt-get update >&2 || { echo "ctxlab: apt-get update failed; is the network up? By hand: $install" >&2; exit 1; }
$sudo $install >&2 || { echo "ctxlab: could not install; by hand: $install" >&2; exit 1; }
