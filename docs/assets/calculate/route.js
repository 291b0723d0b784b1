// Routes of the learning paths as lists to tick off; the marks stay in this browser.
import { el } from "../explore/dom.js";

const STORE = "llm4s.routes";

export function start() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-route]"))) show(place);
}

/** @param {HTMLElement} place */
function show(place) {
  const list = next(place);
  if (!list) return;
  const name = place.dataset.route ?? "";
  const steps = [...list.children].map((item) => {
    const links = [...item.querySelectorAll("a")];
    const minutes = Number(/** @type {HTMLElement | null} */ (item.querySelector("[data-minutes]"))?.dataset.minutes ?? 0);
    const box = el("input", { type: "checkbox", "aria-label": `Done: ${links.map((link) => link.textContent).join(", ")}` });
    item.classList.add("step");
    item.prepend(box);
    return { key: links.map((link) => link.getAttribute("href")).join(" "), minutes, box };
  });
  list.classList.add("route-steps");
  const bar = el("progress", { max: steps.length, "aria-label": "Steps done" });
  const told = el("span", { role: "status" });
  const reset = el("button", { type: "button", class: "tool", text: "Clear the marks" });
  place.after(el("p", { class: "route-progress" }, bar, told, reset));
  list.addEventListener("change", () => {
    write(name, steps.filter(({ box }) => box.checked).map(({ key }) => key));
    tell();
  });
  reset.addEventListener("click", () => {
    for (const { box } of steps) box.checked = false;
    write(name, []);
    tell();
    steps[0]?.box.focus();
  });
  addEventListener("storage", (event) => event.key === STORE && fill());
  fill();

  function fill() {
    const done = new Set(marks()[name] ?? []);
    for (const { key, box } of steps) box.checked = done.has(key);
    tell();
  }

  function tell() {
    const left = steps.filter(({ box }) => !box.checked);
    bar.value = steps.length - left.length;
    told.textContent = `${steps.length - left.length} of ${steps.length} steps done, ${spent(left.reduce((sum, { minutes }) => sum + minutes, 0))} left`;
    reset.hidden = left.length === steps.length;
  }
}

/** @param {Element} place */
function next(place) {
  let found = place.nextElementSibling;
  while (found && found.tagName !== "OL" && !/^H\d$/.test(found.tagName)) found = found.nextElementSibling;
  return found?.tagName === "OL" ? found : null;
}

/** @param {number} minutes */
export function spent(minutes) {
  const hours = Math.floor(minutes / 60);
  return hours ? `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ""}` : `${minutes} min`;
}

/** @returns {Record<string, string[]>} the steps done of each route; none where nothing readable is stored */
function marks() {
  try {
    const found = JSON.parse(localStorage.getItem(STORE) ?? "{}");
    return Object.fromEntries(Object.entries(Object(found)).map(([name, keys]) => [name, Array.isArray(keys) ? keys.map(String) : []]));
  } catch {
    return {};
  }
}

/**
 * @param {string} name
 * @param {string[]} keys
 */
function write(name, keys) {
  try {
    localStorage.setItem(STORE, JSON.stringify({ ...marks(), [name]: keys }));
  } catch {
    // a browser that stores nothing shows the marks until the page is left
  }
}
