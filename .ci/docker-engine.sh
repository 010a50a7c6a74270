#!/usr/bin/env bash
# A Docker engine of our own on a private socket, so that no engine of the machine is needed or touched.
#   docker-engine.sh start <folder>    writes <folder>/env, to be sourced by whoever wants to use the engine
#   docker-engine.sh stop <folder>     stops it by its pid and takes its files and interfaces away
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

action=${1:?start or stop}
folder=${2:?a folder for socket, data and log}
socket=unix://$folder/docker.sock

run_engine() {
    dockerd -H "$socket" --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/docker.pid" \
        --storage-driver "$1" </dev/null >"$folder/docker-$1.log" 2>&1 &
    local pid=$! end=$((SECONDS + 60))
    until docker -H "$socket" version >/dev/null 2>&1; do
        kill -0 $pid 2>/dev/null || return 1
        if [ $SECONDS -gt $end ]; then
            kill $pid
            return 1
        fi
        sleep 0.2
    done
}

start() {
    mkdir -p "$folder"
    [ ! -e "$folder/docker.pid" ] || fail "an engine runs in $folder already"
    ip link show docker0 >/dev/null 2>&1 || touch "$folder/bridge-is-ours"
    local driver
    for driver in overlay2 vfs; do
        if run_engine "$driver"; then
            write_env
            echo "Docker engine $(docker -H "$socket" version --format '{{.Server.Version}}') with $driver on $socket"
            return
        fi
        echo "no engine with $driver: $(grep -m1 -E 'level=(error|fatal)|failed to start' "$folder/docker-$driver.log" || true)"
        rm -rf "$folder/data" "$folder/docker.pid"
    done
    tail -n 30 "$folder"/docker-*.log >&2
    fail "the Docker engine does not start here"
}

# Testcontainers: a machine that looks like a container would ask for an image to find its gateway, and its
# reaper is an image that cannot be pulled everywhere; whatever it leaves dies with this engine.
write_env() {
    cat >"$folder/env" <<-ENV
		export DOCKER_HOST=$socket
		export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
		export TESTCONTAINERS_RYUK_DISABLED=true
	ENV
}

stop() {
    [ -d "$folder" ] || return 0
    if [ -s "$folder/docker.pid" ]; then
        local pid containers
        pid=$(cat "$folder/docker.pid")
        containers=$(docker -H "$socket" ps -q 2>/dev/null || true)
        # shellcheck disable=SC2086
        [ -z "$containers" ] || docker -H "$socket" rm -f -v $containers >/dev/null
        kill "$pid" 2>/dev/null || true
        retry 30 gone "$pid" || kill_hard "$pid"
    fi
    [ ! -e "$folder/bridge-is-ours" ] || ip link delete docker0 2>/dev/null || true
    rm -rf "$folder"
}

# An engine that is killed leaves its containerd behind
kill_hard() {
    kill -9 "$1" 2>/dev/null || true
    [ ! -s "$folder/exec/containerd/containerd.pid" ] || kill -9 "$(cat "$folder/exec/containerd/containerd.pid")" || true
}

gone() { ! kill -0 "$1" 2>/dev/null; }

case $action in
    start) start ;;
    stop) stop ;;
    *) fail "start or stop, not $action" ;;
esac
