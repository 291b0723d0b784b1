// A canvas that one can move and zoom with mouse, fingers, keys and buttons.
import { el } from "../explore/dom.js";
import { still, watchColours } from "./theme.js";

/** @typedef {import("./start.js").D3} D3 */
/** @typedef {{k: number, x: number, y: number}} Place how far in, and where the origin stands in pixels */
/**
 * @typedef {object} Parts
 * @property {string} label what screen readers say of the picture
 * @property {string} css
 * @property {[number, number]} scale smallest and largest zoom
 * @property {(context: CanvasRenderingContext2D, width: number, height: number, at: Place, live: boolean) => void} draw live while it moves: what costs much may wait
 * @property {(x: number, y: number) => void} click
 * @property {(x: number, y: number) => boolean} hover tells whether there is something under the pointer
 * @property {(event: KeyboardEvent) => boolean} key tells whether the key meant something
 * @property {(asked: boolean) => void} fit shows all, at first and when the reader asks for it
 * @property {(byReader: boolean) => void} [moved] called when a movement has ended
 */

export class Canvas {
  /**
   * @param {D3} d3
   * @param {Parts} parts
   */
  constructor(d3, parts) {
    this.d3 = d3;
    this.parts = parts;
    this.canvas = el("canvas", { "aria-hidden": "true" });
    this.frame = el("div", { class: `picture-frame ${parts.css}`, tabindex: 0, role: "application", "aria-roledescription": "picture", "aria-label": parts.label }, this.canvas);
    const button = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {() => void} */ click) => el("button", { type: "button", class: "tool", title: name, "aria-label": name, text: sign, on: { click } });
    this.buttons = el("div", { class: "zoom-buttons", role: "group", "aria-label": "Zoom" }, button("+", "Zoom in", () => this.by(1.6)), button("−", "Zoom out", () => this.by(1 / 1.6)), button("⤢", "Show all", () => parts.fit(true)));
    this.element = el("div", { class: "picture-box" }, this.frame, this.buttons);
    this.width = this.height = 0;
    this.waiting = 0;
    this.live = false;
    this.byReader = false;
    this.at = /** @type {Place} */ ({ k: 1, x: 0, y: 0 });
    this.selection = d3.select(this.canvas);
    this.zoom = d3
      .zoom()
      .scaleExtent(parts.scale)
      // the wheel scrolls the page until the picture was clicked, or with Ctrl, as on maps
      .filter((event) => (event.type === "wheel" ? event.ctrlKey || event.metaKey || document.activeElement === this.frame : !event.ctrlKey && !event.button))
      .on("zoom", (event) => {
        this.at = event.transform;
        this.redraw();
      })
      .on("start", (event) => {
        this.live = true;
        this.byReader ||= Boolean(event.sourceEvent);
      })
      .on("end", () => {
        this.live = false;
        this.redraw();
        parts.moved?.(this.byReader);
        this.byReader = false;
      });
    /** @type {any} */ (this.selection).call(this.zoom).on("dblclick.zoom", null);
    this.canvas.addEventListener("click", (event) => {
      this.frame.focus({ preventScroll: true });
      parts.click(event.offsetX, event.offsetY);
    });
    this.canvas.addEventListener("pointermove", (event) => (this.canvas.style.cursor = event.pointerType !== "touch" && parts.hover(event.offsetX, event.offsetY) ? "pointer" : ""));
    this.frame.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.measure()).observe(this.frame);
    watchColours(() => this.paint());
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "+" || event.key === "=") this.by(1.6);
    else if (event.key === "-") this.by(1 / 1.6);
    else if (event.key === "0") this.parts.fit(true);
    else if (!this.parts.key(event)) return;
    event.preventDefault();
  }

  measure() {
    const { clientWidth, clientHeight } = this.frame;
    if (!clientWidth || (clientWidth === this.width && clientHeight === this.height)) return;
    const first = !this.width;
    [this.width, this.height] = [clientWidth, clientHeight];
    this.zoom.extent([[0, 0], [this.width, this.height]]);
    if (first) this.parts.fit(false);
    this.paint();
  }

  /** @param {number} factor */
  by(factor) {
    this.byReader = true;
    /** @type {any} */ (this.moving()).call(this.zoom.scaleBy, factor);
  }

  /**
   * Move by so many pixels.
   * @param {number} x
   * @param {number} y
   */
  shift(x, y) {
    this.byReader = true;
    /** @type {any} */ (this.selection).call(this.zoom.translateBy, x / this.at.k, y / this.at.k);
  }

  /**
   * Show a place.
   * @param {Place} at
   * @param {boolean} [smooth]
   */
  show(at, smooth = false) {
    const to = this.d3.zoomIdentity.translate(at.x, at.y).scale(at.k);
    /** @type {any} */ (smooth ? this.moving() : this.selection).call(this.zoom.transform, to);
  }

  moving() {
    return still() || document.hidden ? this.selection : this.selection.transition().duration(220);
  }

  redraw() {
    this.waiting ||= requestAnimationFrame(() => this.paint());
  }

  paint() {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    if (!this.width) return;
    const fine = Math.min(devicePixelRatio || 1, 3) * (matchMedia("print").matches ? 2 : 1);
    const [width, height] = [Math.round(this.width * fine), Math.round(this.height * fine)];
    if (this.canvas.width !== width || this.canvas.height !== height) [this.canvas.width, this.canvas.height] = [width, height];
    const context = this.canvas.getContext("2d");
    if (!context) return;
    context.setTransform(fine, 0, 0, fine, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    this.frame.dataset.zoom = this.at.k.toFixed(3);
    this.parts.draw(context, this.width, this.height, this.at, this.live);
  }
}
