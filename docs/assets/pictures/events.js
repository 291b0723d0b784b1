// The dates of all records as one more table for the listing: each date is a row that carries the facets of its record.
import { yearOf } from "./graph.js";

/** @typedef {import("../explore/state.js").Table} Table */
/**
 * @typedef {object} Dates columns as llm4s/timeline.py writes them
 * @property {number} records
 * @property {[string, string][]} events
 * @property {number[]} rows
 * @property {string[]} dates
 * @property {number[]} kinds
 * @property {Record<string, string>} notes
 */

/**
 * @param {Table} all
 * @param {Dates} found
 * @returns {Table}
 */
export function eventsTable(all, found) {
  if (found.records !== all.ids.length) throw new Error("the dates belong to another table of records");
  const { rows } = found;
  /** @type {<T>(values: T[]) => T[]} */
  const of = (values) => rows.map((row) => values[row]);
  /** @type {Map<string, number>} */
  const known = new Map();
  const pieces = [...all.pieces];
  /** @type {(text: string) => number} */
  const piece = (text) => {
    let place = known.get(text);
    if (place === undefined) known.set(text, (place = pieces.push([text, "", ""]) - 1));
    return place;
  };
  const [kind, ...others] = all.facets;
  /** @type {Table["facets"][number]} */
  const happened = { key: "event", label: "What happened", words: found.events.map(([id, name]) => [id, name, 0]), values: found.kinds.map((event) => [event]) };
  return {
    ...all,
    unit: "dates",
    ids: of(all.ids),
    names: of(all.names),
    aliases: of(all.aliases),
    shorts: of(all.shorts),
    facets: [{ ...kind, values: of(kind.values) }, happened, ...others.map((facet) => ({ ...facet, values: of(facet.values) }))],
    numbers: [
      { key: "year", label: "Year", least: spread(found.dates) },
      ...all.numbers.filter(({ key }) => key !== "year").map((number) => ({ ...number, least: of(number.least), ...(number.most && { most: of(number.most) }) })),
    ],
    columns: [
      { key: "date", label: "Date", shown: true, cells: found.dates.map((date) => [piece(date)]) },
      { key: "event", label: "What happened", shown: true, cells: found.kinds.map((event, place) => [piece(found.events[event][1]), ...(found.notes[place] ? [piece(`, ${found.notes[place]}`)] : [])]) },
      ...all.columns.map((column) => ({ ...column, cells: of(column.cells) })),
    ],
    pieces,
  };
}

/**
 * Turn dates into years with fractions. Dates that name only a year, or only a month, are spread over it,
 * so that they neither pile up nor pretend to know more.
 * @param {string[]} dates
 */
export function spread(dates) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const date of dates) if (date.length < 10) counts.set(date, (counts.get(date) ?? 0) + 1);
  /** @type {Map<string, number>} */
  const seen = new Map();
  return dates.map((date) => {
    if (date.length === 10) return yearOf(date);
    const number = seen.get(date) ?? 0;
    seen.set(date, number + 1);
    return yearOf(date) + ((number + 0.5) / (counts.get(date) ?? 1) - 0.5) / (date.length === 4 ? 1 : 12);
  });
}

/**
 * Give where a timeline begins: the few dates long before the others share one strip before its first year.
 * @param {number[]} years
 * @returns {{first: number, last: number, places: number[]}} places: the years, those of the strip squeezed into it
 */
export function extent(years) {
  const sorted = [...years].sort((a, b) => a - b);
  const first = Math.floor(sorted[Math.floor(sorted.length * 0.04)] ?? 2000);
  const last = Math.floor(sorted.at(-1) ?? 2000) + 1;
  const oldest = sorted[0] ?? first;
  return { first, last, places: years.map((year) => (year < first ? first - STRIP + (STRIP * 0.96 * (year - oldest)) / (first - oldest) : year)) };
}

/** Width of that strip, in years. */
export const STRIP = 1.2;

/**
 * Gather rows in columns of pixels, lane by lane.
 * @param {number[]} rows
 * @param {(row: number) => number} across where a row stands in pixels
 * @param {(row: number) => number} laneOf
 * @param {number} width
 * @param {number} step
 * @returns {Map<number, number[]>[]} of each lane the rows of its columns
 */
export function stacks(rows, across, laneOf, width, step) {
  /** @type {Map<number, number[]>[]} */
  const lanes = [];
  for (const row of rows) {
    const x = across(row);
    if (!(x >= -step && x <= width + step)) continue;
    const lane = (lanes[laneOf(row)] ??= new Map());
    const column = Math.floor(x / step);
    const held = lane.get(column);
    if (held) held.push(row);
    else lane.set(column, [row]);
  }
  return lanes;
}

/**
 * Give the years that a zoom shows as the bounds of a filter: whole years, or months when one looks closely.
 * @param {number} from
 * @param {number} to
 * @param {number} first the first year that is drawn as such; a zoom that reaches before it is open
 * @returns {[number, number]}
 */
export function bounds(from, to, first = -Infinity) {
  if (from < first) return [-Infinity, to - from > 2.5 ? Math.floor(to - 0.02) : Math.round(to * 100 + 0.1) / 100];
  if (to - from > 2.5) return [Math.floor(from + 0.02), Math.floor(to - 0.02)];
  return [Math.round(from * 100) / 100, Math.round(to * 100 + 0.1) / 100];
}
