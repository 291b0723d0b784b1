// Draws the lineage on a canvas: relations as curves told apart by their dashes, kinds by their shapes.
import { curve, grid } from "./graph-lines.js";

/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {import("./canvas.js").Place} Place */
/** @typedef {import("./start.js").D3} D3 */


/** Lengths of lines and gaps of each relation, in the order of llm4s/lineage.py. */
export const DASHES = [[], [7, 4], [2, 4], [12, 4, 2, 4]];
const AREA = 90;
/** With more records than this, lines wait until a movement has ended. */
const MANY = 1200;
const FONT = "12px Inter, sans-serif";
const BOLD = "600 13px Inter, sans-serif";

/**
 * Give the shape of a kind as a path.
 * @param {D3} d3
 * @param {number} kind
 */
export function shapeOf(d3, kind, area = AREA) {
  const shapes = [d3.symbolCircle, d3.symbolDiamond, d3.symbolTriangle, d3.symbolSquare, d3.symbolStar, d3.symbolCross, d3.symbolWye];
  return d3.symbol(shapes[kind % shapes.length], area)() ?? "";
}

export class Drawing {
  /**
   * @param {D3} d3
   * @param {Graph} graph
   */
  constructor(d3, graph) {
    this.graph = graph;
    this.shapes = graph.data.kinds.map((_, kind) => new Path2D(shapeOf(d3, kind)));
    /** @type {Layout} */
    this.layout = { x: new Float64Array(graph.size), y: new Float64Array(graph.size), nodes: [], years: null };
    this.shown = new Uint8Array(graph.size);
    /** @type {boolean[]} */
    this.relations = [];
    this.chosen = -1;
    /** What can be pressed: record, left, top, right, bottom in pixels. @type {[number, number, number, number, number][]} */
    this.spots = [];
    /** @type {number[]} */
    this.order = [];
    this.leftmost = 0;
    this.widths = new Float64Array(graph.size);
  }

  /**
   * @param {Layout} layout
   * @param {boolean[]} relations which are drawn
   */
  place(layout, relations) {
    this.layout = layout;
    this.relations = relations;
    this.shown.fill(0);
    for (const node of layout.nodes) this.shown[node] = 1;
    this.leftmost = layout.nodes.reduce((least, node) => Math.min(least, layout.x[node]), 0);
    // names of those with many relations come first where there is no room for all
    this.order = [...layout.nodes].sort((a, b) => this.graph.degree(b) - this.graph.degree(a));
  }

  /**
   * Give the bounds of everything, names included.
   * @returns {[number, number, number, number]}
   */
  bounds() {
    const { x, y, nodes } = this.layout;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const node of nodes) {
      left = Math.min(left, x[node]);
      right = Math.max(right, x[node] + 60);
      top = Math.min(top, y[node]);
      bottom = Math.max(bottom, y[node]);
    }
    return nodes.length ? [left, top, right, bottom] : [0, 0, 1, 1];
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   * @param {number} height
   * @param {Place} at
   * @param {(name: string) => string} colour
   * @param {boolean} live
   */
  draw(context, width, height, at, colour, live) {
    const { x, y, nodes, years } = this.layout;
    const { graph, shown, chosen } = this;
    const near = new Set(chosen >= 0 ? [chosen, ...[...graph.back[chosen], ...graph.ahead[chosen]].filter(({ relation }) => this.relations[relation]).map(({ other }) => other)] : []);
    const across = (/** @type {number} */ node) => x[node] * at.k + at.x;
    const down = (/** @type {number} */ node) => y[node] * at.k + at.y;
    if (years) grid(context, width, height, at, colour, years, this.leftmost);
    context.lineCap = "butt";
    // from afar, thousands of dashes and bends cannot be told apart, and cost most of the time
    const far = nodes.length > 600 && at.k < 0.6;
    for (const strong of [false, true])
      this.relations.forEach((drawn, relation) => {
        if (!drawn || (live && !strong && nodes.length > MANY)) return;
        context.beginPath();
        for (const later of nodes)
          for (const tie of graph.back[later])
            if (tie.relation === relation && shown[tie.other] && (later === chosen || tie.other === chosen) === strong) curve(context, across(tie.other) + (years ? 0 : this.wide(context, tie.other)), down(tie.other), across(later) - (years ? 0 : 7), down(later), width, height, far && !strong);
        context.setLineDash(far && !strong ? [] : DASHES[relation]);
        context.strokeStyle = colour(`relation-${relation + 1}`);
        context.lineWidth = strong ? 2.4 : far ? 0.7 : 1.3;
        context.globalAlpha = strong ? 1 : chosen >= 0 && shown[chosen] ? 0.35 : nodes.length > 1500 ? 0.4 : 0.75;
        context.stroke();
      });
    context.setLineDash([]);
    const size = Math.max(0.42, Math.min(1.1, at.k ** 0.5));
    for (const node of nodes) {
      const [left, top] = [across(node), down(node)];
      if (left < -20 || top < -20 || left > width + 20 || top > height + 20) continue;
      context.save();
      context.translate(left, top);
      context.scale(node === chosen ? size * 1.5 : size, node === chosen ? size * 1.5 : size);
      context.globalAlpha = chosen >= 0 && shown[chosen] && !near.has(node) ? 0.55 : 1;
      context.fillStyle = graph.old.has(node) ? colour("ground") : colour(`kind-${(graph.data.kind[node] % 7) + 1}`);
      context.strokeStyle = graph.old.has(node) ? colour(`kind-${(graph.data.kind[node] % 7) + 1}`) : colour("ground");
      context.lineWidth = graph.old.has(node) ? 2.2 : 1.4;
      context.fill(this.shapes[graph.data.kind[node]]);
      context.stroke(this.shapes[graph.data.kind[node]]);
      context.restore();
    }
    this.names(context, width, height, across, down, colour, near);
  }

