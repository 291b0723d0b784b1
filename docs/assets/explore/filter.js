// Which rows fit what a reader chose, in which order, and how many each further choice would leave.
import { need } from "./memory.js";

/** @typedef {import("./state.js").Table} Table */
/** @typedef {import("./state.js").State} State */

const MONTH = 30.44;

/** @param {string} text */
export const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/**
 * @typedef {object} Found
 * @property {number[]} rows rows that fit, in order
 * @property {Map<string, Uint32Array>} counts of each facet: rows that its words would show, all other choices kept
 * @property {Map<string, number>} silent of each filter by number: rows left out only because they state none
 */

export class Engine {
  /**
   * @param {Table} table
   * @param {number} today days since 1970
   */
  constructor(table, today) {
    this.table = table;
    this.today = today;
    const pieces = table.pieces.map(([text]) => plain(text));
    this.titles = table.names.map((name, row) => plain(`${name} ${table.aliases[row]}`));
    this.texts = this.titles.map((title, row) => `${title} ${plain(table.shorts[row])} ${table.columns.map(({ cells }) => cells[row].map((piece) => pieces[piece]).join("")).join(" ")}`);
    this.numbers = new Map(table.numbers.map((number) => [number.key, number]));
    /** @type {Map<string, number[]>} */
    this.orders = new Map();
  }

  /**
   * @param {State} state
   * @returns {Found}
   */
  run(state) {
    const { table } = this;
    const total = table.ids.length;
    const fails = new Uint8Array(total);
    const failed = new Int16Array(total).fill(-1);
    /** @type {Map<string, number>} */
    const silent = new Map();
    /** @type {[string, Uint8Array][]} */
    const gaps = [];
    let filters = 0;
    /** @param {(row: number) => boolean} fits */
    const apply = (fits) => {
      const number = filters++;
      for (let row = 0; row < total; row++)
        if (!fits(row)) {
          fails[row] = Math.min(fails[row] + 1, 2);
          failed[row] = number;
        }
      return number;
    };
    const typed = plain(state.text).split(/\s+/).filter(Boolean);
    if (typed.length) apply((row) => typed.every((word) => this.texts[row].includes(word)));
    /** @type {Map<number, string>} */
    const facetOf = new Map();
    for (const facet of table.facets) {
      const chosen = state.words.get(facet.key);
      if (!chosen?.size) continue;
      const wanted = new Uint8Array(facet.words.length);
      facet.words.forEach(([id], place) => (wanted[place] = Number(chosen.has(id))));
      facetOf.set(apply((row) => facet.values[row].some((place) => wanted[place])), facet.key);
    }
    /** @type {(key: string, numbers: (number | null)[], fits: (row: number) => boolean) => void} */
    const measure = (key, values, fits) => {
      const number = apply((row) => values[row] !== null && fits(row));
      gaps.push([key, Uint8Array.from(values, (value) => Number(value === null))]);
      facetOf.set(number, key);
    };
    for (const [key, [least, most]] of state.ranges) {
      const number = this.numbers.get(key);
      const last = key === "year" && Number.isInteger(most) ? most + 0.999 : most; // "to 2023" means to its end
      if (number) measure(key, number.least, (row) => /** @type {number} */ ((number.most ?? number.least)[row]) >= least && /** @type {number} */ (number.least[row]) <= last);
    }
    const { memory, smallest } = table;
    if (state.card && memory && smallest) {
      const bytes = (table.precisions.find(([name]) => name === state.precision) ?? table.precisions[0])[1];
      const needs = smallest.map((one) => one && need(memory, ...one, bytes).whole);
      measure("card", needs, (row) => /** @type {number} */ (needs[row]) <= state.card * memory.gib);
    }
    const checked = this.numbers.get("checked");
    if (state.within && checked) measure("within", checked.least, (row) => this.today - /** @type {number} */ (checked.least[row]) <= state.within * MONTH);
    for (const [key, missing] of gaps) {
      let count = 0;
      for (let row = 0; row < total; row++) if (missing[row] && fails[row] === 1 && facetOf.get(failed[row]) === key) count++;
      silent.set(key, count);
    }
    return { rows: this.order(state, typed).filter((row) => !fails[row]), counts: this.count(fails, failed, facetOf), silent };
  }

  /**
   * @param {Uint8Array} fails
   * @param {Int16Array} failed
   * @param {Map<number, string>} facetOf
   */
  count(fails, failed, facetOf) {
    /** @type {Map<string, Uint32Array>} */
    const counts = new Map();
    for (const { key, words, values } of this.table.facets) {
      const count = new Uint32Array(words.length);
      for (let row = 0; row < fails.length; row++)
        if (!fails[row] || (fails[row] === 1 && facetOf.get(failed[row]) === key)) for (const place of values[row]) count[place]++;
      counts.set(key, count);
    }
    return counts;
  }

  /**
   * @param {State} state
   * @param {string[]} typed
   */
  order(state, typed) {
    const order = this.sorted(state.sort);
    if (state.sort || !typed.length) return order;
    const named = order.map((row) => typed.every((word) => this.titles[row].includes(word)));
    return [...order.filter((row) => named[row]), ...order.filter((row) => !named[row])];
  }

  /**
   * All rows in an order, made once for each; rows that state nothing come last either way.
   * @param {string} sort
   */
  sorted(sort) {
    let order = this.orders.get(sort);
    if (order) return order;
    const { table } = this;
    order = table.ids.map((_, row) => row);
    const key = sort.replace(/^-/, "");
    const sign = sort.startsWith("-") ? -1 : 1;
    const number = this.numbers.get(key);
    if (number) {
      const values = sign < 0 ? number.most ?? number.least : number.least;
      order.sort((a, b) => Number(values[a] === null) - Number(values[b] === null) || sign * ((values[a] ?? 0) - (values[b] ?? 0)));
    } else if (key) {
      const cells = table.columns.find((column) => column.key === key)?.cells;
      const texts = cells ? cells.map((cell) => cell.map((piece) => table.pieces[piece][0]).join("")) : table.names;
      const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
      order.sort((a, b) => Number(!texts[a]) - Number(!texts[b]) || sign * compare(texts[a], texts[b]));
    }
    this.orders.set(sort, order);
    return order;
  }
}
