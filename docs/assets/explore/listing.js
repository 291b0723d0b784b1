// Turns the plain table of a listing into one that filters, sorts, and keeps its state in the address.
import { compareAddress, items, keep, watch } from "./basket.js";
import { cut, dayText, el, link, quantity, read, showPlain, yearText } from "./dom.js";
import { Engine } from "./filter.js";
import { Panel } from "./panel.js";
import { columnKeys, empty, parse, sortable, write } from "./state.js";
import { Rows } from "./table.js";

/** @typedef {import("./state.js").State} State */

/** Milliseconds after which a reader on a slow connection gets the plain table first. */
const PATIENCE = 1500;
/** So many records go into the basket at once. */
const MANY = 100;

/** @typedef {(state: State, typing: boolean) => void} Change */
/** A picture above a table: it shows what a state lets through, and may change the state. @typedef {{element: HTMLElement, show: (state: State, engine: Engine) => void}} Picture */

/** @param {HTMLElement} place */
export async function start(place) {
  const late = setTimeout(showPlain, PATIENCE, place);
  const table = await read(`explore/${place.dataset.explorer ?? ""}.json`).finally(() => clearTimeout(late));
  explore(place, table);
}

/**
 * @param {HTMLElement} place
 * @param {import("./state.js").Table} table
 * @param {(change: Change, table: import("./state.js").Table) => Picture} [draw]
 */
