// What each calculator asks and tells.
import { parseQuantity } from "../explore/dom.js";
import { gigabytes, need } from "../explore/memory.js";
import { agreement, readMatrix, readRatings } from "./agreement.js";
import { cost, energy, items } from "./sums.js";

/**
 * @typedef {object} Field
 * @property {string} key
 * @property {string} label
 * @property {string} value at first
 * @property {"number" | "quantity" | "choice" | "text"} kind
 * @property {number} [least]
 * @property {number} [most]
 * @property {[string, string][]} [options] value and words
 * @property {(values: Record<string, string>) => boolean} [only] whether it is asked at all
 *
 * @typedef {[string, string, string?]} Line what, how much, and how sure
 * @typedef {{fields: Field[], answer: (values: Record<string, string>) => Line[]}} Calculator
 */

/** Said of a field that cannot be used. */
export class FieldError extends Error {
  /**
   * @param {string} key
   * @param {string} message
   */
  constructor(key, message) {
    super(message);
    this.key = key;
  }
}

const CARDS = [8, 12, 16, 24, 32, 48, 80, 96, 141, 192];
const whole = (/** @type {number} */ number) => Math.round(number).toLocaleString("en");
const digits = (/** @type {number} */ number) => (number >= 1000 ? whole(number) : String(Number(number.toPrecision(3))));

/**
 * @param {string} key
 * @param {string} label
 * @param {string} value
 * @param {number} [least]
 * @param {number} [most]
 * @returns {Field}
 */
const number = (key, label, value, least = 0, most = 1e15) => ({ key, label, value, least, most, kind: "number" });

/**
 * @param {any} data what the page hands over
 * @returns {Calculator}
 */
function memory(data) {
  /** @type {import("../explore/memory.js").Constants} */
  const constants = data;
  return {
    fields: [
      { key: "parameters", label: "Parameters, such as 8B", value: "8B", kind: "quantity", least: 1, most: 1e14 },
      { key: "precision", label: "Precision", value: "16-bit", kind: "choice", options: constants.precisions.map(([name]) => [name, name]) },
      number("layers", "Layers", "32", 0, 1e4),
      number("heads", "Key-value heads in a layer", "8", 0, 1e4),
      number("size", "Size of a head", "128", 0, 1e5),
      number("tokens", "Tokens of context", "8192", 0, 1e8),
      number("requests", "Requests at the same time", "1", 1, 1e5),
    ],
    answer(values) {
      const bytes = constants.precisions.find(([name]) => name === values.precision)?.[1] ?? NaN;
      const kept = 2 * Number(values.layers) * Number(values.heads) * Number(values.size);
      const found = need(constants, parseQuantity(values.parameters), kept, null, bytes, Number(values.tokens), Number(values.requests));
      const card = CARDS.find((size) => size * constants.gib >= found.whole);
      return [
        ["Weights", gigabytes(found.weights)],
        ["Cache of keys and values", gigabytes(found.cache ?? 0)],
        ["Overhead", gigabytes(found.overhead)],
        ["All in all", gigabytes(found.whole)],
        ["Smallest common card or sum of cards", card ? `${card} GiB` : `more than ${CARDS[CARDS.length - 1]} GiB`],
      ];
    },
  };
}

/** @returns {Calculator} */
const costs = () => ({
  fields: [
    number("documents", "Documents", "50000", 1),
    number("words", "Words in a document", "250"),
    number("ratio", "Tokens for a word", "1.3", 0.1, 100),
    number("prompt", "Tokens of instructions with each document", "75"),
    number("answer", "Tokens of the answer, thinking included", "60"),
    number("runs", "Runs", "1", 1, 1e6),
    number("in", "Price of a million tokens read", "3"),
    number("out", "Price of a million tokens written", "15"),
  ],
  answer(values) {
    const [documents, words, ratio, prompt, answer, runs, priceIn, priceOut] = ["documents", "words", "ratio", "prompt", "answer", "runs", "in", "out"].map((key) => Number(values[key]));
    const found = cost({ documents, words, ratio, prompt, answer, runs, priceIn, priceOut });
    return [
      ["Tokens read", whole(found.read)],
      ["Tokens written", whole(found.written)],
      ["Price, in the currency of the prices", found.price.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })],
    ];
  },
});

