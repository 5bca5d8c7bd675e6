/**
 * "Show what was sent": the small button beside the composer that puts the
 * placeholders in the place of originals on the screen, and back. It is there while
 * originals are shown, or placeholders because it was pressed.
 */
import { make, type Stage } from "./stage.ts";
import type { Words } from "./words.ts";

export class Toggle {
  readonly #stage: Stage;
  readonly #words: Words;
  readonly #press: (sent: boolean) => void;
  #button: HTMLButtonElement | undefined;
  #anchor: Element | undefined;
  #sent = false;

  constructor(stage: Stage, words: Words, press: (sent: boolean) => void) {
    this.#stage = stage;
    this.#words = words;
    this.#press = press;
  }

  /** `any`: originals stand on the screen. */
  show(anchor: Element | undefined, any: boolean): void {
    if (!anchor || (!any && !this.#sent)) {
      if (this.#button) this.#button.hidden = true;
      return;
    }
    this.#anchor = anchor;
    const button = this.#build();
    button.textContent = this.#words.of(this.#sent ? "page_show_originals" : "page_show_sent");
    button.dataset["tone"] = this.#sent ? "warn" : "calm";
    button.hidden = false;
    this.#place();
  }

  #build(): HTMLButtonElement {
    const { root } = this.#stage;
    if (this.#button) return this.#button;
    const button = make("button", { class: "pill" });
    button.type = "button";
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      this.#sent = !this.#sent;
      this.#press(this.#sent);
      this.show(this.#anchor, true);
    });
    root.append(button);
    for (const change of ["resize", "scroll"]) window.addEventListener(change, () => this.#place(), { passive: true, capture: true });
    new ResizeObserver(() => this.#place()).observe(document.documentElement);
    this.#button = button;
    return button;
  }

  #place(): void {
    if (!this.#button || this.#button.hidden || !this.#anchor) return;
    const box = this.#anchor.getBoundingClientRect();
    this.#button.style.bottom = `${Math.max(4, innerHeight - box.top + 6)}px`;
    this.#button.style.left = `${Math.max(4, box.left + 10)}px`;
  }
}
