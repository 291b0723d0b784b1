// A table of which only the rows in view exist: ten thousand records scroll like ten.
import { basketButton, mark } from "./basket.js";
import { cut, dayText, el, link, quantity } from "./dom.js";

/** @typedef {import("./state.js").Table} Table */

/** Up to so many rows are all there, so that the browser's own search and print find them. */
const WHOLE = 120;
const SPARE = 8;

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
    this.first = -1;
    this.last = -1;
    this.head = el("tr");
    this.body = el("tbody");
    this.above = el("tr", { class: "spacer", "aria-hidden": "true" });
    this.below = el("tr", { class: "spacer", "aria-hidden": "true" });
    this.table = el("table", { class: "listing", "aria-label": data.label[1] }, el("thead", {}, this.head), this.body);
    this.none = el("p", { class: "none", text: "No record fits all of this. Take away a filter above.", hidden: true });
    place.append(this.table, this.none);
    const draw = () => this.draw();
    addEventListener("scroll", draw, { passive: true });
    addEventListener("resize", () => {
      if (this.whole) return;
      this.height = 0;
      this.first = -1;
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
    this.cells = keys.map((key) => columns.find((column) => column.key === key));
    this.labels = keys.map(labelOf);
    this.head.replaceChildren(
      ...[["name", "Name"], ...keys.map((key, place) => [key, /** @type {string[]} */ (this.labels)[place]])].map(([key, label]) => {
        const order = sorted === key ? "ascending" : sorted === `-${key}` ? "descending" : undefined;
        return el("th", { scope: "col", "aria-sort": order }, el("button", { type: "button", "data-sort": key, text: label, on: { click: () => this.sort(key) } }));
      }),
    );
  }

  /** @param {number[]} rows */
  show(rows) {
    this.rows = rows;
    this.whole = rows.length <= WHOLE || this.printing.matches;
    this.table.classList.toggle("virtual", !this.whole);
    this.table.setAttribute("aria-rowcount", String(rows.length + 1));
    this.table.hidden = rows.length === 0;
    this.none.hidden = rows.length > 0;
    this.first = -1;
    this.draw();
  }

  draw() {
    const total = this.rows.length;
    if (this.whole) {
      if (this.first === 0) return;
      [this.first, this.last] = [0, total];
      this.body.replaceChildren(...this.rows.map((row, place) => this.row(row, place)));
      return;
    }
    if (!this.height) {
      this.body.replaceChildren(this.row(this.rows[0], 0));
      this.height = this.body.rows[0].getBoundingClientRect().height || 80;
    }
    const start = this.body.getBoundingClientRect().top;
    const first = Math.max(0, Math.min(total - 1, Math.floor(-start / this.height)) - SPARE);
    const last = Math.min(total, Math.ceil((innerHeight - start) / this.height) + SPARE);
    if (this.first >= 0 && Math.abs(first - this.first) < SPARE / 2 && Math.abs(last - this.last) < SPARE / 2 && last !== total && first !== 0) return;
    if (first === this.first && last === this.last) return;
    const focused = document.activeElement instanceof HTMLElement && this.body.contains(document.activeElement) ? document.activeElement : null;
    const focusedRow = focused?.closest("tr")?.getAttribute("aria-rowindex");
    const focusedPlace = focused ? [.../** @type {HTMLElement} */ (focused.closest("tr")).querySelectorAll("a, button")].indexOf(focused) : -1;
    [this.first, this.last] = [first, Math.max(first, last)];
    this.above.style.height = `${first * this.height}px`;
    this.below.style.height = `${(total - this.last) * this.height}px`;
    this.body.replaceChildren(this.above, ...this.rows.slice(first, this.last).map((row, place) => this.row(row, first + place)), this.below);
    if (focusedRow) /** @type {HTMLElement | undefined} */ ([...this.body.querySelectorAll(`tr[aria-rowindex="${focusedRow}"] :is(a, button)`)][focusedPlace])?.focus({ preventScroll: true });
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
