// Fields that come as a picture or a file. What is in them is text: no address in it is ever opened.

import { isHex } from "../js/lib/hex.js";
import { ofFragment } from "./fields.js";

const MOST = 100_000;

/** Whether this browser reads codes in pictures itself; nothing else here does. */
export const readsCodes = () => "BarcodeDetector" in globalThis;

/** @returns what `understood` makes of it, or `{trouble}`: `noReader`, `noCode`, `severalCodes`, `tooLong`, `unread` */
export async function opened(file) {
  try {
    if (file.type.startsWith("image/")) return await scanned(file);
    return file.size > MOST ? { trouble: "tooLong" } : understood(await file.text());
  } catch {
    return { trouble: "unread" };
  }
}

async function scanned(file) {
  if (!readsCodes()) return { trouble: "noReader" };
  const picture = await createImageBitmap(file);
  const codes = await new BarcodeDetector({ formats: ["qr_code"] }).detect(picture);
  if (codes.length !== 1) return { trouble: codes.length === 0 ? "noCode" : "severalCodes" };
  return understood(codes[0].rawValue);
}

/** @returns `{fields}` of an address of this page or of the fields themselves, `{hash}`, or `{trouble: "nothing"}` */
export function understood(given) {
  const text = given.trim();
  if (isHex(text, 32)) return { hash: text };
  const fragment = text.startsWith("{") ? "#" + encodeURIComponent(text) : text.slice(text.indexOf("#"));
  const fields = fragment.startsWith("#") ? ofFragment(fragment) : null;
  return fields === null ? { trouble: "nothing" } : { fields };
}
