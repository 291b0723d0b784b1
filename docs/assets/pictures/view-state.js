// What a reader chose on the page of the lineage, and how it stands in the address.

/** @typedef {import("./graph.js").Graph} Graph */
/** The middle of the picture as shares of the whole, and how far in: the same spot in a window of another size. @typedef {[number, number, number]} Spot */
/**
 * @typedef {object} View
 * @property {number} record place of the chosen record, -1 for none
 * @property {number} steps how far around it, 0 for the whole graph
 * @property {Set<string>} kinds
 * @property {Set<string>} domains
 * @property {Set<string>} without relations that are left out
 * @property {Spot | null} at what the reader moved or zoomed to, null where the picture chose
 */

export const STEPS = [1, 2, 3, 4];
/** Smallest and largest zoom. @type {[number, number]} */
export const SCALE = [0.02, 4];

/** @returns {View} */
export const whole = () => ({ record: -1, steps: 0, kinds: new Set(), domains: new Set(), without: new Set(), at: null });

/**
 * Read a view from an address; what the graph does not know is passed over.
 * @param {Graph} graph
 * @param {URLSearchParams} query
 * @returns {View}
 */
export function parse({ data, place }, query) {
  const record = place.get(query.get("record") ?? "") ?? -1;
  const steps = Number(query.get("steps"));
  /** @type {(key: string, words: string[]) => Set<string>} */
  const chosen = (key, words) => new Set(query.getAll(key).filter((word) => words.includes(word)));
  return {
    record,
    steps: record >= 0 && STEPS.includes(steps) ? steps : 0,
    kinds: chosen("kind", data.kinds.map(([plural]) => plural)),
    domains: chosen("domain", data.domains.map(([word]) => word)),
    without: chosen("without", data.relations.map(([key]) => key)),
    at: spot(query.get("at")),
  };
}

/**
 * Write a view as the query of an address, "" for the whole graph.
 * @param {Graph} graph
 * @param {View} view
 */
export function write({ data }, view) {
  const query = new URLSearchParams();
  if (view.record >= 0) query.set("record", data.paths[view.record]);
  if (view.record >= 0 && view.steps) query.set("steps", String(view.steps));
  for (const word of view.kinds) query.append("kind", word);
  for (const word of view.domains) query.append("domain", word);
  for (const word of view.without) query.append("without", word);
  if (view.at) query.set("at", view.at.map((number) => String(Number(number.toFixed(3)))).join("~"));
  const text = query.toString().replaceAll("%2F", "/").replaceAll("%7E", "~");
  return text ? `?${text}` : "";
}

/**
 * @param {string | null} text
 * @returns {Spot | null}
 */
function spot(text) {
  const [x, y, k, ...more] = (text ?? "").split("~").map((part) => (part.trim() ? Number(part) : NaN));
  const sound = !more.length && x >= -1 && x <= 2 && y >= -1 && y <= 2 && k >= SCALE[0] && k <= SCALE[1];
  return sound ? [x, y, k] : null;
}
