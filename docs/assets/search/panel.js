// The opened search: what is typed becomes an answer, keys move through it, the address carries it.

import { Engine } from "./engine.js";
import { entriesOf } from "./entries.js";
import { identifiersIn } from "./text.js";
import { drawDomains, drawKinds, drawResults } from "./view.js";

// Named in a variable, since the library's own file is not checked but its published types are.
const LIBRARY = "../vendor/minisearch.js";

/**
 * Load library and index, and answer from then on.
 * @param {HTMLDialogElement} dialog
 * @param {URL} root the site's root
 */
export async function start(dialog, root) {
  const [library, columns] = await Promise.all([
    /** @type {Promise<typeof import("minisearch")>} */ (import(LIBRARY)),
    json(new URL("search/index.json", root)),
  ]);
  const engine = new Engine(entriesOf(columns), library.default);
  await engine.fill();
  const panel = new Panel(dialog, root, engine);
  panel.answer();
  return panel;
}

/**
 * @param {URL} address
 */
async function json(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status}`);
  return response.json();
}

/** The controls of the dialog and what they stand at. */
class Panel {
  /**
   * @param {HTMLDialogElement} dialog
   * @param {URL} root
   * @param {Engine} engine
   */
  constructor(dialog, root, engine) {
    const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (dialog.querySelector(name));
    this.dialog = dialog;
    this.root = root;
    this.engine = engine;
    this.input = /** @type {HTMLInputElement} */ (find("input"));
    this.list = find(".search-results");
    this.status = find(".search-status");
    this.kinds = find(".search-kinds");
    this.domains = /** @type {HTMLSelectElement} */ (find(".search-domain select"));
    this.kind = dialog.dataset.kind ?? "";
    this.domain = this.domainNamed(dialog.dataset.domain ?? "");
    this.active = -1;
    /** @type {Promise<Record<string, string>> | undefined} */
    this.identifiers = undefined;
    this.input.addEventListener("input", () => this.answer());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("click", (event) => this.choose(event));
    this.kinds.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("button");
      if (button) this.filter(button.dataset.kind ?? "", this.domain);
    });
    this.domains.addEventListener("change", () => this.filter(this.kind, Number(this.domains.value)));
  }

  /** @param {string} name */
  domainNamed(name) {
    return [...this.engine.collection.domains].find(([, other]) => other.toLowerCase() === name.toLowerCase())?.[0] ?? -1;
  }

  /**
   * @param {string} kind
   * @param {number} domain
   */
  filter(kind, domain) {
    [this.kind, this.domain] = [kind, domain];
    this.answer();
  }

  /** Answer what stands in the field now; an identifier once more when the list of identifiers is there. */
  answer() {
    this.show([]);
    const query = this.input.value;
    const typed = identifiersIn(query);
    if (!typed.length) return;
    this.identifiers ??= json(new URL("search/identifiers.json", this.root)).catch(() => ({}));
    this.identifiers.then((known) => {
      const urls = typed.flatMap((identifier) => (Object.hasOwn(known, identifier) ? [known[identifier]] : []));
      if (urls.length && this.input.value === query) this.show(urls);
    });
  }

  /**
   * @param {string[]} urls addresses of records whose identifier was typed
   */
  show(urls) {
    const query = this.input.value;
    const answer = this.engine.ask(query, { kind: this.kind, domain: this.domain }, urls);
    const { kinds, domains } = this.engine.collection;
    drawResults(this.list, answer, query, this.root, this.kind);
    drawKinds(this.kinds, answer, kinds, this.kind);
    drawDomains(this.domains, answer, domains, this.domain);
    const asked = query.trim() || this.kind || this.domain >= 0;
    this.dialog.classList.toggle("search-asked", Boolean(asked));
    this.input.setAttribute("aria-expanded", String(answer.total > 0));
    this.say(answer.total, asked ? query.trim() : undefined);
    this.list.scrollTop = 0;
    this.move(0);
    this.dialog.dataset.kind = this.kind;
    this.dialog.dataset.domain = domains.get(this.domain) ?? "";
    this.dialog.dispatchEvent(new CustomEvent("search"));
  }

  /**
   * @param {number} total
   * @param {string} [query]
   */
  say(total, query) {
    const filtered = this.kind || this.domain >= 0 ? " with these filters" : "";
    if (query === undefined) this.status.textContent = "Names, words, a DOI or an arXiv id: all records and chapters are searched as you type.";
    else if (total) this.status.textContent = `${total} ${total === 1 ? "result" : "results"}`;
    else this.status.textContent = `Nothing found${query ? ` for “${query}”` : ""}${filtered}. Try fewer or other words.`;
  }

  get options() {
    return /** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll("[role=option]"));
  }

  /**
   * Make another result the active one; focus stays in the field.
   * @param {number} number
   */
  move(number) {
    const options = this.options;
    this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    this.active = options.length ? Math.max(0, Math.min(number, options.length - 1)) : -1;
    const option = options[this.active];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    // The heading above the first result comes into view with it.
    if (this.active === 0) this.list.scrollTop = 0;
    else option.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.isComposing || event.altKey || event.shiftKey) return;
    const last = this.options.length - 1;
    const page = 5;
    const targets = /** @type {Record<string, number>} */ ({
      ArrowDown: this.active === last ? 0 : this.active + 1,
      ArrowUp: this.active === 0 ? last : this.active - 1,
      Home: 0,
      End: last,
      PageDown: this.active + page,
      PageUp: this.active - page,
    });
    if (event.key === "Enter") {
      event.preventDefault();
      const option = this.options[this.active];
      if (!option) return;
      if ((event.ctrlKey || event.metaKey) && option instanceof HTMLAnchorElement) window.open(option.href, "_blank", "noopener");
      else option.click();
    } else if (event.key in targets && last >= 0 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.move(targets[event.key]);
    }
  }

  /** @param {MouseEvent} event */
  choose(event) {
    const option = /** @type {HTMLElement} */ (event.target).closest("[role=option]");
    if (option instanceof HTMLAnchorElement) {
      const here = option.pathname === location.pathname && !(event.ctrlKey || event.metaKey || event.shiftKey);
      if (here) this.leaveFor(event, option.hash);
    } else if (option instanceof HTMLElement) {
      this.filter(option.dataset.kind ?? "", this.domain);
      this.input.focus();
    }
  }

  /**
   * Close over the page that a result lies on, instead of loading it again.
   * @param {Event} event
   * @param {string} hash
   */
  leaveFor(event, hash) {
    event.preventDefault();
    this.dialog.addEventListener("close", () => (hash ? location.assign(hash) : window.scrollTo(0, 0)), { once: true });
    this.dialog.close();
  }
}
