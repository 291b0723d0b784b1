// Opens the search by click, "/" or Ctrl-K. Everything else is loaded when it is opened for the first time.
// The way in is a link to the listings, so that it leads somewhere before and without this script.

const root = new URL("../../", import.meta.url);
const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog.search"));
const opener = /** @type {HTMLElement | null} */ (document.querySelector(".search-open"));
// Names of the search alone, since pages keep states of their own in the address as well.
const STATE = ["q", "q-kind", "q-domain"];

/** @param {KeyboardEvent} event */
const calls = (event) => event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;

if (dialog && opener) {
  const input = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
  const status = /** @type {HTMLElement} */ (dialog.querySelector(".search-status"));
  /** @type {Promise<unknown> | undefined} */
  let panel;
  let timer = 0;

  const open = () => {
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
    if (!panel) status.textContent = "Loading the index …";
    panel ??= import("./panel.js")
      .then(({ start }) => start(dialog, root))
      .catch(() => {
        panel = undefined;
        status.textContent = "The search could not be loaded. Close it and try again, or browse the listings.";
      });
  };

  // Where nothing had focus before, the hidden field would keep it and swallow the next key.
  const shut = () => {
    dialog.close();
    if (dialog.contains(document.activeElement)) /** @type {HTMLElement} */ (document.activeElement).blur();
  };

  // Browsers limit how often an address may change, so it follows after a pause.
  const share = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => write([input.value.trim(), dialog.dataset.kind, dialog.dataset.domain]), 250);
  };

  /** @param {(string | undefined)[]} values */
  const write = (values) => {
    const address = new URL(location.href);
    for (const [number, name] of STATE.entries()) {
      const value = values[number];
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!slash && !calls(event)) return;
    event.preventDefault();
    open();
  });
  // The page below has keys of its own, which must not hear what is typed here.
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      shut();
    } else if (calls(event)) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
  dialog.addEventListener("search", share);
  dialog.addEventListener("close", () => {
    clearTimeout(timer);
    write([]);
  });
  dialog.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target === dialog || target.closest(".search-close")) shut();
    if (!target.closest(".search-clear")) return;
    input.value = "";
    input.dispatchEvent(new Event("input"));
    input.focus();
  });

  const state = new URLSearchParams(location.search);
  const [query, kind, domain] = STATE.map((name) => state.get(name) ?? "");
  if (query || kind || domain) {
    input.value = query;
    dialog.dataset.kind = kind;
    dialog.dataset.domain = domain;
    open();
  }
}
