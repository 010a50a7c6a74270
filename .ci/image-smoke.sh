#!/usr/bin/env bash
# Builds the image from the jar in target/, starts it beside a PostgreSQL and asks whether it is ready. Everything that a
# cluster would impose is imposed: read-only root, no capability, no new privilege, little memory.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
: "${DOCKER_HOST:?source the env file of docker-engine.sh first}"

database=epilogue-smoke-database
service=epilogue-smoke-service
network=epilogue-smoke

clean_up() {
    docker rm -f -v $service $database >/dev/null 2>&1 || true
    docker network rm $network >/dev/null 2>&1 || true
}

give_up() {
    docker logs --tail 60 $database >&2 || true
    docker logs --tail 120 $service >&2 || true
    fail "$1"
}

build() {
    compgen -G "$ROOT/target/epilogue-*.jar" >/dev/null || fail "no jar in target/; run mvn package first"
    DOCKER_BUILDKIT=1 docker build --progress=plain --build-arg JAR=prebuilt -t epilogue:ci "$ROOT" >"$ROOT/target/image.log" 2>&1 ||
        { tail -n 60 "$ROOT/target/image.log" >&2; fail "the image does not build"; }
}

start_database() {
    docker network create $network >/dev/null
    docker run -d --name $database --network $network -e POSTGRES_USER=epilogue -e POSTGRES_PASSWORD=smoke \
        postgres:18-alpine >/dev/null
    retry 60 docker exec $database pg_isready -U epilogue -h 127.0.0.1 || give_up "PostgreSQL does not start"
}

# AOTMode=on refuses to start with a cache that does not fit, which the image itself would only run slower with.
run_image() {
    local address=postgresql://$database:5432/epilogue
    docker run --network $network \
        --read-only --tmpfs /tmp:exec,size=64m --cap-drop ALL --security-opt no-new-privileges --memory 768m \
        -e JAVA_TOOL_OPTIONS=-XX:AOTMode=on \
        -e SPRING_R2DBC_URL="r2dbc:$address" -e SPRING_R2DBC_USERNAME=epilogue -e SPRING_R2DBC_PASSWORD=smoke \
        -e SPRING_FLYWAY_URL="jdbc:$address" -e SPRING_FLYWAY_USER=epilogue -e SPRING_FLYWAY_PASSWORD=smoke \
        -e EPILOGUE_KEYS_EPHEMERAL=true \
        "$@"
}

start_service() {
    key=$(run_image --rm epilogue:ci keys create --tenant default --scopes closures:read 2>/dev/null | tail -n 1)
    [[ $key == epk_* ]] || give_up "the image makes no key"
    run_image -d --name $service -p 127.0.0.1::8080 -p 127.0.0.1::8081 epilogue:ci >/dev/null
    port=$(docker port $service 8080 | sed 's/.*://')
    management=$(docker port $service 8081 | sed 's/.*://')
}

answers() { curl -sf --max-time 5 -o /dev/null "http://127.0.0.1:$management/actuator/health/$1"; }

status() { curl -s --max-time 10 -o /dev/null -w '%{http_code}' ${1:+-H "Authorization: Bearer $1"} "http://127.0.0.1:$port/v1/closures"; }

running() { [ "$(docker inspect -f '{{.State.Running}}' $service)" = true ]; }

ready_or_dead() { answers readiness || ! running; }

check() {
    retry 120 ready_or_dead || give_up "the service does not become ready"
    running || give_up "the service ended"
    answers liveness || give_up "the service is ready, but not live"
    docker exec $service /app/ready || give_up "the probe inside the image disagrees"
    curl -s --max-time 5 -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/actuator/health" | grep -qx 404 ||
        fail "health is told where the API is"
    [ "$(status)" = 401 ] || fail "a call without a credential is not refused"
    [ "$(status "$key")" = 200 ] || fail "the key that the image made opens nothing"
    [ "$(docker exec $service id -u)" = 10001 ] || fail "the service does not run as user 10001"
    docker logs $service 2>&1 | grep -o 'Started EpilogueApplication in .*' || true
    docker stop -t 40 $service >/dev/null
    [ "$(docker inspect -f '{{.State.ExitCode}}' $service)" = 143 ] || give_up "the service does not stop by itself when told to"
}

trap clean_up EXIT
clean_up
build
start_database
start_service
check
echo "image: $(docker image inspect -f '{{.Size}}' epilogue:ci | numfmt --to=iec), ready, live and stopped"
