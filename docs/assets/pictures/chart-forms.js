// Three forms of charts: spans over time on a logarithmic scale, stacked columns, stacked bars.
import { quantity } from "../explore/dom.js";
import { yearOf } from "./graph.js";
import { svg } from "./legend.js";
import { fills, key } from "./patterns.js";

/** @typedef {import("./charts.js").Chart} Chart */
/** @typedef {import("./start.js").D3} D3 */
/** @typedef {(picture: Element, chart: Chart, d3: D3, width: number, colour: (name: string) => string, open: (path: string) => void) => number} Form gives the height */

const LETTER = 6.7;

/** @type {Record<string, Form>} */
export const FORMS = { span, stack, bars };

/** @type {Form} */
function span(picture, { rows, linked }, d3, width, colour, open) {
  const height = Math.max(340, Math.min(width * 0.62, 480));
  const box = { left: 44, right: width - 12, top: 14, bottom: height - 30 };
  if (!rows.length) return empty(picture, colour);
  const years = rows.map(([date]) => yearOf(String(date)));
  const x = d3.scaleLinear([Math.floor(Math.min(...years)), Math.floor(Math.max(...years)) + 1], [box.left, box.right]);
  const y = d3.scaleLog([Math.min(...rows.map((row) => Number(row[2]))), Math.max(...rows.map((row) => Number(row[3])))], [box.bottom, box.top]).nice();
  const [first, last] = x.domain();
  const every = Math.ceil(((last - first) * 44) / (box.right - box.left));
  for (let year = first; year < last; year += every) {
    picture.append(rule(x(year), box.top, x(year), box.bottom, colour), text(x(year + 0.5), height - 10, String(year), colour("quiet"), "middle"));
  }
  for (let power = Math.ceil(Math.log10(y.domain()[0])); 10 ** power <= y.domain()[1] * 1.01; power++) picture.append(rule(box.left, y(10 ** power), box.right, y(10 ** power), colour), text(box.left - 6, y(10 ** power) + 4, quantity(10 ** power), colour("quiet"), "end"));
  /** @type {[number, number, number, number][]} */
  const taken = years.map((year, row) => [x(year) - 4, y(Number(rows[row][3])) - 4, x(year) + 4, y(Number(rows[row][2])) + 4]);
  const order = years.map((_, row) => row).sort((a, b) => Number(rows[b][3]) - Number(rows[a][3]));
  for (const row of order) {
    const [date, name, least, most] = rows[row];
    const [low, high, at] = [y(Number(least)), y(Number(most)), x(years[row])];
    const mark = svg("g", { fill: colour("kind-1"), stroke: colour("kind-1"), class: "mark" }, svg("title", {}, `${name}, ${date}: ${least === most ? quantity(Number(most)) : `${quantity(Number(least))} to ${quantity(Number(most))}`} parameters`));
    if (low - high > 5) mark.append(svg("path", { d: `M${at} ${high}V${low}`, "stroke-width": 1.6, "stroke-opacity": 0.6 }), svg("circle", { cx: at, cy: low, r: 2.6, fill: colour("ground"), "stroke-width": 1.5 }));
    mark.append(svg("circle", { cx: at, cy: high, r: 4, stroke: colour("ground"), "stroke-width": 1 }));
    mark.addEventListener("click", () => linked[row] && open(linked[row]));
    picture.append(mark);
  }
  for (const row of order) {
    const name = String(rows[row][1]);
    const [at, high] = [x(years[row]), y(Number(rows[row][3]))];
    const wide = name.length * LETTER;
    for (const [left, top] of [[at + 7, high - 7], [at - 7 - wide, high - 7], [at - wide / 2, high - 20], [at - wide / 2, high + 5]]) {
      const spot = /** @type {[number, number, number, number]} */ ([left, top, left + wide, top + 14]);
      if (left < box.left || spot[2] > width || top < 0 || taken.some((other) => other[0] < spot[2] && other[2] > spot[0] && other[1] < spot[3] && other[3] > spot[1])) continue;
      taken.push(spot);
      picture.append(text(left, top + 11, name, colour("ink")));
      break;
    }
  }
  return height;
}

