/**
 * From "the user wants to send" to exactly one submit of a clean text: mask, write
 * the placeholders, read them back, look again, submit. One at a time; further
 * attempts while one is under way are swallowed by the caller. When it cannot be
 * done the text stays as the user left it, and nothing is sent.
 */
import type { BlockReason, Edit, Masked } from "../lib/messages.ts";
import { applied } from "../bridge/edits.ts";
import { type Counts, ofEdits } from "../guard/review/counts.ts";
import type { Editor, Finder } from "./editor.ts";

export interface SubmitTools {
  mask(text: string): Promise<{ edits: Edit[]; blocked: Masked["blocked"] }>;
  /** Asks the user; false: back to the text. */
  confirm(text: string, edits: readonly Edit[]): Promise<boolean>;
  /** Says why nothing was sent. */
  blocked(reason: BlockReason, edits: readonly Edit[]): void;
  /** These masks belong to the prompt that is sent now. */
  written(counts: Counts): void;
  reasonOf(error: unknown): BlockReason;
}

/** Writes that may fail before we give up. */
const TRIES = 3;
/** A user who types on starts a new round; nobody types on for this many. */
const ROUNDS = 20;
/** How long a further Enter on the very text that was just sent is swallowed. */
const AFTERMATH = 1_500;

export class Submitter {
  readonly #finder: Finder;
  readonly #tools: SubmitTools;
  #busy = false;
  #writing = false;
  #passing = false;
  #sent: { text: string; at: number } | undefined;

  constructor(finder: Finder, tools: SubmitTools) {
    this.#finder = finder;
    this.#tools = tools;
  }

  /** An attempt is under way, or this text has just been sent. */
  busyWith(text: string): boolean {
    if (this.#busy) return true;
    return this.#sent?.text === text && performance.now() - this.#sent.at < AFTERMATH;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** True only while our own submit is being dispatched. */
  get passing(): boolean {
    return this.#passing;
  }

  /** True only while our own write is being dispatched. */
  get writing(): boolean {
    return this.#writing;
  }

  /** Sends the text as the user has just allowed it: with these edits, and nothing else replaced. Never throws. */
  async submitAllowed(editor: Editor, text: string, edits: readonly Edit[]): Promise<void> {
    if (editor.text !== text) this.#tools.blocked("text-changed", []);
    else await this.submit(editor, edits);
  }

  /** Never throws. `first` is written before the text is looked at. */
  async submit(editor: Editor, first: readonly Edit[] = []): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    const original = editor.text;
    let written = 0;
    /** What the text will be is looked at while it is being written. */
    let ahead: { text: string; answer: ReturnType<SubmitTools["mask"]> } | undefined;
    try {
      if (first.length > 0) {
        written += first.length;
        if (await editor.write(first, (now) => void (this.#writing = now))) this.#tools.written(ofEdits(first));
        else { await this.#giveUp(editor, original, written); return; }
      }
      for (let round = 0, failed = 0; round < ROUNDS && failed < TRIES; round++) {
        const text = editor.text;
        const { edits, blocked } = await (ahead?.text === text ? ahead.answer : this.#tools.mask(text));
        if (editor.text !== text) continue; // the user typed on: look at the new text
        if (blocked.length > 0) { this.#tools.blocked("policy-blocks", edits); return; }
        if (edits.length === 0) { this.#send(editor, text); return; }
        if (written === 0 && edits.some(({ action }) => action === "ask") && !(await this.#tools.confirm(text, edits))) return;
        if (editor.text !== text) continue;
        written += edits.length;
        ahead = { text: applied(text, edits), answer: this.#tools.mask(applied(text, edits)) };
        ahead.answer.catch(() => undefined); // asked for in the next round, or not at all
        if (await editor.write(edits, (now) => void (this.#writing = now))) this.#tools.written(ofEdits(edits));
        else failed++;
      }
      await this.#giveUp(editor, original, written);
    } catch (error) {
      this.#tools.blocked(this.#tools.reasonOf(error), []);
    } finally {
      this.#busy = false;
    }
  }

  /** Submits text that is known to be clean. */
  #send(editor: Editor, text: string): void {
    this.#sent = { text, at: performance.now() };
    this.#passing = true;
    try {
      const button = this.#finder.button(editor);
      if (button) button.click();
      else this.#finder.form(editor)?.requestSubmit();
    } finally {
      this.#passing = false;
    }
  }

  async #giveUp(editor: Editor, original: string, written: number): Promise<void> {
    if (written > 0) await editor.undo(original, written + TRIES, (now) => void (this.#writing = now));
    this.#tools.blocked("write-failed", []);
  }
}
