// What shapes and lines mean; each is a switch, too.
import { el } from "../explore/dom.js";
import { DASHES, shapeOf } from "./graph-draw.js";

/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./start.js").D3} D3 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element of a picture.
 * @param {string} name
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/**
 * @param {D3} d3
 * @param {Graph} graph
 * @param {(which: "kinds" | "without", key: string, on: boolean) => void} change
 */
export function legend(d3, graph, change) {
  const { data } = graph;
  /** @type {Map<string, HTMLInputElement>} */
  const boxes = new Map();
  /** @type {(which: "kinds" | "without", key: string, name: string, count: number, sample: Element) => HTMLElement} */
  const item = (which, key, name, count, sample) => {
    const box = el("input", { type: "checkbox", on: { change: () => change(which, key, box.checked) } });
    boxes.set(`${which} ${key}`, box);
    return el("li", {}, el("label", {}, box, sample, ` ${name} `, el("span", { class: "number", text: String(count) })));
  };
  const kinds = data.kinds.map(([plural, title], kind) =>
    item("kinds", plural, title, data.kind.filter((other) => other === kind).length, svg("svg", { viewBox: "-9 -9 18 18", width: 18, height: 18, "aria-hidden": "true" }, svg("path", { d: shapeOf(d3, kind, 110), class: `kind-${(kind % 7) + 1}` }))));
  const relations = data.relations.map(([key, name], relation) =>
    item("without", key, name, data.edges.filter((value, place) => place % 3 === 2 && value === relation).length, svg("svg", { viewBox: "0 0 40 10", width: 40, height: 10, "aria-hidden": "true" }, svg("path", { d: "M0 5H40", class: `relation-${relation + 1}`, "stroke-dasharray": DASHES[relation].join(" ") }))));
  const element = el(
    "div",
    { class: "legend" },
    el("div", { role: "group", "aria-label": "Kinds" }, el("ul", {}, ...kinds)),
    el("div", { role: "group", "aria-label": "Relations" }, el("ul", {}, ...relations)),
  );
  return { element, boxes };
}
