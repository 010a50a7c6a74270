// An endpoint as an application would write it: checks every message by the library before it is read.
// stdout: the port; then one line with what came. stdin: the secret.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const types = [];
let webhook;

function refused(body, headers, by = webhook) {
  try {
    by.verify(body, headers);
    return false;
  } catch {
    return true;
  }
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  try {
    const event = webhook.verify(body, request.headers);
    types.push(event.type);
    response.writeHead(204).end();
    if (event.type === "closure.ended") end(body, request.headers);
  } catch (error) {
    response.writeHead(400).end(String(error));
  }
});

function end(body, headers) {
  const forged = {
    altered: refused(body.replace("closure.ended", "closure.ende_"), headers),
    old: refused(body, { ...headers, "webhook-timestamp": String(Number(headers["webhook-timestamp"]) - 600) }),
    renamed: refused(body, { ...headers, "webhook-id": "another" }),
    stranger: refused(body, headers, new Webhook("whsec_" + Buffer.alloc(32, 7).toString("base64"))),
  };
  console.log(JSON.stringify({ types, forged }));
  server.close();
  server.closeAllConnections();
  process.stdin.destroy();
}

server.listen(0, "127.0.0.1", async () => {
  console.log(server.address().port);
  webhook = new Webhook((await lines.next()).value);
});
