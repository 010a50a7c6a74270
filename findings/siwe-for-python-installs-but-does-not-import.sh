#!/usr/bin/env bash
# PyPI siwe 4.4.0 with abnf 2.9.1, the version that pip chooses for it: the installation succeeds and the first import fails.
# Its grammar defines ALPHA, a core rule of RFC 5234, which abnf no longer lets a grammar do. It also holds eth-account below 0.14.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
python3 -m venv python && python/bin/pip -q --disable-pip-version-check install siwe==4.4.0 abnf==2.9.1
{
    python/bin/pip list --disable-pip-version-check 2>/dev/null | grep -E '^(siwe|abnf|eth-account) ' | tr -s ' '
    { python/bin/python -c 'import siwe' 2>&1 || true; } | tail -n 1 | cut -c1-61
} | tee seen
diff seen - <<'SEEN'
abnf 2.9.1
eth-account 0.13.7
siwe 4.4.0
abnf._parser_python.GrammarError: 'ALPHA' is a core rule from
SEEN
