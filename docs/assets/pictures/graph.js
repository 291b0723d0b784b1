// The lineage as a graph: who is next to whom, what fits a filter, what lies around a record.

/**
 * @typedef {object} Data columns as llm4s/lineage.py writes them
 * @property {[string, string, string, string][]} relations key, label, what the later is to the earlier, and the other way round
 * @property {[string, string, string][]} kinds
 * @property {[string, string, number][]} domains
 * @property {string[]} paths
 * @property {string[]} names
 * @property {string[]} aliases
 * @property {number[]} kind
 * @property {number[][]} domain
 * @property {string[]} dates
 * @property {number[]} old
 * @property {number[]} edges earlier, later, relation, one after the other
 *
 * @typedef {{other: number, relation: number}} Tie
 * @typedef {{kinds: Set<string>, domains: Set<string>, without: Set<string>}} Filter kinds and domains wanted, all where none is; relations left out
 */

/** @param {string} text */
const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/**
 * Turn a date as exact as its source into a year with a fraction; the middle of the time it names.
 * @param {string} date YYYY, YYYY-MM or YYYY-MM-DD
 */
export function yearOf(date) {
  const [year, month, day] = date.split("-").map(Number);
  return year + (month ? (month - 1 + (day ? (day - 0.5) / 31 : 0.5)) / 12 : 0.5);
}

export class Graph {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.size = data.paths.length;
    this.years = data.dates.map((date) => (date ? yearOf(date) : NaN));
    this.old = new Set(data.old);
    this.titles = data.names.map((name, node) => plain(`${name}; ${data.aliases[node]}`));
    this.place = new Map(data.paths.map((path, node) => [path, node]));
    /** @type {Tie[][]} */
    this.back = data.paths.map(() => []);
    /** @type {Tie[][]} */
    this.ahead = data.paths.map(() => []);
    for (let place = 0; place < data.edges.length; place += 3) {
      const [earlier, later, relation] = data.edges.slice(place, place + 3);
      this.back[later].push({ other: earlier, relation });
      this.ahead[earlier].push({ other: later, relation });
    }
  }

  /** @param {number} node */
  degree(node) {
    return this.back[node].length + this.ahead[node].length;
  }

  /**
   * Tell which records a filter lets through, and which relations.
   * @param {Filter} filter
   */
  fits({ kinds, domains, without }) {
    const { data } = this;
    const kind = data.kinds.map(([plural]) => !kinds.size || kinds.has(plural));
    const domain = data.domains.map(([word]) => domains.has(word));
    const nodes = Uint8Array.from(data.paths, (_, node) => Number(kind[data.kind[node]] && (!domains.size || data.domain[node].some((word) => domain[word]))));
    return { nodes, relations: data.relations.map(([key]) => !without.has(key)) };
  }

  /**
   * Give what lies around a record: itself at 0, what it comes from at -1, -2 …, what came of it at 1, 2 …
   * Circles, which no record should have, end where they close.
   * @param {number} start
   * @param {number} steps
   * @param {{nodes: Uint8Array, relations: boolean[]}} fits the record itself is there even if it does not fit
   * @returns {Map<number, number>}
   */
  around(start, steps, { nodes, relations }) {
    const found = new Map([[start, 0]]);
    for (const [ties, sign] of /** @type {[Tie[][], number][]} */ ([[this.back, -1], [this.ahead, 1]])) {
      let front = [start];
      for (let step = 1; step <= steps && front.length; step++) {
        /** @type {number[]} */
        const next = [];
        for (const node of front)
          for (const { other, relation } of ties[node])
            if (relations[relation] && nodes[other] && !found.has(other)) {
              found.set(other, sign * step);
              next.push(other);
            }
        front = next;
      }
    }
    return found;
  }

  /**
   * Find records by parts of their names, those that begin so first.
   * @param {string} text
   * @param {number} most
   */
  search(text, most = 8) {
    const wanted = plain(text.trim());
    if (!wanted) return [];
    /** @type {[number, number, number][]} */
    const found = [];
    this.titles.forEach((title, node) => {
      const at = title.indexOf(wanted);
      if (at >= 0) found.push([at === 0 ? (title.length === wanted.length || title[wanted.length] === ";" ? 0 : 1) : /[a-z0-9]/.test(title[at - 1]) ? 3 : 2, -this.degree(node), node]);
    });
    return found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, most).map(([, , node]) => node);
  }
}
