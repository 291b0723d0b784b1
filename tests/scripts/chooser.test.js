import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

globalThis.document = /** @type {any} */ ({});
const { gigabytes, need } = await import("../../docs/assets/explore/memory.js");
const { answer, reasonsFor, score } = await import("../../docs/assets/choose/rules.js");
const { UNDONE, asked, decided, none, parse, words, write } = await import("../../docs/assets/choose/choice.js");

const MEMORY = { precisions: [["16-bit", 2], ["8-bit", 1.0625], ["4-bit", 0.6125]], cache_bytes: 2, overhead: 0.2, context: 2048, gib: 2 ** 30 };
const data = () => ({
  always: [["access", ["closed"], "excluded", "Never given out."], ["access", ["open", "api"], "neutral", ""], ["status", ["old"], "against", "There is something newer."], ["status", ["active"], "neutral", ""]],
  matching: {
    domain: { carried: { verdict: "for", reason: "Made for it." }, broader: { verdict: "against", reason: "Broader." }, general: { verdict: "against", reason: "For none.", words: ["general"] }, other: { verdict: "excluded", reason: "For others." } },
    task: { carried: { verdict: "for", reason: "Does it." }, broader: { verdict: "neutral", reason: "Broader." }, general: { verdict: "against", reason: "Any.", words: [] }, other: { verdict: "excluded", reason: "Does others." } },
  },
  steps: {
    data: { title: "Data", question: "?", options: [{ id: "public", name: "Public", description: "", rules: [] }, { id: "inside", name: "Inside", description: "", rules: [["access", ["open"], "for", "Stays here."], ["access", ["api"], "excluded", "Leaves."], ["access", ["closed"], "neutral", ""]] }] },
    hardware: { title: "Hardware", question: "?", options: [["none", 0], ["card-8", 8], ["card-24", 24]].map(([id, memory]) => ({ id, name: id, description: "", memory, rules: [["access", ["open"], "memory", ""], ["access", ["api"], "for", "Needs none."], ["access", ["closed"], "neutral", ""]] })) },
    licence: { title: "Licence", question: "?", options: [{ id: "sell", name: "Sell", description: "", rules: [["commercial_use", ["yes"], "for", "Allowed."], ["commercial_use", ["conditional"], "against", "Conditions."], ["commercial_use", ["no"], "excluded", "Forbidden."], ["commercial_use", ["unclear"], "unknown", "Left open."]] }] },
  },
  contexts: [512, 2048, 8192],
  memory: MEMORY,
  words: { domain: [["general", "General", 0, ""], ["biology", "Biology", 0, ""], ["proteins", "Proteins", 1, "biology"], ["physics", "Physics", 0, ""]], task: [["write", "Write", 0, ""], ["sort", "Sort", 0, ""]] },
  facts: { access: ["Access", { open: "Open", api: "Interface", closed: "Closed" }], status: ["Status", { active: "Active", old: "Old" }], commercial_use: ["Commercial use", { yes: "Yes", no: "No", conditional: "Conditions", unclear: "Unclear" }], derivatives: ["Derivatives", {}] },
  licences: { "licences/mit": "MIT" },
  models: [],
});
const model = (changes = {}) => ({ id: "m", name: "M", short: "", year: 2023, domains: ["proteins"], tasks: ["write"], access: "open", status: "active", window: 2048, sizes: [["", "7B", 7e9, 262144]], commercial_use: ["yes", "licences/mit"], derivatives: ["yes", "licences/mit"], ...changes });
const choose = (changes) => ({ ...none(), ...changes });
const told = (changes, choice) => reasonsFor(data(), model(changes), choose(choice)).map(({ verdict, text, fact }) => `${verdict}: ${text} [${fact}]`);
const verdict = (changes, choice) => {
  const found = answer({ ...data(), models: [model(changes)] }, choose(choice));
  return found.fit.length ? "fit" : found.unsure.length ? "unsure" : "excluded";
};

test("memory is computed as the catalogue computes it", () => {
  for (const { parameters, kept, window, precision, tokens, ...want } of JSON.parse(readFileSync(new URL("./memory.json", import.meta.url), "utf8"))) {
    const count = Number(parameters.slice(0, -1)) * { M: 1e6, B: 1e9 }[parameters.at(-1)];
    const got = need(MEMORY, count, kept, window, MEMORY.precisions.find(([name]) => name === precision)[1], tokens);
    for (const key of ["weights", "whole"]) assert.ok(Math.abs(got[key] / 1e9 - want[key]) < 1e-6, `${parameters} ${key}`);
    assert.equal(got.cache === null, want.cache === null);
    if (got.cache !== null) assert.ok(Math.abs(got.cache / 1e9 - want.cache) < 1e-6);
  }
});

