// The one place where the rules of data/rules/chooser.yaml are applied: facts of a model in, reasons out.
import { memoryReasons } from "./hardware.js";

/**
 * @typedef {[string, string[], string, string]} Rule fact, words, verdict, reason
 * @typedef {{id: string, name: string, description: string, rules: Rule[], memory?: number}} Option
 * @typedef {{title: string, question: string, options: Option[]}} Step
 * @typedef {{verdict: Verdict, reason: string, words?: string[]}} Match
 * @typedef {"for" | "against" | "excluded" | "unknown" | "neutral"} Verdict
 *
 * @typedef {object} Model
 * @property {string} id
 * @property {string} name
 * @property {string} short
 * @property {number | null} year
 * @property {string[]} domains
 * @property {string[]} tasks
 * @property {string} access
 * @property {string} status
 * @property {number | string} window longest input in tokens, or why it is not given
 * @property {[string, string, number, number | null][] | string} sizes name, size as written, parameters, numbers kept for a token
 * @property {[string, string]} commercial_use word and path of the licence
 * @property {[string, string]} derivatives
 *
 * @typedef {object} Data as llm4s/chooser.py writes it
 * @property {Rule[]} always
 * @property {{domain: Record<string, Match>, task: Record<string, Match>}} matching
 * @property {{data: Step, hardware: Step, licence: Step}} steps
 * @property {number[]} contexts
 * @property {import("../explore/memory.js").Constants} memory
 * @property {{domain: [string, string, number, string][], task: [string, string, number, string][]}} words id, name, depth, broader word
 * @property {Record<string, [string, Record<string, string>]>} facts label and names of words
 * @property {Record<string, string>} licences
 * @property {Model[]} models
 *
 * @typedef {object} Choice "" and 0 where nothing was chosen
 * @property {string} domain
 * @property {string} task
 * @property {string} data
 * @property {string} hardware
 * @property {string} precision
 * @property {number} context
 * @property {number} requests
 * @property {string} licence
 *
 * @typedef {object} Reason
 * @property {string} step
 * @property {Verdict} verdict
 * @property {string} text
 * @property {string} rule what models with the same reason are grouped by
 * @property {string} fact the fact it rests on
 * @property {string} path page that states the fact
 *
 * @typedef {{model: Model, reasons: Reason[]}} Judged
 * @typedef {{fit: Judged[], unsure: Judged[], excluded: Map<string, {step: string, text: string, models: {model: Model, reason: Reason}[]}>, out: number}} Answer
 */

/** Titles of the steps that are no questions of the rules' file. */
export const TITLES = /** @type {Record<string, string>} */ ({ always: "Always", domain: "Field of science", task: "Task", context: "Context" });

/**
 * Sort all models by what was chosen.
 * @param {Data} data
 * @param {Choice} choice
 * @returns {Answer}
 */
export function answer(data, choice) {
  /** @type {Answer} */
  const found = { fit: [], unsure: [], excluded: new Map(), out: 0 };
  for (const model of data.models) {
    const reasons = reasonsFor(data, model, choice);
    const excluding = reasons.filter(({ verdict }) => verdict === "excluded");
    if (excluding.length) {
      found.out++;
      for (const reason of excluding) {
        const group = found.excluded.get(reason.rule) ?? { step: reason.step, text: reason.rule.split(": ").slice(1).join(": "), models: [] };
        group.models.push({ model, reason });
        found.excluded.set(reason.rule, group);
      }
    } else (reasons.some(({ verdict }) => verdict === "unknown") ? found.unsure : found.fit).push({ model, reasons });
  }
  found.fit.sort(byRank);
  found.unsure.sort(byRank);
  return found;
}

/**
 * Give all reasons of a model, in the order of the steps.
 * @param {Data} data
 * @param {Model} model
 * @param {Choice} choice
 * @returns {Reason[]}
 */
export function reasonsFor(data, model, choice) {
  const reasons = [...byWords(data, "always", data.always, model)];
  for (const step of /** @type {const} */ (["domain", "task"])) if (choice[step]) reasons.push(...byMatch(data, step, model, choice[step]));
  for (const step of /** @type {const} */ (["data", "hardware", "licence"])) {
    const option = data.steps[step].options.find(({ id }) => id === choice[step]);
    if (option) reasons.push(...byWords(data, step, option.rules, model, () => memoryReasons(data, model, option.memory ?? 0, choice)));
    if (step === "hardware" && choice.context) reasons.push(...byContext(model, choice.context));
  }
  const seen = new Set();
  return reasons.filter(({ verdict, fact, text }) => verdict !== "neutral" && !seen.has(`${verdict} ${fact} ${text}`) && seen.add(`${verdict} ${fact} ${text}`));
}

