// Agreement between raters on nominal labels: the share of equal pairs, Cohen's kappa, Krippendorff's alpha, intervals over items.
import { draws } from "./normal.js";

/** @typedef {(string | null)[][]} Items one row for each item, one label for each rater, null where it is missing */
/** @typedef {{value: number, low: number, high: number}} Interval NaN where not defined */

export const MOST = 5000;
const DRAWS = 1000;
const MISSING = new Set(["", "-", ".", "na", "n/a", "none", "null", "?"]);

/**
 * Read a table of ratings: a row for each item, a column for each rater, between them tabs, semicolons, commas or blanks.
 * @param {string} text
 * @returns {Items}
 */
export function readRatings(text) {
  const rows = lines(text).map((line) => cells(line).map((cell) => (MISSING.has(cell.toLowerCase()) ? null : cell)));
  const raters = Math.max(0, ...rows.map((row) => row.length));
  if (raters < 2) throw new Error("Each line needs the labels of at least two raters.");
  const short = rows.findIndex((row) => row.length !== raters);
  if (short >= 0) throw new Error(`Line ${short + 1} has ${rows[short].length} labels, others have ${raters}; write - for a missing one.`);
  return rows;
}

/**
 * Read a confusion matrix, rows for one rater and columns for the other, as the items behind it.
 * @param {string} text
 * @returns {Items}
 */
export function readMatrix(text) {
  const rows = lines(text).map((line) => cells(line).map(Number));
  const bad = rows.findIndex((row) => row.length !== rows.length || row.some((count) => !Number.isInteger(count) || count < 0));
  if (rows.length < 2 || bad >= 0) throw new Error(`A confusion matrix has as many columns as rows and holds whole numbers${bad >= 0 ? `; line ${bad + 1} does not fit` : ""}.`);
  if (rows.flat().reduce((sum, count) => sum + count, 0) > MOST) throw new Error(`More than ${MOST} items.`);
  return rows.flatMap((row, i) => row.flatMap((count, j) => Array.from({ length: count }, () => [String(i + 1), String(j + 1)])));
}

/** @param {string} text */
function lines(text) {
  const found = text.split(/\r?\n/).filter((line) => line.trim());
  if (!found.length) throw new Error("There is no item.");
  if (found.length > MOST) throw new Error(`More than ${MOST} items.`);
  return found;
}

/** @param {string} line */
function cells(line) {
  const mark = ["\t", ";", ","].find((one) => line.includes(one));
  return (mark ? line.split(mark) : line.trim().split(/ +/)).map((cell) => cell.trim());
}

/**
 * Compute all measures. Items with the same labels count as one pattern with a weight, so that thousands of them stay quick.
 * @param {Items} items
 */
export function agreement(items) {
  const raters = items[0].length;
  const labels = [...new Set(items.flat().filter((label) => label !== null))];
  const number = new Map(labels.map((label, place) => [label, place]));
  /** @type {Map<string, number>} */
  const known = new Map();
  /** @type {Pattern[]} */
  const patterns = [];
  const of = items.map((row) => {
    const key = JSON.stringify(row);
    let place = known.get(key);
    if (place === undefined) {
      place = patterns.length;
      known.set(key, place);
      const count = new Array(labels.length).fill(0);
      for (const label of row) if (label !== null) count[/** @type {number} */ (number.get(label))]++;
      const [a, b] = row.map((label) => number.get(label ?? ""));
      patterns.push({ count, pair: raters === 2 && row[0] !== null && row[1] !== null ? [a ?? 0, b ?? 0] : null });
    }
    return place;
  });
  const draw = draws(20261121);
  const drawn = Array.from({ length: DRAWS }, () => weigh(patterns.length, of, () => draw(of.length)));
  const all = weigh(patterns.length, of, (place) => place);
  const across = (/** @type {(patterns: Pattern[], weights: number[]) => number} */ measure) => interval(measure(patterns, all), drawn.map((weights) => measure(patterns, weights)));
  return { items: items.length, raters, labels: labels.length, observed: across(observed), kappa: raters === 2 ? across(kappa) : null, alpha: across(alpha) };
}

/** @typedef {{count: number[], pair: [number, number] | null}} Pattern how often each label was given, and by whom where there are two raters */

/**
 * Count how often each pattern is met.
 * @param {number} size
 * @param {number[]} of pattern of each item
 * @param {(place: number) => number} pick
 */
function weigh(size, of, pick) {
  const weights = new Array(size).fill(0);
  for (let place = 0; place < of.length; place++) weights[of[pick(place)]]++;
  return weights;
}

/**
 * Share of pairs of labels of the same item that are equal.
 * @param {Pattern[]} patterns
 * @param {number[]} weights
 */
export function observed(patterns, weights) {
  let equal = 0;
  let pairs = 0;
  for (const [place, { count }] of patterns.entries()) {
    const made = total(count);
    pairs += weights[place] * made * (made - 1);
    for (const one of count) equal += weights[place] * one * (one - 1);
  }
  return equal / pairs;
}

/**
 * Items that one of the two raters left out count for neither.
 * @param {Pattern[]} patterns
 * @param {number[]} weights
 */
export function kappa(patterns, weights) {
  const first = patterns[0].count.map(() => 0);
  const second = [...first];
  let [equal, made] = [0, 0];
  for (const [place, { pair }] of patterns.entries()) {
    if (!pair) continue;
    made += weights[place];
    first[pair[0]] += weights[place];
    second[pair[1]] += weights[place];
    if (pair[0] === pair[1]) equal += weights[place];
  }
  const expected = first.reduce((sum, count, label) => sum + count * second[label], 0) / made ** 2;
  return expected === 1 ? NaN : (equal / made - expected) / (1 - expected);
}

/**
 * 1 - observed over expected disagreement; items with fewer than two labels say nothing.
 * @param {Pattern[]} patterns
 * @param {number[]} weights
 */
export function alpha(patterns, weights) {
  const sums = patterns[0].count.map(() => 0);
  let [all, apart] = [0, 0];
  for (const [place, { count }] of patterns.entries()) {
    const made = total(count);
    if (made < 2 || !weights[place]) continue;
    all += weights[place] * made;
    for (const [label, one] of count.entries()) {
      sums[label] += weights[place] * one;
      apart += (weights[place] * one * (made - one)) / (made - 1);
    }
  }
  const expected = sums.reduce((sum, one) => sum + one * (all - one), 0) / (all - 1);
  return expected === 0 ? NaN : 1 - apart / expected;
}

/** @param {number[]} count */
const total = (count) => count.reduce((sum, one) => sum + one, 0);

/**
 * A value with the middle 95 % of what it is when items are drawn with replacement; draws that give no value are left out.
 * @param {number} value
 * @param {number[]} drawn
 * @returns {Interval}
 */
function interval(value, drawn) {
  const found = drawn.filter((one) => !Number.isNaN(one)).sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => found[Math.min(found.length - 1, Math.floor(share * found.length))] ?? NaN;
  return { value, low: at(0.025), high: at(0.975) };
}
