/**
 * "3 protected": the small button above the composer, and the same said politely
 * to screen readers. It sits beside the composer without being part of it.
 */
import { make, type Stage } from "./stage.ts";
import type { Words } from "./words.ts";

export type Tone = "calm" | "warn" | "stop" | "kept";

export class Pill {
  readonly #stage: Stage;
  readonly #words: Words;
  readonly #open: () => void;
  #button: HTMLButtonElement | undefined;
  #spoken: HTMLElement | undefined;
  #anchor: Element | undefined;
  #said = "";
  #working = false;
  /** Shows what is to be shown when no work goes on. */
  #shown = (): void => this.#hide();
  readonly #resized = new ResizeObserver(() => this.#place());

  constructor(stage: Stage, words: Words, open: () => void) {
    this.#stage = stage;
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
    if (this.#anchor !== anchor) {
      this.#resized.disconnect();
      this.#resized.observe(anchor);
      this.#anchor = anchor;
    }
    this.#place();
    this.#say(spoken);
  }

  /** Whether the card that the pill opens is there. */
  expanded(now: boolean): void {
    this.#button?.setAttribute("aria-expanded", String(now));
  }

  #build(): HTMLButtonElement {
    const { root } = this.#stage;
    if (this.#button) return this.#button;
    const button = make("button", { class: "pill" });
    button.type = "button";
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-expanded", "false");
    // The composer keeps the focus when the pill is pressed with the mouse.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", (event) => {
      if (event.isTrusted) this.#open();
    });
    this.#spoken = make("div", { class: "spoken", role: "status" });
    this.#spoken.setAttribute("aria-live", "polite");
    root.append(button, this.#spoken);
    window.addEventListener("resize", () => this.#place(), { passive: true });
    window.addEventListener("scroll", () => this.#place(), { passive: true, capture: true });
    this.#button = button;
    return button;
  }

  #hide(): void {
    if (this.#button) this.#button.hidden = true;
    this.#resized.disconnect();
    this.#anchor = undefined;
    this.#say("");
  }

  #place(): void {
    if (!this.#button || this.#button.hidden || !this.#anchor) return;
    const box = this.#anchor.getBoundingClientRect();
    this.#button.style.bottom = `${Math.max(4, innerHeight - box.top + 6)}px`;
    this.#button.style.right = `${Math.max(4, document.documentElement.clientWidth - box.right + 10)}px`;
  }

  #say(words: string): void {
    if (!this.#spoken || this.#said === words) return;
    this.#said = words;
    this.#spoken.textContent = words;
  }
}
