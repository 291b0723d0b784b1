import assert from "node:assert/strict";
import { test } from "node:test";

import { distance, fold, identifiersIn, indexWords, marks, nearness, queryWords, squash, tolerance } from "../../docs/assets/search/text.js";

test("names are the same however they are spelt", () => {
  assert.equal(squash("ESM-2"), squash("esm 2"));
  assert.equal(fold("Über-Ångström"), "uber-angstrom");
  assert.equal(squash("ﬁne–tuning"), "finetuning");
  assert.equal(squash("***"), "");
});

test("compound words are found by their parts and as a whole", () => {
  assert.deepEqual(indexWords("GPT-4 on Qwen2.5"), ["gpt", "4", "on", "qwen2", "5", "gpt4", "qwen25"]);
});

test("fillers are dropped unless there is nothing else", () => {
  assert.deepEqual(queryWords("What is attention?"), ["attention"]);
  assert.deepEqual(queryWords("what is"), ["what", "is"]);
});

test("typing errors are counted, swaps as one", () => {
  assert.equal(distance("bert", "bret", 2), 1);
  assert.equal(distance("lama3", "llama3", 1), 1);
  assert.equal(distance("kitten", "sitting", 3), 3);
  assert.equal(distance("kitten", "sitting", 2), 3);
  assert.equal(distance("abc", "abcdef", 2), 3);
  assert.equal(distance("", "ab", 2), 2);
});

test("longer words may hold more errors, numbers none", () => {
  assert.deepEqual(["gpt", "bert", "transformer", "2017"].map(tolerance), [0, 1, 2, 0]);
  assert.equal(nearness("lama3", "llama3"), 1);
  assert.equal(nearness("llama2", "llama3"), -1);
  assert.equal(nearness("llama3", "llama3"), 0);
  assert.equal(nearness("rag", "raga"), -1);
});

test("identifiers are read from what people paste", () => {
  for (const pasted of ["1706.03762", "arXiv:1706.03762v5", "arxiv 1706.03762", "https://arxiv.org/pdf/1706.03762v5.pdf", "http://arxiv.org/abs/1706.03762?context=cs", "10.48550/arXiv.1706.03762"]) {
    assert.ok(identifiersIn(pasted).includes("1706.03762"), pasted);
  }
  for (const pasted of ["10.1126/science.ade2574", "doi:10.1126/science.ADE2574", "DOI: 10.1126/science.ade2574", "https://doi.org/10.1126%2Fscience.ade2574", "https://www.science.org/doi/10.1126/science.ade2574?x=1", "https://x.org/doi/10.1126/science.ade2574/full"]) {
    assert.ok(identifiersIn(pasted).includes("10.1126/science.ade2574"), pasted);
  }
  assert.ok(identifiersIn("https://www.nature.com/articles/s41586-021-03819-2").includes("10.1038/s41586-021-03819-2"));
  assert.ok(identifiersIn("https://aclanthology.org/N19-1423/").includes("n19-1423"));
  assert.ok(identifiersIn("https://openreview.net/forum?id=yzkSU5zdwD").includes("yzksu5zdwd"));
  assert.ok(identifiersIn("cs/0112017").includes("cs/0112017"));
  assert.deepEqual(identifiersIn("chain of thought"), []);
  assert.deepEqual(identifiersIn("bert"), []);
  assert.deepEqual(identifiersIn("100%"), []);
});

test("marks cover what was typed, or the word that was meant", () => {
  const marked = (text, query, ...found) => marks(text, query, new Set(found)).map(([start, end]) => text.slice(start, end));
  assert.deepEqual(marked("The ESM-2 family", "esm2"), ["ESM-2"]);
  assert.deepEqual(marked("Proteins and protein design", "protein design", "protein", "proteins", "design"), ["protein design"]);
  assert.deepEqual(marked("Proteins by design", "design protein", "proteins", "design"), ["Protein", "design"]);
  assert.deepEqual(marked("The Transformer", "transfomer", "transformer"), ["Transformer"]);
  assert.deepEqual(marked("Nothing here", "zebra"), []);
  assert.deepEqual(marked("Ångström units", "angstrom"), ["Ångström"]);
});
