// Colours as the page's scheme has them, for what is drawn outside style sheets.

/**
 * Give a function that looks up colours of the scheme by name, such as "ink" or "1".
 * @param {HTMLElement} place
 * @returns {(name: string) => string}
 */
export function palette(place) {
  const style = getComputedStyle(place);
  /** @type {Map<string, string>} */
  const known = new Map();
  return (name) => {
    let colour = known.get(name);
    if (colour === undefined) known.set(name, (colour = style.getPropertyValue(`--pic-${name}`).trim()));
    return colour;
  };
}

/**
 * Call when the colours change: another scheme, the printer.
 * @param {() => void} tell
 */
export function watchColours(tell) {
  new MutationObserver(tell).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  matchMedia("print").addEventListener("change", tell);
}

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
