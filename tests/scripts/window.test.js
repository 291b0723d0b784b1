import assert from "node:assert/strict";
import { test } from "node:test";
import { spans } from "../../docs/assets/explore/window.js";

test("the rows in view exist, with some to spare", () => {
  assert.deepEqual(spans(100.5, 110.2, -1, 1000), [[92, 120]]);
});

test("no row before the first and none after the last exists", () => {
  assert.deepEqual(spans(-3, 6, -1, 1000), [[0, 16]]);
  assert.deepEqual(spans(995, 1005, -1, 1000), [[984, 1000]]);
});

test("a table that is not in view has the rows nearest to it", () => {
  assert.deepEqual(spans(-50, -40, -1, 1000), [[0, 8]]);
  assert.deepEqual(spans(1040, 1050, -1, 1000), [[988, 1000]]);
});

test("the focused row exists wherever it is, with its neighbours", () => {
  assert.deepEqual(spans(100, 110, 3, 1000), [[1, 6], [92, 120]]);
  assert.deepEqual(spans(100, 110, 500, 1000), [[92, 120], [498, 503]]);
  assert.deepEqual(spans(100, 110, 999, 1000), [[92, 120], [997, 1000]]);
});

test("a focused row in view or beside it is part of one stretch", () => {
  assert.deepEqual(spans(100, 110, 105, 1000), [[92, 120]]);
  assert.deepEqual(spans(100, 110, 119, 1000), [[92, 122]]);
  assert.deepEqual(spans(100, 110, 90, 1000), [[88, 120]]);
});

test("a table without rows has none", () => {
  assert.deepEqual(spans(0, 10, -1, 0), []);
});

test("the view moves in steps", () => {
  assert.deepEqual(spans(100.1, 110.1, -1, 1000), spans(102, 111.9, -1, 1000));
});
