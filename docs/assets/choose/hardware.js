// Whether a model fits into the memory that is there: the largest checkpoint that does, at the most bits it can have.
import { gigabytes, need } from "../explore/memory.js";

/** @typedef {import("./rules.js").Data} Data */
/** @typedef {import("./rules.js").Model} Model */
/** @typedef {import("./rules.js").Choice} Choice */
/** @typedef {import("./rules.js").Reason} Reason */
/** @typedef {{label: string, precision: string, need: import("../explore/memory.js").Need}} Fit */

const TOO_LARGE = "It needs more memory than there is.";
const UNKNOWN_CACHE = "cache not known";
const NO_CACHE = "what its cache depends on is not on record, so the memory for its context cannot be computed";

/**
 * @param {Data} data
 * @param {Model} model
 * @param {number} memory in GiB
 * @param {Choice} choice
 * @returns {Generator<Reason>}
 */
export function* memoryReasons(data, model, memory, choice) {
  const at = { step: "hardware", path: `models/${model.id}/#memory` };
  if (typeof model.sizes === "string" || model.sizes.length === 0) {
    const gap = typeof model.sizes === "string" ? model.sizes.replace(/-/g, " ") : "";
    const fact = gap ? `Sizes: ${gap}` : "Sizes: none counts all parameters";
    const why = gap ? `its number of parameters is ${gap}` : "its record counts only a part of its parameters";
    yield { ...at, verdict: "unknown", text: `How much memory it needs cannot be computed: ${why}.`, rule: "hardware: sizes", fact, path: `models/${model.id}/#facts` };
    return;
  }
  const room = memory * data.memory.gib;
  const all = fits(data, model.sizes, typeof model.window === "number" ? model.window : null, choice);
  const inside = all.filter((one) => one.need.whole <= room);
  const known = inside.filter((one) => one.need.cache !== null);
  const best = known[0] ?? inside[0];
  if (!best) {
    const least = all.reduce((a, b) => (b.need.whole < a.need.whole ? b : a));
    const more = least.need.cache === null ? " and its cache" : "";
    yield { ...at, verdict: "excluded", text: `At the least, ${least.label} at ${least.precision}, it needs ${gigabytes(least.need.whole)}${more}; there are ${gigabytes(room)}.`, rule: `hardware: ${TOO_LARGE}`, fact: `Memory: ${sum(least)}` };
    return;
  }
  if (!known.length) {
    yield { ...at, verdict: "unknown", text: `${best.label} at ${best.precision} needs at least ${gigabytes(best.need.whole)} of ${gigabytes(room)}; ${NO_CACHE}.`, rule: "hardware: cache", fact: `Memory: ${sum(best)}` };
    return;
  }
  yield { ...at, verdict: "for", text: `${best.label} fits at ${best.precision}: ${gigabytes(best.need.whole)} of ${gigabytes(room)}.`, rule: "hardware: fits", fact: `Memory: ${sum(best)}` };
  const most = data.memory.precisions[0][0];
  if (!choice.precision && !inside.some(({ precision }) => precision === most))
    yield { ...at, verdict: "against", text: `Nothing of it fits at ${most}; fewer bits can cost quality.`, rule: "hardware: bits", fact: `Memory: ${sum(best)}` };
}

/**
 * Give all checkpoints at all precisions that may be used, the largest checkpoint and the most bits first.
 * @param {Data} data
 * @param {[string, string, number, number | null][]} sizes
 * @param {number | null} window
 * @param {Choice} choice
 * @returns {Fit[]}
 */
function fits({ memory }, sizes, window, choice) {
  const precisions = memory.precisions.filter(([name]) => !choice.precision || name === choice.precision);
  return [...sizes]
    .sort((a, b) => b[2] - a[2])
    .flatMap(([name, size, parameters, kept]) => precisions.map(([precision, bytes]) => ({ label: name && !name.includes(size) ? `${name} ${size}` : name || size, precision, need: need(memory, parameters, kept, window, bytes, choice.context || undefined, choice.requests || 1) })));
}

/** @param {Fit} fit */
function sum({ need: { weights, cache, overhead } }) {
  const kept = cache === null ? `; ${UNKNOWN_CACHE}` : cache ? ` + cache ${gigabytes(cache)}` : ", no cache";
  return `weights ${gigabytes(weights)} + overhead ${gigabytes(overhead)}${kept}`;
}
