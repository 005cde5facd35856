#!/bin/sh
# Installs packages of the system with apt-get: those that the tests use, or just PACKAGE…
#
#   tests/packages.sh [PACKAGE…]
#
# Prints the command before it runs it. With INSTALL=no it installs nothing and says which tests
# will be skipped. Exit code 1 if a package is still missing.
set -u

# want PACKAGE TESTS COMMAND…: the package is missing if none of its commands is there.
want() {
    package=$1 tests=$2
    shift 2
    for name in "$@"; do
        PATH="$PATH:/usr/sbin" command -v "$name" >/dev/null && return
    done
    need "$package" "$tests"
}

# need PACKAGES TESTS: the packages are missing.
need() {
    missing="$missing $1"
    skipped="$skipped
  without $1: $2"
}

look() {
    missing='' skipped=''
    want chromium 'everything in Chromium' chromium chromium-browser google-chrome
    want firefox-esr 'everything in Firefox' firefox-esr firefox
    want nginx-light 'the nginx configuration' nginx
    want strace 'what the server writes to disk' strace
    want webkit2gtk-driver 'everything in WebKit' WebKitWebDriver
    want xvfb 'everything in WebKit' Xvfb
    for browser in lynx w3m; do
        want "$browser" "journeys in $browser" "$browser"
    done
    /usr/bin/python3 -c 'import gi; gi.require_version("WebKit2", "4.1")' 2>/dev/null ||
        need 'python3-gi gir1.2-webkit2-4.1' 'everything in WebKit'
}

# give_up REASON: says what is missing, what that means, and what to do by hand.
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

[ "${INSTALL:-}" != no ] || give_up 'INSTALL=no: nothing is installed.'
command -v apt-get >/dev/null || give_up 'This system has no apt-get.'
as_root=''
if [ "$(id -u)" != 0 ]; then
    as_root='sudo -n'
    $as_root true 2>/dev/null || give_up 'Only root can install them.'
fi

apt="${as_root:+$as_root }apt-get"
echo "Installing packages of the system (INSTALL=no prevents it): $apt install -y$missing" >&2
$as_root apt-get update -qq
failed=''
for package in $missing; do # one by one: a package that a system lacks must not stop the others
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" ||
        failed="$failed $package"
done
[ $# -gt 0 ] && missing=$failed || look
[ -z "$missing" ] || give_up 'apt-get could not install them.'
