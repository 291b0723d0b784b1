// Where the records of a lineage stand. All of this is arithmetic without a page.

/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {{first: number, edges: number[]}} Years the first year, and where each begins; one more edge ends the last */
/** @typedef {{x: Float64Array, y: Float64Array, nodes: number[], years: Years | null}} Layout */

/** Height of a row, and width of a letter, in the pixels of a zoom of one. */
export const ROW = 24;
const LETTER = 6.6;
/** Pixels of width for the square root of a record: about twice as wide as high. */
const SPREAD = 105;
const NARROW = 9;
const MARGIN = 34;
const BUCKET = 12;

/** @param {string} name */
export const labelWidth = (name) => Math.min(name.length, 26) * LETTER + MARGIN;

/**
 * Place records over time, from left to right, each line of descent together.
 * A record without a date stands in a column before the first year.
 * @param {Graph} graph
 * @param {number[]} nodes
 * @param {(node: number, relation: number) => boolean} tied whether a tie to that record counts
 * @param {number} [aspect] how much wider than high the picture is: rows are parted to fill it
 * @returns {Layout}
 */
export function overTime(graph, nodes, tied, aspect = 1.5) {
  const dated = nodes.map((node) => graph.years[node]).filter((year) => !Number.isNaN(year));
  const first = Math.floor(dated.reduce((a, b) => Math.min(a, b), Infinity));
  const last = Math.floor(dated.reduce((a, b) => Math.max(a, b), -Infinity)) + 1;
  const edges = yearEdges(dated, first, last);
  const x = new Float64Array(graph.size);
  const y = new Float64Array(graph.size);
  const undated = dated.length ? -190 : 0;
  for (const node of nodes) {
    const year = Math.floor(graph.years[node]) - first;
    x[node] = Number.isNaN(year) ? undated : edges[year] + (graph.years[node] % 1) * (edges[year + 1] - edges[year]);
  }
  /** @type {Uint8Array[]} */
  const rows = [];
  const buckets = Math.ceil(((edges.at(-1) ?? 0) - undated + 400) / BUCKET);
  /** @type {(row: number, from: number, to: number) => boolean} */
  const free = (row, from, to) => {
    const taken = rows[row];
    if (taken) for (let bucket = from; bucket <= to; bucket++) if (taken[bucket]) return false;
    return true;
  };
  for (const [node, parent] of families(graph, nodes, tied)) {
    const from = Math.floor((x[node] - undated) / BUCKET);
    const to = Math.min(buckets - 1, from + Math.ceil(labelWidth(graph.data.names[node]) / BUCKET));
    const near = parent < 0 ? 0 : y[parent];
    let row = near;
    for (let away = 0; ; away++) {
      if (free(near + away, from, to)) {
        row = near + away;
        break;
      }
      if (near - away >= 0 && free(near - away, from, to)) {
        row = near - away;
        break;
      }
    }
    rows[row] ??= new Uint8Array(buckets);
    rows[row].fill(1, from, to + 1);
    y[node] = row;
  }
  const high = Math.min(Math.max(((edges.at(-1) ?? 0) - undated) / aspect / Math.max(rows.length, 1), ROW), ROW * 2);
  for (const node of nodes) y[node] *= high;
  return { x, y, nodes, years: dated.length ? { first, edges } : null };
}

/**
 * Give years with more records more room, so that a crowded year is not a wall and an empty one no desert.
 * @param {number[]} dated
 * @param {number} first
 * @param {number} last
 */
export function yearEdges(dated, first, last) {
  if (!dated.length) return [];
  const counts = new Array(last - first).fill(0);
  for (const year of dated) counts[Math.floor(year) - first]++;
  const weights = counts.map((count) => count ** 0.75);
  const all = weights.reduce((a, b) => a + b, 0);
  const edges = [0];
  for (const weight of weights) edges.push(edges[edges.length - 1] + NARROW + (SPREAD * Math.sqrt(dated.length) * weight) / all);
  return edges;
}

