// The five steps: a form whose parts can be answered and taken back in any order.
import { el } from "../explore/dom.js";
import { UNDONE, asked, decided, words } from "./choice.js";
import { TITLES } from "./rules.js";

/** @typedef {import("./rules.js").Data} Data */
/** @typedef {import("./rules.js").Choice} Choice */

export class Steps {
  /**
   * @param {Data} data
   * @param {(change: Partial<Choice>) => void} change
   */
  constructor(data, change) {
    this.data = data;
    this.change = change;
    /** @type {Map<string, HTMLSelectElement | HTMLInputElement>} */
    this.fields = new Map();
    /** @type {Map<string, HTMLInputElement[]>} */
    this.radios = new Map();
    /** @type {Map<string, HTMLButtonElement>} */
    this.undo = new Map();
    const form = { class: "steps", "aria-label": "Steps", on: { submit: (/** @type {Event} */ event) => event.preventDefault() } };
    this.form = el(
      "form",
      form,
      this.step("domain", TITLES.domain, "Which field is it for?", this.select("domain", TITLES.domain, "any field", this.words("domain"))),
      this.step("task", TITLES.task, "What should it do?", this.select("task", TITLES.task, "any task", this.words("task"))),
      this.radioStep("data"),
      this.radioStep("hardware", this.measures()),
      this.radioStep("licence"),
    );
  }

  /**
   * @param {string} key
   * @param {string} title
   * @param {string} question
   * @param {...Node} parts
   */
  step(key, title, question, ...parts) {
    const button = el("button", { type: "button", class: "tool undo", "aria-label": `Undo: ${title}`, text: "Undo", hidden: true });
    button.addEventListener("click", () => {
      const fields = /** @type {NodeListOf<HTMLElement>} */ (button.closest("fieldset")?.querySelectorAll("select, input"));
      this.change(UNDONE[key]); // the button goes with what it took back; its step keeps the focus
      fields[0]?.focus();
    });
    this.undo.set(key, button);
    return el("fieldset", { "data-step": key }, el("legend", { text: `${this.undo.size}. ${title}` }), el("p", { class: "question" }, el("span", { text: question }), button), ...parts);
  }

  /** @param {"domain" | "task"} key @returns {[string, string][]} */
  words(key) {
    return words(this.data, key).map(([id, name, depth]) => [id, `${"\u2003".repeat(depth)}${name}`]);
  }

  /**
   * @param {keyof Choice} key
   * @param {string} label
   * @param {string} open what stands where nothing is chosen
   * @param {[string, string][]} options
   */
  select(key, label, open, options) {
    const field = el("select", { "aria-label": label }, el("option", { value: "", text: open }), ...options.map(([value, text]) => el("option", { value, text })));
    field.addEventListener("change", () => this.change({ [key]: key === "context" ? Number(field.value) : field.value }));
    this.fields.set(key, field);
    return field;
  }

  /**
   * @param {"data" | "hardware" | "licence"} key
   * @param {...Node} more
   */
  radioStep(key, ...more) {
    const { title, question, options } = this.data.steps[key];
    /** @type {HTMLInputElement[]} */
    const radios = [];
    const items = options.map(({ id, name, description }) => {
      const note = description ? `choose-${key}-${id}` : undefined;
      const radio = el("input", { type: "radio", name: key, value: id, "aria-describedby": note, on: { change: () => this.change({ [key]: id }) } });
      radios.push(radio);
      return el("li", {}, el("label", {}, radio, el("span", { text: name })), note ? el("small", { id: note, text: description }) : null);
    });
    this.radios.set(key, radios);
    return this.step(key, title, question, el("ul", {}, ...items), ...more);
  }

  measures() {
    const { precisions, context } = this.data.memory;
    const requests = el("input", { type: "number", min: 1, max: 1000, step: 1, inputmode: "numeric", placeholder: "1" });
    requests.addEventListener("change", () => this.change({ requests: asked(requests.value) }));
    this.fields.set("requests", requests);
    return el(
      "div",
      { class: "measures" },
      el("label", {}, "Precision ", this.select("precision", "Precision", "the best that fits", precisions.map(([name]) => [name, name]))),
      el("label", {}, "Context ", this.select("context", "Context", `as it comes, ${context.toLocaleString("en")} reckoned`, this.data.contexts.map((tokens) => [String(tokens), `${tokens.toLocaleString("en")} tokens or more`]))),
      el("label", {}, "Requests at once ", requests),
    );
  }

  /** @param {Choice} choice */
  show(choice) {
    for (const [key, field] of this.fields) field.value = String(choice[/** @type {keyof Choice} */ (key)] || "");
    for (const [key, radios] of this.radios) for (const radio of radios) radio.checked = radio.value === choice[/** @type {keyof Choice} */ (key)];
    for (const [key, button] of this.undo) {
      button.hidden = !decided(choice, key);
      button.closest("fieldset")?.classList.toggle("decided", !button.hidden);
    }
  }
}
