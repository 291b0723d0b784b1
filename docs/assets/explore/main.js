// On every page: the basket in the header, scrolling by keys, and what a page needs beyond that, loaded only where it is used.
import { showInHeader } from "./basket.js";
import { showPlain } from "./dom.js";
import { watchScrollers } from "./scrollers.js";

showInHeader();
watchScrollers();
/** @type {[string, string][]} */
const parts = [
  [".record-tools", "./record.js"],
  [".explorer", "./listing.js"],
  [".comparison", "./compare.js"],
  [".basket", "./basket-page.js"],
  [".chooser", "../choose/page.js"],
  ["[data-picture]", "../pictures/start.js"],
  ["[data-calculator]", "../calculate/page.js"],
  ["[data-route]", "../calculate/route.js"],
];
for (const [selector, module] of parts) {
  const place = document.querySelector(selector);
  if (place) import(module).then((loaded) => loaded.start(place)).catch((fault) => {
      showPlain(place);
      console.warn(`${module} did not start`, fault);
    });
}
