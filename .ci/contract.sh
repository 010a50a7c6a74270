#!/usr/bin/env bash
# Lints the contract as it is served. The tests have put it together before, in target/openapi.yaml.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=lib.sh
. .ci/lib.sh

[ -s target/openapi.yaml ] || fail "target/openapi.yaml is missing: run OpenApiTest first"
npx --yes @redocly/cli@2.77.0 lint target/openapi.yaml --config .ci/redocly.yaml
