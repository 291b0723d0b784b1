// The page of the lineage: search, filters, the picture, and the chosen record in words.
import { el, link, read } from "../explore/dom.js";
import { Canvas } from "./canvas.js";
import { Drawing } from "./graph-draw.js";
import { Graph } from "./graph.js";
import { inSteps, overTime } from "./layout.js";
import { legend } from "./legend.js";
import { described, said, walk } from "./neighbours.js";
import { palette } from "./theme.js";
import { SCALE, STEPS, parse, whole, write } from "./view-state.js";

/** @typedef {import("./view-state.js").View} View */

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/**
 * @param {HTMLElement} place
 * @param {import("./start.js").D3} d3
 */
export async function draw(place, d3) {
  const graph = new Graph(await read("pictures/lineage.json"));
  const { data } = graph;
  let view = parse(graph, new URLSearchParams(location.search));
  let from = -1;
  let laid = "";
  const drawing = new Drawing(d3, graph);
  const spoken = el("p", { class: "spoken", role: "status" });
  const words = el("section", { class: "chosen-record", "aria-label": "The chosen record" });
  const search = el("input", { type: "search", autocomplete: "off", placeholder: "name of a record" });
  const hits = el("ul", { class: "hits", "aria-label": "Records found", hidden: true });
  const steps = el("select", {}, el("option", { value: 0, text: "whole graph" }), ...STEPS.map((step) => el("option", { value: step, text: step === 1 ? "one step around it" : `${step} steps around it` })));
  const domain = el("select", {}, el("option", { value: "", text: "all" }), ...data.domains.map(([word, name, depth]) => el("option", { value: word, text: `${"– ".repeat(depth)}${name}` })));
  const reset = el("button", { type: "button", class: "tool", text: "Start again", on: { click: () => change(whole()) } });
  const key = legend(d3, graph, (which, word, on) => {
    const chosen = new Set(which === "kinds" && !view.kinds.size ? data.kinds.map(([plural]) => plural) : view[which]);
    if (on === (which === "kinds")) chosen.add(word);
    else chosen.delete(word);
    change({ ...view, [which]: which === "kinds" && chosen.size === data.kinds.length ? new Set() : chosen });
  });
  const canvas = new Canvas(d3, {
    label: "Lineage of records. Left arrow: what the chosen record comes from. Right arrow: what came of it. Up and down: its neighbours. Enter: open its page. Plus, minus and 0: zoom.",
    css: "tall",
    scale: SCALE,
    draw: (context, width, height, at, live) => drawing.draw(context, width, height, at, palette(place), live),
    click: (x, y) => {
      const node = drawing.under(x, y);
      if (node >= 0 && node === view.record) location.assign(link(`${data.paths[node]}/`));
      else if (node >= 0) choose(node);
    },
    hover: (x, y) => drawing.under(x, y) >= 0,
    key: pressed,
    fit: (asked) => {
      if (asked) remember(null);
      fit();
    },
    moved: (byReader) => (byReader || view.at) && remember(spot()),
  });
  place.append(
    el(
      "form",
      { class: "listing-tools", on: { submit: (/** @type {Event} */ event) => event.preventDefault() } },
      el("div", { class: "finder" }, el("label", {}, "Find ", search), hits),
      el("label", {}, "Show ", steps),
      el("label", {}, "Domain ", domain),
      reset,
    ),
    key.element,
    el("div", { class: "lineage-body" }, canvas.element, words),
    spoken,
    el("p", { class: "note", text: "Drag to move; pinch, the buttons or Ctrl and the wheel to zoom. Press a record to choose it, and again to open its page. Hollow signs are superseded, archived or withdrawn; years with more records are wider." }),
  );

  search.addEventListener("input", () => offer());
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hits.hidden = true;
    if (event.key !== "Enter") return;
    const [node] = graph.search(search.value, 1);
    if (node !== undefined) pick(node);
  });
  steps.addEventListener("change", () => change({ ...view, steps: Number(steps.value) }));
  domain.addEventListener("change", () => change({ ...view, domains: new Set(domain.value ? [domain.value] : []) }));
  addEventListener("popstate", () => {
    view = parse(graph, new URLSearchParams(location.search));
    show();
    if (view.at) fit();
  });
  show();

  function offer() {
    const found = graph.search(search.value);
    hits.hidden = !search.value.trim();
    hits.replaceChildren(
      ...found.map((node) => el("li", {}, el("button", { type: "button", on: { click: () => pick(node) } }, el("span", { text: data.names[node] }), el("small", { text: data.kinds[data.kind[node]][2] })))),
      ...(found.length ? [] : [el("li", { class: "note", text: "No record with a known lineage is called that." })]),
    );
    spoken.textContent = search.value.trim() ? `${found.length} found` : "";
  }

  /** @param {number} node */
  function pick(node) {
    hits.hidden = true;
    search.value = "";
    change({ ...view, record: node, steps: view.steps || 2 });
    canvas.frame.focus({ preventScroll: true });
  }

  /** @param {number} node @param {boolean} [walking] */
  function choose(node, walking = false) {
    if (!walking) from = -1;
    change({ ...view, record: node }, walking);
    spoken.textContent = said(graph, node);
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.key === "Enter" && view.record >= 0) location.assign(link(`${data.paths[view.record]}/`));
    else if (event.key === "Escape" && view.record >= 0) change({ ...view, record: -1, steps: 0 });
    else if (ARROWS.includes(event.key)) {
      const [node, since] = walk(graph, event.key, view.record, from, drawing.layout.nodes);
      if (node >= 0) {
        choose(node, true);
        from = since;
      } else spoken.textContent = event.key === "ArrowLeft" ? "Nothing is known before this." : "Nothing is known after this.";
    } else return false;
    return true;
  }

  /**
   * @param {View} next
   * @param {boolean} [walking] changes the address without filling the history
   */
  function change(next, walking = false) {
    view = layoutOf(next) === layoutOf(view) ? next : { ...next, at: null };
    const address = location.pathname + write(graph, view) + location.hash;
    if (walking) history.replaceState(null, "", address);
    else if (address !== location.pathname + location.search + location.hash) history.pushState(null, "", address);
    show();
  }

  function show() {
    steps.value = String(view.steps);
    steps.disabled = view.record < 0;
    domain.value = [...view.domains][0] ?? "";
    for (const [name, box] of key.boxes) {
      const [which, word] = /** @type {["kinds" | "without", string]} */ (name.split(" "));
      box.checked = which === "kinds" ? !view.kinds.size || view.kinds.has(word) : !view.without.has(word);
    }
    const fits = graph.fits(view);
    const around = view.record >= 0 && view.steps > 0;
    drawing.chosen = view.record;
    const now = layoutOf(view);
    if (now !== laid) {
      laid = now;
      const tied = (/** @type {number} */ _, /** @type {number} */ relation) => fits.relations[relation];
      const nodes = around ? [] : data.paths.map((_, node) => node).filter((node) => fits.nodes[node]);
      drawing.place(around ? inSteps(graph, graph.around(view.record, view.steps, fits), tied) : overTime(graph, nodes, tied, Math.max(canvas.width, 300) / Math.max(canvas.height, 200)), fits.relations);
      fit();
    } else reveal();
    words.replaceChildren(...described(graph, view.record, (node) => location.pathname + write(graph, { ...view, record: node }), choose));
    if (!drawing.layout.nodes.length) words.append(el("p", { class: "none", text: "No record fits these filters." }));
    canvas.redraw();
  }

  /** Keep in the address where the reader moved to, without filling the history. @param {import("./view-state.js").Spot | null} at */
  function remember(at) {
    view = { ...view, at };
    history.replaceState(null, "", location.pathname + write(graph, view) + location.hash);
  }

  /** Give where the picture stands. @returns {import("./view-state.js").Spot} */
  function spot() {
    const [left, top, right, bottom] = drawing.bounds();
    const { k, x, y } = canvas.at;
    return [((canvas.width / 2 - x) / k - left) / (right - left + 1), ((canvas.height / 2 - y) / k - top) / (bottom - top + 1), k];
  }

  /** Show what the address says; or everything, or as much of it around the chosen record as can be read. */
  function fit() {
    if (!canvas.width) return;
    const [left, top, right, bottom] = drawing.bounds();
    if (view.at) {
      const [across, down, k] = view.at;
      canvas.show({ k, x: canvas.width / 2 - (left + across * (right - left + 1)) * k, y: canvas.height / 2 - (top + down * (bottom - top + 1)) * k });
      return;
    }
    const all = Math.min((canvas.width - 130) / (right - left + 1), (canvas.height - 60) / (bottom - top + 1), 1.2);
    const k = drawing.layout.years ? all : Math.max(all, 0.85); // names beside each other need their width
    const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
    canvas.show({ k, x: canvas.width / 2 - middle.x * k - 24, y: canvas.height / 2 - middle.y * k - 6 }, place.classList.contains("drawn"));
    if (view.record >= 0 && drawing.shown[view.record] && (k < 0.6 || k > all)) centre(0.9);
  }

  /** @param {number} k */
  function centre(k) {
    const { x, y } = drawing.layout;
    canvas.show({ k, x: canvas.width * 0.42 - x[view.record] * k, y: canvas.height / 2 - y[view.record] * k }, place.classList.contains("drawn"));
  }

  /** Bring the chosen record into view, and no more. */
  function reveal() {
    if (view.record < 0 || !drawing.shown[view.record]) return;
    const { x, y } = drawing.layout;
    const left = x[view.record] * canvas.at.k + canvas.at.x;
    const top = y[view.record] * canvas.at.k + canvas.at.y;
    if (left < 20 || top < 20 || left > canvas.width - 120 || top > canvas.height - 40) centre(Math.max(canvas.at.k, 0.6));
  }
}

/** Give what decides where records stand. @param {View} view */
const layoutOf = ({ record, steps, kinds, domains, without }) => JSON.stringify([record >= 0 && steps > 0 && [record, steps], [...kinds], [...domains], [...without]]);
