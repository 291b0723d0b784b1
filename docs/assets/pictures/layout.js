// Where the records of a lineage stand. All of this is arithmetic without a page.

/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {{x: Float64Array, y: Float64Array, nodes: number[], years: [number, number, number] | null}} Layout years: first, last, and pixels for each */

/** Height of a row, and width of a letter, in the pixels of a zoom of one. */
export const ROW = 24;
const LETTER = 6.6;
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
 * @returns {Layout}
 */
export function overTime(graph, nodes, tied) {
  const dated = nodes.map((node) => graph.years[node]).filter((year) => !Number.isNaN(year));
  const first = Math.floor(dated.reduce((a, b) => Math.min(a, b), Infinity));
  const last = Math.floor(dated.reduce((a, b) => Math.max(a, b), -Infinity)) + 1;
  const wide = Math.max(170, 18 * Math.sqrt(nodes.length));
  const x = new Float64Array(graph.size);
  const y = new Float64Array(graph.size);
  const undated = dated.length ? -Math.max(170, wide * 0.4) : 0;
  for (const node of nodes) x[node] = Number.isNaN(graph.years[node]) ? undated : (graph.years[node] - first) * wide;
  /** @type {Uint8Array[]} */
  const rows = [];
  const buckets = Math.ceil(((dated.length ? (last - first) * wide : 0) - undated + 400) / BUCKET);
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
  for (const node of nodes) y[node] *= ROW;
  return { x, y, nodes, years: dated.length ? [first, last, wide] : null };
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
