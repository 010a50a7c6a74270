#!/usr/bin/env bash
# RFC 9864 deprecates the JOSE name EdDSA in favour of Ed25519. npm jose 6.2.18 signs under either name with the same key; PyPI PyJWT 2.15.1 knows only the
# old name; joserfc 1.8.0 takes both, each only where it is listed, and warns of the old one. A service that signs under the new name has to say so to its readers.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund jose@6.2.18
python3 -m venv python && python/bin/pip -q --disable-pip-version-check install 'PyJWT[crypto]==2.15.1' joserfc==1.8.0
cat >run.mjs <<'JS'
import { CompactSign, compactVerify, generateKeyPair } from 'jose';
const { privateKey, publicKey } = await generateKeyPair('EdDSA');
for (const alg of ['EdDSA', 'Ed25519']) {
  const token = await new CompactSign(new Uint8Array([1])).setProtectedHeader({ alg }).sign(privateKey);
  await compactVerify(token, publicKey);
  console.log(`jose, ${alg}: signed and verified`);
}
JS
cat >run.py <<'PY'
import warnings
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jws
from joserfc.jwk import OKPKey
key, okp = Ed25519PrivateKey.generate(), OKPKey.generate_key("Ed25519")
for name in ("EdDSA", "Ed25519"):
    try:
        jwt.encode({"a": 1}, key, algorithm=name)
        print(f"PyJWT, {name}: signed")
    except NotImplementedError as unknown:
        print(f"PyJWT, {name}: {unknown}")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        jws.serialize_compact({"alg": name}, b"x", okp, algorithms=[name])
    print(f"joserfc, {name}: signed where listed,", "with a warning" if told else "without a warning")
PY
{ node run.mjs; python/bin/python run.py; } | tee seen
diff seen - <<'SEEN'
jose, EdDSA: signed and verified
jose, Ed25519: signed and verified
PyJWT, EdDSA: signed
joserfc, EdDSA: signed where listed, with a warning
PyJWT, Ed25519: Algorithm not supported
joserfc, Ed25519: signed where listed, without a warning
SEEN
