// The calculators against numbers worked by hand.
import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = /** @type {any} */ ({});
const { below, draws, quantile } = await import("../../docs/assets/calculate/normal.js");
const { MOST, agreement, alpha, kappa, observed, readMatrix, readRatings } = await import("../../docs/assets/calculate/agreement.js");
const { cost, energy, items } = await import("../../docs/assets/calculate/sums.js");
const { FieldError, calculators } = await import("../../docs/assets/calculate/calculators.js");
const { faultOf } = await import("../../docs/assets/calculate/page.js");
const { spent } = await import("../../docs/assets/calculate/route.js");

const CONSTANTS = { precisions: [["16-bit", 2], ["8-bit", 1.0625], ["4-bit", 0.6125]], cache_bytes: 2, overhead: 0.2, context: 2048, gib: 2 ** 30 };
const near = (got, want, off = 1e-6) => assert.ok(Math.abs(got - want) < off, `${got} is not ${want}`);
const first = (calculator) => Object.fromEntries(calculator.fields.map(({ key, value }) => [key, value]));

test("shares and quantiles of the normal distribution are those of printed tables", () => {
  near(below(0), 0.5);
  near(below(1.959964), 0.975);
  near(below(-1.644854), 0.05);
  assert.equal(below(9), 1);
  assert.equal(below(-9), 0);
  near(quantile(0.975), 1.959964);
  near(quantile(0.8), 0.841621);
});