/**
 * Give every record after the one it mainly comes from: the larger families first, each from its oldest member on.
 * @param {Graph} graph
 * @param {number[]} nodes
 * @param {(node: number, relation: number) => boolean} tied
 * @returns {[number, number][]} record and the one it comes from, -1 where there is none
 */
export function families(graph, nodes, tied) {
  const wanted = new Set(nodes);
  /** @type {Map<number, number[]>} */
  const children = new Map();
  /** @type {number[]} */
  const roots = [];
  for (const node of nodes) {
    const parent = graph.back[node].find(({ other, relation }) => wanted.has(other) && tied(other, relation))?.other ?? -1;
    if (parent < 0) roots.push(node);
    else push(children, parent, node);
  }
  /** @type {[number, number][]} */
  const order = [];
  const seen = new Set();
  /** @param {number} root */
  const grow = (root) => {
    /** @type {[number, number][]} */
    const stack = [[root, -1]];
    const from = order.length;
    while (stack.length) {
      const [node, parent] = /** @type {[number, number]} */ (stack.pop());
      if (seen.has(node)) continue;
      seen.add(node);
      order.push([node, parent]);
      for (const child of [...(children.get(node) ?? [])].sort((a, b) => (graph.years[b] || 0) - (graph.years[a] || 0))) stack.push([child, node]);
    }
    return order.splice(from);
  };
  const grown = roots.map(grow);
  for (const node of nodes) if (!seen.has(node)) grown.push(grow(node)); // members of a circle have no oldest
  return grown.sort((a, b) => b.length - a.length).flat();
}

/**
 * Place records in columns by how many steps they are away from one of them.
 * @param {Graph} graph
 * @param {Map<number, number>} ranks
 * @param {(node: number, relation: number) => boolean} tied
 * @returns {Layout}
 */
export function inSteps(graph, ranks, tied) {
  /** @type {Map<number, number[]>} */
  const columns = new Map();
  for (const [node, rank] of ranks) push(columns, rank, node);
  const order = [...columns.keys()].sort((a, b) => a - b);
  const x = new Float64Array(graph.size);
  const y = new Float64Array(graph.size);
  let at = 0;
  for (const rank of order) {
    const nodes = /** @type {number[]} */ (columns.get(rank));
    for (const node of nodes) x[node] = at;
    at += Math.max(...nodes.map((node) => labelWidth(graph.data.names[node]))) + 56;
  }
  /** @param {number[]} nodes */
  const spread = (nodes) => nodes.forEach((node, place) => (y[node] = (place - (nodes.length - 1) / 2) * ROW * 1.25));
  for (const nodes of columns.values()) spread(nodes.sort((a, b) => (graph.years[a] || 0) - (graph.years[b] || 0)));
  for (let sweep = 0; sweep < 4; sweep++)
    for (const rank of [...order].sort((a, b) => Math.abs(a) - Math.abs(b))) {
      const nodes = /** @type {number[]} */ (columns.get(rank));
      const middle = new Map(nodes.map((node) => [node, mean(graph, node, ranks, tied, y)]));
      spread(nodes.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0)));
    }
  return { x, y, nodes: [...ranks.keys()], years: null };
}

/**
 * @param {Graph} graph
 * @param {number} node
 * @param {Map<number, number>} ranks
 * @param {(node: number, relation: number) => boolean} tied
 * @param {Float64Array} y
 */
function mean(graph, node, ranks, tied, y) {
  const beside = [...graph.back[node], ...graph.ahead[node]].filter(({ other, relation }) => ranks.has(other) && tied(other, relation));
  return beside.length ? beside.reduce((sum, { other }) => sum + y[other], 0) / beside.length : y[node];
}

/**
 * @param {Map<number, number[]>} map
 * @param {number} key
 * @param {number} value
 */
function push(map, key, value) {
  const held = map.get(key);
  if (held) held.push(value);
  else map.set(key, [value]);
}
