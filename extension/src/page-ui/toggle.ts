/**
 * "Show what was sent": the small button beside the composer that puts the
 * placeholders in the place of originals on the screen, and back. It is there while
 * originals are shown, or placeholders because it was pressed.
 */
import type { View } from "../lib/messages.ts";
import type { Bar } from "./bar.ts";
import type { Words } from "./words.ts";

export class Toggle {
  readonly #bar: Bar;
  readonly #words: Words;
  readonly #press: (wanted: View) => void;
  #button: HTMLButtonElement | undefined;
  #shown: View = "originals";

  constructor(bar: Bar, words: Words, press: (wanted: View) => void) {
    this.#bar = bar;
    this.#words = words;
    this.#press = press;
  }

  /** `any`: originals, or what stands for them, are on the screen. */
  show(anchor: Element | undefined, shown: View, any: boolean): void {
    this.#shown = shown;
    const sent = shown === "sent";
    if (!anchor || (!any && !sent)) {
      if (this.#button) this.#button.hidden = true;
      return;
    }
    const button = this.#build();
    button.textContent = this.#words.of(sent ? "page_show_originals" : "page_show_sent");
    button.dataset["tone"] = sent ? "warn" : "calm";
    button.hidden = false;
    this.#bar.beside(anchor);
  }

  #build(): HTMLButtonElement {
    if (this.#button) return this.#button;
    const button = this.#bar.button("pill toggle");
    button.addEventListener("click", (event) => {
      if (event.isTrusted) this.#press(this.#shown === "sent" ? "originals" : "sent");
    });
    this.#button = button;
    return button;
  }
}
