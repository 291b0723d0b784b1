import assert from "node:assert/strict";
import { test } from "node:test";

import { Graph, yearOf } from "../../docs/assets/pictures/graph.js";
import { families, inSteps, labelWidth, overTime, yearEdges } from "../../docs/assets/pictures/layout.js";
import { walk, said } from "../../docs/assets/pictures/neighbours.js";
import { parse, whole, write } from "../../docs/assets/pictures/view-state.js";

/** a and b are bases of c, c of d; d was trained on s; e and f replace each other, which no record should do; g is undated. */
const DATA = {
  relations: [["built", "built from", "Built from", "Basis of"], ["trained", "trained on", "Trained on", "Trained"], ["replaces", "replaces", "Replaces", "Replaced by"]],
  kinds: [["models", "Models", "model"], ["datasets", "Datasets", "dataset"]],
  domains: [["biology", "Biology", 0], ["proteins", "Proteins", 1]],
  paths: ["models/a", "models/b", "models/c", "models/d", "models/e", "models/f", "datasets/s", "models/g"],
  names: ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Phi", "Sigma set", "Gamma 2"],
  aliases: ["", "", "", "", "", "Fée", "", ""],
  kind: [0, 0, 0, 0, 0, 0, 1, 0],
  domain: [[0], [], [0, 1], [], [], [], [0], []],
  dates: ["2018", "2019-06", "2020-01-15", "2021", "2022", "2022", "2017", ""],
  old: [0],
  edges: [0, 2, 0, 1, 2, 0, 2, 3, 0, 6, 3, 1, 4, 5, 2, 5, 4, 2, 2, 7, 0],
};
const graph = new Graph(DATA);
const all = graph.fits({ kinds: new Set(), domains: new Set(), without: new Set() });
const every = DATA.paths.map((_, node) => node);
const yes = () => true;

test("a date stands in the middle of the time it names", () => {
  assert.equal(yearOf("2020"), 2020.5);
  assert.ok(Math.abs(yearOf("2020-01") - (2020 + 0.5 / 12)) < 1e-9);
  assert.ok(yearOf("2020-01-01") > 2020 && yearOf("2020-12-31") < 2021);
});

test("what lies around a record ends after so many steps, and where a circle closes", () => {
  assert.deepEqual([...graph.around(2, 1, all)].sort(), [[0, -1], [1, -1], [2, 0], [3, 1], [7, 1]]);
  assert.deepEqual([...graph.around(3, 1, all).keys()].sort(), [2, 3, 6]);
  assert.equal(graph.around(3, 2, all).get(0), -2);
  assert.deepEqual([...graph.around(4, 9, all)], [[4, 0], [5, -1]]);
});

test("filters leave out kinds, fields and relations, and never the record itself", () => {
  const models = graph.fits({ kinds: new Set(["models"]), domains: new Set(), without: new Set() });
  assert.equal(models.nodes[6], 0);
  assert.equal(graph.around(3, 2, models).has(6), false);
  const field = graph.fits({ kinds: new Set(), domains: new Set(["biology"]), without: new Set(["trained"]) });
  assert.deepEqual([...field.nodes], [1, 0, 1, 0, 0, 0, 1, 0]);
  assert.deepEqual([...graph.around(3, 3, field).keys()], [3, 2, 0]);
});

test("a search prefers whole names, then beginnings, then those with more relations", () => {
  assert.deepEqual(graph.search("gamma"), [2, 7]);
  assert.deepEqual(graph.search("fee"), [5]);
  assert.deepEqual(graph.search("set"), [6]);
  assert.deepEqual(graph.search("  "), []);
  assert.deepEqual(graph.search("a", 2).length, 2);
});

test("each record stands once, after what it mainly comes from, circles too", () => {
  const order = families(graph, every, yes);
  assert.deepEqual(order.map(([node]) => node).sort(), every);
  for (const [node, parent] of order) if (parent >= 0) assert.ok(order.findIndex(([other]) => other === parent) < order.findIndex(([other]) => other === node));
});