test("the cache grows with the requests, the weights do not", () => {
  const one = need(MEMORY, 7e9, 262144, null, 2, 2048);
  const four = need(MEMORY, 7e9, 262144, null, 2, 2048, 4);
  assert.equal(four.cache, 4 * /** @type {number} */ (one.cache));
  assert.equal(four.weights, one.weights);
});

test("bytes are written as exactly as they deserve", () => {
  assert.deepEqual([0, 54e6, 9.96e8, 4.94e9, 26e9, 1.625e12].map(gigabytes), ["0 GB", "0.054 GB", "1 GB", "4.9 GB", "26 GB", "1,625 GB"]);
});

test("a word counts for what it includes, what includes it, all, or nothing", () => {
  assert.deepEqual(told({}, { domain: "biology" }), ["for: Made for it. [Domains: Proteins]"]);
  assert.deepEqual(told({ domains: ["biology"] }, { domain: "proteins" }), ["against: Broader. [Domains: Biology]"]);
  assert.deepEqual(told({ domains: ["general"] }, { domain: "proteins" }), ["against: For none. [Domains: General]"]);
  assert.deepEqual(told({ domains: ["physics", "general"] }, { domain: "physics" }), ["for: Made for it. [Domains: Physics, General]"]);
  assert.deepEqual(told({ domains: ["physics"] }, { domain: "biology" }), ["excluded: For others. [Domains: Physics]"]);
  assert.deepEqual(told({ domains: [] }, { domain: "biology" }), ["unknown: Its record names no field. [Domains: none]"]);
  assert.deepEqual(told({ tasks: ["sort"] }, { task: "write" }), ["excluded: Does others. [Tasks: Sort]"]);
});

test("an unknown fact excludes nothing and includes nothing, in whatever rule it is asked for", () => {
  for (const [changes, choice] of [
    [{ access: "unknown" }, { data: "inside" }],
    [{ access: "unknown" }, { hardware: "card-8" }],
    [{ status: "unknown" }, {}],
    [{ commercial_use: ["unknown", ""] }, { licence: "sell" }],
    [{ commercial_use: ["unclear", "licences/mit"] }, { licence: "sell" }],
    [{ domains: [] }, { domain: "biology" }],
    [{ tasks: [] }, { task: "write" }],
    [{ sizes: "undisclosed" }, { hardware: "card-8" }],
    [{ sizes: [] }, { hardware: "none" }],
    [{ sizes: [["", "7B", 7e9, null]] }, { hardware: "card-8" }],
    [{ window: "unknown" }, { context: 512 }],
  ]) {
    assert.equal(verdict(changes, choice), "unsure", JSON.stringify([changes, choice]));
    const reasons = reasonsFor(data(), model(changes), choose(choice)).filter((reason) => reason.verdict === "unknown");
    assert.ok(reasons.length >= 1 && reasons.every(({ fact, path }) => fact.includes(":") && /^(models\/m\/|licences\/mit\/)/.test(path)));
  }
});

test("a reason names its fact and the licence it stands in", () => {
  assert.deepEqual(told({}, { licence: "sell" }), ["for: Allowed. [Commercial use: Yes (MIT)]"]);
  assert.equal(reasonsFor(data(), model(), choose({ licence: "sell" }))[0].path, "licences/mit/");
  assert.deepEqual(told({ commercial_use: ["unknown", ""] }, { licence: "sell" }), ["unknown: Commercial use is not known. [Commercial use: unknown, no licence on record]"]);
});

test("the largest checkpoint that fits is named, at the most bits it can have", () => {
  const sizes = [["", "7B", 7e9, 262144], ["", "13B", 13e9, 409600], ["Huge", "70B", 70e9, 163840]];
  assert.match(told({ sizes }, { hardware: "card-24" })[0], /^for: 13B fits at 8-bit: 18 GB of 26 GB\. \[Memory: weights 14 GB \+ overhead 2\.8 GB \+ cache 1\.7 GB\]/);
  assert.equal(told({ sizes }, { hardware: "card-24" }).length, 1);
  assert.match(told({ sizes }, { hardware: "card-24", precision: "16-bit" })[0], /^for: 7B fits at 16-bit/);
  assert.match(told({ sizes }, { hardware: "card-8" })[1], /^against: Nothing of it fits at 16-bit/);
  assert.equal(told({ sizes }, { hardware: "card-8", precision: "4-bit" }).length, 1);
});

