// The facets: a form beside the table, or in a panel of its own where the window is narrow.
import { cut, el, link, parseQuantity, quantity } from "./dom.js";

/** @typedef {import("./state.js").Table} Table */
/** @typedef {import("./state.js").State} State */

/** Of a facet with more words than can be looked over, so many are shown before one asks for all. */
const FEW = 7;
const OVERSEEN = 16;
/** What readers ask for first. */
const FIRST = ["kind", "domains", "tasks", "access", "commercial"];
/** So many facets stand open at first. */
const OPEN = 4;
/** @param {string} key */
const rank = (key) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
const MONTHS = /** @type {[number, string][]} */ ([[0, "any time"], [1, "1 month"], [3, "3 months"], [6, "6 months"], [12, "1 year"], [24, "2 years"]]);

export class Panel {
  /**
   * @param {Table} table
   * @param {(state: State, typing: boolean) => void} change
   */
  constructor(table, change) {
    this.table = table;
    this.change = change;
    /** @type {State | null} */
    this.state = null;
    /** @type {Map<string, HTMLInputElement[]>} */
    this.inputs = new Map();
    /** @type {Map<string, {boxes: HTMLInputElement[], counts: HTMLElement[], items: HTMLElement[], more: HTMLButtonElement | null, chosen: HTMLElement, all: boolean, details: HTMLDetailsElement}>} */
    this.facets = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.notes = new Map();
    this.form = el("form", { class: "facets", "aria-label": "Filters", on: { submit: (/** @type {Event} */ event) => event.preventDefault() } });
    const fewest = table.facets.filter(({ words }) => words.length > 1);
    const late = fewest.filter(({ key }) => key === "topics" || key === "status");
    const early = fewest.filter((facet) => !late.includes(facet)).sort((a, b) => rank(a.key) - rank(b.key));
    this.form.append(...early.slice(0, OPEN).map((facet) => this.facet(facet, true)), ...this.numbers(), ...[...early.slice(OPEN), ...late].map((facet) => this.facet(facet, false)), this.within());
  }

  /**
   * @param {Table["facets"][number]} facet
   * @param {boolean} open
   */
  facet({ key, label, words }, open) {
    const chosen = el("span", { class: "chosen" });
    /** @type {HTMLInputElement[]} */
    const boxes = [];
    /** @type {HTMLElement[]} */
    const counts = [];
    const items = words.map(([id, name, depth], place) => {
      boxes.push(el("input", { type: "checkbox", value: id, name: key, on: { change: () => this.pick(key) } }));
      counts.push(el("span", { class: "number" }));
      return el("li", { class: `depth-${Math.min(depth, 2)}` }, el("label", {}, boxes[place], el("span", { class: "word-name", text: cut(name) }), counts[place]));
    });
    const more = words.length > OVERSEEN ? el("button", { type: "button", class: "more-words", "aria-expanded": "false", text: `Show all ${words.length}`, on: { click: () => this.reveal(key) } }) : null;
    const details = el("details", { open }, el("summary", {}, label, chosen), el("ul", { "aria-label": label }, ...items), more);
    this.facets.set(key, { boxes, counts, items, more, chosen, all: false, details });
    return details;
  }

  /** @param {string} key */
  reveal(key) {
    const facet = this.facets.get(key);
    if (!facet) return;
    facet.all = !facet.all;
    facet.more?.setAttribute("aria-expanded", String(facet.all));
    if (facet.more) facet.more.textContent = facet.all ? "Show fewer" : `Show all ${facet.items.length}`;
    facet.details.classList.toggle("all", facet.all);
  }

  /** @param {string} key */
  pick(key) {
    const facet = this.facets.get(key);
    if (!this.state || !facet) return;
    const chosen = facet.boxes.filter((box) => box.checked).map((box) => box.value);
    const words = new Map(this.state.words);
    if (chosen.length) words.set(key, new Set(chosen));
    else words.delete(key);
    this.change({ ...this.state, words }, false);
  }

  numbers() {
    return this.table.numbers.filter(({ key }) => key !== "checked").flatMap((number) => {
      const values = number.least.filter((value) => value !== null);
      const show = number.key === "parameters" ? quantity : (/** @type {number} */ year) => String(Math.floor(year));
      const least = values.reduce((a, b) => Math.min(a, b), Infinity);
      const most = (number.most ?? number.least).reduce((/** @type {number} */ a, b) => Math.max(a, b ?? -Infinity), -Infinity);
      /** @type {HTMLInputElement[]} */
      const inputs = [["from", show(least)], ["to", show(most)]].map(([word, hint]) =>
        el("input", { type: "text", inputmode: number.key === "year" ? "numeric" : "text", size: 6, placeholder: hint, "aria-label": `${number.label} ${word}`, on: { change: () => this.range(number.key) } }));
      const details = el("details", { open: true }, el("summary", {}, number.label), el("div", { class: "range" }, inputs[0], " to ", inputs[1]), this.note(number.key));
      this.inputs.set(number.key, inputs);
      return number.key === "parameters" ? [details, this.card()] : [details];
    });
  }

