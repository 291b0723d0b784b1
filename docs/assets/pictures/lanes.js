// Dates as dots stacked in lanes, one for each kind; bars where there are too many for dots.
import { stacks } from "./events.js";

/** @typedef {import("../explore/state.js").Table} Table */
/** @typedef {import("d3").ScaleLinear<number, number>} Scale */
/**
 * @typedef {object} Lane
 * @property {string} title
 * @property {number} kind
 * @property {number} top
 * @property {number} height
 * @property {number} most dates in its fullest column
 * @property {Map<number, number[]>} columns
 * @property {(row: number) => boolean} full whether more than the year is known
 */

export const STEP = 9;
const AXIS = 26;
const HEAD = 17;
const DOT = 8;

/**
 * @param {Table} table
 * @param {number[]} rows
 * @param {number[]} years
 * @param {string[]} dates
 * @param {Scale} scale
 * @param {number} width
 * @param {number} height
 * @returns {Lane[]}
 */
export function lanesOf(table, rows, years, dates, scale, width, height) {
  const { words, values } = table.facets[0];
  const used = [...new Set(rows.map((row) => values[row][0]))].sort((a, b) => a - b);
  const found = stacks(rows, (row) => scale(years[row]), (row) => values[row][0], width, STEP);
  const tall = (height - AXIS) / Math.max(used.length, 1);
  return used.map((kind, place) => {
    const columns = found[kind] ?? new Map();
    const most = [...columns.values()].reduce((a, held) => Math.max(a, held.length), 0);
    return { title: words[kind][1], kind, top: place * tall, height: tall, most, columns, full: (row) => dates[row].length > 4 };
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Lane[]} lanes
 * @param {Table} table
 * @param {Scale} scale
 * @param {number} width
 * @param {number} height
 * @param {string} chosen
 * @param {number} first the first year; what stands before it is squeezed
 * @param {(name: string) => string} colour
 */
export function paintLanes(context, lanes, table, scale, width, height, chosen, first, colour) {
  axis(context, scale, width, height, first, colour);
  for (const lane of lanes) {
    const ground = lane.top + lane.height - 4;
    const room = Math.max(Math.floor((lane.height - HEAD - 4) / DOT), 1);
    const hue = colour(`kind-${(lane.kind % 7) + 1}`);
    context.strokeStyle = colour("line");
    context.lineWidth = 1;
    line(context, 0, ground + 3.5, width, ground + 3.5);
    const dots = lane.most <= room;
    for (const [column, held] of lane.columns) {
      const x = column * STEP + STEP / 2;
      context.fillStyle = context.strokeStyle = `${lane.title} ${column}` === chosen ? colour("ink") : hue;
      context.lineWidth = 1.5;
      if (dots) held.forEach((row, place) => dot(context, x, ground - place * DOT - DOT / 2, lane.full(row)));
      else bar(context, x, ground, held.length, held.filter(lane.full).length, ((lane.height - HEAD - 6) * 1) / lane.most);
    }
    if (dots) names(context, lane, table, ground, width, colour);
    context.font = "600 12px Inter, sans-serif";
    context.textBaseline = "alphabetic";
    const title = `${lane.title}${dots ? "" : `, up to ${lane.most} in a column`}`;
    outlined(context, title, 6, lane.top + 13, colour("ink"), colour("ground"));
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scale} scale
 * @param {number} width
 * @param {number} height
 * @param {number} first
 * @param {(name: string) => string} colour
 */
function axis(context, scale, width, height, first, colour) {
  const [from, to] = [scale.invert(0), scale.invert(width)];
  const months = (to - from) * 12 <= width / 42;
  const every = months ? 1 / 12 : Math.max(1, Math.ceil(((to - from) * 48) / width));
  context.font = "12px Inter, sans-serif";
  context.textBaseline = "alphabetic";
  context.lineWidth = 1;
  if (scale(first) > 16) {
    context.fillStyle = colour("quiet");
    context.fillText(scale(first) > 50 ? "before" : "…", 6, height - 8);
  }
  for (let number = Math.floor(from / every); number * every <= to; number++) {
    const year = number * every;
    if (year < first - 0.001) continue;
    const x = Math.round(scale(year)) + 0.5;
    const january = !months || Math.abs(year - Math.round(year)) < 0.01;
    context.strokeStyle = colour("line");
    line(context, x, 0, x, height - AXIS + 4);
    context.fillStyle = colour(january ? "ink" : "quiet");
    const month = Math.round((year % 1) * 12) % 12;
    context.fillText(january ? String(Math.round(year)) : ["", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month], x + 4, height - 8);
  }
}

/**
 * Write the names of dots that have room beside them.
 * @param {CanvasRenderingContext2D} context
 * @param {Lane} lane
 * @param {Table} table
 * @param {number} ground
 * @param {number} width
 * @param {(name: string) => string} colour
 */
function names(context, lane, table, ground, width, colour) {
  context.font = "11px Inter, sans-serif";
  context.textBaseline = "middle";
  /** @type {Map<number, number>} */
  const until = new Map();
  const columns = [...lane.columns.keys()].sort((a, b) => a - b);
  columns.forEach((column, place) =>
    lane.columns.get(column)?.forEach((row, level) => {
      const x = column * STEP + STEP + 2;
      const whole = table.names[row];
      const text = whole.length > 24 ? `${whole.slice(0, 23)}…` : whole;
      const wide = context.measureText(text).width;
      const next = columns.slice(place + 1).find((other) => (lane.columns.get(other)?.length ?? 0) > level);
      const y = ground - level * DOT - DOT / 2;
      const above = [level - 1, level, level + 1].every((other) => (until.get(other) ?? -1) <= x);
      if (!above || (next !== undefined && next * STEP < x + wide) || x + wide > width || y - 6 < lane.top + HEAD) return;
      until.set(level, x + wide + 4);
      outlined(context, text, x, y, colour("ink"), colour("ground"));
    }),
  );
}

/** @type {(context: CanvasRenderingContext2D, x: number, y: number, full: boolean) => void} */
function dot(context, x, y, full) {
  context.beginPath();
  context.arc(x, y, full ? 3.4 : 2.8, 0, 7);
  if (full) context.fill();
  else context.stroke();
}

/** @type {(context: CanvasRenderingContext2D, x: number, ground: number, count: number, full: number, each: number) => void} */
function bar(context, x, ground, count, full, each) {
  const tall = Math.max(count * each, 1.5);
  const filled = (tall * full) / count;
  context.fillRect(x - 3.5, ground - filled, 7, filled);
  if (full < count) context.strokeRect(x - 3, ground - tall + 0.75, 6, Math.max(tall - filled - 0.75, 0.5));
}

/** @type {(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number) => void} */
function line(context, x1, y1, x2, y2) {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** @type {(context: CanvasRenderingContext2D, text: string, x: number, y: number, ink: string, ground: string) => void} */
function outlined(context, text, x, y, ink, ground) {
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = ground;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}
