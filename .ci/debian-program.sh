#!/usr/bin/env bash
# debian-program.sh SUITE PACKAGE FOLDER: fetches a program of another Debian release, with its libraries, into FOLDER and prints the path of
# what starts it there. Nothing is installed, and the machine's own packages stay as they are.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
suite=$1 package=$2 folder=$3
start=$folder/$package
if [ ! -x "$start" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work"/{lists,archives}/partial "$folder"
    touch "$work/status"
    # from where this machine has its own packages
    mirror=$(apt-get indextargets --no-release-info --format '$(REPO_URI)' 'Created-By: Packages' | awk '!/security/ && !seen++')
    echo "deb $mirror $suite main" >"$work/sources.list"
    cat >"$work/apt.conf" <<CONF
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "-";
Dir::State "$work";
Dir::State::status "$work/status";
Dir::Cache "$work";
APT::Install-Recommends "false";
Acquire::Languages "none";
APT::Sandbox::User "root";
CONF
    apt-get -c "$work/apt.conf" -qq update
    # from an empty machine's point of view: with everything that it needs
    apt-get -c "$work/apt.conf" -qq -y --download-only install "$package" >/dev/null
    for archive in "$work"/archives/*.deb; do dpkg-deb -x "$archive" "$folder"; done
    cat >"$start.part" <<START
#!/bin/sh
exec $folder/usr/lib64/ld-linux-x86-64.so.2 --library-path $folder/usr/lib/x86_64-linux-gnu:$folder/lib/x86_64-linux-gnu $folder/usr/sbin/$package "\$@"
START
    chmod +x "$start.part"
    mv "$start.part" "$start"
fi
echo "$start"
