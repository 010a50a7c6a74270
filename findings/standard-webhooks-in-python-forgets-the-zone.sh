#!/usr/bin/env bash
# PyPI standardwebhooks 1.1.0: sign() takes a datetime and replaces its zone by UTC instead of converting it. One instant, spelt in another zone,
# gets another signature: the one for the wall clock's digits. A sender that hands over datetime.now() of its own zone is refused by every receiver.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
python3 -m venv python && python/bin/pip -q --disable-pip-version-check install standardwebhooks==1.1.0
cat >run.py <<'PY'
from datetime import datetime, timedelta, timezone
from standardwebhooks import Webhook, WebhookVerificationError
webhook = Webhook("whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLLSw")
now = datetime.now(timezone.utc)
east = now.astimezone(timezone(timedelta(hours=9)))
print("one instant:", now == east)
print("one signature:", webhook.sign("1", now, "{}") == webhook.sign("1", east, "{}"))
for name, when in (("in UTC", now), ("nine hours east", east)):
    headers = {
        "webhook-id": "1",
        "webhook-timestamp": str(int(when.timestamp())),
        "webhook-signature": webhook.sign("1", when, "{}"),
    }
    try:
        webhook.verify("{}", headers)
        print(name + ": verified")
    except WebhookVerificationError as refused:
        print(name + ":", refused)
PY
python/bin/python run.py | tee seen
diff seen - <<'SEEN'
one instant: True
one signature: False
in UTC: verified
nine hours east: No matching signature found
SEEN
