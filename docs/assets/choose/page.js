// "Choose a model": the steps beside the answers; the address holds what was chosen.
import { mark, watch } from "../explore/basket.js";
import { el, read } from "../explore/dom.js";
import { answers } from "./answers.js";
import { none, parse, write } from "./choice.js";
import { answer } from "./rules.js";
import { Steps } from "./steps.js";

/** @param {HTMLElement} place */
export async function start(place) {
  /** @type {import("./rules.js").Data} */
  const data = await read(place.dataset.chooser ?? "").catch((fault) => {
    place.append(el("p", { class: "none", text: "The rules could not be read. The tables below say what each answer means." }));
    throw fault;
  });
  let choice = parse(data, new URLSearchParams(location.search));
  const steps = new Steps(data, change);
  const told = el("span", { role: "status" });
  const over = el("button", { type: "button", class: "tool", text: "Start over" });
  const results = el("div", { class: "answers", id: "answers" });
  over.addEventListener("click", () => {
    change(none());
    /** @type {HTMLElement | null} */ (steps.form.querySelector("select"))?.focus();
  });
  const down = el("a", { class: "tool down", href: "#answers", text: "Answers" });
  const up = el("a", { class: "tool up", href: "#steps", text: "Steps" });
  steps.form.id = "steps";
  place.append(el("div", { class: "chooser-body" }, steps.form, results), el("p", { class: "chooser-bar" }, told, down, up, over));
  place.classList.add("ready");
  addEventListener("popstate", () => {
    choice = parse(data, new URLSearchParams(location.search));
    show();
  });
  // paper shows everything: what is folded opens for it, and only for it
  addEventListener("beforeprint", () => results.querySelectorAll("details:not([open])").forEach((details) => details.setAttribute("data-printed", String(details.toggleAttribute("open", true)))));
  addEventListener("afterprint", () => results.querySelectorAll("details[data-printed]").forEach((details) => details.removeAttribute("open")));
  show();
  watch(() => {
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (results.querySelectorAll("button.take"))) mark(button, button.dataset.path ?? "");
  });

  /** @param {Partial<import("./rules.js").Choice>} next */
  function change(next) {
    choice = { ...choice, ...next };
    const address = location.pathname + write(choice);
    if (address !== location.pathname + location.search) history.pushState(null, "", address);
    show();
  }

  function show() {
    const found = answer(data, choice);
    const started = write(choice) !== "";
    steps.show(choice);
    over.hidden = !started;
    told.textContent = `${found.fit.length} fit, cannot tell for ${found.unsure.length}, ${found.out} excluded`;
    results.replaceChildren(...answers(data, found, started));
  }
}
