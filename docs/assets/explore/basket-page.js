// The basket's own page: what is in it, by kind, and all of it in the formats of reference managers and tables.
import { compareAddress, items, keep, toggle, watch } from "./basket.js";
import { download, el, link, read } from "./dom.js";
import { csv } from "./formats.js";
import { recordPages } from "./page.js";

const TYPES = /** @type {[string, string, string][]} */ ([
  ["BibTeX", "bib", "application/x-bibtex"],
  ["RIS", "ris", "application/x-research-info-systems"],
  ["CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json"],
  ["CSV", "csv", "text/csv"],
  ["JSON", "json", "application/json"],
]);

/** @param {HTMLElement} place */
export function start(place) {
  const list = el("div");
  const told = el("p", { class: "note", role: "status" });
  const own = el("input", { type: "checkbox" });
  const buttons = TYPES.map(([name, ending, type]) => el("button", { type: "button", class: "tool", "aria-label": `Download ${name}`, text: name, on: { click: () => give(name, ending, type) } }));
  const tools = el(
    "div",
    { class: "basket-tools" },
    el("p", { class: "listing-tools" }, "Take all of it along as ", ...buttons),
    el("p", { class: "listing-tools" }, el("label", {}, own, " cite the records of this guide, too, with the days of their checks")),
    el("p", { class: "note", text: "BibTeX, RIS and CSL-JSON cite the papers in the basket and the papers that describe the other records; a record without a paper is cited itself." }),
    told,
  );
  const clear = el("button", { type: "button", class: "tool", text: "Empty the basket", on: { click: () => keep([]) } });
  place.append(tools, list);
  watch(() => {
    const held = items();
    tools.hidden = held.length === 0;
    const focused = list.contains(document.activeElement);
    const kinds = [...new Set(held.map(({ path }) => path.split("/")[0]))];
    list.replaceChildren(
      ...(held.length ? kinds.map(group) : [el("p", { class: "none" }, "The basket is empty. Each record and each row of a listing has a button that puts it in here: begin with ", el("a", { href: link("explore/"), text: "all records" }), ".")]),
      held.length ? clear : "",
    );
    if (focused) (list.querySelector("button") ?? place).focus();
  });

  /** @param {string} plural */
  function group(plural) {
    const mine = items().filter(({ path }) => path.startsWith(`${plural}/`));
    const ids = mine.map(({ path }) => path.split("/")[1]);
    return el(
      "section",
      {},
      el("h2", { text: plural.charAt(0).toUpperCase() + plural.slice(1) }),
      el("ul", { class: "basket-items" }, ...mine.map(({ path, name }) => el("li", {}, el("a", { class: "record", href: link(`${path}/`), text: name }), el("button", { type: "button", class: "tool remove", "aria-label": `Take ${name} out`, text: "×", on: { click: () => toggle(path, name) } })))),
      mine.length > 1 && el("p", {}, el("a", { class: "tool", href: compareAddress(plural, ids), text: mine.length > 6 ? "Compare the first six" : "Compare these" })),
    );
  }

  /** @param {string} name @param {string} ending @param {string} type */
  async function give(name, ending, type) {
    told.textContent = "gathering …";
    const held = items();
    try {
      const text = name === "CSV" || name === "JSON" ? await records(name) : await citations(name);
      download(`llm4s-basket.${ending}`, text, type);
      told.textContent = `${held.length} records written as ${name}`;
    } catch {
      told.textContent = "The records could not be read. Is there a connection?";
    }
  }

  /** @param {string} format */
  async function citations(format) {
    const held = items();
    const pages = await recordPages(held.map(({ path }) => path));
    if (pages.length === 0) throw new Error("none");
    /** @type {Map<string, string>} */
    const works = new Map();
    for (const { cited } of pages) {
      const others = cited.filter((one) => !one.own);
      for (const one of own.checked || others.length === 0 ? cited : others) works.set(one.key, one.formats.get(format) ?? "");
    }
    const texts = [...works.values()];
    return format === "CSL-JSON" ? `${JSON.stringify(texts.flatMap((text) => JSON.parse(text)), null, 1)}\n` : texts.join("\n");
  }

  /** @param {string} format */
  async function records(format) {
    /** @type {Record<string, any[]>} */
    const found = {};
    for (const { path } of items()) {
      const [plural, id] = path.split("/");
      const row = (await read(`data/${plural}.json`)).find((/** @type {any} */ one) => one.id === id);
      if (row) (found[plural] ??= []).push(row);
    }
    if (format === "JSON") return `${JSON.stringify(found, null, 1)}\n`;
    const fields = ["name", "summary", "domains", "tasks", "status"];
    const rows = Object.entries(found).flatMap(([plural, list]) => list.map((row) => [plural, row.id, ...fields.map((field) => [row[field] ?? (field === "status" ? "active" : "")].flat().join("; ")), day(row), link(`${plural}/${row.id}/`)]));
    return csv([["kind", "id", ...fields, "checked", "address"], ...rows]);
  }
}

/** @param {any} row */
const day = (row) => (row.evidence ?? []).map((/** @type {any} */ one) => one.checked).sort().at(-1) ?? "";
