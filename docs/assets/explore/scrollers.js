// What scrolls sideways in a narrow window can be reached by keyboard there, under the name of what it stands below.

const PARTS = ".scroll, div.results, .md-typeset__scrollwrap, pre > code, .md-typeset .arithmatex, .md-typeset .formula, .md-typeset math[display='block']";

/** Watch everything on the page that may become wider than its place. */
export function watchScrollers() {
  const article = document.querySelector("article");
  if (!article) return;
  const sizes = new ResizeObserver((entries) => new Set(entries.map(({ target }) => target.closest(PARTS))).forEach((part) => part && adapt(part)));
  const find = () => article.querySelectorAll(`${PARTS}, div.results > table`).forEach((part) => sizes.observe(part));
  new MutationObserver(find).observe(article, { childList: true, subtree: true });
  find();
}

/** @param {Element} part */
function adapt(part) {
  if (part.matches("div.results")) part.classList.toggle("fits", part.scrollWidth <= part.clientWidth + 1); // then the headings can stay in view
  const { overflowX } = getComputedStyle(part);
  const scrolls = part.scrollWidth > part.clientWidth + 1 && (overflowX === "auto" || overflowX === "scroll");
  if (!scrolls) {
    if (part.hasAttribute("data-scroller")) for (const name of ["data-scroller", "tabindex", "role", "aria-label"]) part.removeAttribute(name);
    return;
  }
  if (part.hasAttribute("tabindex")) return;
  part.setAttribute("tabindex", "0");
  part.setAttribute("data-scroller", "");
  if (!(part instanceof HTMLElement)) return; // a formula stays one for screen readers
  part.setAttribute("role", "region");
  part.setAttribute("aria-label", nameOf(part));
}

/** @param {HTMLElement} part */
function nameOf(part) {
  const before = [...document.querySelectorAll("article :is(h1, h2, h3, h4)")].filter((heading) => heading.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING);
  const title = (before.at(-1)?.firstChild?.textContent ?? "").trim();
  const same = [...document.querySelectorAll("[data-scroller]")].filter((other) => other.getAttribute("aria-label")?.startsWith(title)).length;
  return `${title || "Wide content"}${same ? `, part ${same + 1}` : ""}`;
}