/** @param {Judged} one */
export const score = ({ reasons }) => reasons.reduce((sum, { verdict }) => sum + Number(verdict === "for") - Number(verdict === "against"), 0);

/** @type {(a: Judged, b: Judged) => number} */
const byRank = (a, b) => score(b) - score(a) || (b.model.year ?? 0) - (a.model.year ?? 0) || a.model.name.localeCompare(b.model.name, "en");

/**
 * @param {Data} data
 * @param {string} step
 * @param {Rule[]} rules
 * @param {Model} model
 * @param {() => Iterable<Reason>} [memory] what follows where a rule leaves the verdict to the memory
 * @returns {Generator<Reason>}
 */
function* byWords(data, step, rules, model, memory = () => []) {
  for (const [key, words, verdict, text] of rules) {
    const { word, fact, path } = factOf(data, model, key);
    if (!Object.hasOwn(data.facts[key][1], word)) yield { step, verdict: "unknown", text: `${data.facts[key][0]} is not known.`, rule: `${step}: ${key}`, fact, path };
    else if (!words.includes(word)) continue;
    else if (verdict === "memory") yield* memory();
    else yield { step, verdict: /** @type {Verdict} */ (verdict), text, rule: `${step}: ${text}`, fact, path };
  }
}

/**
 * @param {Data} data
 * @param {Model} model
 * @param {string} key
 */
function factOf(data, model, key) {
  const [label, names] = data.facts[key];
  const value = /** @type {string | [string, string]} */ (model[/** @type {keyof Model} */ (key)]);
  const [word, licence] = Array.isArray(value) ? value : [value, ""];
  const name = Object.hasOwn(names, word) ? names[word] : word.replace(/-/g, " ");
  if (!Array.isArray(value)) return { word, fact: `${label}: ${name}`, path: `models/${model.id}/#facts` };
  return licence ? { word, fact: `${label}: ${name} (${data.licences[licence]})`, path: `${licence}/` } : { word, fact: `${label}: ${name}, no licence on record`, path: `models/${model.id}/#facts` };
}

/**
 * @param {Data} data
 * @param {"domain" | "task"} step
 * @param {Model} model
 * @param {string} wanted
 * @returns {Generator<Reason>}
 */
function* byMatch(data, step, model, wanted) {
  const carried = step === "domain" ? model.domains : model.tasks;
  const words = new Map(data.words[step].map((word) => [word[0], word]));
  const names = carried.map((id) => words.get(id)?.[1] ?? id).join(", ");
  const at = { step, fact: `${step === "domain" ? "Domains" : "Tasks"}: ${names || "none"}`, path: `models/${model.id}/` };
  if (!carried.length) {
    yield { ...at, verdict: "unknown", text: `Its record names no ${step === "domain" ? "field" : "task"}.`, rule: `${step}: none` };
    return;
  }
  /** @param {string} id @returns {string[]} */
  const above = (id) => (id ? [id, ...above(words.get(id)?.[3] ?? "")] : []);
  const matching = data.matching[step];
  const kind = carried.some((id) => above(id).includes(wanted)) ? "carried" : carried.some((id) => above(wanted).includes(id)) ? "broader" : carried.some((id) => matching.general.words?.includes(id)) ? "general" : "other";
  const { verdict, reason } = matching[kind];
  yield { ...at, verdict, text: reason, rule: `${step}: ${reason}` };
}

/**
 * @param {Model} model
 * @param {number} wanted
 * @returns {Generator<Reason>}
 */
function* byContext({ id, window }, wanted) {
  const at = { step: "context", path: `models/${id}/#facts` };
  if (typeof window === "string") yield { ...at, verdict: "unknown", text: "How much it reads at once is not known.", rule: "context: unknown", fact: `Context window: ${window.replace(/-/g, " ")}` };
  else if (window < wanted) yield { ...at, verdict: "excluded", text: "It reads fewer tokens than asked for.", rule: "context: It reads fewer tokens than asked for.", fact: `Context window: ${window.toLocaleString("en")} tokens` };
}
