#!/bin/sh
# Installs system packages with apt-get: those that the tests need, or only the named ones.
#
#   tests/packages.sh [PACKAGE…]
#
# Prints the command before running it. With INSTALL=no, it installs nothing and lists the tests that
# will be skipped. The exit code is 1 if a package is still missing.
set -u

# want PACKAGE TESTS COMMAND…: records the package as missing if none of its commands exists.
want() {
    package=$1 tests=$2
    shift 2
    for name in "$@"; do
        PATH="$PATH:/usr/sbin" command -v "$name" >/dev/null && return
    done
    need "$package" "$tests"
}

# need PACKAGES TESTS: records missing packages and the tests that need them.
need() {
    missing="$missing $1"
    skipped="$skipped
  without $1: $2"
}

look() {
    missing='' skipped=''
    want chromium 'all tests in Chromium' chromium chromium-browser google-chrome
    want chromium-headless-shell 'none, but tests in Chromium take longer' chromium-headless-shell
    want firefox-esr 'all tests in Firefox' firefox-esr firefox
    want nginx-light 'tests of the nginx configuration' nginx
    want tor 'the test of the configuration of the onion service' tor
    want strace 'tests of what the server writes to disk' strace
    want webkit2gtk-driver 'all tests in WebKit' WebKitWebDriver
    want xvfb 'all tests in WebKit' Xvfb
    for browser in lynx w3m; do
        want "$browser" "journeys in $browser" "$browser"
    done
    /usr/bin/python3 -c 'import gi; gi.require_version("WebKit2", "4.1")' 2>/dev/null ||
        need 'python3-gi gir1.2-webkit2-4.1' 'all tests in WebKit'
}

# give_up REASON: lists the missing packages, the consequences, and how to install them by hand.
give_up() {
    echo "Missing packages:$missing. $1" >&2
    echo "To install them yourself, as root: apt-get install$missing" >&2
    [ -z "$skipped" ] || echo "Tests that will be skipped:$skipped" >&2
    exit 1
}

if [ $# -gt 0 ]; then
    missing=" $*" skipped=''
else
    look
fi
[ -n "$missing" ] || exit 0

[ "${INSTALL:-}" != no ] || give_up 'INSTALL=no is set, so nothing is installed.'
command -v apt-get >/dev/null || give_up 'This system has no apt-get.'
as_root=''
if [ "$(id -u)" != 0 ]; then
    as_root='sudo -n'
    $as_root true 2>/dev/null || give_up 'Only root can install packages.'
fi

apt="${as_root:+$as_root }apt-get"
echo "Installing system packages (set INSTALL=no to prevent this): $apt install -y$missing" >&2
$as_root apt-get update -qq
failed=''
for package in $missing; do # one by one, so that one unavailable package does not prevent the others
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" ||
        failed="$failed $package"
done
[ $# -gt 0 ] && missing=$failed || look
[ -z "$missing" ] || give_up 'apt-get failed.'
