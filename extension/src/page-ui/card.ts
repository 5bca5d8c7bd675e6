/**
 * The card above the composer: why nothing was sent, what will be replaced, or a
 * question. One at a time. It takes the focus only after the user has asked to
 * send, and gives it back when it closes; Escape always closes it.
 */
import { make, type Stage } from "./stage.ts";
import type { Words } from "./words.ts";

export interface Row {
  original: string;
  placeholder: string;
  category: string;
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
  tone: "calm" | "stop";
  buttons: readonly CardButton[];
  /** Take the focus: the user waits for what this says. */
  focus: boolean;
  /** Called however the card goes away. */
  closed?(): void;
}

/** More rows help nobody; the rest is counted. */
const ROWS = 50;

export class Card {
  readonly #stage: Stage;
  readonly #words: Words;
  #card: HTMLElement | undefined;
  #content: CardContent | undefined;
  #focused: HTMLElement | undefined;

  constructor(stage: Stage, words: Words) {
    this.#stage = stage;
    this.#words = words;
  }

  get open(): boolean {
    return this.#content !== undefined;
  }

  show(anchor: Element | undefined, content: CardContent): void {
    this.close();
    const { root } = this.#stage;
    const card = make(
      "section",
      { class: "card", role: content.tone === "stop" ? "alertdialog" : "dialog" },
      make("h2", { id: "title", text: content.title }),
      make("p", { id: "words", text: content.words }),
    );
    card.dataset["tone"] = content.tone;
    card.setAttribute("aria-labelledby", "title");
    card.setAttribute("aria-describedby", "words");
    card.setAttribute("popover", "manual");
    if (content.rows && content.rows.length > 0) card.append(listOf(content.rows, this.#words));
    card.append(make("div", { class: "row" }, ...content.buttons.map((button) => this.#button(button))));
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    root.append(card);
    card.showPopover();
    place(card, anchor);
    this.#card = card;
    this.#content = content;
    if (!content.focus) return;
    this.#focused = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    (card.querySelector<HTMLElement>("button.main") ?? card.querySelector("button"))?.focus({ preventScroll: true });
  }

  close(): void {
    const content = this.#content;
    this.#content = undefined;
    this.#card?.remove();
    this.#card = undefined;
    this.#focused?.focus();
    this.#focused = undefined;
    content?.closed?.();
  }

  #button({ label, main, press }: CardButton): HTMLButtonElement {
    const button = make("button", { text: label, ...(main ? { class: "main" } : {}) });
    button.type = "button";
    button.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      press();
      this.close();
    });
    return button;
  }
}

function listOf(rows: readonly Row[], words: Words): HTMLElement {
  const list = make("ul", {});
  list.tabIndex = 0; // scrolls by keyboard
  for (const { original, placeholder, category } of rows.slice(0, ROWS)) {
    list.append(
      make(
        "li",
        {},
        make("b", { text: original }),
        make("code", { text: placeholder }),
        make("small", { text: words.category(category) }),
      ),
    );
  }
  if (rows.length > ROWS) list.append(make("li", {}, make("small", { text: words.of("page_more", String(rows.length - ROWS)) })));
  return list;
}

/** Above the composer, or at the lower edge when there is none. */
function place(card: HTMLElement, anchor: Element | undefined): void {
  const box = anchor?.getBoundingClientRect();
  const above = box ? box.top - 20 : 0;
  if (above > 240) card.style.maxHeight = `${Math.min(above, 520)}px`;
  card.style.bottom = `${box ? Math.max(16, Math.min(innerHeight - box.top + 10, innerHeight - card.offsetHeight - 8)) : 24}px`;
  const middle = box ? box.left + box.width / 2 : document.documentElement.clientWidth / 2;
  card.style.left = `${Math.max(16, middle - card.offsetWidth / 2)}px`;
}
