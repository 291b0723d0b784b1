// Which rows of a long table exist, and how they come and go without the reader losing their place.

/** A few rows more than are in view, so that scrolling shows no gap. */
const SPARE = 8;
/** The view moves in steps of so many rows: not every pixel that is scrolled makes rows. */
const STEP = 4;
/** Neighbours of the focused row, so that Tab and Shift+Tab always have a row to go to. */
const REACH = 2;

/**
 * The rows that are to exist: those in view, and the focused one with its neighbours wherever it is.
 * @param {number} top rows above the view, with fractions; below 0 when the table starts below the view's upper edge
 * @param {number} bottom rows above the view's lower edge
 * @param {number} focused the focused row, or -1
 * @param {number} total
 * @returns {[number, number][]} from, to (not included); in order, and apart from each other
 */
export function spans(top, bottom, focused, total) {
  const first = Math.floor(Math.min(Math.max(top, 0), total - 1) / STEP) * STEP - SPARE;
  const last = Math.ceil(Math.max(bottom, 0) / STEP) * STEP + SPARE;
  const wanted = [[first, last]];
  if (focused >= 0) wanted.push([focused - REACH, focused + REACH + 1]);
  /** @type {[number, number][]} */
  const joined = [];
  for (const [from, to] of wanted.sort((one, other) => one[0] - other[0])) {
    const before = joined.at(-1);
    const [start, end] = [Math.max(from, 0), Math.min(to, total)];
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else if (start < end) joined.push([start, end]);
  }
  return joined;
}

/**
 * Make these nodes an element's children. What is there already and stays is not moved: a moved element loses the focus.
 * @param {Element} parent
 * @param {Element[]} nodes those that are there already in the order in which they are there
 */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const node of nodes) {
    if (node === next) next = node.nextElementSibling;
    else parent.insertBefore(node, next);
  }
}