test("draws are whole numbers below their bound, the same every time, and none is left out", () => {
  const [one, other] = [draws(7), draws(7)];
  const drawn = Array.from({ length: 2000 }, () => one(10));
  assert.deepEqual(drawn, Array.from({ length: 2000 }, () => other(10)));
  assert.deepEqual([...new Set(drawn)].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("a corpus costs its tokens times their prices", () => {
  // 50,000 x (250 x 1.3 + 75) = 50,000 x 400 = 20 million read; 50,000 x 60 = 3 million written; 20 x 3 + 3 x 15 = 105
  const found = cost({ documents: 50_000, words: 250, ratio: 1.3, prompt: 75, answer: 60, runs: 1, priceIn: 3, priceOut: 15 });
  near(found.read, 20e6, 1e-3);
  near(found.written, 3e6);
  near(found.price, 105);
  near(cost({ documents: 10, words: 100, ratio: 2, prompt: 0, answer: 50, runs: 3, priceIn: 1, priceOut: 2 }).price, (6000 * 1 + 1500 * 2) / 1e6);
});

test("electricity is power times devices times hours times PUE", () => {
  // 350 x 1 x 6 / 1000 = 2.1 kWh; x 1.3 = 2.73; x 250 g = 682.5 g
  const found = energy({ watts: 350, devices: 1, hours: 6, pue: 1.3, grid: 250 });
  near(found.kilowattHours, 2.73);
  near(found.kilograms, 0.6825);
});

test("items for a paired comparison follow from disagreement and difference", () => {
  // (1.959964 + 0.841621)^2 = 7.848880; x 0.24 / 0.0025 = 753.49, so 754; at 0.10: 188.37, so 189
  const plan = { paired: true, base: 0.7, difference: 0.05, apart: 0.24, power: 0.8, level: 0.05, comparisons: 1 };
  assert.equal(items(plan), 754);
  assert.equal(items({ ...plan, difference: 0.1 }), 189);
  // ten comparisons: z at 1 - 0.005 / 2 = 2.807034; (2.807034 + 0.841621)^2 = 13.312683; x 96 = 1278.02
  assert.equal(items({ ...plan, comparisons: 10 }), 1279);
});

test("items for separate groups follow from both variances", () => {
  // 0.7 x 0.3 + 0.75 x 0.25 = 0.3975; x 7.848880 / 0.0025 = 1247.97
  assert.equal(items({ paired: false, base: 0.7, difference: 0.05, apart: 0, power: 0.8, level: 0.05, comparisons: 1 }), 1248);
});

test("kappa and alpha are those worked by hand in the guide", () => {
  const found = agreement(readRatings(first(calculators.agreement(null)).table));
  // 17 of 20; C 14 and 15, A 3 and 3, N 3 and 2: (210 + 9 + 6) / 400 = 0.5625; (0.85 - 0.5625) / 0.4375 = 0.657143
  near(found.observed.value, 0.85);
  near(found.kappa.value, 0.657143);
  // alpha: labels C 29, A 6, N 5 of 40; expected (29 x 11 + 6 x 34 + 5 x 35) / (40 x 39) = 698 / 1560; observed 6 / 40; 1 - 0.15 x 1560 / 698 = 0.664756
  near(found.alpha.value, 0.664756);
  for (const one of [found.observed, found.kappa, found.alpha]) assert.ok(one.low < one.value && one.value < one.high);
  assert.deepEqual([found.items, found.raters, found.labels], [20, 2, 3]);
});

test("alpha counts missing labels as its author does", () => {
  // Krippendorff (2011), the nominal example of four observers and twelve units: 0.743
  const table = "1 1 - 1\n2 2 3 2\n3 3 3 3\n3 3 3 3\n2 2 2 2\n1 2 3 4\n4 4 4 4\n1 1 2 1\n2 2 2 2\n- 5 5 5\n- - 1 1\n- - 3 -";
  near(agreement(readRatings(table)).alpha.value, 0.743, 5e-4);
  assert.equal(agreement(readRatings(table)).kappa, null);
});

test("a confusion matrix is read as its items", () => {
  // 45 + 25 of 100 equal; rows 60 and 40, columns 60 and 40: expected 0.52; (0.70 - 0.52) / 0.48 = 0.375
  const found = agreement(readMatrix("45\t15\n15\t25"));
  near(found.kappa.value, 0.375);
  assert.equal(found.items, 100);
});

test("where only one label was used, nothing can be corrected for chance", () => {
  const found = agreement(readRatings("a,a\na,a"));
  assert.ok(Number.isNaN(found.kappa.value) && Number.isNaN(found.alpha.value) && Number.isNaN(found.alpha.low));
  assert.equal(found.observed.value, 1);
  const alone = [{ count: [1, 0], pair: null }];
  for (const measure of [observed, kappa, alpha]) assert.ok(Number.isNaN(measure(alone, [3])));
});

test("tables that cannot be read are refused in words", () => {
  assert.throws(() => readRatings("  \n"), /no item/);
  assert.throws(() => readRatings("a\nb"), /at least two raters/);
  assert.throws(() => readRatings("a b\na b c"), /Line 1 has 2 labels, others have 3/);
  assert.throws(() => readRatings("a b\n".repeat(MOST + 1)), /More than 5000/);
  assert.throws(() => readMatrix("1 2\n3 x"), /line 2 does not fit/);
  assert.throws(() => readMatrix("5"), /as many columns as rows/);
  assert.throws(() => readMatrix("5000 1\n1 1"), /More than 5000/);
  assert.deepEqual(readRatings("yes; no\n-;NA"), [["yes", "no"], [null, null]]);
});

test("every calculator shows its worked example at first", () => {
  const answers = Object.fromEntries(Object.entries(calculators).map(([name, make]) => {
    const calculator = make(CONSTANTS);
    return [name, calculator.answer(first(calculator)).map(([, much]) => much)];
  }));
  assert.deepEqual(answers, {
    // 8e9 x 2 = 16 GB; 2 x 32 x 8 x 128 x 8192 x 2 bytes = 1.07 GB; 3.2 GB; 20.27 GB are 18.9 GiB
    memory: ["16 GB", "1.1 GB", "3.2 GB", "20 GB", "24 GiB"],
    cost: ["20,000,000", "3,000,000", "105.00"],
    energy: ["2.73 kWh", "0.683 kg CO2eq"],
    sample: ["754"],
    agreement: ["20, 2, 3", "85.0 %", "0.66", "0.66"],
  });
});

test("what cannot be is said at its field", () => {
  const sample = calculators.sample(null);
  assert.throws(() => sample.answer({ ...first(sample), disagree: "3" }), FieldError);
  assert.throws(() => sample.answer({ ...first(sample), design: "apart", base: "98" }), /more than all cases/);
  assert.equal(sample.answer({ ...first(sample), design: "apart" })[0][1], "1,248");
  const raters = calculators.agreement(null);
  assert.throws(() => raters.answer({ form: "matrix", table: "a" }), FieldError);
  assert.equal(raters.answer({ form: "ratings", table: "a a\na a" })[2][1], "not defined");
  const memory = calculators.memory(CONSTANTS);
  assert.equal(memory.answer({ ...first(memory), parameters: "700B" })[4][1], "more than 192 GiB");
});

test("a field says what it wants", () => {
  const field = { key: "x", label: "X", value: "1", kind: "number", least: 1, most: 10 };
  assert.equal(faultOf(field, "5"), "");
  for (const [value, fault] of [["", "Write a number."], ["x", "Write a number."], ["0", "At least 1."], ["11", "At most 10."], ["1e999", "Write a number."]]) assert.equal(faultOf(field, value), fault);
  assert.equal(faultOf({ ...field, kind: "quantity" }, "8 apples"), "Write a number such as 8B or 350M.");
  assert.equal(faultOf({ ...field, kind: "text" }, "anything"), "");
});

test("time left is written in hours and minutes", () => {
  assert.deepEqual([0, 59, 60, 125].map(spent), ["0 min", "59 min", "1 h", "2 h 5 min"]);
});