test("what does not fit says how much the least would need", () => {
  assert.match(told({ sizes: [["", "70B", 70e9, 163840]] }, { hardware: "card-8" })[0], /^excluded: At the least, 70B at 4-bit, it needs 52 GB; there are 8\.6 GB\./);
  assert.match(told({ sizes: [["Huge", "671B", 671e9, null]] }, { hardware: "card-24" })[0], /^excluded: At the least, Huge 671B at 4-bit, it needs 493 GB and its cache;/);
  assert.equal(verdict({}, { hardware: "none" }), "excluded");
  assert.equal(verdict({ access: "api", sizes: "undisclosed" }, { hardware: "none" }), "fit");
});

test("where the cache is not known, that is said", () => {
  assert.match(told({ sizes: [["", "1B", 1e9, null]] }, { hardware: "card-24" })[0], /^unknown: 1B at 16-bit needs at least 2\.4 GB of 26 GB; .* cannot be computed\. \[Memory: weights 2\.0 GB \+ overhead 0\.4 GB; cache not known\]$/);
  assert.match(told({ sizes: [["", "1B", 1e9, 0]] }, { hardware: "card-24" })[0], /^for: .*, no cache\]/);
  // one checkpoint with a known cache fits: then that one is named, not a larger one of which nothing is known
  assert.match(told({ sizes: [["", "1B", 1e9, 1000], ["", "7B", 7e9, null]] }, { hardware: "card-24" })[0], /^for: 1B fits/);
});

test("context and requests count, and a short window excludes", () => {
  assert.equal(verdict({ window: 2048 }, { context: 8192 }), "excluded");
  assert.equal(verdict({ window: 8192 }, { context: 8192 }), "fit");
  const small = { sizes: [["", "7B", 7e9, 262144]], window: 8192 };
  assert.equal(verdict(small, { hardware: "card-24" }), "fit");
  assert.match(told(small, { hardware: "card-24", context: 8192, requests: 4 })[0], /4-bit|8-bit/);
  assert.equal(verdict(small, { hardware: "card-24", context: 8192, requests: 100 }), "excluded");
});

test("answers are ranked by reasons, then by year, then by name", () => {
  const models = [model({ id: "a", name: "A", year: 2020 }), model({ id: "b", name: "B", year: null }), model({ id: "c", name: "C", year: 2024 }), model({ id: "d", name: "D", domains: ["general"], year: 2025 }), model({ id: "e", name: "E", status: "old", year: 2025 }), model({ id: "z", name: "AA", year: 2020 })];
  const found = answer({ ...data(), models }, choose({ domain: "proteins" }));
  assert.deepEqual(found.fit.map(({ model: { id } }) => id), ["c", "a", "z", "b", "e", "d"]);
  assert.deepEqual(found.fit.map(score), [1, 1, 1, 1, 0, -1]);
});

test("the excluded stand under every rule that excludes them, and count once", () => {
  const models = [model({ id: "a", access: "closed", domains: ["physics"] }), model({ id: "b", access: "api" }), model({ id: "c" })];
  const found = answer({ ...data(), models }, choose({ domain: "biology", data: "inside" }));
  assert.equal(found.out, 2);
  assert.deepEqual([...found.excluded.values()].map(({ step, text, models: out }) => [step, text, out.map((one) => one.model.id)]), [["always", "Never given out.", ["a"]], ["domain", "For others.", ["a"]], ["data", "Leaves.", ["b"]]]);
});

test("a choice stands in the address and comes back from it", () => {
  const choice = choose({ domain: "proteins", task: "write", data: "inside", hardware: "card-24", precision: "4-bit", context: 8192, requests: 3, licence: "sell" });
  assert.deepEqual(parse(data(), new URLSearchParams(write(choice))), choice);
  assert.equal(write(none()), "");
});

test("what the rules do not know is passed over", () => {
  assert.deepEqual(parse(data(), new URLSearchParams("domain=general&task=%3Cscript%3E&data=x&hardware=card-24&precision=2-bit&context=7&requests=-1&licence=__proto__")), choose({ hardware: "card-24" }));
  assert.deepEqual(["", "1", "0", "-4", "1e9", "x", "2.7", null].map(asked), [0, 0, 0, 0, 0, 0, 2, 0]);
  assert.deepEqual(words(data(), "domain").map(([id]) => id), ["biology", "proteins", "physics"]);
});

test("undoing a step takes back all of it and nothing else", () => {
  const choice = choose({ domain: "proteins", hardware: "card-24", precision: "4-bit", context: 512, requests: 2 });
  assert.ok(decided(choice, "hardware") && decided(choose({ requests: 2 }), "hardware"));
  assert.deepEqual({ ...choice, ...UNDONE.hardware }, choose({ domain: "proteins" }));
  assert.ok(!decided(choice, "licence"));
});

test("words with odd names are facts like all others", () => {
  assert.equal(verdict({ access: "toString" }, {}), "unsure");
});
