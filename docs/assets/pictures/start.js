// Pictures: says that one is loading, loads what it needs, and says so when that fails.
import { el } from "../explore/dom.js";

const PARTS = /** @type {Record<string, string>} */ ({ lineage: "./lineage.js", timeline: "./timeline.js", chart: "./charts.js" });
const SCALES = "../vendor/d3-scales.js";
const ZOOM = "../vendor/d3-zoom.js";

/** @typedef {typeof import("d3")} D3 */

export function start() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-picture]"))) begin(place);
}

/** @param {HTMLElement} place */
async function begin(place) {
  const which = place.dataset.picture ?? "";
  const told = el("p", { class: "picture-status", role: "status" });
  place.replaceChildren(told);
  // a live region tells what comes into it, not what it came with
  setTimeout(() => told.isConnected && !told.childElementCount && (told.textContent = "Loading the picture …"), 0);
  try {
    await style();
    const part = await import(PARTS[which]);
    await part.draw(place, await library(which !== "chart"));
    told.remove();
    place.classList.add("drawn");
    /** @type {HTMLDetailsElement | null} */
    const table = tableOf(place);
    if (table) table.open = false;
  } catch (fault) {
    console.warn("the picture could not be drawn", fault);
    place.replaceChildren(told);
    place.classList.remove("drawn");
    told.replaceChildren("The picture could not be loaded. Is there a connection? The table below holds the same. ", el("button", { type: "button", class: "tool", text: "Try again", on: { click: () => begin(place) } }));
  }
}

/** @param {HTMLElement} place @returns {HTMLDetailsElement | null} */
function tableOf(place) {
  let next = place.nextElementSibling;
  while (next && !(next instanceof HTMLDetailsElement)) next = next.nextElementSibling;
  return next;
}

/** @type {Promise<void> | null} */
let styled = null;

/** Fetch the styles of pictures, once; where a picture is what a page is for, it names them itself, so that nothing moves. */
function style() {
  if (document.querySelector('link[href$="assets/pictures.css"]')) return Promise.resolve();
  styled ??= new Promise((done, failed) => {
    const sheet = el("link", { rel: "stylesheet", href: new URL("../pictures.css", import.meta.url).href, on: { load: () => done(), error: () => failed(new Error("pictures.css")) } });
    document.head.append(sheet);
  });
  styled.catch(() => (styled = null));
  return styled;
}

/**
 * Fetch the library: a module of it puts itself beside the others into one global name.
 * @param {boolean} zoom
 * @returns {Promise<D3>}
 */
async function library(zoom) {
  await import(SCALES);
  if (zoom) await import(ZOOM);
  return /** @type {any} */ (globalThis).d3;
}
