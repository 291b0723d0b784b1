// What a reader chose, and how it stands in the address.

/**
 * @typedef {object} Table columns as llm4s/browse.py writes them
 * @property {string} kind
 * @property {string} plural
 * @property {[string, string]} label
 * @property {string} base
 * @property {string[]} ids
 * @property {string[]} names
 * @property {string[]} aliases
 * @property {string[]} shorts
 * @property {{key: string, label: string, words: [string, string, number][], values: number[][]}[]} facets
 * @property {{key: string, label: string, least: (number | null)[], most?: (number | null)[]}[]} numbers
 * @property {{key: string, label: string, shown: boolean, cells: number[][]}[]} columns
 * @property {[string, string, string][]} pieces
 * @property {[string, number][]} precisions
 * @property {import("./memory.js").Constants} [memory] where records have sizes
 * @property {([number, number | null, number | null] | null)[]} [smallest] of each row its smallest checkpoint: parameters, numbers kept for a token, longest input
 * @property {string} [unit] what a row is, if not a record
 *
 * @typedef {object} State
 * @property {string} text
 * @property {Map<string, Set<string>>} words chosen words of each facet
 * @property {Map<string, [number, number]>} ranges smallest and largest of each number; -Infinity and Infinity where open
 * @property {number} card memory of the reader's card in GiB, 0 where not asked
 * @property {string} precision
 * @property {number} within months since the last check, 0 where not asked
 * @property {string} sort key of a column, with "-" in front for the largest first; "" for the order of the catalogue
 * @property {string[] | null} columns null for those shown at first
 */

import { parseQuantity, quantity } from "./dom.js";

/** @returns {State} */
export const empty = () => ({ text: "", words: new Map(), ranges: new Map(), card: 0, precision: "", within: 0, sort: "", columns: null });

/**
 * Read a state from an address; what the table does not know is passed over.
 * @param {Table} table
 * @param {URLSearchParams} query
 * @returns {State}
 */
export function parse(table, query) {
  const state = empty();
  // not "q": the theme opens its own search for that
  state.text = query.get("text") ?? "";
  for (const facet of table.facets) {
    const known = new Set(facet.words.map(([id]) => id));
    const chosen = query.getAll(facet.key).filter((id) => known.has(id));
    if (chosen.length) state.words.set(facet.key, new Set(chosen));
  }
  for (const { key } of table.numbers) {
    const match = /^([^~]*)~([^~]*)$/.exec(query.get(`${key}-range`) ?? "");
    const least = match ? parseQuantity(match[1]) : NaN;
    const most = match ? parseQuantity(match[2]) : NaN;
    if (!Number.isNaN(least) || !Number.isNaN(most)) state.ranges.set(key, [Number.isNaN(least) ? -Infinity : least, Number.isNaN(most) ? Infinity : most]);
  }
  state.card = positive(query.get("card"));
  state.precision = table.precisions.find(([name]) => name === query.get("precision"))?.[0] ?? "";
  state.within = positive(query.get("within"));
  const sort = query.get("sort") ?? "";
  if (sortable(table).some(([key]) => key === sort.replace(/^-/, ""))) state.sort = sort;
  if (query.has("columns")) state.columns = (query.get("columns") ?? "").split(".").filter((key) => columnKeys(table).includes(key));
  return state;
}

/**
 * Write a state as the query of an address, "" where nothing was chosen.
 * @param {Table} table
 * @param {State} state
 */
export function write(table, state) {
  const query = new URLSearchParams();
  if (state.text.trim()) query.set("text", state.text.trim());
  for (const { key } of table.facets) for (const id of state.words.get(key) ?? []) query.append(key, id);
  for (const { key } of table.numbers) {
    const range = state.ranges.get(key);
    if (range) query.set(`${key}-range`, range.map((bound) => (Number.isFinite(bound) ? (key === "parameters" ? quantity(bound) : bound) : "")).join("~"));
  }
  if (state.card) query.set("card", String(state.card));
  if (state.card && state.precision) query.set("precision", state.precision);
  if (state.within) query.set("within", String(state.within));
  if (state.sort) query.set("sort", state.sort);
  if (state.columns) query.set("columns", state.columns.join("."));
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** @param {Table} table */
export const columnKeys = (table) => [...new Set([...table.columns, ...table.numbers].map(({ key }) => key))];

/**
 * Give what a table can be sorted by, as key and label.
 * @param {Table} table
 * @returns {[string, string][]}
 */
export const sortable = (table) => [["name", "Name"], ...[...table.numbers, ...table.columns.filter(({ key }) => !table.numbers.some((number) => number.key === key))].map(({ key, label }) => /** @type {[string, string]} */ ([key, label]))];

/** @param {string | null} text */
function positive(text) {
  const number = Number(text);
  return Number.isFinite(number) && number > 0 ? number : 0;
}
