// Fields out of a file, a picture or the camera: what comes out is text, and is treated like text that somebody pasted.

import { el } from "./dom.js";
import { button } from "./parts.js";
import { C } from "./checktexts.js";

/** No fields are longer, and no picture of a code need be. */
const LONGEST = 20_000_000;
const PAUSE = 200;

/** @param use takes a text; false where it can make nothing of it */
export function reading(use) {
  const said = el("p", { class: "note", role: "status" });
  const say = (text) => void (said.textContent = text);
  const screen = el("div", {});
  const file = el("input", { id: "file", type: "file", accept: "application/json,.json,text/plain,image/*" });
  file.addEventListener("change", async () => {
    if (file.files.length > 0) say(await ofFile(file.files[0], use));
    file.value = "";
  });
  const scans = codesAreRead() && navigator.mediaDevices !== undefined;
  return [
    el("p", {}, el("label", { for: "file" }, C.file), file),
    scans ? el("p", { class: "buttons" }, button(C.scan, () => watch(screen, use, say), { class: "second" })) : el("p", { class: "note" }, C.cannotScan),
    screen,
    said,
  ];
}

const codesAreRead = () => "BarcodeDetector" in globalThis;
const detector = () => new BarcodeDetector({ formats: ["qr_code"] });

/** @returns what to say of it */
async function ofFile(file, use) {
  if (file.size > LONGEST) return C.nothing;
  if (!file.type.startsWith("image/")) {
    const text = await file.text().catch(() => "");
    return use(text.trim()) ? C.taken : C.nothing;
  }
  if (!codesAreRead()) return C.cannotScan;
  try {
    const codes = await detector().detect(await createImageBitmap(file));
    return codes.some(({ rawValue }) => use(rawValue)) ? C.taken : C.noCode;
  } catch {
    return C.noCode;
  }
}

/** The camera, until a code of use comes before it or somebody ends it. What it sees stays in this page. */
async function watch(screen, use, say) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  } catch {
    return say(C.noCamera);
  }
  const end = () => {
    for (const track of stream.getTracks()) track.stop();
    screen.replaceChildren();
  };
  const video = el("video", { class: "camera", playsinline: true, "aria-label": C.camera });
  video.muted = true;
  video.srcObject = stream;
  screen.replaceChildren(video, el("p", { class: "buttons" }, button(C.stop, end, { class: "second" })));
  await video.play().catch(() => {});
  const reader = detector();
  while (stream.active) {
    const codes = await reader.detect(video).catch(() => []);
    if (codes.some(({ rawValue }) => use(rawValue))) {
      end();
      return say(C.taken);
    }
    await new Promise((go) => setTimeout(go, PAUSE));
  }
}