  /**
   * Give how far a record and its name reach, so that lines begin behind the name where there is room for all.
   * @param {CanvasRenderingContext2D} context
   * @param {number} node
   */
  wide(context, node) {
    context.font = node === this.chosen ? BOLD : FONT;
    return node === this.chosen ? context.measureText(short(this.graph.data.names[node])).width + 18 : this.measured(context, node) + 15;
  }

  /**
   * Measure a name, once.
   * @param {CanvasRenderingContext2D} context
   * @param {number} node
   */
  measured(context, node) {
    return (this.widths[node] ||= context.measureText(short(this.graph.data.names[node])).width);
  }

  /**
   * Write names where there is room, those near the chosen record first, and remember what can be pressed.
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   * @param {number} height
   * @param {(node: number) => number} across
   * @param {(node: number) => number} down
   * @param {(name: string) => string} colour
   * @param {Set<number>} near
   */
  names(context, width, height, across, down, colour, near) {
    this.spots = [];
    /** Columns of pixels 40 wide: what is written there, as top and bottom. @type {Map<number, [number, number, number, number][]>} */
    const written = new Map();
    const first = [...near].filter((node) => this.shown[node]);
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const node of new Set([...first, ...this.order])) {
      const [left, top] = [across(node), down(node)];
      if (left < -200 || top < -12 || left > width + 12 || top > height + 12) continue;
      const bold = node === this.chosen;
      context.font = bold ? BOLD : FONT;
      const name = short(this.graph.data.names[node]);
      const wide = bold ? context.measureText(name).width : this.measured(context, node);
      const gap = bold ? 13 : 10;
      const box = /** @type {[number, number, number, number]} */ ([left - 8, top - 8, left + gap + 1 + wide, top + 8]);
      const columns = [];
      for (let column = Math.floor(box[0] / 40); column <= Math.floor(box[2] / 40); column++) columns.push(column);
      const crowded = !bold && columns.some((column) => written.get(column)?.some((other) => other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1]));
      this.spots.push(crowded ? [node, left - 9, top - 9, left + 9, top + 9] : [node, box[0], box[1] - 2, box[2], box[3] + 2]);
      if (crowded) continue;
      for (const column of columns) written.set(column, [...(written.get(column) ?? []), box]);
      context.strokeStyle = colour("ground");
      context.lineWidth = 3.5;
      context.globalAlpha = 1;
      context.strokeText(name, left + gap, top);
      context.fillStyle = near.size && !near.has(node) ? colour("quiet") : colour("ink");
      context.fillText(name, left + gap, top);
    }
  }

  /**
   * Find the record under a point, -1 where there is none.
   * @param {number} x
   * @param {number} y
   */
  under(x, y) {
    return this.spots.find(([, left, top, right, bottom]) => x >= left && x <= right && y >= top && y <= bottom)?.[0] ?? -1;
  }
}

/** @param {string} name */
const short = (name) => (name.length > 28 ? `${name.slice(0, 27)}…` : name);
