// Tokens, money, electricity and numbers of items: the arithmetic of the calculators, without a page.
import { quantile } from "./normal.js";

/**
 * Tokens and price of sending a corpus through a model; prices for a million tokens.
 * @param {{documents: number, words: number, ratio: number, prompt: number, answer: number, runs: number, priceIn: number, priceOut: number}} corpus
 */
export function cost({ documents, words, ratio, prompt, answer, runs, priceIn, priceOut }) {
  const read = documents * runs * (words * ratio + prompt);
  const written = documents * runs * answer;
  return { read, written, price: (read * priceIn + written * priceOut) / 1e6 };
}

/**
 * Kilowatt-hours and kilograms of CO2 equivalent.
 * @param {{watts: number, devices: number, hours: number, pue: number, grid: number}} job grid in grams for a kilowatt-hour
 */
export function energy({ watts, devices, hours, pue, grid }) {
  const kilowattHours = ((watts * devices * hours) / 1000) * pue;
  return { kilowattHours, kilograms: (kilowattHours * grid) / 1000 };
}

/**
 * Items needed to tell two models apart; all shares between 0 and 1.
 * @param {{paired: boolean, base: number, difference: number, apart: number, power: number, level: number, comparisons: number}} plan
 * base: accuracy of one model; apart: share of items on which both differ (paired only); level: of the two-sided test
 * @returns {number} items, for each model where the items are not the same
 */
export function items({ paired, base, difference, apart, power, level, comparisons }) {
  const spread = (quantile(1 - level / comparisons / 2) + quantile(power)) ** 2;
  const other = base + difference;
  const variance = paired ? apart : base * (1 - base) + other * (1 - other);
  return Math.ceil((spread * variance) / difference ** 2 - 1e-9);
}
