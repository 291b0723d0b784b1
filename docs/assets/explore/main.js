// On every page: the basket in the header, and what a page needs beyond that, loaded only where it is used.
import { showInHeader } from "./basket.js";

showInHeader();
/** @type {[string, string][]} */
const parts = [
  [".record-tools", "./record.js"],
  [".explorer", "./listing.js"],
  [".comparison", "./compare.js"],
  [".basket", "./basket-page.js"],
  [".chooser", "../choose/page.js"],
  ["[data-picture]", "../pictures/start.js"],
];
for (const [selector, module] of parts) {
  const place = document.querySelector(selector);
  if (place) import(module).then((loaded) => loaded.start(place)).catch((fault) => {
      place.classList.add("plain");
      console.warn(`${module} did not start`, fault);
    });
}
