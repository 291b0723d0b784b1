// The lines of the lineage: relations, and the years behind them.

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {import("./canvas.js").Place} at
 * @param {(name: string) => string} colour
 * @param {import("./layout.js").Years} years
 * @param {number} leftmost where the first record stands
 */
export function grid(context, width, height, at, colour, { first, edges }, leftmost) {
  context.globalAlpha = 1;
  context.font = "12px Inter, sans-serif";
  context.textBaseline = "alphabetic";
  context.fillStyle = colour("quiet");
  context.beginPath();
  let [until, ruled] = [-Infinity, -Infinity];
  edges.forEach((edge, year) => {
    const left = Math.round(edge * at.k + at.x) + 0.5;
    if (left < -60 || left > width + 60) return;
    if (left >= ruled) {
      context.moveTo(left, 0);
      context.lineTo(left, height - 20);
      ruled = left + 14;
    }
    if (year === edges.length - 1 || left < until || (edges[year + 1] - edge) * at.k < 20) return;
    context.fillText(String(first + year), left + 4, height - 6);
    until = left + 40;
  });
  context.setLineDash([]);
  context.lineWidth = 1;
  context.strokeStyle = colour("line");
  context.stroke();
  if (leftmost < 0) context.fillText("no date", leftmost * at.k + at.x, height - 6);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @param {number} width
 * @param {number} height
 * @param {boolean} straight
 */
export function curve(context, x1, y1, x2, y2, width, height, straight) {
  if (Math.max(x1, x2) < -80 || Math.min(x1, x2) > width + 80 || Math.max(y1, y2) < -10 || Math.min(y1, y2) > height + 10) return;
  if (x2 < x1) return aside(context, Math.min(x1, x2), y1, y2);
  context.moveTo(x1, y1);
  if (straight) return context.lineTo(x2, y2);
  const bend = Math.max(Math.min(24, x2 - x1), (x2 - x1) / 2);
  context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
}

/**
 * Join two records of one column on their left.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y1
 * @param {number} y2
 */
function aside(context, x, y1, y2) {
  context.moveTo(x, y1);
  context.bezierCurveTo(x - 26, y1, x - 26, y2, x, y2);
}
