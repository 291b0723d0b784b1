// Reads a record's page: its facts, their evidence, its citations. The page is the one place where all of this stands.
import { cut, link } from "./dom.js";

/** A piece of a value: text, and where it leads or what it is. @typedef {{text: string, href: string, css: string}} Piece */
/** @typedef {{label: string, pieces: Piece[], evidence: number[], text: string, unverified: boolean}} Fact */
/** @typedef {{source: string, text: string}} Evidence */
/** @typedef {{key: string, own: boolean, title: string, formats: Map<string, string>}} Cited */
/** @typedef {{path: string, name: string, summary: string, facts: Map<string, Fact>, evidence: Evidence[], cited: Cited[]}} RecordPage */

const KEPT = /^(?:gap(?:-[a-z-]+)?|record|word|external)$/;
/** @type {Map<string, Promise<RecordPage>>} */
const pages = new Map();

/**
 * Read the page of a record, each only once. What it holds is taken as text; nothing of it is run.
 * @param {string} path
 */
export function recordPage(path) {
  let page = pages.get(path);
  if (!page) {
    page = fetch(link(`${path}/`)).then(async (answer) => {
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return understand(path, new DOMParser().parseFromString(await answer.text(), "text/html"));
    });
    pages.set(path, page);
    page.catch(() => pages.delete(path));
  }
  return page;
}

/**
 * Read several pages, a few at a time; those that are not there are left out.
 * @param {string[]} paths
 */
export async function recordPages(paths) {
  /** @type {RecordPage[]} */
  const found = [];
  for (let start = 0; start < paths.length; start += 8) {
    const read = await Promise.allSettled(paths.slice(start, start + 8).map(recordPage));
    for (const result of read) if (result.status === "fulfilled") found.push(result.value);
  }
  return found;
}

/** @param {Element | null} element */
const textOf = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/**
 * @param {string} path
 * @param {Document} page
 * @returns {RecordPage}
 */
function understand(path, page) {
  const base = link(`${path}/`);
  /** @type {Map<string, Fact>} */
  const facts = new Map();
  /** @type {(key: string, label: string, place: Element | null) => void} */
  const add = (key, label, place) => {
    const pieces = place ? piecesOf(place, base) : [];
    const text = pieces.map((piece) => piece.text).join("").replace(/\s+/g, " ").trim();
    if (!text || facts.has(key)) return;
    const notes = [...(place?.querySelectorAll("a.note") ?? [])].map((note) => Number(note.textContent));
    facts.set(key, { label, pieces, text, evidence: notes, unverified: Boolean(place?.querySelector(".unverified")) });
  };
  const stated = new Set([...page.querySelectorAll("table.facts [data-field]")].map((row) => row.getAttribute("data-field")));
  for (const row of page.querySelectorAll("dl.glance [data-field]")) if (!stated.has(row.getAttribute("data-field"))) add(`glance-${row.getAttribute("data-field")}`, textOf(row.querySelector("dt")), row.querySelector("dd"));
  for (const row of page.querySelectorAll("table.facts [data-field]")) add(row.getAttribute("data-field") ?? "", textOf(row.querySelector("th")), row.querySelector("td"));
  add("words", "Words", page.querySelector("p.words"));
  for (const advice of page.querySelectorAll("dl.advice > div")) add(advice.className, textOf(advice.querySelector("dt")), advice.querySelector("dd"));
  const evidence = [...page.querySelectorAll("ol.evidence > li")].map((item) => ({ source: item.querySelector("a")?.getAttribute("href") ?? "", text: textOf(item) }));
  const cited = [...page.querySelectorAll("section.cite")].map((section) => ({
    key: section.getAttribute("data-key") ?? "",
    own: section.classList.contains("own"),
    title: textOf(section.querySelector("h3")),
    formats: new Map([...section.querySelectorAll("[data-format]")].map((part) => [part.getAttribute("data-format") ?? "", (part.querySelector("code") ?? part).textContent ?? ""])),
  }));
  return { path, name: cut(textOf(page.querySelector("h1"))), summary: textOf(page.querySelector("p.summary")), facts, evidence, cited };
}

/**
 * @param {Element} place
 * @param {string} base
 * @returns {Piece[]}
 */
function piecesOf(place, base) {
  /** @type {Piece[]} */
  const pieces = [];
  for (const node of place.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) pieces.push({ text: (node.textContent ?? "").replace(/\s+/g, " "), href: "", css: "" });
    if (!(node instanceof Element) || node.matches("sup, .unverified, .correct")) continue;
    const css = [...node.classList].filter((name) => KEPT.test(name)).join(" ");
    const target = node.getAttribute("href");
    const address = target ? new URL(target, base) : null;
    pieces.push({ text: node.textContent ?? "", href: address && /^https?:$/.test(address.protocol) ? address.href : "", css });
  }
  return pieces;
}
