// The search index as it is sent, in columns, and as it is used: a list of things that can be found.

/**
 * @typedef {object} Columns
 * @property {[plural: string, title: string, label: string, count: number][]} kinds
 * @property {[name: string, broader: number][]} words broader is -1 for a domain at the top, -2 for a task or topic
 * @property {{id: string, name: string, aliases: string, words: string, text: string}} records
 * @property {{url: string, title: string, text: string, sections: number[]}} chapters
 * @property {{anchor: string, title: string, text: string, words: string}} sections
 *
 * @typedef {object} Entry
 * @property {number} id place in the list
 * @property {string} kind
 * @property {string} url relative to the site's root
 * @property {string} name
 * @property {string} parent title of the chapter that a section belongs to
 * @property {string[]} aliases
 * @property {string} slug words of the address, such as author and year of a paper
 * @property {string} words names of its domain, tasks and topics, or further words of a section
 * @property {string} text
 * @property {number[]} domains its domains and what includes them
 * @property {number} weight how much it counts beside others that fit as well
 *
 * @typedef {object} Collection
 * @property {Entry[]} entries
 * @property {Map<string, string>} kinds titles by kind, in the order of the site
 * @property {Map<number, string>} domains names by number
 */

export const GUIDE = "guide";
const WEIGHTS = new Map([["papers", 0.95], ["organizations", 0.9], ["vocabularies", 0.5]]);
const SECTION_WEIGHT = 0.55;

/**
 * Turn the columns into entries.
 * @param {Columns} columns
 * @returns {Collection}
 */
export function entriesOf(columns) {
  const domains = new Map(columns.words.flatMap(([name, broader], number) => (broader === -2 ? [] : [[number, name]])));
  const kinds = new Map([[GUIDE, "Guide"], ...columns.kinds.map(([plural, title]) => /** @type {[string, string]} */ ([plural, title]))]);
  const entries = [...records(columns), ...chapters(columns)].map((entry, id) => ({ ...entry, id }));
  return { entries, kinds, domains: /** @type {Map<number, string>} */ (domains) };
}

/**
 * @param {Columns} columns
 * @returns {Entry[]}
 */
function records({ kinds, words, records: columns }) {
  const plurals = kinds.flatMap(([plural, , , count]) => Array(count).fill(plural));
  const [ids, names, aliases, numbers, texts] = [columns.id, columns.name, columns.aliases, columns.words, columns.text].map((column) => column.split("\n"));
  return plurals.map((kind, number) => {
    const own = numbers[number].split(" ").filter(Boolean).map(Number);
    return {
      id: number,
      kind,
      url: `${kind}/${ids[number]}/`,
      name: names[number],
      parent: "",
      aliases: aliases[number].split("\t").filter(Boolean),
      slug: ids[number],
      words: own.map((word) => words[word][0]).join(" "),
      text: texts[number],
      domains: own.flatMap((word) => withBroader(word, words)),
      weight: WEIGHTS.get(kind) ?? 1,
    };
  });
}

/**
 * Give a domain and all that include it; nothing for a task or topic.
 * @param {number} word
 * @param {Columns["words"]} words
 * @returns {number[]}
 */
function withBroader(word, words) {
  /** @type {number[]} */
  const found = [];
  for (let next = word; next >= 0 && words[next][1] !== -2 && !found.includes(next); next = words[next][1]) found.push(next);
  return found;
}

/**
 * @param {Columns} columns
 * @returns {Entry[]}
 */
function chapters({ chapters: columns, sections }) {
  const [urls, titles, texts] = [columns.url, columns.title, columns.text].map((column) => column.split("\n"));
  const [anchors, headings, beginnings, words] = [sections.anchor, sections.title, sections.text, sections.words].map((column) => column.split("\n"));
  const blank = { id: 0, kind: GUIDE, aliases: [], domains: [] };
  let next = 0;
  return columns.sections.flatMap((count, number) => {
    const [url, title] = [urls[number], titles[number]];
    /** @type {Entry} */
    const chapter = { ...blank, url, name: title, parent: "", slug: url, words: "", text: texts[number], weight: 1 };
    const parts = [];
    for (const last = next + count; next < last; next++) {
      if (!anchors[next]) {
        chapter.words += ` ${beginnings[next]} ${words[next]}`;
        continue;
      }
      const section = { url: `${url}#${anchors[next]}`, name: headings[next], parent: title, slug: "", text: beginnings[next], words: words[next] };
      parts.push({ ...blank, ...section, weight: SECTION_WEIGHT });
    }
    return [chapter, ...parts];
  });
}
