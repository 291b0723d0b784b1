// What a reader puts aside; it lasts across pages and visits, in this browser only.
import { cut, el, link } from "./dom.js";

const KEY = "llm4s-basket";
const MOST = 1000;
const PATH = /^[a-z][a-z-]*\/[a-z0-9]+(-[a-z0-9]+)*$/;
/** @typedef {{path: string, name: string}} Item */

/** @type {Set<() => void>} */
const watchers = new Set();
/** @type {Item[] | null} */
let kept = null;

/** @returns {Item[]} */
export function items() {
  if (kept) return kept;
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    kept = (Array.isArray(stored) ? stored : []).filter((item) => PATH.test(item?.path) && typeof item.name === "string").slice(0, MOST);
  } catch {
    kept = []; // the browser keeps nothing, or something else wrote there
  }
  return kept;
}

/** @param {string} path */
export const holds = (path) => items().some((item) => item.path === path);

/** @param {Item[]} next */
export function keep(next) {
  kept = next.slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // lasts for this page only
  }
  for (const tell of watchers) tell();
}

/**
 * Put a record in, or take it out.
 * @param {string} path
 * @param {string} name
 */
export const toggle = (path, name) => keep(holds(path) ? items().filter((item) => item.path !== path) : [...items(), { path, name: cut(name) }]);

/**
 * Call when the basket changes, here or in another window, and once now.
 * @param {() => void} tell
 */
export function watch(tell) {
  watchers.add(tell);
  tell();
  return () => watchers.delete(tell);
}

addEventListener("storage", (event) => {
  if (event.key === KEY || event.key === null) {
    kept = null;
    for (const tell of watchers) tell();
  }
});

/**
 * Bring a basket button up to date.
 * @param {HTMLButtonElement} button
 * @param {string} path
 */
export function mark(button, path) {
  const inside = holds(path);
  button.setAttribute("aria-pressed", String(inside));
  const shown = button.querySelector("span");
  if (shown) shown.textContent = inside ? "In the basket" : "Add to basket";
}

/**
 * Make the button that puts a record in and takes it out.
 * @param {string} path
 * @param {string} name
 * @param {boolean} worded whether its words are seen, or only its sign
 */
export function basketButton(path, name, worded) {
  const button = el("button", { type: "button", class: worded ? "tool take" : "take sign", "data-path": path, "aria-label": worded ? undefined : `Basket: ${name}` });
  if (worded) button.append(el("span"));
  else button.title = "Put into the basket, or take out";
  button.addEventListener("click", () => {
    toggle(path, name);
    mark(button, path);
  });
  mark(button, path);
  return button;
}

/** Show in the header how much the basket holds, on every page, once it holds something. */
export function showInHeader() {
  const header = document.querySelector(".md-header__inner");
  if (!header) return;
  const count = el("span");
  const shown = el("a", { class: "basket-link", href: link("basket/"), hidden: true }, "Basket ", count);
  header.append(shown);
  watch(() => {
    const number = items().length;
    count.textContent = String(number);
    shown.hidden = number === 0;
  });
}

/**
 * Give the address that compares records of one kind.
 * @param {string} plural
 * @param {string[]} ids
 */
export const compareAddress = (plural, ids) => link(`compare/?${new URLSearchParams([["kind", plural], ...ids.slice(0, 6).map((id) => ["id", id])])}`);
