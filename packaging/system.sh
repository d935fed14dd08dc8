#!/bin/sh
# Install the Debian or Ubuntu packages that are missing: if this user may, at once; otherwise say what to type.
set -eu

missing=""
need() { # need PACKAGE COMMAND...: the package is missing where the command fails
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

need python3-venv python3 -c 'import ensurepip, venv'

[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Archivist needs what Debian calls:$missing. Install it with your system's package manager and run make again." >&2
    exit 1
fi
install="apt-get install --yes --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    run=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    run="sudo"
else
    echo "Archivist needs system packages that this user may not install. Type this, then run make again:" >&2
    echo "    sudo apt-get update && sudo $install" >&2
    exit 1
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$run apt-get update --quiet=2
$run $install --quiet=2