/** @type {Form} */
function stack(picture, { id, columns, rows }, d3, width, colour) {
  const series = columns.slice(1);
  if (!rows.length) return empty(picture, colour);
  const fill = fills(picture, id, series.length, colour);
  const top = key(picture, series, fill, width, colour) + 14;
  const height = top + 290;
  const box = { left: 34, right: width - 8, top, bottom: height - 28 };
  const totals = rows.map((row) => sum(row));
  const x = d3.scaleBand(rows.map(([name]) => String(name)), [box.left, box.right]).padding(0.22);
  const y = d3.scaleLinear([0, Math.max(...totals, 1)], [box.bottom, box.top]).nice(5);
  for (const tick of y.ticks(5).filter(Number.isInteger)) picture.append(rule(box.left, y(tick), box.right, y(tick), colour), text(box.left - 6, y(tick) + 4, String(tick), colour("quiet"), "end"));
  const every = Math.ceil(34 / x.step());
  rows.forEach(([name, ...counts], place) => {
    const left = x(String(name)) ?? 0;
    let ground = 0;
    counts.forEach((count, number) => {
      if (!count) return;
      picture.append(block(left, y(ground + Number(count)), x.bandwidth(), y(ground) - y(ground + Number(count)), fill[number], colour, `${name}, ${series[number]}: ${count}`));
      ground += Number(count);
    });
    if (place % every === 0) picture.append(text(left + x.bandwidth() / 2, height - 10, String(name), colour("quiet"), "middle"));
    if (ground && x.bandwidth() > 12) picture.append(text(left + x.bandwidth() / 2, y(ground) - 4, String(ground), colour("ink"), "middle"));
  });
  return height;
}

/** @type {Form} */
function bars(picture, { id, columns, rows }, d3, width, colour) {
  const series = columns.slice(1);
  if (!rows.length) return empty(picture, colour);
  const fill = fills(picture, id, series.length, colour);
  const top = series.length > 1 ? key(picture, series, fill, width, colour) + 10 : 4;
  const longest = Math.max(...rows.map(([name]) => String(name).length));
  const left = Math.min(longest * LETTER + 10, width * 0.44);
  const letters = Math.floor((left - 10) / LETTER);
  const height = top + rows.length * 24 + 6;
  const x = d3.scaleLinear([0, Math.max(...rows.map((row) => sum(row)), 1)], [left, width - 44]);
  rows.forEach(([label, ...counts], place) => {
    const name = String(label);
    const y = top + place * 24;
    const shown = text(left - 8, y + 15, name.length > letters + 1 ? `${name.slice(0, letters - 1).trimEnd()}…` : name, colour("ink"), "end");
    shown.append(svg("title", {}, name));
    picture.append(shown);
    let ground = 0;
    counts.forEach((count, number) => {
      if (!count) return;
      picture.append(block(x(ground), y + 3, x(ground + Number(count)) - x(ground), 17, fill[number], colour, `${name}, ${series[number]}: ${count}`));
      ground += Number(count);
    });
    picture.append(text(x(ground) + 6, y + 15, String(ground), colour("quiet")));
  });
  picture.append(rule(left, top, left, height - 4, colour));
  return height;
}

/** @param {(string | number)[]} row */
const sum = (row) => row.slice(1).reduce((/** @type {number} */ all, count) => all + Number(count), 0);

/** @type {(picture: Element, colour: (name: string) => string) => number} */
function empty(picture, colour) {
  picture.append(text(8, 24, "No record states this yet.", colour("quiet")));
  return 40;
}

/** @type {(x1: number, y1: number, x2: number, y2: number, colour: (name: string) => string) => Element} */
const rule = (x1, y1, x2, y2, colour) => svg("path", { d: `M${x1} ${y1}L${x2} ${y2}`, stroke: colour("line"), fill: "none" });

/** @type {(x: number, y: number, words: string, fill: string, anchor?: string) => Element} */
const text = (x, y, words, fill, anchor = "start") => svg("text", { x, y, fill, "text-anchor": anchor }, words);

/** @type {(x: number, y: number, width: number, height: number, fill: string, colour: (name: string) => string, title: string) => Element} */
const block = (x, y, width, height, fill, colour, title) => svg("rect", { x, y, width, height, fill, stroke: colour("ground"), "stroke-width": 1 }, svg("title", {}, title));
