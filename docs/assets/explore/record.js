// A record's page: into the basket, to the comparison, and citations to copy.
import { basketButton, compareAddress, mark, watch } from "./basket.js";
import { copyButton, el } from "./dom.js";

/** @param {HTMLElement} place */
export function start(place) {
  const path = place.dataset.path ?? "";
  const [plural, id] = path.split("/");
  const button = basketButton(path, place.dataset.name ?? path, true);
  place.append(button, el("a", { class: "tool", href: compareAddress(plural, [id]), text: "Compare" }), el("a", { class: "tool", href: "#cite", text: "Cite" }));
  watch(() => mark(button, path));
  for (const section of document.querySelectorAll("section.cite")) {
    const tools = el("p", { class: "cite-tools" }, "Copy ");
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-format]"))) {
      const text = part.querySelector("code") ?? part;
      tools.append(copyButton(part.dataset.format ?? "", () => text.textContent ?? "", `Copy ${part.dataset.format} of: ${section.querySelector("h3")?.textContent}`));
    }
    section.querySelector("h3")?.after(tools);
  }
}
