#!/usr/bin/env bash
# Installs what the later scripts call, on Debian and as root. What is there already is left alone.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

find_jdk25 >/dev/null
for tool in mvn node go python3; do
    command -v "$tool" >/dev/null || fail "$tool is missing"
done

# A real node of Ethereum, built once
if [ ! -x "$CACHE/geth-$GETH_RELEASE/geth" ]; then
    CGO_ENABLED=0 GOBIN="$CACHE/geth-$GETH_RELEASE" go install "github.com/ethereum/go-ethereum/cmd/geth@v$GETH_RELEASE"
fi

# Debian's package and the file that shows it is installed
declare -A packages=(
    [docker.io]=/usr/sbin/dockerd
    [iptables]=/usr/sbin/iptables
    [iproute2]=/usr/sbin/ip
    [debootstrap]=/usr/sbin/debootstrap
    [curl]=/usr/bin/curl
    [jq]=/usr/bin/jq
    [unzip]=/usr/bin/unzip
    [pgbouncer]=/usr/sbin/pgbouncer
    [xz-utils]=/usr/bin/xz
    [chromium]=/usr/bin/chromium
    [nginx-light]=/usr/sbin/nginx
    [haproxy]=/usr/sbin/haproxy
)
missing=()
for package in "${!packages[@]}"; do
    [ -e "${packages[$package]}" ] || [ -e "${packages[$package]#/usr}" ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    echo "all packages are installed"
    exit 0
fi

[ "$(id -u)" = 0 ] || fail "not root, and these packages are missing: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
echo "installed ${missing[*]}"
