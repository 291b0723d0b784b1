import assert from "node:assert/strict";
import { test } from "node:test";

import { yearText } from "../../docs/assets/explore/dom.js";
import { Engine } from "../../docs/assets/explore/filter.js";
import { empty, parse, write } from "../../docs/assets/explore/state.js";
import { STRIP, bounds, eventsTable, extent, spread, stacks } from "../../docs/assets/pictures/events.js";

const ALL = {
  kind: "", plural: "", label: ["record", "Records"], base: "",
  ids: ["models/a", "papers/b", "terms/c"],
  names: ["A", "B", "C"],
  aliases: ["", "", ""],
  shorts: ["", "", ""],
  facets: [{ key: "kind", label: "Kind", words: [["models", "Models", 0], ["papers", "Papers", 0], ["terms", "Terms", 0]], values: [[0], [1], [2]] }, { key: "domains", label: "Domains", words: [["biology", "Biology", 0]], values: [[0], [], []] }],
  numbers: [{ key: "year", label: "Year", least: [2020, 2019, null] }, { key: "parameters", label: "Parameters", least: [5, null, null], most: [7, null, null] }],
  columns: [{ key: "kind", label: "Kind", shown: true, cells: [[0], [1], [2]] }],
  pieces: [["Models", "models/", "kind"], ["Papers", "papers/", "kind"], ["Terms", "terms/", "kind"]],
  precisions: [],
};
const DATES = { records: 3, events: [["preprint", "Preprint"], ["weights-released", "Weights released"]], rows: [1, 0, 0], dates: ["2019", "2020-03", "2021-05-02"], kinds: [0, 0, 1], notes: { 2: "small one" } };

test("each date is a row with the facets of its record and what happened", () => {
  const table = eventsTable(ALL, DATES);
  assert.deepEqual(table.ids, ["papers/b", "models/a", "models/a"]);
  assert.deepEqual(table.facets.map(({ key }) => key), ["kind", "event", "domains"]);
  assert.deepEqual(table.facets.map(({ values }) => values), [[[1], [0], [0]], [[0], [0], [1]], [[], [0], [0]]]);
  assert.deepEqual(table.numbers[1], { key: "parameters", label: "Parameters", least: [null, 5, 5], most: [null, 7, 7] });
  assert.deepEqual(table.columns[1].cells[2].map((piece) => table.pieces[piece][0]), ["Weights released", ", small one"]);
  assert.deepEqual(table.columns[0].cells.map(([piece]) => table.pieces[piece][0]), DATES.dates);
  assert.equal(table.unit, "dates");
  assert.throws(() => eventsTable(ALL, { ...DATES, records: 4 }));
});

test("the filters of listings hold for dates, and a whole year as bound takes it in to its end", () => {
  const table = eventsTable(ALL, DATES);
  const engine = new Engine(table, 20_000);
  const rows = (query) => engine.run(parse(table, new URLSearchParams(query))).rows;
  assert.deepEqual(rows("event=weights-released"), [2]);
  assert.deepEqual(rows("domains=biology"), [1, 2]);
  assert.deepEqual(rows("year-range=2019~2020"), [0, 1]);
  assert.deepEqual(rows("year-range=2020.25~2021.5"), [2]);
  assert.deepEqual(rows("year-range=~2020"), [0, 1]);
  const state = { ...empty(), ranges: new Map([["year", [2020.25, 2021.5]]]) };
  assert.equal(write(table, state), "?year-range=2020.25%7E2021.5");
});

test("dates that name only a year are spread over it, in their order", () => {
  const found = spread(["2020", "2020", "2020", "2020", "2021-03", "2021-03", "2022-07-01"]);
  assert.deepEqual(found.slice(0, 4), [2020.125, 2020.375, 2020.625, 2020.875]);
  assert.ok(found[4] > 2021 + 2 / 12 && found[5] < 2021 + 3 / 12 && found[4] < found[5]);
  assert.ok(Math.abs(found[6] - 2022.5) < 0.01);
});

test("the few early dates share a strip before the first year", () => {
  const years = [1950.5, ...Array.from({ length: 99 }, (_, number) => 2015 + number / 10)];
  const { first, last, places } = extent(years);
  assert.equal(first, 2015);
  assert.equal(last, 2025);
  assert.equal(places[0], first - STRIP);
  assert.deepEqual(places.slice(1), years.slice(1));
  assert.ok(extent([2020.2]).last > 2020);
  assert.ok(Number.isFinite(extent([]).first));
});

test("rows gather in columns, and those outside the window are left out", () => {
  const lanes = stacks([0, 1, 2, 3], (row) => [5, 8, 20, 900][row], (row) => row % 2, 100, 10);
  assert.deepEqual([...lanes[0]], [[0, [0]], [2, [2]]]);
  assert.deepEqual([...lanes[1]], [[0, [1]]]);
});

test("a zoom names whole years, and months when one looks closely", () => {
  assert.deepEqual(bounds(2015.3, 2021.99), [2015, 2021]);
  assert.deepEqual(bounds(2020.254, 2021.5), [2020.25, 2021.5]);
  assert.deepEqual(bounds(2013.9, 2021.4, 2015), [-Infinity, 2021]);
  assert.deepEqual(bounds(2014.9, 2015.5, 2015), [-Infinity, 2015.5]);
  assert.equal(yearText(2020), "2020");
  assert.equal(yearText(2020.25), "2020-04");
  assert.equal(yearText(2020.99), "2020-12");
});
