#!/usr/bin/env bash
# Lints and renders the chart with the two Helms that are in use, alone and as a dependency, for the oldest and the newest Kubernetes.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

# helm <major> <version>: the path of that Helm, built once
helm() {
    local path=$CACHE/bin/helm-$2
    if [ ! -x "$path" ]; then
        mkdir -p "$CACHE/bin"
        GOBIN=$(mktemp -d "$CACHE/helm.XXXXXX")
        GOBIN=$GOBIN GOFLAGS=-buildvcs=false go install "helm.sh/helm/v$1/cmd/helm@v$2"
        mv "$GOBIN/helm" "$path"
        rmdir "$GOBIN"
    fi
    echo "$path"
}

parent=$(mktemp -d)
trap 'rm -rf "$parent"' EXIT
mkdir -p "$parent/charts"
cp -r "$ROOT/helm/epilogue" "$parent/charts/"
cat >"$parent/Chart.yaml" <<CHART
apiVersion: v2
name: parent
version: 1.0.0
dependencies:
  - {name: epilogue, version: "*", condition: epilogue.enabled}
CHART
echo '{global: {region: eu}, epilogue: {enabled: true}}' >"$parent/values.yaml"

for release in "3 3.22.0" "4 4.3.2"; do
    read -r major version <<<"$release"
    helm=$(helm "$major" "$version")
    "$helm" lint --strict "$ROOT/helm/epilogue" >/dev/null || fail "Helm $version finds fault with the chart"
    for kubernetes in 1.29.0 1.37.0; do
        for chart in "$ROOT/helm/epilogue" "$parent"; do
            "$helm" template main "$chart" --kube-version $kubernetes | grep -q '^kind: Deployment' ||
                fail "Helm $version makes no Deployment of $chart for Kubernetes $kubernetes"
        done
    done
    "$helm" template main "$parent" --set epilogue.enabled=false | grep -q . &&
        fail "Helm $version renders a dependency that is switched off"
    echo "Helm $version lints and renders the chart"
done
