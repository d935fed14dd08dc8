#!/bin/sh
# Install the Debian or Ubuntu packages that are missing: if this user may, at once; otherwise say what to type.
set -eu

missing=""
need() { # need PACKAGE COMMAND...: the package is missing where the command fails
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

library() { # library PACKAGE SONAME: the package is missing where the shared library cannot be loaded
    need "$1" python3 -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$2"
}

need python3-venv python3 -c 'import ensurepip, venv'

# What Qt's libraries ask for. Without a display the window is drawn off screen, which needs the first group only.
library libgl1 libGL.so.1
library libegl1 libEGL.so.1
library libxkbcommon0 libxkbcommon.so.0
library libdbus-1-3 libdbus-1.so.3
library libfontconfig1 libfontconfig.so.1
library libfreetype6 libfreetype.so.6
library libglib2.0-0 libgthread-2.0.so.0

library libx11-xcb1 libX11-xcb.so.1
library libxkbcommon-x11-0 libxkbcommon-x11.so.0
library libxcb-cursor0 libxcb-cursor.so.0
library libxcb-icccm4 libxcb-icccm.so.4
library libxcb-image0 libxcb-image.so.0
library libxcb-keysyms1 libxcb-keysyms.so.1
library libxcb-randr0 libxcb-randr.so.0
library libxcb-render-util0 libxcb-render-util.so.0
library libxcb-shape0 libxcb-shape.so.0
library libxcb-shm0 libxcb-shm.so.0
library libxcb-sync1 libxcb-sync.so.1
library libxcb-xfixes0 libxcb-xfixes.so.0
library libxcb-xkb1 libxcb-xkb.so.1
library libwayland-client0 libwayland-client.so.0
library libwayland-cursor0 libwayland-cursor.so.0

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
