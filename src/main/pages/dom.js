// Elements. Whatever comes from outside is text and stays text: nothing here makes markup of a string.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param members attributes; `on` has listeners, `class` may be a list; true and false put an attribute there or leave it out
 * @param children elements and texts; null and false are nothing
 */
export function el(name, members = {}, ...children) {
  return filled(document.createElement(name), members, children);
}

export function svg(name, members = {}, ...children) {
  return filled(document.createElementNS(SVG, name), members, children);
}

function filled(element, { on = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : Array.isArray(value) ? value.filter(Boolean).join(" ") : String(value));
  }
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A place on the page that is made anew only where what it shows has changed, so that focus and scroll stay where they are. */
export class Place {
  #element;
  #shown = null;

  constructor(id) {
    this.#element = document.getElementById(id);
  }

  /** @param about what the content depends on, as JSON takes it */
  show(about, make) {
    const key = JSON.stringify(about);
    if (key === this.#shown) return;
    const made = [make()].flat(Infinity).filter(Boolean);
    const left = leftIn(this.#element);
    this.#shown = key;
    this.#element.replaceChildren(...made);
    this.#element.hidden = made.length === 0;
    putBack(this.#element, left);
  }
}

/** What its user did to a part: opened, typed, stood at. It outlives that the part is made anew. */
function leftIn(element) {
  const at = element.contains(document.activeElement) ? document.activeElement : null;
  return {
    open: folds(element).map((fold) => fold.open && nameOf(fold)),
    typed: [...element.querySelectorAll('input[type="text"]')].map(({ id, value }) => [id, value]),
    stood: at && [at.tagName, at.id, at.textContent],
  };
}

function putBack(element, { open, typed, stood }) {
  folds(element).forEach((fold, at) => (fold.open = open[at] === nameOf(fold)));
  for (const [id, value] of typed) {
    const input = [...element.querySelectorAll("input")].find((each) => each.id === id);
    if (!input || value === "") continue;
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (stood === null || element.hidden) return;
  const again = [...element.querySelectorAll(stood[0])].find((each) => each.id === stood[1] && (each.id !== "" || each.textContent === stood[2]));
  // where it is gone, the next key goes on from here and not from the top of the page
  element.tabIndex = -1;
  (again ?? element).focus({ preventScroll: true });
}

const folds = (element) => [...element.querySelectorAll("details")];
const nameOf = (fold) => fold.querySelector("summary").textContent;

export const announce = (text) => {
  document.getElementById("announcements").textContent = text;
};
