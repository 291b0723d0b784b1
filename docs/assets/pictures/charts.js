// A chart from its table, with the same text for all who cannot see it, and as a file.
import { download, el, link, read } from "../explore/dom.js";
import { FORMS } from "./chart-forms.js";
import { svg } from "./legend.js";
import { palette, watchColours } from "./theme.js";

/**
 * @typedef {object} Chart as llm4s/charts.py writes it
 * @property {string} id
 * @property {string} title
 * @property {string} description
 * @property {string} form
 * @property {string[]} columns
 * @property {(string | number)[][]} rows
 * @property {string[]} linked
 */

/**
 * @param {HTMLElement} place
 * @param {import("./start.js").D3} d3
 */
export async function draw(place, d3) {
  /** @type {Chart} */
  const chart = (await read("pictures/charts.json"))[place.dataset.chart ?? ""];
  const box = el("div", { class: "chart-box" });
  place.append(box);
  let width = 0;
  const paint = () => {
    width = box.clientWidth;
    if (width) box.replaceChildren(made(chart, d3, width, place));
  };
  paint();
  new ResizeObserver(() => box.clientWidth !== width && paint()).observe(box);
  watchColours(paint);
  const files = place.nextElementSibling;
  if (files?.matches(".chart-files") && !files.querySelector("button"))
    files.append(" ", el("button", { type: "button", class: "tool", "aria-label": `Download ${chart.title} as SVG`, text: "SVG", on: { click: () => download(`llm4s-${chart.id}.svg`, file(box), "image/svg+xml") } }));
}

/**
 * @param {Chart} chart
 * @param {import("./start.js").D3} d3
 * @param {number} width
 * @param {HTMLElement} place
 */
function made(chart, d3, width, place) {
  const picture = svg(
    "svg",
    { class: "chart-svg", role: "img", "aria-labelledby": `chart-${chart.id}-title chart-${chart.id}-text`, "font-family": "Inter, sans-serif", "font-size": 12 },
    svg("title", { id: `chart-${chart.id}-title` }, chart.title),
    svg("desc", { id: `chart-${chart.id}-text` }, chart.description),
  );
  const height = FORMS[chart.form](picture, chart, d3, width, palette(place), (path) => location.assign(link(`${path}/`)));
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) picture.setAttribute(key, String(value));
  return picture;
}

/**
 * Write the picture as a file that stands alone: with a ground of its own and its name.
 * @param {HTMLElement} box
 */
function file(box) {
  const copy = /** @type {Element} */ (box.querySelector("svg")?.cloneNode(true));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.insertBefore(svg("rect", { width: "100%", height: "100%", fill: palette(box)("ground") }), copy.children[2] ?? null);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}
