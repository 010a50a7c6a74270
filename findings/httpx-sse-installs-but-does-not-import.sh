#!/usr/bin/env bash
# PyPI httpx-sse 0.4.3 names no dependency at all: in a fresh environment pip installs it alone, and the first import fails for want of httpx.
# A service's requirements have to name both.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
python3 -m venv python && python/bin/pip -q --disable-pip-version-check install httpx-sse==0.4.3
{
    python/bin/python -c 'from importlib.metadata import requires; print("requires:", requires("httpx-sse"))'
    { python/bin/python -c 'import httpx_sse' 2>&1 || true; } | tail -n 1
    python/bin/pip -q --disable-pip-version-check install httpx==0.28.1
    python/bin/python -c 'import httpx_sse; print("beside httpx: imported")'
} | tee seen
diff seen - <<'SEEN'
requires: None
ModuleNotFoundError: No module named 'httpx'
beside httpx: imported
SEEN
