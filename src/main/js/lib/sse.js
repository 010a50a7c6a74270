// A reader of text/event-stream, pulled by whoever consumes it: what is not asked for is not read.

/** @param {AsyncIterable<Uint8Array>} chunks @yields `{id, event, data}`; a comment is `{comment}` */
export async function* messages(chunks) {
  const decoder = new TextDecoder();
  let rest = "";
  let message = fresh();
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end; (end = lineEnd(rest, from)) !== null; from = end.next) {
      const line = rest.slice(from, end.at);
      if (line !== "") {
        if (line.startsWith(":")) yield { comment: line.slice(1).trimStart() };
        else take(message, line);
      } else {
        if (message.data !== null) yield message;
        message = fresh(message.id);
      }
    }
    rest = rest.slice(from);
  }
}

const fresh = (id = null) => ({ id, event: "message", data: null });

/** CR at the end may be half a CRLF: it waits for what comes. */
function lineEnd(text, from) {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\n") return { at, next: at + 1 };
    if (text[at] === "\r") {
      if (at + 1 === text.length) return null;
      return { at, next: text[at + 1] === "\n" ? at + 2 : at + 1 };
    }
  }
  return null;
}

function take(message, line) {
  const colon = line.indexOf(":");
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (name === "data") message.data = message.data === null ? value : `${message.data}\n${value}`;
  else if (name === "event") message.event = value || "message";
  else if (name === "id" && !value.includes("\0")) message.id = value;
}
