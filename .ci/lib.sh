# Sourced by the scripts beside it: one voice for progress and failure, and the places that they share.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/epilogue
# shellcheck disable=SC2034
GETH_RELEASE=1.17.10

# Debian's client, whatever else the machine calls docker
docker() { /usr/bin/docker "$@"; }

step() { printf '\n== %s (%dm%02ds)\n' "$*" $((SECONDS / 60)) $((SECONDS % 60)); }

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}

# The newest JDK 25 under /usr/lib/jvm, or the one that JDK25_HOME names.
find_jdk25() {
    local home
    for home in "${JDK25_HOME:-}" /usr/lib/jvm/*; do
        if [ -x "$home/bin/javac" ] && grep -qs '^JAVA_VERSION="25[."]' "$home/release"; then
            readlink -f "$home"
            return
        fi
    done
    fail "no JDK 25 below /usr/lib/jvm; install one (Temurin 25, say) or point JDK25_HOME at it"
}

# The image <name> is there already
have_image() { docker image inspect "$1" >/dev/null 2>&1; }

# retry <seconds> <command...>: until it succeeds; false when the time is over.
retry() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.5
    done
}
