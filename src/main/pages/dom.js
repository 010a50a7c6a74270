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
    this.#shown = key;
    const made = [make()].flat(Infinity).filter(Boolean);
    this.#element.replaceChildren(...made);
    this.#element.hidden = made.length === 0;
  }
}

export const announce = (text) => {
  document.getElementById("announcements").textContent = text;
};
