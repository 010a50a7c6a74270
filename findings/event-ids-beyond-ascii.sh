#!/usr/bin/env bash
# npm eventsource 4.1.1, PyPI httpx 0.28.1: an event stream whose ids are letters beyond ASCII, which the format allows and browsers send back as UTF-8.
# eventsource sends an id of Latin-1 back in Latin-1, so that the service sees another id than it gave; httpx refuses to make the header at all. Ids of events must be ASCII.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund eventsource@4.1.1
python3 -m venv python && python/bin/pip -q --disable-pip-version-check install httpx==0.28.1
cat >run.mjs <<'JS'
import { createServer } from 'node:http';
import { EventSource } from 'eventsource';
for (const id of ['7', 'ü']) {
  const ids = [];
  const service = createServer((request, response) => {
    ids.push(request.headers['last-event-id']);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`retry: 10\nid: ${id}\ndata: x\n\n`);
  });
  await new Promise((listening) => service.listen(0, '127.0.0.1', listening));
  const source = new EventSource(`http://127.0.0.1:${service.address().port}/`);
  const outcome = await new Promise((told) => {
    source.addEventListener('message', () => ids.length > 1 && told(`came again with ${Buffer.from(ids[1], 'latin1').toString('hex')}`));
  });
  source.close();
  service.close();
  console.log(`eventsource, id ${id}: ${outcome}`);
}
JS
cat >run.py <<'PY'
import httpx
for event_id in ("7", "ü"):
    try:
        httpx.Request("GET", "http://service.example/", headers={"Last-Event-ID": event_id})
        print(f"httpx, id {event_id}: taken")
    except UnicodeEncodeError as refused:
        print(f"httpx, id {event_id}: {refused.reason}")
PY
{ node run.mjs; python/bin/python run.py; } | tee seen
diff seen - <<'SEEN'
eventsource, id 7: came again with 37
eventsource, id ü: came again with fc
httpx, id 7: taken
httpx, id ü: ordinal not in range(128)
SEEN