  /** @param {string} key */
  range(key) {
    const inputs = this.inputs.get(key);
    if (!inputs || !this.state) return;
    const [least, most] = inputs.map((input) => parseQuantity(input.value));
    for (const input of inputs) input.setAttribute("aria-invalid", String(input.value.trim() !== "" && Number.isNaN(parseQuantity(input.value))));
    const ranges = new Map(this.state.ranges);
    if (Number.isNaN(least) && Number.isNaN(most)) ranges.delete(key);
    else ranges.set(key, [Number.isNaN(least) ? -Infinity : least, Number.isNaN(most) ? Infinity : most]);
    this.change({ ...this.state, ranges }, false);
  }

  card() {
    const choose = () => this.state && this.change({ ...this.state, card: Math.max(0, Number(this.size?.value) || 0), precision: this.precision?.value ?? "" }, false);
    this.size = el("input", { type: "number", min: 1, max: 100000, step: "any", placeholder: "24", "aria-label": "Memory of my card in gigabytes", on: { change: choose } });
    this.precision = el("select", { "aria-label": "Precision", on: { change: choose } }, ...this.table.precisions.map(([name]) => el("option", { value: name, text: name })));
    const { overhead = 0, context = 0 } = this.table.memory ?? {};
    const note = [`Smallest checkpoint, ${overhead * 100} % for the runtime, and the cache of ${context.toLocaleString("en")} tokens where it is known. `, el("a", { href: link("catalog/choose/"), text: "The chooser" }), " says more."];
    return el("details", { open: true }, el("summary", {}, "Runs on my card"), el("div", { class: "range" }, this.size, " GB at ", this.precision), el("p", { class: "note" }, ...note), this.note("card"));
  }

  within() {
    const choose = () => this.state && this.change({ ...this.state, within: Number(this.recent?.value) }, false);
    this.recent = el("select", { "aria-label": "Facts checked within", on: { change: choose } }, ...MONTHS.map(([months, name]) => el("option", { value: months, text: name })));
    return el("details", { open: true }, el("summary", {}, "Facts checked within"), el("div", { class: "range" }, this.recent), this.note("within"));
  }

  /** @param {string} key */
  note(key) {
    const note = el("p", { class: "note silent", hidden: true });
    this.notes.set(key, note);
    return note;
  }

  /**
   * Show a state and the counts that belong to it.
   * @param {State} state
   * @param {import("./filter.js").Found} found
   */
  show(state, found) {
    this.state = state;
    for (const [key, facet] of this.facets) {
      const chosen = state.words.get(key);
      const counts = found.counts.get(key) ?? new Uint32Array(facet.boxes.length);
      const common = new Set(facet.more ? [...counts.keys()].sort((a, b) => counts[b] - counts[a]).slice(0, FEW) : counts.keys());
      facet.boxes.forEach((box, place) => {
        const count = counts[place];
        box.checked = chosen?.has(box.value) ?? false;
        facet.counts[place].textContent = String(count);
        facet.items[place].classList.toggle("zero", count === 0 && !box.checked);
        facet.items[place].classList.toggle("rare", !common.has(place));
        facet.items[place].classList.toggle("picked", box.checked);
      });
      facet.chosen.textContent = chosen?.size ? String(chosen.size) : "";
      if (chosen?.size) facet.details.open = true;
    }
    for (const [key, inputs] of this.inputs) {
      const range = state.ranges.get(key) ?? [-Infinity, Infinity];
      inputs.forEach((input, place) => {
        if (document.activeElement !== input || Number.isFinite(range[place])) input.value = Number.isFinite(range[place]) ? (key === "parameters" ? quantity(range[place]) : String(range[place])) : "";
      });
    }
    if (this.size) this.size.value = state.card ? String(state.card) : "";
    if (this.precision) this.precision.value = state.precision || this.table.precisions[0][0];
    if (this.recent) this.recent.value = MONTHS.some(([months]) => months === state.within) ? String(state.within) : "0";
    for (const [key, note] of this.notes) {
      const count = found.silent.get(key) ?? 0;
      note.hidden = count === 0;
      note.textContent = `${count} that fit otherwise state none and are left out.`;
    }
  }
}
