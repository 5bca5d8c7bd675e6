/**
 * "3 protected": the small button above the composer, and the same said politely
 * to screen readers. It sits beside the composer without being part of it.
 */
import type { Bar } from "./bar.ts";
import { make, type Stage } from "./stage.ts";
import type { Words } from "./words.ts";

export type Tone = "calm" | "warn" | "stop" | "kept";

export class Pill {
  readonly #stage: Stage;
  readonly #bar: Bar;
  readonly #words: Words;
  readonly #open: () => void;
  #button: HTMLButtonElement | undefined;
  #spoken: HTMLElement | undefined;
  #said = "";
  #working = false;
  /** Shows what is to be shown when no work goes on. */
  #shown = (): void => this.#hide();

  constructor(stage: Stage, bar: Bar, words: Words, open: () => void) {
    this.#stage = stage;
    this.#bar = bar;
    this.#words = words;
    this.#open = open;
  }

  /**
   * Shows the number beside the anchor, and what is switched off if names are. Zero
   * hides the pill, except where the user excepted everything ("kept").
   */
  show(anchor: Element | undefined, number: number, tone: Tone, names = true): void {
    const off = names ? "" : this.#words.of("page_names_off");
    const inside = [this.#words.of(`page_pill_${tone}`, String(number)), off].filter(Boolean).join(" · ");
    const spoken = [this.#words.of(`page_live_${tone}`, String(number)), off].filter(Boolean).join(" ");
    this.#shown = !anchor || (number === 0 && tone !== "kept") ? () => this.#hide() : () => this.#put(anchor, tone, inside, spoken);
    if (!this.#working) this.#shown();
  }

  /** While a long text is checked the pill says that, and nothing else. */
  working(anchor: Element | undefined, going: boolean): void {
    if (going === this.#working) return;
    this.#working = going;
    const words = this.#words.of("page_pill_working");
    if (going && anchor) this.#put(anchor, "calm", words, words);
    else this.#shown();
  }

  #put(anchor: Element, tone: Tone, inside: string, spoken: string): void {
    const button = this.#build();
    button.dataset["tone"] = tone;
    button.textContent = inside;
    button.hidden = false;
    this.#bar.beside(anchor);
    this.#say(spoken);
  }

  /** Whether the card that the pill opens is there. */
  expanded(now: boolean): void {
    this.#button?.setAttribute("aria-expanded", String(now));
  }

  #build(): HTMLButtonElement {
    if (this.#button) return this.#button;
    const button = this.#bar.button("pill");
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", (event) => {
      if (event.isTrusted) this.#open();
    });
    this.#spoken = make("div", { class: "spoken", role: "status" });
    this.#spoken.setAttribute("aria-live", "polite");
    this.#stage.root.append(this.#spoken);
    this.#button = button;
    return button;
  }

  #hide(): void {
    if (this.#button) this.#button.hidden = true;
    this.#say("");
  }

  #say(words: string): void {
    if (!this.#spoken || this.#said === words) return;
    this.#said = words;
    this.#spoken.textContent = words;
  }
}
