"""An endpoint as an application would write it: checks every message by the library before it is read.

stdout: the port; then one line with what came. stdin: the secret.
"""

import base64
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

types = []


def refused(body, headers, by):
    try:
        by.verify(body, headers)
        return False
    except WebhookVerificationError:
        return True


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    webhook = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            event = json.loads(body) if Receiver.webhook.verify(body, headers) is not None else None
            types.append(event["type"])
            self.send_response(204)
        except WebhookVerificationError:
            event = {"type": "refused"}
            self.send_response(400)
        self.send_header("Content-Length", "0")
        self.end_headers()
        if event["type"] == "closure.ended":
            self.close_connection = True
            end(body, headers)

    def log_message(self, *_):
        pass


def end(body, headers):
    old = str(int(headers["webhook-timestamp"]) - 600)
    stranger = Webhook("whsec_" + base64.b64encode(bytes([7] * 32)).decode())
    forged = {
        "altered": refused(body.replace("closure.ended", "closure.ende_"), headers, Receiver.webhook),
        "old": refused(body, {**headers, "webhook-timestamp": old}, Receiver.webhook),
        "renamed": refused(body, {**headers, "webhook-id": "another"}, Receiver.webhook),
        "stranger": refused(body, headers, stranger),
    }
    print(json.dumps({"types": types, "forged": forged}), flush=True)
    threading.Thread(target=server.shutdown).start()


server = HTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_port, flush=True)
Receiver.webhook = Webhook(sys.stdin.readline().strip())
server.serve_forever()
