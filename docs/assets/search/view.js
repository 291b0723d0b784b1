// Draws answers. Everything from the index is set as text, never as HTML.

import { fold, marks, queryWords, squash } from "./text.js";

/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {import("./engine.js").Group} Group */
/** @typedef {import("./engine.js").Hit} Hit */

/**
 * Draw the list of results: a group for each kind, an option for each thing, and one more option that shows the rest of a kind.
 * @param {HTMLElement} list
 * @param {Answer} answer
 * @param {string} query
 * @param {URL} root
 * @param {string} chosen the kind that is chosen already, or ""
 */
export function drawResults(list, answer, query, root, chosen) {
  let number = 0;
  const option = () => `search-option-${number++}`;
  list.replaceChildren(
    ...answer.groups.map((group) => {
      const heading = element("div", "search-heading", group.title);
      heading.id = `search-group-${group.kind}`;
      const box = element("div", "search-group", heading, ...group.hits.map((hit) => drawHit(hit, query, root, option())));
      box.setAttribute("role", "group");
      box.setAttribute("aria-labelledby", heading.id);
      if (!chosen && group.total > group.hits.length) box.append(drawMore(group, option()));
      return box;
    }),
  );
}

/**
 * @param {Hit} hit
 * @param {string} query
 * @param {URL} root
 * @param {string} id
 */
function drawHit({ entry, alias, found }, query, root, id) {
  const name = element("span", "search-name", ...marked(entry.name, query, found));
  const lines = [name];
  if (entry.parent) name.prepend(element("span", "search-parent", `${entry.parent} › `));
  const named = fold(entry.name);
  if (alias && !queryWords(query).every((word) => named.includes(word))) name.append(" ", element("span", "search-alias", ...marked(alias, query, found)));
  const text = marked(entry.text, query, found);
  if (entry.text) lines.push(element("span", "search-text", ...text));
  const said = `${entry.name} ${alias} ${entry.text} ${entry.parent}`;
  const [shown, together] = [fold(said), squash(said)]; // "esm2" is seen in "ESM-2"
  const hidden = queryWords(query).filter((word) => word.length > 2 && !shown.includes(word) && !together.includes(word) && found.has(word));
  if (hidden.length) lines.push(element("span", "search-also", "also: ", ...hidden.flatMap((word) => [element("mark", "", word), " "])));
  const link = document.createElement("a");
  link.href = new URL(entry.url, root).href;
  link.append(...lines);
  return asOption(link, id);
}

/**
 * @param {Group} group
 * @param {string} id
 */
function drawMore(group, id) {
  const more = element("div", "search-more", `Show all ${group.total} in ${group.title}`);
  more.dataset.kind = group.kind;
  return asOption(more, id);
}

/**
 * @param {HTMLElement} target
 * @param {string} id
 */
function asOption(target, id) {
  target.id = id;
  target.classList.add("search-option");
  target.tabIndex = -1;
  target.setAttribute("role", "option");
  target.setAttribute("aria-selected", "false");
  return target;
}

/**
 * Draw a button for each kind with something in it, all kinds first.
 * @param {HTMLElement} box
 * @param {Answer} answer
 * @param {Map<string, string>} titles
 * @param {string} chosen
 */
export function drawKinds(box, answer, titles, chosen) {
  const all = [...answer.kinds.values()].reduce((sum, count) => sum + count, 0);
  /** @type {[string, string, number][]} */
  const rows = [["", "All", all]];
  for (const [kind, title] of titles) {
    const count = answer.kinds.get(kind) ?? 0;
    if (count || kind === chosen) rows.push([kind, title, count]);
  }
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.kind;
  const hadFocus = box.contains(document.activeElement);
  box.replaceChildren(
    ...rows.map(([kind, title, count]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.kind = kind;
      button.setAttribute("aria-pressed", String(kind === chosen));
      button.append(title, " ", element("span", "search-count", String(count)));
      return button;
    }),
  );
  if (hadFocus) /** @type {HTMLElement | null} */ (box.querySelector(`[data-kind="${focused}"]`) ?? box.querySelector("button"))?.focus();
}

/**
 * Fill the choice of domains: those with something in them and the chosen one.
 * @param {HTMLSelectElement} select
 * @param {Answer} answer
 * @param {Map<number, string>} names
 * @param {number} chosen
 */
export function drawDomains(select, answer, names, chosen) {
  const rows = [...names].filter(([number]) => answer.domains.get(number) || number === chosen);
  const options = rows.map(([number, name]) => new Option(`${name} (${answer.domains.get(number) ?? 0})`, String(number)));
  select.replaceChildren(new Option("All domains", "-1"), ...options);
  select.value = String(chosen);
}

/**
 * Give a text with what was found set in <mark>.
 * @param {string} text
 * @param {string} query
 * @param {ReadonlySet<string>} found
 * @returns {(string | HTMLElement)[]}
 */
function marked(text, query, found) {
  /** @type {(string | HTMLElement)[]} */
  const pieces = [];
  let last = 0;
  for (const [start, end] of marks(text, query, found)) {
    pieces.push(text.slice(last, start), element("mark", "", text.slice(start, end)));
    last = end;
  }
  return [...pieces, text.slice(last)];
}

/**
 * @param {string} tag
 * @param {string} css
 * @param {...(string | Node)} children
 */
function element(tag, css, ...children) {
  const made = document.createElement(tag);
  if (css) made.className = css;
  made.append(...children);
  return made;
}
