// The page of the timeline: the listing's filters and table, with a lane of dates for each kind above it.
import { cut, el, link, read } from "../explore/dom.js";
import { explore } from "../explore/listing.js";
import { Canvas } from "./canvas.js";
import { STRIP, bounds, eventsTable, extent } from "./events.js";
import { STEP, lanesOf, paintLanes } from "./lanes.js";
import { palette } from "./theme.js";

/** @typedef {import("../explore/state.js").State} State */
/** @typedef {import("../explore/state.js").Table} Table */

const MOST = 12;

/**
 * @param {HTMLElement} place
 * @param {import("./start.js").D3} d3
 */
export async function draw(place, d3) {
  const [all, dates] = await Promise.all([read("explore/all.json"), read("pictures/timeline.json")]);
  const body = el("div", { class: "explorer" });
  explore(body, eventsTable(all, dates), (change, table) => picture(d3, body, table, dates, change));
  place.append(body);
}

/**
 * @param {import("./start.js").D3} d3
 * @param {HTMLElement} place
 * @param {Table} table
 * @param {import("./events.js").Dates} dates
 * @param {import("../explore/listing.js").Change} change
 * @returns {import("../explore/listing.js").Picture}
 */
function picture(d3, place, table, dates, change) {
  const years = /** @type {number[]} */ (table.numbers[0].least);
  const { first, last, places } = extent(years);
  const start = places.some((year) => year < first) ? first - STRIP : first;
  /** @type {State | null} */
  let state = null;
  /** @type {number[]} */
  let rows = [];
  let quiet = false;
  let chosen = "";
  let filtered = "";
  /** @type {import("./lanes.js").Lane[]} */
  let lanes = [];
  const reading = el("div", { class: "reading", role: "status" });
  const canvas = new Canvas(d3, {
    label: "Timeline, a lane for each kind of record. Left and right arrow: move in time. Plus and minus: zoom. 0: all years. The table below holds the same dates.",
    css: "lanes",
    scale: [1, 400],
    draw: (context, width, height) => {
      lanes = lanesOf(table, rows, places, dates.dates, scale(), width, height);
      paintLanes(context, lanes, table, scale(), width, height, chosen, first, palette(place));
    },
    click: (x, y) => tell(under(x, y)),
    hover: (x, y) => under(x, y) !== null,
    key: (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return false;
      canvas.shift((event.key === "ArrowLeft" ? 1 : -1) * canvas.width * 0.2, 0);
      return true;
    },
    fit: () => (state && !quiet && canvas.at.k === 1 && state.ranges.has("year") ? follow() : canvas.show({ k: 1, x: 0, y: 0 })),
    moved: () => {
      if (quiet || !state) return;
      const ranges = new Map(state.ranges);
      if (canvas.at.k <= 1.001) ranges.delete("year");
      else ranges.set("year", bounds(scale().invert(0), scale().invert(canvas.width), first));
      if (String(ranges.get("year")) !== String(state.ranges.get("year"))) change({ ...state, ranges }, true);
    },
  });
  canvas.zoom.translateExtent([[0, -Infinity], [Infinity, Infinity]]);
  const element = el(
    "div",
    { class: "timeline-picture" },
    canvas.element,
    el("p", { class: "note", text: `Full: the day or month is known; hollow: only the year. Drag to move in time; pinch, the buttons or Ctrl and the wheel to zoom. Press a column to read it.` }),
    reading,
  );

  /** @type {(state: State, engine: import("../explore/filter.js").Engine) => void} */
  function show(next, engine) {
    const before = state?.ranges.get("year");
    state = next;
    const others = { ...next, ranges: new Map([...next.ranges].filter(([key]) => key !== "year")), sort: "" };
    const now = JSON.stringify([next.text, [...next.words].map(([key, words]) => [key, ...words]), [...others.ranges], next.card, next.precision, next.within]);
    if (now !== filtered) {
      filtered = now;
      rows = engine.run(others).rows;
      tell(null);
    }
    const range = next.ranges.get("year");
    if (canvas.width && String(range) !== String(before)) follow();
    const kinds = new Set(rows.map((row) => table.facets[0].values[row][0])).size;
    canvas.frame.style.height = `${Math.min(Math.max(kinds, 2) * 66 + 28, 620)}px`;
    canvas.redraw();
  }

  function scale() {
    canvas.zoom.translateExtent([[0, -Infinity], [canvas.width, Infinity]]);
    const base = d3.scaleLinear([start, last], [8, Math.max(canvas.width - 8, 100)]);
    return d3.zoomIdentity.translate(canvas.at.x, 0).scale(canvas.at.k).rescaleX(base);
  }

  /** Zoom to the years that the filter names, unless they are shown already. */
  function follow() {
    const range = state?.ranges.get("year");
    if (!range) return still({ k: 1, x: 0, y: 0 });
    const [from, to] = range;
    const [left, right] = [Math.max(from, start), Math.min(Number.isInteger(to) ? to + 1 : to, last)];
    if (String(bounds(scale().invert(0), scale().invert(canvas.width), first)) === String([from, to]) || right <= left) return;
    const base = d3.scaleLinear([start, last], [8, Math.max(canvas.width - 8, 100)]);
    const k = Math.max(1, canvas.width / (base(right) - base(left)));
    still({ k, x: Math.min(0, -base(left) * k), y: 0 });
  }

  /** Move without telling the filter, which asked for it. @param {import("./canvas.js").Place} at */
  function still(at) {
    quiet = true;
    canvas.show(at);
    quiet = false;
  }

  /** @param {number} x @param {number} y */
  function under(x, y) {
    const lane = lanes.find(({ top, height }) => y >= top && y < top + height);
    const column = Math.floor(x / STEP);
    for (const near of [column, column - 1, column + 1]) {
      const held = lane?.columns.get(near);
      if (lane && held) return { lane, column: near, held };
    }
    return null;
  }

  /** @param {ReturnType<typeof under>} found */
  function tell(found) {
    chosen = found ? `${found.lane.title} ${found.column}` : "";
    canvas.redraw();
    if (!found) return reading.replaceChildren();
    const { held, lane } = found;
    const item = (/** @type {number} */ row) => {
      const note = dates.notes[row];
      return el("li", {}, `${dates.dates[row]}, ${dates.events[dates.kinds[row]][1].toLowerCase()}${note ? ` (${cut(note)})` : ""}: `, el("a", { class: "record", href: link(`${table.ids[row]}/`), text: cut(table.names[row]) }));
    };
    reading.replaceChildren(
      el("p", {}, el("strong", { text: `${lane.title}, ${held.length === 1 ? "one date" : `${held.length} dates`}` }), held.length > MOST ? `, the first ${MOST}; zoom in to part them` : ""),
      el("ul", {}, ...held.slice(0, MOST).map(item)),
    );
  }

  return { element, show };
}
