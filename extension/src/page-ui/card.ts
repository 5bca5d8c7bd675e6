/**
 * The card above the composer: why nothing was sent, what was found and what it
 * becomes, or a question. One at a time. It takes the focus only after the user has
 * asked for it, and gives it back when it closes; Escape always closes it.
 */
import type { Part } from "../restore/canvas.ts";
import { Cover } from "./cover.ts";
import { make, type Stage } from "./stage.ts";
import type { Words } from "./words.ts";

export interface Row {
  original: string;
  placeholder: string;
  /** Its class, why it was found: one line. */
  note: string;
  /** Choices in groups, each with the words before it. */
  choices?: { label?: string; buttons: readonly CardButton[] }[];
}

export interface CardButton {
  label: string;
  main?: boolean;
  press: () => void;
}

export interface CardContent {
  title: string;
  words: string;
  rows?: readonly Row[];
  /** A text to read; originals in it are marked. `held`: it cannot be selected. */
  text?: { parts: readonly Part[]; held: boolean };
  tone: "calm" | "stop";
  buttons: readonly CardButton[];
  /** Take the focus: the user waits for what this says. */
  focus: boolean;
  /** Called however the card goes away. */
  closed?(): void;
}

/** More rows help nobody; the rest is counted. */
export const ROWS = 50;
/** A click that comes sooner was meant for what lay here before. */
const SETTLE = 400;
/** How often an open card looks whether something lies over it. */
const LOOK = 100;

export class Card {
  readonly #stage: Stage;
  readonly #words: Words;
  readonly #cover = new Cover();
  #card: HTMLElement | undefined;
  #content: CardContent | undefined;
  #focused: HTMLElement | undefined;
  #anchor: Element | undefined;
  /** Since when the person sees the card as it is. */
  #since = 0;
  #looking: ReturnType<typeof setInterval> | undefined;

  constructor(stage: Stage, words: Words) {
    this.#stage = stage;
    this.#words = words;
    window.addEventListener("resize", () => this.#card && place(this.#card, this.#anchor), { passive: true });
    const anew = (): void => void (this.#since = performance.now());
    window.addEventListener("focus", anew);
    document.addEventListener("visibilitychange", anew);
    // Before the page's own listener, which may take away what the person has aimed at.
    window.addEventListener("pointerdown", () => this.#look(true), { capture: true });
  }

  get open(): boolean {
    return this.#content !== undefined;
  }

  show(anchor: Element | undefined, content: CardContent): void {
    this.close();
    const { root } = this.#stage;
    const card = make("section", { class: "card", role: content.tone === "stop" ? "alertdialog" : "dialog" });
    card.dataset["tone"] = content.tone;
    card.setAttribute("aria-labelledby", "title");
    card.setAttribute("aria-describedby", "words");
    card.setAttribute("popover", "manual");
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    this.#fill(card, content);
    root.append(card);
    this.#card = card;
    this.#raise(card);
    this.#looking = setInterval(() => this.#look(false), LOOK);
    place(card, anchor);
    this.#anchor = anchor;
    this.#content = content;
    if (!content.focus) return;
    this.#focused = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    (card.querySelector<HTMLElement>("button.main") ?? card.querySelector("button"))?.focus({ preventScroll: true });
  }

  /** The same card with other rows; scroll position and focus stay where they were. */
  update(anchor: Element | undefined, content: CardContent): void {
    const card = this.#card;
    if (!card) return;
    const top = card.querySelector("ul")?.scrollTop ?? 0;
    const buttons = (): HTMLButtonElement[] => [...card.querySelectorAll("button")];
    const at = buttons().findIndex((button) => button.matches(":focus"));
    card.replaceChildren();
    this.#fill(card, content);
    this.#content = content;
    place(card, anchor);
    this.#anchor = anchor;
    const list = card.querySelector("ul");
    if (list) list.scrollTop = top;
    if (at >= 0) (buttons()[at] ?? card.querySelector<HTMLElement>("button.main"))?.focus({ preventScroll: true });
  }

  close(): void {
    const content = this.#content;
    this.#content = undefined;
    clearInterval(this.#looking);
    this.#card?.remove();
    this.#card = undefined;
    this.#focused?.focus();
    this.#focused = undefined;
    content?.closed?.();
  }

  #fill(card: HTMLElement, content: CardContent): void {
    card.append(make("h2", { id: "title", text: content.title }), make("p", { id: "words", text: content.words }));
    if (content.rows && content.rows.length > 0) card.append(this.#list(content.rows));
    if (content.text) card.append(reading(content.text));
    card.append(
      make(
        "div",
        { class: "row" },
        ...content.buttons.map((button) =>
          this.#button(button, () => {
            button.press();
            this.close();
          }),
        ),
      ),
    );
  }

  #button({ label, main }: CardButton, press: () => void): HTMLButtonElement {
    const button = make("button", { text: label, ...(main ? { class: "main" } : {}) });
    button.type = "button";
    button.addEventListener("click", (event) => {
      if (event.isTrusted) press();
    });
    return button;
  }

  /** A choice about one finding: only a click of the person, on what the person sees, counts. */
  #choice(choice: CardButton, original: string): HTMLButtonElement {
    const button = make("button", { text: choice.label, class: "choice" });
    button.type = "button";
    button.setAttribute("aria-label", `${choice.label}: ${original}`);
    button.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      if (this.#covered(event)) this.#raise();
      else if (performance.now() - this.#since >= SETTLE) choice.press();
    });
    return button;
  }