export function explore(place, table, draw) {
  const engine = new Engine(table, Math.floor(Date.now() / 864e5));
  let state = parse(table, new URLSearchParams(location.search));
  /** @type {number[]} */
  let shown = [];

  const count = el("span", { class: "count", role: "status" });
  const files = [...place.querySelectorAll(".listing-tools a")];
  const input = el("input", { type: "search", placeholder: "name, organization, word …" });
  const sort = el("select", {}, el("option", { value: "", text: "as listed" }));
  for (const [key, label] of sortable(table)) {
    const [up, down] = key === "parameters" ? [", smallest first", ", largest first"] : table.numbers.some((number) => number.key === key) ? [", oldest first", ", newest first"] : ["", ", Z to A"];
    sort.append(el("option", { value: key, text: label + up }), el("option", { value: `-${key}`, text: label + down }));
  }
  const columns = columnMenu();
  const opener = el("button", { type: "button", class: "tool opener", "aria-haspopup": "dialog" });
  const chips = el("ul", { class: "chips", "aria-label": "Filters in use" });
  const panel = new Panel(table, change);
  const done = el("button", { type: "button", class: "tool done" });
  const close = el("button", { type: "button", class: "tool", text: "Close", on: { click: () => dialog.close() } });
  const dialog = el("dialog", { class: "facet-panel", "aria-label": "Filters" }, el("div", { class: "panel-head" }, el("strong", { text: "Filters" }), close), el("div", { class: "panel-foot" }, done));
  const aside = el("div", { class: "facet-column" });
  const results = el("div", { class: "results" });
  const picture = draw?.(change, table);
  const unit = table.unit ?? "records";
  const bar = el("p", { class: "basket-bar", hidden: true });
  const gather = el("button", { type: "button", class: "tool gather", hidden: true, on: { click: () => keep([...items(), ...missing()]) } });
  const tools = el(
    "div",
    { class: "listing-tools" },
    el("label", { class: "listing-filter" }, "Filter ", input),
    opener,
    el("label", {}, "Sort ", sort),
    columns.menu,
    count,
    gather,
    ...files,
  );
  const rows = new Rows(table, results, (key) => change({ ...state, sort: state.sort === key ? `-${key}` : state.sort === `-${key}` ? "" : key }, false));
  place.replaceChildren(tools, chips, el("div", { class: "explorer-body" }, aside, el("div", { class: "explorer-main" }, picture?.element, results)), dialog, bar);
  place.classList.add("ready");

  input.addEventListener("input", () => change({ ...state, text: input.value }, true));
  sort.addEventListener("change", () => change({ ...state, sort: sort.value }, false));
  opener.addEventListener("click", () => dialog.showModal());
  done.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  addEventListener("popstate", () => {
    state = parse(table, new URLSearchParams(location.search));
    show();
  });
  const wide = matchMedia("(min-width: 60em)");
  const arrange = () => {
    if (dialog.open) dialog.close();
    if (wide.matches) aside.append(panel.form);
    else dialog.firstElementChild?.after(panel.form);
  };
  wide.addEventListener("change", arrange);
  arrange();
  show();
  watch(() => {
    rows.refresh();
    offer();
    const mine = items().filter(({ path }) => table.base && path.startsWith(table.base)).map(({ path }) => path.slice(table.base.length));
    const held = table.base ? mine.length : items().length;
    bar.hidden = held === 0;
    bar.replaceChildren(
      el("span", { text: `${held} ${table.label[held === 1 ? 0 : 1].toLowerCase()} in the basket` }),
      ...(mine.length > 1 ? [el("a", { class: "tool", href: compareAddress(table.plural, mine), text: mine.length > 6 ? "Compare the first six" : "Compare" })] : []),
      el("a", { class: "tool", href: link("basket/"), text: "Open the basket" }),
    );
  });

  /**
   * Take a new state: into the address, then onto the page. Typing changes the address without filling the history.
   * @param {State} next
   * @param {boolean} typing
   */
  function change(next, typing) {
    state = next;
    const address = location.pathname + write(table, state) + location.hash;
    if (typing) history.replaceState(null, "", address);
    else if (address !== location.pathname + location.search + location.hash) history.pushState(null, "", address);
    show();
  }

  function show() {
    const found = engine.run(state);
    const total = table.ids.length;
    if (document.activeElement !== input) input.value = state.text;
    sort.value = state.sort;
    const keys = state.columns ?? table.columns.filter(({ shown }) => shown).map(({ key }) => key);
    columns.show(keys);
    rows.choose(keys, state.sort);
    rows.show(found.rows);
    panel.show(state, found);
    picture?.show(state, engine);
    const fits = found.rows.length;
    count.textContent = fits === total ? `${total} ${unit}` : `${fits} of ${total} ${unit}`;
    done.textContent = `Show ${fits} ${unit}`;
    shown = found.rows;
    offer();
    showChips();
  }

  /** What is listed and not in the basket yet; a record of several rows once. */
  function missing() {
    const held = new Set(items().map(({ path }) => path));
    const found = new Map(shown.map((row) => [table.base + table.ids[row], table.names[row]]));
    return [...found].filter(([path]) => !held.has(path)).map(([path, name]) => ({ path, name: cut(name) }));
  }

  function offer() {
    const left = shown.length < table.ids.length && shown.length <= MANY ? missing().length : 0;
    gather.hidden = left === 0;
    gather.textContent = left === 1 ? "Put this one into the basket" : `Put all ${left} into the basket`;
  }

  function showChips() {
    /** @type {HTMLElement[]} */
    const made = [];
    /** @param {string} text @param {() => State} without */
    const chip = (text, without) => made.push(el("li", {}, el("button", { type: "button", "aria-label": `Remove: ${text}`, text, on: { click: () => change(without(), false) } })));
    for (const { key, label, words } of table.facets)
      for (const [id, name] of words)
        if (state.words.get(key)?.has(id))
          chip(`${label}: ${name}`, () => {
            const chosen = new Map(state.words);
            const left = [...(chosen.get(key) ?? [])].filter((other) => other !== id);
            if (left.length) chosen.set(key, new Set(left));
            else chosen.delete(key);
            return { ...state, words: chosen };
          });
    for (const { key, label } of table.numbers) {
      const range = state.ranges.get(key);
      if (!range) continue;
      const text = key === "parameters" ? quantity : key === "checked" ? dayText : yearText;
      const [least, most] = range.map((bound) => (Number.isFinite(bound) ? text(bound) : ""));
      chip(`${label}: ${least && most ? `${least} to ${most}` : least ? `from ${least}` : `to ${most}`}`, () => ({ ...state, ranges: new Map([...state.ranges].filter(([other]) => other !== key)) }));
    }
    if (state.card) chip(`Runs on ${state.card} GB at ${state.precision || table.precisions[0][0]}`, () => ({ ...state, card: 0, precision: "" }));
    if (state.within) chip(`Checked within ${state.within} months`, () => ({ ...state, within: 0 }));
    opener.textContent = made.length ? `Filters (${made.length})` : "Filters";
    if (made.length > 1) made.push(el("li", {}, el("button", { type: "button", class: "clear", text: "Clear all", on: { click: () => change({ ...empty(), sort: state.sort, columns: state.columns }, false) } })));
    const focused = chips.contains(document.activeElement);
    chips.replaceChildren(...made);
    chips.hidden = made.length === 0;
    if (focused) (chips.querySelector("button") ?? input).focus();
  }

  function columnMenu() {
    const menu = el("details", { class: "menu" }, el("summary", { class: "tool", text: "Columns" }));
    const list = el("ul");
    const boxes = columnKeys(table).map((key) => {
      const label = [...table.columns, ...table.numbers].find((column) => column.key === key)?.label ?? key;
      const box = el("input", { type: "checkbox", value: key, on: { change: () => change({ ...state, columns: boxes.filter((one) => one.checked).map((one) => one.value) }, false) } });
      list.append(el("li", {}, el("label", {}, box, label)));
      return box;
    });
    const reset = el("button", { type: "button", class: "tool", text: "As at first", on: { click: () => change({ ...state, columns: null }, false) } });
    menu.append(el("div", { class: "menu-body" }, list, reset));
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary")?.focus();
      }
    });
    addEventListener("pointerdown", (event) => {
      if (menu.open && !menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
    });
    return { menu, show: (/** @type {string[]} */ keys) => boxes.forEach((box) => (box.checked = keys.includes(box.value))) };
  }
}
