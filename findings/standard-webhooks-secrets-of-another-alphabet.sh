#!/usr/bin/env bash
# npm standardwebhooks 1.1.1, Maven com.standardwebhooks:standardwebhooks 1.2.0, PyPI standardwebhooks 1.1.0: a secret in the URL-safe alphabet of base64, as many
# generators write it. npm and Java refuse it as soon as it has a - or _; Python leaves these letters out without a word and signs with another, shorter key, so that
# nobody else's signatures fit. Whoever makes secrets must use the alphabet with + and /.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund standardwebhooks@1.1.1
python3 -m venv python && python/bin/pip -q --disable-pip-version-check install standardwebhooks==1.1.0
mvn -q dependency:copy -Dartifact=com.standardwebhooks:standardwebhooks:1.2.0 -DoutputDirectory="$PWD" </dev/null >/dev/null
plain=whsec_+/+/AwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
safe=whsec_-_-_AwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
cat >run.mjs <<'JS'
import { Webhook } from 'standardwebhooks';
const [name, secret] = process.argv.slice(2);
try {
  console.log(`${name}, npm: ${new Webhook(secret).sign('1', new Date(1e12), '{}').slice(0, 11)}…`);
} catch {
  console.log(`${name}, npm: refused`);
}
JS
cat >Run.java <<'JAVA'
import com.standardwebhooks.Webhook;
public class Run {
    public static void main(String[] asked) throws Exception {
        try {
            System.out.println(asked[0] + ", Java: " + new Webhook(asked[1]).sign("1", 1000000000L, "{}").substring(0, 11) + "…");
        } catch (IllegalArgumentException refused) {
            System.out.println(asked[0] + ", Java: refused");
        }
    }
}
JAVA
cat >run.py <<'PY'
import sys
from datetime import datetime, timezone
from standardwebhooks import Webhook
name, secret = sys.argv[1:]
print(f"{name}, Python:", Webhook(secret).sign("1", datetime.fromtimestamp(1e9, timezone.utc), "{}")[:11] + "…")
PY
for each in "usual $plain" "URL-safe $safe"; do
    # shellcheck disable=SC2086
    { node run.mjs $each; java -cp standardwebhooks-1.2.0.jar Run.java $each; python/bin/python run.py $each; }
done | tee seen
diff seen - <<'SEEN'
usual, npm: v1,2a+OMzIx…
usual, Java: v1,2a+OMzIx…
usual, Python: v1,2a+OMzIx…
URL-safe, npm: refused
URL-safe, Java: refused
URL-safe, Python: v1,tOfhwBh9…
SEEN