  /** Presses by keyboard have no place. */
  #covered({ detail, clientX, clientY }: MouseEvent): boolean {
    return this.#cover.over(this.#stage.host) || (detail !== 0 && document.elementFromPoint(clientX, clientY) !== this.#stage.host);
  }

  /** What lies over the card may be gone at the next look: until then the person has seen nothing else. */
  #look(everywhere: boolean): void {
    if (this.#card?.isConnected && this.#cover.over(this.#stage.host, everywhere)) this.#since = performance.now();
  }

  /** To the top, where nothing lies over it: what is pressed from now on has been seen. */
  #raise(card = this.#card): void {
    if (!card) return;
    const focused = card.querySelector<HTMLElement>(":focus");
    if (card.matches(":popover-open")) card.hidePopover();
    card.showPopover();
    focused?.focus({ preventScroll: true });
    this.#cover.raised(this.#stage.host);
    this.#since = performance.now();
  }

  #list(rows: readonly Row[]): HTMLElement {
    const list = make("ul", {});
    list.tabIndex = 0; // scrolls by keyboard
    for (const { original, placeholder, note, choices } of rows.slice(0, ROWS)) {
      const item = make("li", {}, make("b", { text: original }), make("code", { text: placeholder }), make("small", { text: note }));
      const line = make("div", { class: "choices" });
      for (const { label, buttons } of choices ?? []) {
        const group = make("span", {}, ...buttons.map((button) => this.#choice(button, original)));
        if (label !== undefined) group.prepend(make("span", { text: label }));
        line.append(group);
      }
      if (line.hasChildNodes()) item.append(line);
      list.append(item);
    }
    if (rows.length > ROWS) list.append(make("li", {}, make("small", { text: this.#words.of("page_more", String(rows.length - ROWS)) })));
    return list;
  }
}

function reading({ parts, held }: NonNullable<CardContent["text"]>): HTMLElement {
  const text = make("div", { class: held ? "text held" : "text" }, ...parts.map((part) => (part.original ? make("mark", { text: part.text }) : document.createTextNode(part.text))));
  text.tabIndex = 0; // scrolls by keyboard
  return text;
}

/** Above the composer, or at the lower edge when there is none. */
function place(card: HTMLElement, anchor: Element | undefined): void {
  const box = anchor?.getBoundingClientRect();
  const above = box ? box.top - 20 : 0;
  card.style.maxHeight = above > 240 ? `${Math.min(above, 560)}px` : "";
  card.style.bottom = `${box ? Math.max(16, Math.min(innerHeight - box.top + 10, innerHeight - card.offsetHeight - 8)) : 24}px`;
  const middle = box ? box.left + box.width / 2 : document.documentElement.clientWidth / 2;
  card.style.left = `${Math.max(16, Math.min(middle - card.offsetWidth / 2, document.documentElement.clientWidth - card.offsetWidth - 16))}px`;
}
