// Small helpers: elements, files for the reader, data of the site. Text from data is only ever set as text.

/** The site's root, whatever path it is published below. */
export const root = new URL("../../", import.meta.url);

/**
 * Make an element. In the properties "text" is its text, "on" its listeners, all else its attributes;
 * false and undefined leave an attribute out, true sets it empty.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "text") made.textContent = value;
    else if (key === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, /** @type {EventListener} */ (listener));
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, String(value));
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

/**
 * Give an address below the site's root; whatever does not stay on this site leads to the root instead.
 * @param {string} path
 */
export function link(path) {
  const address = new URL(path, root);
  return address.href.startsWith(root.href) ? address.href : root.href;
}

/**
 * Show what a page keeps for readers without scripts: the plain table, where its better form is late or does not come.
 * @param {Element} place
 */
export function showPlain(place) {
  for (const kept of place.querySelectorAll("noscript")) kept.replaceWith(...new DOMParser().parseFromString(kept.textContent ?? "", "text/html").body.childNodes);
  place.classList.add("plain");
}

/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/**
 * Read a JSON file of the site, each only once.
 * @param {string} path
 * @returns {Promise<any>}
 */
export function read(path) {
  let promise = loaded.get(path);
  if (!promise) {
    promise = fetch(link(path)).then((answer) => {
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return answer.json();
    });
    loaded.set(path, promise);
    promise.catch(() => loaded.delete(path));
  }
  return promise;
}

/**
 * Hand a file to the reader.
 * @param {string} name
 * @param {string} text
 * @param {string} [type]
 */
export function download(name, text, type = "text/plain") {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * Make a button that copies a text and says so.
 * @param {string} label
 * @param {() => string} text
 * @param {string} [name] what screen readers say
 */
export function copyButton(label, text, name = `Copy ${label}`) {
  const button = el("button", { type: "button", class: "tool", text: label, "aria-label": name });
  const told = el("span", { role: "status", class: "told" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      told.textContent = "copied";
    } catch {
      told.textContent = "the browser does not allow copying";
    }
    setTimeout(() => (told.textContent = ""), 2500);
  });
  return el("span", { class: "copy" }, button, told);
}

/**
 * Cut a text that no record should have, so that it cannot stall the browser; the record's page has it whole.
 * @param {string} text
 */
export const cut = (text) => (text.length > 300 ? `${text.slice(0, 299)}…` : text);

/** @param {number} day days since 1970 */
export const dayText = (day) => new Date(day * 864e5).toISOString().slice(0, 10);

/**
 * Write a year; the fraction of one that was zoomed to becomes a month.
 * @param {number} year
 */
export const yearText = (year) => (Number.isInteger(year) ? String(year) : `${Math.floor(year)}-${String(Math.floor((year % 1) * 12 + 1e-6) + 1).padStart(2, "0")}`);

/** @param {number} count */
export function quantity(count) {
  for (const [scale, letter] of /** @type {[number, string][]} */ ([[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "K"]]))
    if (count >= scale) return `${Number((count / scale).toPrecision(3))}${letter}`;
  return String(count);
}

/**
 * Read a number such as 7B or 110M; NaN where it is none.
 * @param {string} text
 */
export function parseQuantity(text) {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kmbt]?)\s*$/i.exec(text);
  return match ? Number(match[1]) * { "": 1, k: 1e3, m: 1e6, b: 1e9, t: 1e12 }[/** @type {""|"k"|"m"|"b"|"t"} */ (match[2].toLowerCase())] : NaN;
}
