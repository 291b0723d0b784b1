// A table of which only the rows in view exist: ten thousand records scroll like ten.
import { basketButton, mark } from "./basket.js";
import { cut, dayText, el, link, quantity } from "./dom.js";
import { arrange, spans } from "./window.js";

/** @typedef {import("./state.js").Table} Table */

/** Up to so many rows are all there, so that the browser's own search and print find them. */
const WHOLE = 120;
/** More columns than this are too narrow for their words side by side. */
const MANY = 6;

/** @param {Element} row */
const controls = (row) => [...row.querySelectorAll("a, button")];

export class Rows {
  /**
   * @param {Table} data
   * @param {HTMLElement} place
   * @param {(key: string) => void} sort called when a heading is pressed
   */
  constructor(data, place, sort) {
    this.data = data;
    this.sort = sort;
    /** @type {number[]} */
    this.rows = [];
    /** @type {string[]} */
    this.columns = [];
    /** @type {Map<number, HTMLTableRowElement>} the rows that exist, by their place */
    this.made = new Map();
    this.drawn = "";
    this.head = el("tr");
    this.body = el("tbody");
    this.table = el("table", { class: "listing", "aria-label": data.label[1] }, el("thead", {}, this.head), this.body);
    this.none = el("p", { class: "none", text: "No record fits all of this. Take away a filter above.", hidden: true });
    place.append(this.table, this.none);
    const draw = () => this.draw();
    addEventListener("scroll", draw, { passive: true });
    this.body.addEventListener("focusin", draw); // keys may be faster than the frames in which scrolling is told
    addEventListener("resize", () => {
      if (this.whole) return;
      this.height = 0;
      this.drawn = "";
      this.draw();
    });
    this.printing = matchMedia("print");
    this.printing.addEventListener("change", () => this.show(this.rows));
    this.height = 0;
  }

  /**
   * @param {string[]} keys
   * @param {string} sorted
   */
  choose(keys, sorted) {
    const { columns, numbers } = this.data;
    /** @param {string} key */
    const labelOf = (key) => [...columns, ...numbers].find((column) => column.key === key)?.label ?? key;
    this.columns = keys;
    this.height = 0;
    this.table.style.setProperty("--columns", String(keys.length));
    this.table.classList.toggle("many", keys.length > MANY);
    this.cells = keys.map((key) => columns.find((column) => column.key === key));
    this.labels = keys.map(labelOf);
    const focused = document.activeElement instanceof HTMLElement && this.head.contains(document.activeElement) ? document.activeElement.dataset.sort : null;
    this.head.replaceChildren(
      ...[["name", "Name"], ...keys.map((key, place) => [key, /** @type {string[]} */ (this.labels)[place]])].map(([key, label]) => {
        const order = sorted === key ? "ascending" : sorted === `-${key}` ? "descending" : undefined;
        return el("th", { scope: "col", "aria-sort": order }, el("button", { type: "button", "data-sort": key, text: label, on: { click: () => this.sort(key) } }));
      }),
    );
    for (const button of this.head.querySelectorAll("button")) if (button.dataset.sort === focused) button.focus({ preventScroll: true });
  }

  /** @param {number[]} rows */
  show(rows) {
    const { place, control } = this.focused();
    const record = this.rows[place];
    this.rows = rows;
    this.whole = rows.length <= WHOLE || this.printing.matches;
    this.table.classList.toggle("virtual", !this.whole);
    this.table.setAttribute("aria-rowcount", String(rows.length + 1));
    this.table.hidden = rows.length === 0;
    this.none.hidden = rows.length > 0;
    this.made.clear();
    this.drawn = "";
    this.body.replaceChildren();
    this.draw();
    const row = this.made.get(rows.indexOf(record));
    if (row) /** @type {HTMLElement | undefined} */ (controls(row)[control])?.focus({ preventScroll: true });
  }

