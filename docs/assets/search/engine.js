// Ranks what fits a query: identifiers, then exact names, beginnings of names, names with typing errors, then words anywhere.

import { fold, indexWords, nearness, queryWords, squash, tolerance } from "./text.js";

/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {import("./entries.js").Collection} Collection */
/** @typedef {{entry: Entry, score: number, alias: string, found: Set<string>}} Hit */
/** @typedef {{kind: string, title: string, total: number, hits: Hit[]}} Group */
/** @typedef {{kind: string, domain: number}} Filters a kind or "", the number of a domain or -1 */
/** @typedef {{groups: Group[], total: number, kinds: Map<string, number>, domains: Map<number, number>}} Answer */
/** @typedef {typeof import("minisearch").default} Library */

const EXACT = { identifier: 10_000, name: 1000, alias: 900, beginning: 500, near: 350, words: 300 };
const FEW = 5;
const MANY = 60;

/** What can be asked: names in a list of our own, words in the library's index. */
export class Engine {
  /**
   * @param {Collection} collection
   * @param {Library} Library
   */
  constructor(collection, Library) {
    this.collection = collection;
    /** @type {Map<string, Entry>} */
    this.byUrl = new Map(collection.entries.map((entry) => [entry.url, entry]));
    this.names = collection.entries.flatMap((entry) => [
      { entry, text: "", squashed: squash(entry.name), weight: 1 },
      ...entry.aliases.map((alias) => ({ entry, text: alias, squashed: squash(alias), weight: EXACT.alias / EXACT.name })),
    ]);
    this.words = new Library({
      fields: ["name", "aliases", "slug", "words", "text"],
      tokenize: indexWords,
      processTerm: (term) => term,
      extractField: (entry, field) => (field === "aliases" ? entry.aliases.join(" ") : entry[field]),
    });
  }

  /** Fill the index piece by piece, so that typing is not held up meanwhile. */
  async fill() {
    await this.words.addAllAsync(this.collection.entries, { chunkSize: 400 });
  }

  /**
   * Give what fits, best first, grouped by kind.
   * @param {string} query
   * @param {Filters} filters
   * @param {readonly string[]} [urls] addresses of records whose identifier was typed
   * @returns {Answer}
   */
  ask(query, filters, urls = []) {
    const hits = [...(query.trim() ? this.rank(query, urls) : this.everything(filters))];
    const inKind = (/** @type {Hit} */ hit) => !filters.kind || hit.entry.kind === filters.kind;
    const inDomain = (/** @type {Hit} */ hit) => filters.domain < 0 || hit.entry.domains.includes(filters.domain);
    /** @type {Map<string, Hit[]>} */
    const groups = new Map();
    const kinds = new Map();
    const domains = new Map();
    let total = 0;
    for (const hit of hits) {
      const { kind } = hit.entry;
      if (inDomain(hit)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (inKind(hit)) for (const domain of hit.entry.domains) domains.set(domain, (domains.get(domain) ?? 0) + 1);
      if (!inKind(hit) || !inDomain(hit)) continue;
      total += 1;
      const group = groups.get(kind) ?? [];
      groups.set(kind, group);
      if (group.length < MANY) group.push(hit);
    }
    const most = filters.kind ? MANY : FEW;
    const shown = [...groups].map(([kind, found]) => ({
      kind,
      title: this.collection.kinds.get(kind) ?? kind,
      total: kinds.get(kind) ?? found.length,
      hits: found.slice(0, most),
    }));
    return { groups: shown, total, kinds, domains };
  }

  /**
   * Without words, a filter alone lists what it lets through.
   * @param {Filters} filters
   * @returns {Hit[]}
   */
  everything(filters) {
    if (!filters.kind && filters.domain < 0) return [];
    return this.collection.entries.map((entry) => ({ entry, score: 0, alias: "", found: new Set() }));
  }

  /**
   * @param {string} query
   * @param {readonly string[]} urls
   * @returns {Hit[]}
   */
  rank(query, urls) {
    /** @type {Map<Entry, Hit>} */
    const hits = new Map();
    /** @type {(entry: Entry, score: number, alias?: string) => Hit} */
    const add = (entry, score, alias = "") => {
      const hit = hits.get(entry) ?? { entry, score: 0, alias: "", found: new Set() };
      if (score > hit.score) [hit.score, hit.alias] = [score, alias];
      hits.set(entry, hit);
      return hit;
    };
    for (const url of urls) {
      const entry = this.byUrl.get(url);
      if (entry) add(entry, EXACT.identifier);
    }
    if (!urls.length) {
      this.rankNames(squash(query), add);
      this.rankWords(query, add);
    }
    return [...hits.values()].sort((one, other) => other.score - one.score || one.entry.id - other.entry.id);
  }

  /**
   * @param {string} query squashed
   * @param {(entry: Entry, score: number, alias?: string) => void} add
   */
  rankNames(query, add) {
    if (!query) return;
    let exact = false;
    for (const { entry, text, squashed, weight } of this.names) {
      if (squashed === query) {
        exact ||= !entry.parent;
        add(entry, EXACT.name * weight * entry.weight, text);
      } else if (squashed.startsWith(query)) {
        add(entry, (EXACT.beginning + (100 * query.length) / squashed.length) * weight * entry.weight, text);
      }
    }
    if (exact) return;
    for (const { entry, text, squashed, weight } of this.names) {
      const errors = nearness(query, squashed);
      // A name that was only mistyped is meant as a whole: it stands above longer names that merely begin so.
      if (errors > 0) add(entry, (EXACT.name * 0.75 - EXACT.near * (errors - 1)) * weight * entry.weight, text);
    }
  }

  /**
   * @param {string} query
   * @param {(entry: Entry, score: number, alias?: string) => Hit} add
   */
  rankWords(query, add) {
    const words = queryWords(query);
    if (words.join("").length < 2) return;
    const options = {
      tokenize: queryWords,
      boost: { name: 6, aliases: 4, slug: 2, words: 2, text: 1 },
      prefix: (/** @type {string} */ term) => term.length > 1,
      fuzzy: (/** @type {string} */ term) => (/\p{N}/u.test(term) ? 0 : tolerance(term)),
      maxFuzzy: 2,
      weights: { fuzzy: 0.3, prefix: 0.6 },
    };
    let results = this.words.search(query, { ...options, combineWith: "AND" });
    if (!results.length) results = this.words.search(query, { ...options, combineWith: "AND", fuzzy: (term) => (term.length > 4 && tolerance(term) ? 2 : 0) });
    if (!results.length && words.length > 1) results = this.words.search(query, { ...options, combineWith: "OR" });
    const scored = results.map((result) => ({ result, entry: this.collection.entries[result.id] }));
    const best = Math.max(...scored.map(({ result, entry }) => result.score * entry.weight));
    for (const { result, entry } of scored) {
      const hit = add(entry, (EXACT.words * result.score * entry.weight) / best, this.aliasOf(entry, result.match));
      for (const term of result.terms) hit.found.add(term);
    }
  }

  /**
   * Give the alias by which an entry was found, if its name does not show the words.
   * @param {Entry} entry
   * @param {Record<string, string[]>} match fields by the words found
   */
  aliasOf(entry, match) {
    const terms = Object.keys(match).filter((term) => match[term].includes("aliases") && !match[term].includes("name"));
    return entry.aliases.find((alias) => terms.some((term) => fold(alias).includes(term))) ?? "";
  }
}
