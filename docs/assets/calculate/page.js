// Calculators of a page: fields from their description, answers as one types, what was filled in kept in the address.
import { el, parseQuantity } from "../explore/dom.js";
import { calculators, FieldError } from "./calculators.js";

/** @typedef {import("./calculators.js").Field} Field */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

const LONGEST = 1500; // letters of a field that go into the address
const PAUSE = 60; // milliseconds without a key before the answer follows

export function start() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-calculator]"))) show(place);
}

/** @param {HTMLElement} place */
function show(place) {
  const name = place.dataset.calculator ?? "";
  const calculator = calculators[name](JSON.parse(place.dataset.constants ?? "null"));
  /** @type {Map<string, Control>} */
  const controls = new Map();
  const rows = calculator.fields.map((field) => {
    const id = `${name}-${field.key}`;
    const control = make(field, id);
    controls.set(field.key, control);
    return el("p", { class: `field field-${field.options?.some(([, text]) => text.length > 20) ? "long" : field.kind}` }, el("label", { for: id, text: field.label }), control, el("span", { class: "wrong", id: `${id}-wrong` }));
  });
  let waiting = 0;
  const form = el("form", { "aria-label": place.dataset.title }, el("div", { class: "fields" }, ...rows));
  const answer = el("dl", { class: "answer" });
  const live = el("div", { role: "status", "aria-live": "polite" }, answer);
  const reset = el("button", { type: "reset", class: "tool", text: "Back to the example" });
  form.append(live, el("p", {}, reset));
  form.addEventListener("submit", (event) => event.preventDefault());
  // text of many lines can come as an event for each line
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => tell(true), PAUSE);
  });
  form.addEventListener("reset", () => setTimeout(() => {
    for (const field of calculator.fields) put(field, field.value);
    tell(true);
  }));
  addEventListener("popstate", fill);
  place.append(form);
  fill();

  /**
   * @param {Field} field
   * @param {string} value
   */
  function put(field, value) {
    const control = /** @type {Control} */ (controls.get(field.key));
    if (field.kind !== "choice" || field.options?.some(([one]) => one === value)) control.value = value;
  }

  function fill() {
    const query = new URLSearchParams(location.search);
    for (const field of calculator.fields) put(field, query.get(`${name}-${field.key}`)?.slice(0, LONGEST) ?? field.value);
    tell(false);
  }

  /** @param {boolean} changed */
  function tell(changed) {
    const values = Object.fromEntries([...controls].map(([key, control]) => [key, control.value]));
    const asked = calculator.fields.filter((field) => field.only?.(values) ?? true);
    for (const [place, field] of calculator.fields.entries()) rows[place].hidden = !asked.includes(field);
    if (changed) keep(values);
    /** @type {Map<string, string>} */
    const wrong = new Map();
    for (const field of asked) {
      const fault = faultOf(field, values[field.key]);
      if (fault) wrong.set(field.key, fault);
    }
    /** @type {import("./calculators.js").Line[]} */
    let lines = [];
    if (!wrong.size) {
      try {
        lines = calculator.answer(values);
      } catch (fault) {
        if (!(fault instanceof FieldError)) throw fault;
        wrong.set(fault.key, fault.message);
      }
    }
    for (const field of calculator.fields) mark(field, wrong.get(field.key) ?? "");
    answer.replaceChildren(...lines.map(([what, much, sure]) => el("div", {}, el("dt", { text: what }), el("dd", { text: much }), sure && el("dd", { class: "sure", text: sure }))));
    if (wrong.size) answer.append(el("div", {}, el("dt", { text: "No answer" }), el("dd", { text: [...wrong.values()][0] })));
  }

  /**
   * @param {Field} field
   * @param {string} fault
   */
  function mark(field, fault) {
    const control = /** @type {Control} */ (controls.get(field.key));
    const note = /** @type {HTMLElement} */ (document.getElementById(`${control.id}-wrong`));
    note.textContent = fault;
    control.toggleAttribute("aria-invalid", false);
    control.removeAttribute("aria-describedby");
    if (fault) {
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", note.id);
    }
  }

  /** @param {Record<string, string>} values */
  function keep(values) {
    const query = new URLSearchParams(location.search);
    for (const field of calculator.fields) {
      const value = values[field.key];
      if (value === field.value || value.length > LONGEST) query.delete(`${name}-${field.key}`);
      else query.set(`${name}-${field.key}`, value);
    }
    const text = query.toString();
    history.replaceState(history.state, "", `${location.pathname}${text ? `?${text}` : ""}${location.hash}`);
  }
}

/**
 * Say what is wrong with what stands in a field, nothing where it can be used.
 * @param {Field} field
 * @param {string} value
 */
export function faultOf(field, value) {
  if (field.kind !== "number" && field.kind !== "quantity") return "";
  const number = field.kind === "quantity" ? parseQuantity(value) : value.trim() ? Number(value) : NaN;
  if (!Number.isFinite(number)) return field.kind === "quantity" ? "Write a number such as 8B or 350M." : "Write a number.";
  if (number < (field.least ?? 0)) return `At least ${field.least ?? 0}.`;
  if (number > (field.most ?? Infinity)) return `At most ${field.most}.`;
  return "";
}

/**
 * @param {Field} field
 * @param {string} id
 * @returns {Control}
 */
function make(field, id) {
  if (field.kind === "choice") return el("select", { id }, ...(field.options ?? []).map(([value, text]) => el("option", { value, text })));
  if (field.kind === "text") return el("textarea", { id, rows: 8, spellcheck: "false", autocomplete: "off" });
  return el("input", { id, type: "text", inputmode: field.kind === "number" ? "decimal" : "text", autocomplete: "off" });
}