/** @returns {Calculator} */
const electricity = () => ({
  fields: [
    number("watts", "Watts of a device, measured", "350"),
    number("devices", "Devices", "1", 1, 1e7),
    number("hours", "Hours", "6"),
    number("pue", "PUE of the computing centre", "1.3", 1, 10),
    number("grid", "Grams of CO2eq for a kilowatt-hour", "250", 0, 5000),
  ],
  answer(values) {
    const [watts, devices, hours, pue, grid] = ["watts", "devices", "hours", "pue", "grid"].map((key) => Number(values[key]));
    const found = energy({ watts, devices, hours, pue, grid });
    return [
      ["Electricity", `${digits(found.kilowattHours)} kWh`],
      ["Emissions", `${digits(found.kilograms)} kg CO2eq`],
    ];
  },
});

/** @returns {Calculator} */
const sample = () => {
  const paired = (/** @type {Record<string, string>} */ values) => values.design === "paired";
  return {
    fields: [
      { key: "design", label: "Items", value: "paired", kind: "choice", options: [["paired", "the same for both models (paired, McNemar)"], ["apart", "different ones for each model"]] },
      number("difference", "Difference to be found, in points", "5", 0.01, 99),
      { ...number("disagree", "Items on which the models differ, in per cent", "24", 0.01, 100), only: paired },
      { ...number("base", "Accuracy of the first model, in per cent", "70", 0, 100), only: (values) => !paired(values) },
      number("power", "Power, in per cent", "80", 1, 99.9),
      number("level", "Level of the two-sided test, in per cent", "5", 0.001, 50),
      number("comparisons", "Comparisons", "1", 1, 1e6),
    ],
    answer(values) {
      const [difference, disagree, base, power, level, comparisons] = ["difference", "disagree", "base", "power", "level", "comparisons"].map((key) => Number(values[key]));
      if (paired(values) && disagree < difference) throw new FieldError("disagree", "Models that differ on fewer items than this cannot differ so much in accuracy.");
      if (!paired(values) && base + difference > 100) throw new FieldError("difference", "The second model would be right in more than all cases.");
      const plan = { paired: paired(values), base: base / 100, difference: difference / 100, apart: disagree / 100, power: power / 100, level: level / 100, comparisons };
      return [[paired(values) ? "Items, answered by both models" : "Items for each model", whole(items(plan))]];
    },
  };
};

const RATINGS = "C C\nC C\nC C\nA A\nA C\nC C\nC C\nC C\nN N\nN N\nC C\nC C\nA A\nC C\nC C\nC C\nN C\nC C\nC C\nC A";

/** @returns {Calculator} */
const raters = () => ({
  fields: [
    { key: "form", label: "What is pasted", value: "ratings", kind: "choice", options: [["ratings", "a line for each item, a column for each rater"], ["matrix", "a confusion matrix of two raters"]] },
    { key: "table", label: "Table; - stands for a missing label", value: RATINGS, kind: "text" },
  ],
  answer(values) {
    const found = agreement(read(values));
    const lines = /** @type {Line[]} */ ([
      ["Items, raters, labels in use", `${found.items}, ${found.raters}, ${found.labels}`],
      ["Agreement of pairs", ...percent(found.observed)],
    ]);
    if (found.kappa) lines.push(["Cohen's kappa", ...worded(found.kappa)]);
    return [...lines, ["Krippendorff's alpha, nominal", ...worded(found.alpha)]];
  },
});

/** @param {Record<string, string>} values */
function read(values) {
  try {
    return values.form === "matrix" ? readMatrix(values.table) : readRatings(values.table);
  } catch (fault) {
    throw new FieldError("table", /** @type {Error} */ (fault).message);
  }
}

/**
 * @param {import("./agreement.js").Interval} interval
 * @returns {[string, string?]}
 */
const worded = ({ value, low, high }) => (Number.isNaN(value) ? ["not defined"] : [value.toFixed(2), `95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}`]);

/**
 * @param {import("./agreement.js").Interval} interval
 * @returns {[string, string?]}
 */
const percent = ({ value, low, high }) => (Number.isNaN(value) ? ["not defined"] : [`${(100 * value).toFixed(1)} %`, `95 % interval ${(100 * low).toFixed(0)} to ${(100 * high).toFixed(0)} %`]);

/** @type {Record<string, (data: any) => Calculator>} */
export const calculators = { memory, cost: costs, energy: electricity, sample, agreement: raters };
