// The normal distribution, and random draws that are the same for everybody.

/**
 * Share of a standard normal distribution below x, by the series x + x^3/3 + x^5/(3*5) + ...
 * @param {number} x
 */
export function below(x) {
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/**
 * The number that a share of a standard normal distribution lies below, by halving.
 * @param {number} share
 */
export function quantile(share) {
  let low = -8;
  let high = 8;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Give whole numbers below a bound from a fixed start (a linear congruential generator modulo 2^32; its high bits are used).
 * @param {number} seed
 */
export function draws(seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
