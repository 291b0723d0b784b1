// What a reader chose, and how it stands in the address.

/** @typedef {import("./rules.js").Data} Data */
/** @typedef {import("./rules.js").Choice} Choice */

const MOST_REQUESTS = 1000;

/** @returns {Choice} */
export const none = () => ({ domain: "", task: "", data: "", hardware: "", precision: "", context: 0, requests: 0, licence: "" });

/** @type {Record<string, Partial<Choice>>} what undoing a step takes back */
export const UNDONE = { domain: { domain: "" }, task: { task: "" }, data: { data: "" }, hardware: { hardware: "", precision: "", context: 0, requests: 0 }, licence: { licence: "" } };

/** @param {Choice} choice @param {string} step */
export const decided = (choice, step) => Object.keys(UNDONE[step]).some((key) => choice[/** @type {keyof Choice} */ (key)]);

/**
 * Give the words that a step can be answered with. One that stands for all others is no answer: whoever means it leaves the step open.
 * @param {Data} data
 * @param {"domain" | "task"} step
 */
export const words = (data, step) => data.words[step].filter(([id]) => !data.matching[step].general.words?.includes(id));

/**
 * Read a choice from an address; what the rules do not know is passed over.
 * @param {Data} data
 * @param {URLSearchParams} query
 * @returns {Choice}
 */
export function parse(data, query) {
  const choice = none();
  /** @param {string} key @param {string[]} known */
  const one = (key, known) => (known.includes(query.get(key) ?? "") ? /** @type {string} */ (query.get(key)) : "");
  choice.domain = one("domain", words(data, "domain").map(([id]) => id));
  choice.task = one("task", words(data, "task").map(([id]) => id));
  for (const step of /** @type {const} */ (["data", "hardware", "licence"])) choice[step] = one(step, data.steps[step].options.map(({ id }) => id));
  choice.precision = one("precision", data.memory.precisions.map(([name]) => name));
  choice.context = Number(one("context", data.contexts.map(String)));
  choice.requests = asked(query.get("requests"));
  return choice;
}

/**
 * Write a choice as the query of an address, "" where nothing was chosen.
 * @param {Choice} choice
 */
export function write(choice) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(choice)) if (value) query.set(key, String(value));
  const text = query.toString();
  return text ? `?${text}` : "";
}

/**
 * Read a number of requests; one is what is reckoned with anyway.
 * @param {string | null} text
 */
export function asked(text) {
  const number = Math.floor(Number(text));
  return number > 1 && number <= MOST_REQUESTS ? number : 0;
}
