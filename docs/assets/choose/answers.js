// The answers: what fits with its reasons, what cannot be told and why, what is excluded and by which rule.
import { basketButton, compareAddress } from "../explore/basket.js";
import { cut, el, link } from "../explore/dom.js";
import { TITLES } from "./rules.js";

/** @typedef {import("./rules.js").Data} Data */
/** @typedef {import("./rules.js").Answer} Answer */
/** @typedef {import("./rules.js").Judged} Judged */
/** @typedef {import("./rules.js").Reason} Reason */

/** So many candidates are shown before one asks for all. */
const FEW = 10;
const LISTS = /** @type {[string, string][]} */ ([["for", "For"], ["against", "Against"], ["unknown", "Cannot tell"]]);

/**
 * Make everything that is shown of an answer.
 * @param {Data} data
 * @param {Answer} answer
 * @param {boolean} started whether anything was chosen
 */
export function answers(data, { fit, unsure, excluded, out }, started) {
  const ids = fit.map(({ model }) => model.id);
  const compare = ids.length > 1 && el("a", { class: "tool", href: compareAddress("models", ids), text: ids.length > 6 ? "Compare the first six" : "Compare these" });
  const groups = [...excluded.values()].sort((a, b) => b.models.length - a.models.length);
  return [
    section("fit", `Fit: ${fit.length}`, fit.length === 0 ? el("p", { class: "none", text: unsure.length ? "Nothing is known to fit; look below at what cannot be told." : "Nothing fits all of this. Take back a step." }) : null, compare && el("p", { class: "listing-tools" }, compare), !started && el("p", { class: "note", text: "Nothing is chosen yet: these are all models that can be had at all, the newest first." }), candidates(fit)),
    unsure.length ? section("unsure", `Cannot tell: ${unsure.length}`, el("p", { class: "note", text: "A fact that a rule asks for is not on record. They may fit." }), candidates(unsure)) : null,
    out ? section("excluded", `Excluded: ${out}`, el("p", { class: "note", text: "By the rule that excludes them; a model stands under each rule that does." }), ...groups.map((group) => excludedGroup(data, group))) : null,
  ].filter((part) => part !== null);
}

/**
 * @param {string} id
 * @param {string} title
 * @param {...(Node | null | false)} parts
 */
const section = (id, title, ...parts) => el("section", { class: `answers-${id}`, "aria-labelledby": `answers-${id}` }, el("h2", { id: `answers-${id}`, text: title }), ...parts);

/** @param {Judged[]} judged */
function candidates(judged) {
  const list = el("ol", { class: "candidates" }, ...judged.slice(0, FEW).map(candidate));
  if (judged.length <= FEW) return list;
  const more = el("button", { type: "button", class: "tool", text: `Show all ${judged.length}` });
  more.addEventListener("click", () => {
    const rest = judged.slice(FEW).map(candidate);
    list.append(...rest);
    more.remove();
    rest[0].querySelector("a")?.focus();
  });
  return el("div", {}, list, more);
}

/** @param {Judged} judged */
function candidate({ model, reasons }) {
  const name = cut(model.name);
  const lists = LISTS.flatMap(([verdict, title]) => {
    const mine = reasons.filter((reason) => reason.verdict === verdict);
    return mine.length ? [el("dt", { text: title }), ...mine.map((reason) => el("dd", {}, cut(reason.text), " ", fact(reason)))] : [];
  });
  return el(
    "li",
    {},
    el("h3", {}, el("a", { class: "record", href: link(`models/${model.id}/`), text: name }), model.year !== null && el("span", { class: "year", text: String(model.year) }), basketButton(`models/${model.id}`, name, false)),
    el("p", { class: "short", text: cut(model.short) }),
    lists.length ? el("dl", { class: "reasons" }, ...lists) : null,
  );
}

/** @param {Reason} reason */
const fact = ({ fact: text, path }) => el("a", { class: "fact", href: link(path), text: cut(text) });

/**
 * @param {Data} data
 * @param {{step: string, text: string, models: {model: import("./rules.js").Model, reason: Reason}[]}} group
 */
function excludedGroup(data, { step, text, models }) {
  const title = TITLES[step] ?? data.steps[/** @type {keyof Data["steps"]} */ (step)].title;
  const items = models.map(({ model, reason }) => el("li", {}, el("a", { class: "record", href: link(`models/${model.id}/`), text: cut(model.name) }), reason.text === text ? " " : ` ${cut(reason.text)} `, fact(reason)));
  return el("details", {}, el("summary", {}, `${title}: ${text} `, el("span", { class: "number", text: String(models.length) })), el("ul", {}, ...items));
}
