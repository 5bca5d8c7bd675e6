/**
 * "Show what was sent": the small button beside the composer that puts the
 * placeholders in the place of originals on the screen, and back. It is there while
 * originals are shown, or placeholders because it was pressed.
 */
import type { Bar } from "./bar.ts";
import type { Words } from "./words.ts";

export class Toggle {
  readonly #bar: Bar;
  readonly #words: Words;
  readonly #press: (sent: boolean) => void;
  #button: HTMLButtonElement | undefined;
  #anchor: Element | undefined;
  #sent = false;

  constructor(bar: Bar, words: Words, press: (sent: boolean) => void) {
    this.#bar = bar;
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
    this.#bar.beside(anchor);
  }

  #build(): HTMLButtonElement {
    if (this.#button) return this.#button;
    const button = this.#bar.button("pill toggle");
    button.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      this.#sent = !this.#sent;
      this.#press(this.#sent);
      this.show(this.#anchor, true);
    });
    this.#button = button;
    return button;
  }
}
