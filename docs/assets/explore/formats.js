// A table of texts, first row and first column being headings, in the formats people paste.

/** A sheet takes such a start for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const LATEX = /** @type {Record<string, string>} */ ({
  "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "&": "\\&", "%": "\\%", $: "\\$", "#": "\\#", _: "\\_", "{": "\\{", "}": "\\}",
  "<": "\\textless{}", ">": "\\textgreater{}", "→": "$\\rightarrow$", "×": "$\\times$", "–": "--", "…": "\\ldots{}", "≤": "$\\leq$", "≥": "$\\geq$",
});

/** @param {string} text */
const line = (text) => text.replace(/\s+/g, " ").trim();

/** @param {string[][]} rows */
export function csv(rows) {
  /** @param {string} text */
  const cell = (text) => {
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => row.map((text) => cell(line(text))).join(",")).join("\r\n") + "\r\n";
}

/** @param {string[][]} rows */
export function markdown(rows) {
  /** @param {string} text */
  const cell = (text) => line(text).replace(/[\\`*_[\]<>|]/g, "\\$&");
  /** @param {string[]} row */
  const written = (row) => `| ${row.map(cell).join(" | ")} |`;
  return [written(rows[0]), `| ${rows[0].map(() => "---").join(" | ")} |`, ...rows.slice(1).map(written), ""].join("\n");
}

/**
 * @param {string[][]} rows
 * @param {string} caption
 */
export function latex(rows, caption) {
  /** @param {string} text */
  const cell = (text) => line(text).replace(/[\\~^&%$#_{}<>→×–…≤≥]/g, (sign) => LATEX[sign]);
  /** @param {string[]} row */
  const written = (row) => `    ${row.map(cell).join(" & ")} \\\\`;
  const width = (0.8 / Math.max(rows[0].length - 1, 1)).toFixed(2);
  return [
    "% needs \\usepackage{booktabs}",
    "\\begin{table}",
    "  \\centering",
    `  \\caption{${cell(caption)}}`,
    `  \\begin{tabular}{l${`p{${width}\\linewidth}`.repeat(rows[0].length - 1)}}`,
    "    \\toprule",
    written(rows[0]),
    "    \\midrule",
    ...rows.slice(1).map(written),
    "    \\bottomrule",
    "  \\end{tabular}",
    "\\end{table}",
    "",
  ].join("\n");
}
