// Texts as search sees them: folded to plain small letters, cut into words, compared with typing errors. Knows no page.

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const COMPOUND = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_.+/'’][\p{L}\p{N}\p{M}]+)+/gu;

/** Words that a question carries and an answer need not. */
const FILLERS = new Set("a an and are as at by can do does for from how in is it of on or the to was what when where which who why with".split(" "));

/**
 * Drop case, accents and typographic forms.
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Fold and keep letters and digits only, so that "ESM-2", "esm 2" and "esm2" are the same.
 * @param {string} text
 */
export function squash(text) {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * Give the words of a text to be found; "GPT-4" is found by gpt, 4 and gpt4.
 * @param {string} text
 */
export function indexWords(text) {
  const compounds = [...text.matchAll(COMPOUND)].map(([compound]) => squash(compound));
  return [...[...text.matchAll(WORD)].map(([word]) => fold(word)), ...compounds];
}

/**
 * Give the words of a query, without fillers unless there is nothing else.
 * @param {string} text
 */
export function queryWords(text) {
  const words = [...text.matchAll(WORD)].map(([word]) => fold(word));
  const telling = words.filter((word) => !FILLERS.has(word));
  return telling.length ? telling : words;
}

/**
 * Say how many typing errors a word of this length may have; numbers are never taken for one another.
 * @param {string} word
 */
export function tolerance(word) {
  if (word.length < 4 || /^\p{N}+$/u.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/**
 * Count insertions, deletions, exchanges and swaps of neighbours between two words; more than most is given as most + 1.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    let least = row;
    for (let column = 1; column <= other.length; column++) {
      const differs = one[row - 1] === other[column - 1] ? 0 : 1;
      let cost = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + differs);
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) cost = Math.min(cost, before[column - 2] + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = last;
    last = next;
  }
  return Math.min(last[other.length], most + 1);
}

/**
 * Say by how many errors a squashed query misses a squashed name, or -1 if it is another name. Digits must agree: Llama 2 is not Llama 3.
 * @param {string} query
 * @param {string} name
 */
export function nearness(query, name) {
  const most = tolerance(query);
  if (!most || Math.abs(query.length - name.length) > most || query.replace(/\P{N}/gu, "") !== name.replace(/\P{N}/gu, "")) return -1;
  const errors = distance(query, name, most);
  return errors <= most ? errors : -1;
}

/**
 * Find the stretches of a text to mark, as pairs of start and end in order.
 * @param {string} text
 * @param {string} query what was typed
 * @param {ReadonlySet<string>} found folded words by which the text was found
 * @returns {[number, number][]}
 */
export function marks(text, query, found) {
  const whole = squashedStretch(text, squash(query));
  if (whole) return [whole];
  const typed = queryWords(query);
  /** @type {[number, number][]} */
  const stretches = [];
  for (const match of text.matchAll(WORD)) {
    const word = fold(match[0]);
    const beginning = typed.filter((part) => word.startsWith(part)).sort((one, other) => other.length - one.length)[0];
    if (beginning && (found.has(word) || beginning.length > 1)) stretches.push([match.index, match.index + Math.min(beginning.length, match[0].length)]);
    else if (found.has(word)) stretches.push([match.index, match.index + match[0].length]);
  }
  return stretches;
}

/**
 * Find the stretch of a text that reads as the squashed query and begins with a word.
 * @param {string} text
 * @param {string} query
 * @returns {[number, number] | undefined}
 */
function squashedStretch(text, query) {
  if (query.length < 2) return undefined;
  let squashed = "";
  /** @type {number[]} */
  const places = [];
  for (let place = 0; place < text.length; place++) {
    for (const letter of squash(text[place])) {
      squashed += letter;
      places.push(place);
    }
  }
  for (let at = squashed.indexOf(query); at >= 0; at = squashed.indexOf(query, at + 1)) {
    const start = places[at];
    if (start === 0 || !/[\p{L}\p{N}]/u.test(text[start - 1])) return [start, places[at + query.length - 1] + 1];
  }
  return undefined;
}

/**
 * Give the identifiers that a query may stand for, in lower case: a DOI, an arXiv, ACL, PubMed or OpenReview id, bare or within an address.
 * @param {string} query
 * @returns {string[]}
 */
export function identifiersIn(query) {
  let text = query.trim();
  if (/\s/.test(text.replace(/^(doi|arxiv|pmid):?\s+/i, ""))) return [];
  try {
    text = decodeURIComponent(text);
  } catch {
    // a stray per cent sign: the text stays as it was typed
  }
  text = text.toLowerCase().replace(/^(doi|arxiv|pmid):?\s*/, "");
  const found = new Set();
  const arxiv = /(?:^|[/.:])(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?(?:[?#].*)?$/.exec(text);
  if (arxiv) found.add(arxiv[1]);
  const doi = /10\.\d{4,9}\/[^\s<>"?#]+/.exec(text);
  if (doi) {
    found.add(doi[0]);
    found.add(doi[0].replace(/\/$|[.,;)]+$|\.pdf$|\/(full|abstract|pdf|epdf|html)$/g, ""));
  }
  const nature = /nature\.com\/articles\/([a-z0-9-]+)/.exec(text);
  if (nature) found.add(`10.1038/${nature[1]}`);
  const review = /openreview\.net\/(?:forum|pdf)\?id=([\w-]+)/.exec(text);
  if (review) found.add(review[1]);
  const last = text.replace(/[?#].*$/, "").replace(/\/+$/, "").replace(/\.pdf$/, "").split("/").at(-1) ?? "";
  if (/\d/.test(last) && last.length > 4) found.add(last);
  return [...found];
}
