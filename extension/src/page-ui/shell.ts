/**
 * What the user sees of us in the page: coloured findings, the pill, the card. Says
 * in words why something was not sent and what to do about it.
 */
import type { BlockReason, Edit, Finding, Mode } from "../lib/messages.ts";
import type { Editor } from "../composer/editor.ts";
import { isShown } from "../policy/actions.ts";
import { Card, type CardButton, type Row } from "./card.ts";
import { Highlights } from "./highlight.ts";
import { Pill, type Tone } from "./pill.ts";
import { Stage } from "./stage.ts";
import { Words } from "./words.ts";

export interface ShellTools {
  /** The composer now, to stand beside it. */
  anchor(): Element | undefined;
  retry: () => void;
}

/** Reasons that another try may overcome. */
const AGAIN: readonly BlockReason[] = ["background-away", "engine-failed", "write-failed"];

export class Shell {
  readonly #tools: ShellTools;
  readonly #words = new Words();
  readonly #card: Card;
  readonly #pill: Pill;
  readonly #highlights = new Highlights();
  #rows: Row[] = [];

  constructor(tools: ShellTools) {
    this.#tools = tools;
    const stage = new Stage();
    this.#card = new Card(stage, this.#words);
    this.#pill = new Pill(stage, this.#words, () => this.#review());
  }

  /** Findings of the composer's text as it is now. */
  findings(editor: Editor | undefined, words: string, findings: readonly Finding[], mode: Mode, names = true): void {
    const shown = findings.filter(isShown);
    const reading = editor && shown.length > 0 ? editor.read() : undefined;
    this.#highlights.findings(
      shown.flatMap(({ start, length, category }) => {
        const range = editor?.range(start, start + length, reading);
        return range ? [{ category, range }] : [];
      }),
    );
    this.#rows = shown.map(({ start, length, category, action }) => ({
      original: words.slice(start, start + length),
      placeholder: this.#words.of(`page_will_${action}`),
      category,
    }));
    this.#pill.show(this.#tools.anchor(), shown.length, toneOf(shown, mode), names);
  }

  restored(ranges: readonly Range[]): void {
    this.#highlights.show("restored", ranges);
  }

  /** Asks before masking; true: go on. */
  confirm(words: string, edits: readonly Edit[]): Promise<boolean> {
    return new Promise((resolve) => {
      this.#card.show(this.#tools.anchor(), {
        title: this.#words.of("page_ask_title"),
        words: this.#words.of("page_ask_words"),
        rows: rowsOf(words, edits),
        tone: "calm",
        focus: true,
        buttons: [
          { label: this.#words.of("page_back"), press: () => resolve(false) },
          { label: this.#words.of("page_mask_and_send"), main: true, press: () => resolve(true) },
        ],
        closed: () => resolve(false),
      });
    });
  }

  /** Why nothing left. `focus`: the user has just tried to send. */
  blocked(reason: BlockReason, options: { focus: boolean; words?: string; edits?: readonly Edit[] }): void {
    const buttons: CardButton[] = [{ label: this.#words.of("page_close"), press: () => undefined }];
    if (reason === "extension-updated") {
      this.findings(undefined, "", [], "mask"); // what was shown is no longer looked after
      buttons.push({ label: this.#words.of("action_reload"), main: true, press: () => location.reload() });
    } else if (AGAIN.includes(reason) && options.focus) {
      buttons.push({ label: this.#words.of("action_retry"), main: true, press: () => queueMicrotask(this.#tools.retry) });
    }
    this.#card.show(this.#tools.anchor(), {
      title: this.#words.of("page_not_sent"),
      words: this.#words.reason(reason),
      rows: rowsOf(options.words ?? "", options.edits ?? []),
      tone: "stop",
      focus: options.focus,
      buttons,
    });
  }

  #review(): void {
    this.#card.show(this.#tools.anchor(), {
      title: this.#words.of("page_review_title"),
      words: this.#words.of("page_review_words"),
      rows: this.#rows,
      tone: "calm",
      focus: true,
      buttons: [{ label: this.#words.of("page_close"), main: true, press: () => undefined }],
    });
  }
}

function rowsOf(words: string, edits: readonly Edit[]): Row[] {
  return edits.map(({ start, length, text: placeholder, category }) => ({
    original: words.slice(start, start + length),
    placeholder,
    category,
  }));
}

function toneOf(findings: readonly Finding[], mode: Mode): Tone {
  if (mode === "block" || findings.some(({ action }) => action === "block")) return "stop";
  return findings.some(({ action }) => action === "warn") ? "warn" : "calm";
}
