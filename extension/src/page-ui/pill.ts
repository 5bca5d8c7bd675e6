/**
 * "3 protected": the small button above the composer, and the same said politely
 * to screen readers. It sits beside the composer without being part of it. Where
 * the protection of the page is not whole it says that in words.
 */
import type { Bar } from "./bar.ts";
import { make, type Stage } from "./stage.ts";
import type { Words } from "./words.ts";

export type Tone = "calm" | "warn" | "stop" | "kept" | "waiting";

/** What the pill says, on it and to screen readers. */
export interface Saying {
  tone: Tone;
  inside: string;
  spoken: string;
}

export class Pill {
  readonly #stage: Stage;
  readonly #bar: Bar;
  readonly #words: Words;
  readonly #anchor: () => Element | undefined;
  readonly #open: () => void;
  #button: HTMLButtonElement | undefined;
  #spoken: HTMLElement | undefined;
  #said = "";
  #working = false;
  #found: Saying | undefined;
  #state: Saying | undefined;

  /** `anchor`: the composer now, to stand beside it. */
  constructor(stage: Stage, bar: Bar, words: Words, tools: { anchor(): Element | undefined; open(): void }) {
    this.#stage = stage;
    this.#bar = bar;
    this.#words = words;
    this.#anchor = () => tools.anchor();
    this.#open = () => tools.open();
  }

  /**
   * The number of findings, and what is switched off if names are. Zero is not worth a
   * word, except where the user excepted everything ("kept").
   */
  found(number: number, tone: Exclude<Tone, "waiting">, names = true): void {
    const off = names ? "" : this.#words.of("page_names_off");
    const inside = [this.#words.of(`page_pill_${tone}`, String(number)), off].filter(Boolean).join(" · ");
    const spoken = [this.#words.of(`page_live_${tone}`, String(number)), off].filter(Boolean).join(" ");
    this.#found = number === 0 && tone !== "kept" ? undefined : { tone, inside, spoken };
    this.#show();
  }

  /** Why the protection of the page is not whole; undefined: it is. */
  state(saying: Saying | undefined): void {
    this.#state = saying;
    this.#show();
  }

  /** While a long text is checked the pill says that, and nothing else. */
  working(going: boolean): void {
    if (going === this.#working) return;
    this.#working = going;
    this.#show();
  }

  /** Whether the pill speaks of the page, not of findings. */
  get speaksOfState(): boolean {
    return !this.#working && this.#state !== undefined && (this.#state.tone === "stop" || !this.#found);
  }

  #show(): void {
    const anchor = this.#anchor();
    const words = this.#words.of("page_pill_working");
    const saying = this.#working ? ({ tone: "calm", inside: words, spoken: words } as const) : this.speaksOfState ? this.#state : this.#found;
    if (!saying || (saying !== this.#state && !anchor)) {
      this.#hide();
      return;
    }
    const button = this.#build();
    button.dataset["tone"] = saying.tone;
    button.textContent = saying.inside;
    button.hidden = false;
    this.#bar.beside(anchor);
    this.#say(saying.spoken);
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
