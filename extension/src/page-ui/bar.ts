/**
 * The row of our small buttons above the right end of the composer, or in the
 * corner of a page whose composer is not known. Answers end
 * there with the page's own buttons at their left, which stay free.
 */
import { make, type Stage } from "./stage.ts";

export class Bar {
  readonly #stage: Stage;
  #row: HTMLElement | undefined;
  #anchor: Element | undefined;
  readonly #resized = new ResizeObserver(() => this.#place());

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** A new button in the row; `style` gives its place among the others. */
  button(style: "pill" | "pill toggle"): HTMLButtonElement {
    const button = make("button", { class: style });
    button.type = "button";
    // The composer keeps the focus when a button is pressed with the mouse.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    this.#build().append(button);
    return button;
  }

  /** The composer to stand beside; undefined: the corner of the page. */
  beside(anchor: Element | undefined): void {
    this.#build(); // pages that removed it get it back
    if (this.#anchor !== anchor || !anchor) {
      this.#resized.disconnect();
      if (anchor) this.#resized.observe(anchor);
      this.#resized.observe(document.documentElement);
      this.#anchor = anchor;
    }
    this.#place();
  }

  #build(): HTMLElement {
    const { root } = this.#stage;
    if (this.#row) return this.#row;
    const row = make("div", { class: "bar" });
    root.append(row);
    for (const change of ["resize", "scroll"]) window.addEventListener(change, () => this.#place(), { passive: true, capture: true });
    this.#row = row;
    return row;
  }

  #place(): void {
    if (!this.#row) return;
    const box = this.#anchor?.getBoundingClientRect();
    this.#row.style.bottom = `${box ? Math.max(4, innerHeight - box.top + 6) : 16}px`;
    this.#row.style.right = `${box ? Math.max(4, document.documentElement.clientWidth - box.right + 10) : 16}px`;
  }
}
