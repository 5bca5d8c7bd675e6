/**
 * Detects while the user types: 200 ms after the last keystroke, at once after a
 * paste, a drop, an undo or the end of a composition, never during one. Only the
 * newest text counts; an answer about an older one is dropped.
 */
import type { Finding } from "../lib/messages.ts";
import type { Editor, Finder } from "./editor.ts";
import type { Found } from "./long.ts";

export interface WatchTools {
  find(text: string): Promise<Found>;
  /** Findings of the composer's text as it is now; undefined: no composer. */
  found(editor: Editor | undefined, text: string, findings: Finding[]): void;
  /** What was found so far no longer counts. */
  forget(): void;
}

const PAUSE = 200;
const AT_ONCE = /^(?:insertFromPaste|insertFromDrop|insertFromYank|insertReplacementText|historyUndo|historyRedo)/;

export class Watch {
  readonly #finder: Finder;
  readonly #tools: WatchTools;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #composing = false;
  /** The text that was looked at last; undefined: there was no composer, null: nothing was. */
  #seen: string | null | undefined = null;
  /** The last text that was looked at to the end, and what was in it. */
  #known: ({ text: string } & Found) | undefined;

  constructor(finder: Finder, tools: WatchTools) {
    this.#finder = finder;
    this.#tools = tools;
  }

  get composing(): boolean {
    return this.#composing;
  }

  /** What is known of exactly this text, for sure. */
  known(text: string): Finding[] | undefined {
    return this.#known?.text === text && this.#known.verdict ? this.#known.findings : undefined;
  }

  /** Rules or policy changed: what is known no longer counts. */
  forget(): void {
    this.#known = undefined;
    this.#seen = null;
    this.#tools.forget();
    this.look();
  }

  input(event: InputEvent): void {
    if (this.#composing || event.isComposing) return;
    this.#schedule(AT_ONCE.test(event.inputType) ? 0 : PAUSE);
  }

  compositionStart(): void {
    this.#composing = true;
    clearTimeout(this.#timer);
  }

  compositionEnd(): void {
    this.#composing = false;
    this.#schedule(0);
  }

  /** The page changed something: text may have come without an input event. */
  look(): void {
    if (this.#composing) return;
    const text = this.#finder.editor()?.text;
    if (text !== this.#seen) this.#schedule(text ? PAUSE : 0);
  }

  #schedule(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#scan(), pause);
  }

  async #scan(): Promise<void> {
    const editor = this.#finder.editor();
    const text = editor?.text;
    this.#seen = text;
    if (!editor || !text) {
      this.#tools.found(editor, "", []);
      return;
    }
    let found: Found;
    try {
      found = this.#known?.text === text ? this.#known : await this.#tools.find(text);
    } catch {
      return; // the next send asks again, and says why if it cannot
    }
    this.#known = { ...found, text };
    if (this.#seen === text && editor.text === text) this.#tools.found(editor, text, found.findings);
  }
}
