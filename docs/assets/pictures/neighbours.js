// The chosen record in words: what it is, what it comes from, what came of it. This is what a screen reader reads.
import { cut, el, link } from "../explore/dom.js";

/** @typedef {import("./graph.js").Graph} Graph */

const HELP = "Choose a record: search for it, press it in the picture, or walk with the arrow keys.";

/**
 * @param {Graph} graph
 * @param {number} chosen
 * @param {(node: number) => string} address of the view around another record
 * @param {(node: number) => void} choose
 * @returns {Node[]}
 */
export function described(graph, chosen, address, choose) {
  if (chosen < 0) return [el("p", { class: "note", text: HELP })];
  const { data } = graph;
  /** @type {Node[]} */
  const parts = [
    el("h2", {}, el("a", { class: "record", href: link(`${data.paths[chosen]}/`), text: cut(data.names[chosen]) })),
    el("p", { class: "note", text: [data.kinds[data.kind[chosen]][2], data.dates[chosen] ? `since ${data.dates[chosen]}` : "no date stated", graph.old.has(chosen) ? "no longer the thing to use" : ""].filter(Boolean).join(", ") }),
  ];
  for (const [ties, label] of /** @type {[import("./graph.js").Tie[], 2 | 3][]} */ ([[graph.back[chosen], 2], [graph.ahead[chosen], 3]]))
    data.relations.forEach((words, relation) => {
      const others = ties.filter((tie) => tie.relation === relation).map(({ other }) => other);
      if (!others.length) return;
      parts.push(
        el("p", { class: "way", text: `${words[label]}${others.length > 3 ? ` (${others.length})` : ""}` }),
        el("ul", { "aria-label": words[label] }, ...others.map((other) => el("li", {}, el("a", { href: address(other), text: cut(data.names[other]), on: { click: (/** @type {MouseEvent} */ event) => follow(event, other) } })))),
      );
    });
  return parts;

  /** @param {MouseEvent} event @param {number} other */
  function follow(event, other) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(other);
  }
}

/**
 * Say in one sentence what was chosen.
 * @param {Graph} graph
 * @param {number} chosen
 */
export function said(graph, chosen) {
  const { data } = graph;
  const counts = [...graph.back[chosen].map(({ relation }) => data.relations[relation][2]), ...graph.ahead[chosen].map(({ relation }) => data.relations[relation][3])];
  const groups = [...new Set(counts)].map((words) => `${words.toLowerCase()} ${counts.filter((other) => other === words).length}`);
  return `${data.names[chosen]}, ${data.kinds[data.kind[chosen]][2]}: ${groups.join(", ")}. Enter opens its page.`;
}

/**
 * Find the record that an arrow key leads to, -1 where there is none: left to what the chosen one comes from,
 * right to what came of it, up and down among those that hang on the one walked from in the same way.
 * @param {Graph} graph
 * @param {string} key
 * @param {number} chosen
 * @param {number} from the record walked from, -1 at the start
 * @param {number[]} nodes what is shown
 * @returns {[number, number]} the record, and the one it is now walked from
 */
export function walk(graph, key, chosen, from, nodes) {
  const shown = new Set(nodes);
  /** @type {(ties: import("./graph.js").Tie[]) => number[]} */
  const beside = (ties) => [...new Set(ties.map(({ other }) => other))].filter((other) => shown.has(other));
  if (chosen < 0) return [nodes[0] ?? -1, -1];
  if (key === "ArrowLeft") return [beside(graph.back[chosen])[0] ?? -1, chosen];
  if (key === "ArrowRight") return [beside(graph.ahead[chosen])[0] ?? -1, chosen];
  const groups = from < 0 ? [] : [beside(graph.back[from]), beside(graph.ahead[from])];
  const among = groups.find((group) => group.includes(chosen) && group.length > 1) ?? nodes;
  const step = key === "ArrowDown" ? 1 : -1;
  return [among[(among.indexOf(chosen) + step + among.length) % among.length] ?? -1, from];
}