test("time runs from left to right, no two names overlap, and what has no date stands before the first year", () => {
  const { x, y, years } = overTime(graph, every, yes);
  assert.ok(x[0] < x[1] && x[1] < x[2] && x[2] < x[3] && x[3] < x[4]);
  assert.ok(x[7] < 0);
  assert.equal(years.first, 2017);
  assert.equal(years.edges.length, 7);
  for (const a of every) for (const b of every) if (a < b && y[a] === y[b]) assert.ok(x[a] + labelWidth(DATA.names[a]) <= x[b] + 12 || x[b] + labelWidth(DATA.names[b]) <= x[a] + 12, `${a} ${b}`);
});

test("nothing, one undated record, and one year are laid out, too", () => {
  assert.deepEqual(overTime(graph, [], yes).years, null);
  assert.deepEqual(overTime(graph, [7], yes).years, null);
  assert.ok(Number.isFinite(overTime(graph, [4], yes).x[4]));
  assert.deepEqual(yearEdges([], Infinity, -Infinity), []);
});

test("a year with more records is wider, an empty one is still there", () => {
  const [a, b, c, d] = yearEdges([2020.1, 2022.1, 2022.2, 2022.3], 2020, 2023);
  assert.ok(d - c > b - a && c - b > 0 && c - b < b - a);
});

test("steps are columns, and records of a column do not cover each other", () => {
  const ranks = graph.around(2, 2, all);
  const { x, y } = inSteps(graph, ranks, yes);
  assert.ok(x[0] === x[1] && x[1] < x[2] && x[2] < x[3]);
  assert.notEqual(y[0], y[1]);
  assert.ok(Math.abs(y[3] - y[7]) >= 24);
});

test("arrow keys walk along relations and among neighbours", () => {
  assert.deepEqual(walk(graph, "ArrowRight", -1, -1, every), [0, -1]);
  assert.deepEqual(walk(graph, "ArrowLeft", 2, -1, every), [0, 2]);
  assert.deepEqual(walk(graph, "ArrowDown", 0, 2, every), [1, 2]);
  assert.deepEqual(walk(graph, "ArrowUp", 0, 2, every), [1, 2]);
  assert.deepEqual(walk(graph, "ArrowRight", 3, 2, every), [-1, 3]);
  assert.deepEqual(walk(graph, "ArrowDown", 7, -1, every), [0, -1]);
  assert.deepEqual(walk(graph, "ArrowRight", 2, -1, [2, 7]), [7, 2]);
  assert.deepEqual(walk(graph, "ArrowRight", -1, -1, []), [-1, -1]);
});

test("what was chosen is said in words", () => {
  assert.equal(said(graph, 2), "Gamma, model: built from 2, basis of 2. Enter opens its page.");
});

test("a view survives its address; what is unknown is passed over", () => {
  const view = { record: 2, steps: 3, kinds: new Set(["models"]), domains: new Set(["proteins"]), without: new Set(["trained"]), at: [0.25, 0.5, 1.5] };
  const address = write(graph, view);
  assert.equal(address, "?record=models/c&steps=3&kind=models&domain=proteins&without=trained&at=0.25~0.5~1.5");
  assert.deepEqual(parse(graph, new URLSearchParams(address)), view);
  assert.deepEqual(parse(graph, new URLSearchParams("record=../x&steps=77&kind=<b>&domain=&without=all")), whole());
  assert.deepEqual(parse(graph, new URLSearchParams("steps=2")), whole());
  for (const at of ["", "1", "0~0~9", "0~0~0", "x~0~1", "5~0~1", "0.1~0.1~1~1"]) assert.equal(parse(graph, new URLSearchParams({ at })).at, null, at);
  assert.equal(write(graph, whole()), "");
});

test("ten thousand records are laid out without two names on one spot", () => {
  const size = 10_000;
  const paths = Array.from({ length: size }, (_, node) => `models/m${node}`);
  const edges = paths.flatMap((_, node) => (node ? [Math.floor(node / 3), node, node % 3] : []));
  const big = new Graph({ ...DATA, paths, names: paths, aliases: paths.map(() => ""), kind: paths.map(() => 0), domain: paths.map(() => []), dates: paths.map((_, node) => String(2010 + (node % 16))), old: [], edges });
  const { x, y } = overTime(big, paths.map((_, node) => node), yes);
  assert.equal(new Set(paths.map((_, node) => `${Math.floor(x[node] / 24)} ${y[node]}`)).size, size);
  assert.equal(big.around(0, 99, all.nodes.length === size ? all : big.fits({ kinds: new Set(), domains: new Set(), without: new Set() })).size, size);
});