  draw() {
    const total = this.rows.length;
    if (!this.whole && !this.height) {
      if (!this.made.size) this.fill([[0, 1]]);
      const [any] = this.made.values();
      this.height = any.getBoundingClientRect().height || 80;
    }
    const above = -this.body.getBoundingClientRect().top;
    const wanted = this.whole ? [[0, total]] : spans(above / this.height, (above + innerHeight) / this.height, this.focused().place, total);
    if (String(wanted) === this.drawn) return;
    this.drawn = String(wanted);
    this.fill(wanted);
  }

  /** @param {number[][]} wanted */
  fill(wanted) {
    /** @type {Map<number, HTMLTableRowElement>} */
    const made = new Map();
    const nodes = [];
    let end = 0;
    for (const [from, to] of wanted) {
      if (!this.whole) nodes.push(this.spacer(from - end));
      for (let place = from; place < to; place++) {
        made.set(place, this.made.get(place) ?? this.row(this.rows[place], place));
        nodes.push(/** @type {HTMLTableRowElement} */ (made.get(place)));
      }
      end = to;
    }
    if (!this.whole) nodes.push(this.spacer(this.rows.length - end));
    this.made = made;
    arrange(this.body, nodes);
  }

  /** @param {number} rows */
  spacer(rows) {
    const made = el("tr", { class: "spacer", "aria-hidden": "true" });
    made.style.height = `${rows * this.height}px`;
    return made;
  }

  /** Where the focus is: the row, and the how-manieth control of it; -1 where it is not in the table. */
  focused() {
    const row = this.body.contains(document.activeElement) ? document.activeElement?.closest("tr") : null;
    if (!row || !document.activeElement) return { place: -1, control: -1 };
    return { place: Number(row.getAttribute("aria-rowindex")) - 2, control: controls(row).indexOf(document.activeElement) };
  }

  /**
   * @param {number} row
   * @param {number} place
   */
  row(row, place) {
    const { data } = this;
    const path = data.base + data.ids[row];
    const name = cut(data.names[row]);
    const head = el(
      "th",
      { scope: "row" },
      el("span", { class: "name" }, el("a", { class: "record", href: link(`${path}/`), text: name }), basketButton(path, name, false)),
      el("small", {}, this.status(row), cut(data.shorts[row])),
    );
    const cells = this.columns.map((key, column) => el("td", { "data-label": this.labels?.[column] }, el("div", {}, ...this.cell(key, column, row))));
    return el("tr", { "aria-rowindex": place + 2 }, head, ...cells);
  }

  /** @param {number} row */
  status(row) {
    const facet = this.data.facets.find(({ key }) => key === "status");
    const word = facet?.words[facet.values[row][0]];
    return word && word[0] !== "active" && el("span", { class: "status", text: word[1] });
  }

  /**
   * @param {string} key
   * @param {number} column
   * @param {number} row
   * @returns {Node[]}
   */
  cell(key, column, row) {
    const cells = this.cells?.[column];
    if (cells)
      return cells.cells[row].map((number) => {
        const [whole, address, css] = this.data.pieces[number];
        const text = cut(whole);
        if (address && css !== "external") return el("a", { href: link(address), class: css, text });
        return css && css !== "external" ? el("span", { class: css, text }) : document.createTextNode(text);
      });
    const number = this.data.numbers.find((one) => one.key === key);
    const least = number?.least[row] ?? null;
    if (least === null) return [];
    if (key === "checked") return [document.createTextNode(dayText(least))];
    const most = number?.most?.[row] ?? least;
    const show = key === "parameters" ? quantity : (/** @type {number} */ year) => String(Math.floor(year));
    return [document.createTextNode(least === most ? show(least) : `${show(least)} to ${show(most)}`)];
  }

  /** Bring the basket buttons in view up to date. */
  refresh() {
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (this.body.querySelectorAll("button.take"))) mark(button, button.dataset.path ?? "");
  }
}
