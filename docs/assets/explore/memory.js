// The memory that a model needs, computed once for the chooser and for the filter of the listings.

/**
 * @typedef {object} Constants what the formula takes besides facts of records, as llm4s/memory.py writes it
 * @property {[string, number][]} precisions name and bytes for a parameter, the most bytes first
 * @property {number} cache_bytes bytes of a number in the cache
 * @property {number} overhead share of the parameters' memory
 * @property {number} context tokens reckoned with where nobody says how many
 * @property {number} gib bytes in a GiB
 *
 * @typedef {object} Need in bytes
 * @property {number} weights
 * @property {number | null} cache null where it is not known; the whole then counts none
 * @property {number} overhead
 * @property {number} whole
 */

/**
 * Compute the memory of a checkpoint.
 * @param {Constants} constants
 * @param {number} parameters all of them, in a mixture of experts those of every expert
 * @param {number | null} kept numbers kept for a token, null where nobody knows
 * @param {number | null} window longest input in tokens
 * @param {number} bytes of a parameter
 * @param {number} [tokens]
 * @param {number} [requests] at the same time
 * @returns {Need}
 */
export function need(constants, parameters, kept, window, bytes, tokens = constants.context, requests = 1) {
  const weights = parameters * bytes;
  const cache = kept === null ? null : kept * Math.min(tokens, window ?? tokens) * requests * constants.cache_bytes;
  const overhead = weights * constants.overhead;
  return { weights, cache, overhead, whole: weights + (cache ?? 0) + overhead };
}

/**
 * Write bytes as gigabytes of 10^9 bytes, as exactly as they deserve.
 * @param {number} bytes
 */
export function gigabytes(bytes) {
  const number = bytes / 1e9;
  if (number === 0) return "0 GB";
  if (number < 1) return `${Number(number.toPrecision(2))} GB`;
  return `${number < 10 ? number.toFixed(1) : Math.round(number).toLocaleString("en")} GB`;
}
