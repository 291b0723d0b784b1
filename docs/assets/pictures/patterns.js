// Fills that are told apart by pattern as well as by colour, and the key that names them.
import { svg } from "./legend.js";

const LINES = ["", "M-2 2L2 -2M0 8L8 0M6 10L10 6", "M2 4h0.01M6 8h0.01M6 0h0.01", "M0 2H8M0 6H8", "M0 0L8 8M8 0L0 8", "M2 0V8M6 0V8", "M4 0V8M0 4H8"];

/**
 * Make the fills of a chart's series; give what to write as fill.
 * @param {Element} picture
 * @param {string} id
 * @param {number} count
 * @param {(name: string) => string} colour
 * @returns {string[]}
 */
export function fills(picture, id, count, colour) {
  const made = svg("defs");
  picture.append(made);
  return Array.from({ length: count }, (_, number) => {
    const hue = colour(`kind-${(number % 7) + 1}`);
    if (!LINES[number % 7]) return hue;
    const name = `chart-${id}-fill-${number}`;
    made.append(
      svg(
        "pattern",
        { id: name, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
        svg("rect", { width: 8, height: 8, fill: hue }),
        svg("path", { d: LINES[number % 7], stroke: colour("ground"), "stroke-width": number % 7 === 2 ? 2.4 : 1.4, "stroke-linecap": number % 7 === 2 ? "round" : "butt", fill: "none" }),
      ),
    );
    return `url(#${name})`;
  });
}

/**
 * Write the key above a chart; give the height it takes.
 * @param {Element} picture
 * @param {string[]} series
 * @param {string[]} fill
 * @param {number} width
 * @param {(name: string) => string} colour
 */
export function key(picture, series, fill, width, colour) {
  let [x, y] = [0, 0];
  series.forEach((name, number) => {
    const wide = name.length * 6.9 + 34;
    if (x && x + wide > width) [x, y] = [0, y + 22];
    picture.append(svg("rect", { x: x + 1, y: y + 2, width: 16, height: 14, fill: fill[number] }), svg("text", { x: x + 23, y: y + 13, fill: colour("ink") }, name));
    x += wide;
  });
  return y + 20;
}
