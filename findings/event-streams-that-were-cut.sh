#!/usr/bin/env bash
# PyPI sseclient-py 1.9.0, PyPI httpx-sse 0.4.3, npm eventsource-parser 3.0.6: an event stream whose connection ends within an event.
# An event is complete with its empty line. sseclient-py hands out what it has of the broken one, as if it were whole; the others drop it. Whoever keeps the
# position of that event then asks for what follows, and the rest of it never comes.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund eventsource-parser@3.0.6
python3 -m venv python && python/bin/pip -q --disable-pip-version-check install sseclient-py==1.9.0 httpx-sse==0.4.3 httpx==0.28.1
cat >run.mjs <<'JS'
import { createParser } from 'eventsource-parser';
const seen = [];
const parser = createParser({ onEvent: (event) => seen.push(`${event.id}: ${event.data}`) });
parser.feed('id: 1\ndata: whole\n\nid: 2\ndata: first line\n');
console.log('eventsource-parser:', seen.join(', '));
JS
cat >run.py <<'PY'
import httpx
import httpx_sse
import sseclient
cut = b"id: 1\ndata: whole\n\nid: 2\ndata: first line\n"
print("sseclient-py:", ", ".join(f"{event.id}: {event.data}" for event in sseclient.SSEClient(iter([cut])).events()))
headers = {"content-type": "text/event-stream"}
service = httpx.MockTransport(lambda request: httpx.Response(200, headers=headers, content=cut))
with httpx.Client(transport=service) as client, httpx_sse.connect_sse(client, "GET", "http://service.example/") as source:
    print("httpx-sse:", ", ".join(f"{event.id}: {event.data}" for event in source.iter_sse()))
PY
{ node run.mjs; python/bin/python run.py; } | tee seen
diff seen - <<'SEEN'
eventsource-parser: 1: whole
sseclient-py: 1: whole, 2: first line
httpx-sse: 1: whole
SEEN
