// Up to six records of a kind side by side; the choice stands in the address.
import { basketButton } from "./basket.js";
import { copyButton, download, el, link, read } from "./dom.js";
import { csv, latex, markdown } from "./formats.js";
import { recordPage } from "./page.js";

/** @typedef {import("./page.js").RecordPage} RecordPage */
/** @typedef {{key: string, label: string, differs: boolean, texts: string[]}} Row */

const MOST = 6;
const NONE = "not stated";
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** @param {HTMLElement} place */
export async function start(place) {
  const kinds = (place.dataset.kinds ?? "").split("|").map((pair) => pair.split("="));
  const state = { kind: "", ids: /** @type {string[]} */ ([]), differing: false };
  const kind = el("select", {}, ...kinds.map(([plural, title]) => el("option", { value: plural, text: title })));
  const names = el("datalist", { id: "compare-names" });
  const input = el("input", { type: "text", list: "compare-names", autocomplete: "off", placeholder: "name" });
  const add = el("button", { type: "submit", class: "tool", text: "Add" });
  const told = el("p", { class: "note", role: "status" });
  const only = el("input", { type: "checkbox" });
  const files = el("p", { class: "listing-tools compare-files" });
  const output = el("div", { class: "scroll" });
  const form = el("form", { class: "listing-tools" }, el("label", {}, "Kind ", kind), el("label", {}, "Record ", input), names, add, el("label", {}, only, " only what differs"));
  place.append(form, told, files, output);
  let run = 0;
  let alone = matchMedia("(pointer: fine)").matches; // on touch screens the keyboard would cover the page

  kind.addEventListener("change", () => go({ kind: kind.value, ids: [] }));
  only.addEventListener("change", () => go({ differing: only.checked }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const table = await read(`explore/${state.kind}.json`);
    const wanted = input.value.trim().toLowerCase();
    if (!wanted) return input.focus();
    const rows = [...table.ids.keys()];
    const name = (/** @type {number} */ row) => table.names[row].toLowerCase();
    const row = rows.find((one) => name(one) === wanted || table.ids[one] === wanted) ?? rows.find((one) => name(one).startsWith(wanted)) ?? rows.find((one) => `${name(one)} ${table.aliases[one].toLowerCase()}`.includes(wanted));
    if (row === undefined) told.textContent = `No ${table.label[0]} is called that.`;
    else if (state.ids.includes(table.ids[row])) told.textContent = `${table.names[row]} is there already.`;
    else if (state.ids.length === MOST) told.textContent = `Six fit side by side: take one away first.`;
    else {
      input.value = "";
      go({ ids: [...state.ids, table.ids[row]] });
    }
  });
  addEventListener("popstate", () => {
    fromAddress();
    show();
  });
  fromAddress();
  await show();

  function fromAddress() {
    const query = new URLSearchParams(location.search);
    const asked = query.get("kind") ?? "";
    state.kind = kinds.some(([plural]) => plural === asked) ? asked : kinds[0][0];
    state.ids = [...new Set(query.getAll("id").filter((id) => ID.test(id)))].slice(0, MOST);
    state.differing = query.has("differing");
  }

  /** @param {Partial<typeof state>} change */
  function go(change) {
    Object.assign(state, change);
    const query = new URLSearchParams([["kind", state.kind], ...state.ids.map((id) => ["id", id]), ...(state.differing ? [["differing", ""]] : [])]);
    history.pushState(null, "", `${location.pathname}?${query}`);
    show();
  }

  async function show() {
    const mine = ++run;
    kind.value = state.kind;
    only.checked = state.differing;
    const found = await Promise.allSettled(state.ids.map((id) => recordPage(`${state.kind}/${id}`)));
    if (mine !== run) return;
    const pages = found.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const missing = state.ids.filter((_, place) => found[place].status === "rejected");
    told.textContent = missing.length ? `No page for: ${missing.join(", ")}.` : pages.length === 0 ? "Add two or more records to compare them." : pages.length === 1 ? "Add another record to see what differs." : "";
    const all = rowsOf(pages);
    const removes = () => /** @type {HTMLElement[]} */ ([...output.querySelectorAll("button.remove")]);
    const focused = removes().findIndex((button) => button === document.activeElement);
    output.replaceChildren(...(pages.length ? [tableOf(pages, state.differing ? all.filter((row) => row.differs) : all)] : []));
    exports(pages, all);
    if (focused >= 0) (removes()[Math.min(focused, pages.length - 1)] ?? input).focus({ preventScroll: true });
    if (alone && pages.length === 1) input.focus({ preventScroll: true }); // one came along to be compared: its match is typed next
    alone = false;
    read(`explore/${state.kind}.json`).then((table) => mine === run && names.replaceChildren(...table.names.map((/** @type {string} */ name) => el("option", { value: name }))));
  }

  /**
   * @param {RecordPage[]} pages
   * @param {Row[]} rows
   */
  function tableOf(pages, rows) {
    const heads = pages.map((page) => {
      const id = page.path.split("/")[1];
      const remove = el("button", { type: "button", class: "tool remove", "aria-label": `Take ${page.name} away`, text: "×", on: { click: () => go({ ids: state.ids.filter((other) => other !== id) }) } });
      return el("th", { scope: "col" }, el("a", { class: "record", href: link(`${page.path}/`), text: page.name }), basketButton(page.path, page.name, false), remove);
    });
    const body = rows.map((row) => {
      const mark = row.differs ? el("span", { class: "differs", text: "differs" }) : null;
      return el("tr", { class: `row-${row.key}${row.differs ? " differing" : ""}` }, el("th", { scope: "row" }, row.label, " ", mark), ...pages.map((page) => cellOf(page, row)));
    });
    return el("table", { class: "comparison-table" }, el("thead", {}, el("tr", {}, el("td"), ...heads)), el("tbody", {}, ...body));
  }

  /**
   * @param {RecordPage} page
   * @param {Row} row
   */
  function cellOf(page, row) {
    const fact = page.facts.get(row.key);
    const cell = el("td", { "data-label": page.name });
    if (!fact) {
      cell.append(el("span", { class: "gap gap-none", text: NONE }));
      return cell;
    }
    const value = el("div", { class: "value" });
    for (const { text, href, css } of fact.pieces) value.append(href ? el("a", { href, class: css, text, rel: "noopener" }) : css ? el("span", { class: css, text }) : text);
    cell.append(value);
    if (fact.unverified) cell.append(el("span", { class: "unverified", text: "unverified" }));
    const evidence = fact.evidence.map((number) => page.evidence[number - 1]).filter(Boolean);
    if (evidence.length) cell.append(el("details", { class: "proof" }, el("summary", { text: evidence.length === 1 ? "evidence" : `${evidence.length} sources` }), el("ul", {}, ...evidence.map(sourceOf))));
    return cell;
  }

  /** @param {RecordPage[]} pages @param {Row[]} rows */
  function exports(pages, rows) {
    files.hidden = pages.length === 0;
    const title = `${kinds.find(([plural]) => plural === state.kind)?.[1] ?? "Records"} compared: ${pages.map((page) => page.name).join(", ")}`;
    const table = () => [["", ...pages.map((page) => page.name)], ...rows.filter((row) => !state.differing || row.differs).map((row) => [row.label, ...row.texts])];
    const made = /** @type {[string, string, string, () => string][]} */ ([["CSV", "csv", "text/csv", () => csv(table())], ["Markdown", "md", "text/markdown", () => markdown(table())], ["LaTeX", "tex", "application/x-tex", () => latex(table(), `${title} (${location.href})`)]]);
    const saving = made.map(([name, ending, type, text]) => el("button", { type: "button", class: "tool", "aria-label": `Download ${name}`, text: `.${ending}`, on: { click: () => download(`llm4s-comparison.${ending}`, text(), type) } }));
    files.replaceChildren(el("span", {}, "Copy as ", ...made.map(([name, , , text]) => copyButton(name, text))), el("span", {}, "Download ", ...saving));
  }
}

/** @param {import("./page.js").Evidence} evidence */
function sourceOf({ source, text }) {
  return el("li", {}, /^https?:\/\//.test(source) ? el("a", { href: source, rel: "noopener", class: "external", text }) : text);
}

/**
 * Every field that one of the records has, in the order of the first that has it.
 * @param {RecordPage[]} pages
 * @returns {Row[]}
 */
function rowsOf(pages) {
  /** @type {Map<string, string>} */
  const labels = new Map();
  for (const page of pages) for (const [key, fact] of page.facts) if (!labels.has(key)) labels.set(key, fact.label);
  return [...labels].map(([key, label]) => {
    const texts = pages.map((page) => page.facts.get(key)?.text ?? NONE);
    return { key, label, texts, differs: key !== "glance-checked" && new Set(texts).size > 1 };
  });
}
