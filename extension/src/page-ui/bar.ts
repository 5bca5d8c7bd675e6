/**
 * The row of our small buttons above the right end of the composer. Answers end
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

  /** The composer to stand beside. */
  beside(anchor: Element): void {
    this.#build(); // pages that removed it get it back
    if (this.#anchor !== anchor) {
      this.#resized.disconnect();
      this.#resized.observe(anchor);
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
    if (!this.#row || !this.#anchor) return;
    const box = this.#anchor.getBoundingClientRect();
    this.#row.style.bottom = `${Math.max(4, innerHeight - box.top + 6)}px`;
    this.#row.style.right = `${Math.max(4, document.documentElement.clientWidth - box.right + 10)}px`;
  }
}
