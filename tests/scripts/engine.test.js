import assert from "node:assert/strict";
import { test } from "node:test";

import { Engine } from "../../docs/assets/search/engine.js";
import { entriesOf } from "../../docs/assets/search/entries.js";
import MiniSearch from "../../docs/assets/vendor/minisearch.js";

const ALL = { kind: "", domain: -1 };

const engine = new Engine(
  entriesOf({
    kinds: [["models", "Models", "model", 6], ["papers", "Papers", "paper", 2]],
    words: [["Biology", -1], ["Proteins", 0], ["Translation", -2]],
    records: {
      id: "esm-2\nllama\nllama-2\nllama-3\nbert\nscibert\nlin-2023-esm2\nvaswani-2017-attention",
      name: "ESM-2\nLLaMA\nLlama 2\nLlama 3\nBERT\nSciBERT\nESM-2 paper\nAttention Is All You Need",
      aliases: "Evolutionary Scale Modeling 2\n\n\nMeta Llama 3\tLLaMA-3\n\n\n\nTransformer paper",
      words: "1\n\n\n\n\n\n1\n2",
      text: "Encoders of protein sequences.\nA decoder.\nA decoder.\nA decoder.\nAn encoder.\nAn encoder for papers.\nTells how.\nIntroduces the Transformer.",
    },
    chapters: { url: "guide/attention/\n", title: "Attention\nHome", text: "How tokens look at each other.\nStart here.", sections: [2, 1] },
    sections: { anchor: "\nheads\n", title: "\nMany heads\n", text: "It weighs.\nSeveral at once.\nHello.", words: "weights\nfusion rank\n" },
  }),
  MiniSearch,
);
await engine.fill();

const urls = (query, filters = ALL, found = []) => engine.ask(query, filters, found).groups.flatMap((group) => group.hits.map((hit) => hit.entry.url));

test("exact names and aliases come first, with typing errors too", () => {
  assert.equal(urls("esm2")[0], "models/esm-2/");
  assert.equal(urls("lama 3")[0], "models/llama-3/");
  assert.equal(urls("llama 2")[0], "models/llama-2/");
  assert.equal(urls("bert")[0], "models/bert/");
  assert.equal(urls("bret")[0], "models/bert/");
  assert.equal(urls("scibrt")[0], "models/scibert/");
  assert.equal(urls("atention is all you ned")[0], "papers/vaswani-2017-attention/");
  assert.equal(urls("evolutionary scale modelling 2")[0], "models/esm-2/");
});

test("beginnings of names are found while one types", () => {
  assert.equal(urls("sci")[0], "models/scibert/");
  assert.ok(urls("e").includes("models/esm-2/"));
});

test("words of text, domain, author and year are found", () => {
  assert.ok(urls("proteins").includes("models/esm-2/"));
  assert.equal(urls("vaswani 2017")[0], "papers/vaswani-2017-attention/");
  assert.deepEqual(urls("rank fusion"), ["guide/attention/#heads"]);
  assert.ok(urls("sequences zebra").includes("models/esm-2/"));
  assert.deepEqual(urls("zebra"), []);
});

test("a typed identifier gives its record alone", () => {
  assert.deepEqual(urls("1706.03762", ALL, ["papers/vaswani-2017-attention/", "papers/none/"]), ["papers/vaswani-2017-attention/"]);
});

test("filters narrow, and the counts beside them follow each other", () => {
  const answer = engine.ask("esm", { kind: "models", domain: 0 });
  assert.deepEqual(answer.groups.map((group) => [group.kind, group.total]), [["models", 1]]);
  assert.deepEqual([...answer.kinds], [["models", 1], ["papers", 1]]);
  assert.deepEqual([...answer.domains], [[1, 1], [0, 1]]);
  assert.deepEqual(urls("", { kind: "", domain: 1 }), ["models/esm-2/", "papers/lin-2023-esm2/"]);
  assert.deepEqual(urls(""), []);
});

test("the title of a chapter and its sections are found", () => {
  assert.equal(urls("attention")[0], "guide/attention/");
  assert.equal(engine.ask("many heads", ALL).groups[0].hits[0].entry.parent, "Attention");
  assert.equal(urls("home")[0], "");
});

test("an alias is shown where it is the reason", () => {
  assert.equal(engine.ask("meta llama", ALL).groups[0].hits[0].alias, "Meta Llama 3");
  assert.equal(engine.ask("llama 3", ALL).groups[0].hits[0].alias, "");
});
