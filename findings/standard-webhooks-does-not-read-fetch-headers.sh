#!/usr/bin/env bash
# npm standardwebhooks 1.1.1: verify() reads the members of a plain object. Given the Headers of a fetch Request, as frameworks hand them out, it says
# that the headers are missing although all three are there. It is a reader of JSON, too: a rightly signed text that is no JSON ends in a SyntaxError.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund standardwebhooks@1.1.1
cat >run.mjs <<'JS'
import { Webhook } from 'standardwebhooks';
const webhook = new Webhook('whsec_' + 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLLSw');
const now = new Date();
const headers = (body) => ({
  'webhook-id': '1',
  'webhook-timestamp': String(Math.floor(now / 1000)),
  'webhook-signature': webhook.sign('1', now, body),
});
const attempt = (name, run) => {
  try {
    run();
    console.log(`${name}: verified`);
  } catch (error) {
    console.log(`${name}: ${error.constructor.name}${error instanceof SyntaxError ? '' : `, ${error.message}`}`);
  }
};
const request = new Request('http://receiver.example/', { method: 'POST', body: '{}', headers: headers('{}') });
attempt('Headers of a Request', () => webhook.verify('{}', request.headers));
attempt('the same as a plain object', () => webhook.verify('{}', Object.fromEntries(request.headers)));
attempt('a text that is no JSON', () => webhook.verify('hello', headers('hello')));
JS
node run.mjs | tee seen
diff seen - <<'SEEN'
Headers of a Request: WebhookVerificationError, Missing required headers
the same as a plain object: verified
a text that is no JSON: SyntaxError
SEEN
