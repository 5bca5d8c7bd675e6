/**
 * Finding the composer, reading it, and writing into it. Which elements these are
 * is the site's data; how each kind of editor takes text was measured:
 * ProseMirror and textareas take all replacements in one synchronous loop (one
 * undo step), every other editable must settle around each of them. In a textarea
 * each command costs as much as the text is long, so many become one replacement.
 */
import { applied } from "../bridge/edits.ts";
import type { Edit } from "../lib/messages.ts";
import type { Selectors } from "../sites/site.ts";
import { type Like, readText, type Reading } from "./text.ts";

/** Replacements in a textarea from which on they are written as one, which the browser cannot undo. */
const MANY = 200;

type NodeReading = Reading<Text & Like>;

export class Editor {
  readonly element: HTMLElement;

  constructor(element: HTMLElement) {
    this.element = element;
  }

  get field(): HTMLTextAreaElement | undefined {
    return this.element instanceof HTMLTextAreaElement ? this.element : undefined;
  }

  get text(): string {
    return this.field ? this.field.value : this.read().text;
  }

  get readOnly(): boolean {
    if (this.field) return this.field.readOnly || this.field.disabled;
    return this.element.getAttribute("contenteditable") === "false";
  }

  read(): NodeReading {
    return readText(this.element as unknown as Text & Like);
  }

  /** DOM range of a stretch of the text; undefined in textareas. */
  range(start: number, end: number, reading = this.read()): Range | undefined {
    const found = this.field ? undefined : reading.range(start, end);
    if (!found) return undefined;
    const range = document.createRange();
    range.setStart(found.from.node, found.from.offset);
    range.setEnd(found.to.node, found.to.offset);
    return range;
  }

  /** Is what we read, position by position, what stands in the document? */
  readable(): boolean {
    if (this.field) return true;
    const reading = this.read();
    if (reading.text.trim() === "") return true;
    const flat = (text: string | undefined): string | undefined => text?.replace(/\s/gu, "");
    return flat(this.range(0, reading.text.length, reading)?.toString()) === flat(reading.text);
  }

  /** Writes sorted edits, last to first; true when the editor then holds the result. */
  async write(edits: readonly Edit[], writing: (now: boolean) => void): Promise<boolean> {
    const before = this.text;
    const after = applied(before, edits);
    const backwards = [...edits].reverse();
    const insert = (text: string): void => {
      writing(true);
      try {
        command("insertText", text);
      } finally {
        writing(false);
      }
    };
    this.element.focus();
    if (this.field && edits.length >= MANY) {
      replace(this.field, after, writing);
    } else if (this.field) {
      for (const edit of backwards) {
        this.field.setSelectionRange(edit.start, edit.start + edit.length);
        insert(edit.text);
      }
    } else if (this.element.classList.contains("ProseMirror")) {
      const reading = this.read();
      for (const edit of backwards) {
        if (!this.#select(edit, reading)) return false;
        insert(edit.text);
      }
    } else {
      await settled();
      for (const edit of backwards) {
        const ready = settled();
        if (!this.#select(edit, this.read())) return false;
        await ready;
        if (getSelection()?.toString() !== before.slice(edit.start, edit.start + edit.length)) return false;
        const moved = settled();
        insert(edit.text);
        await moved;
      }
    }
    return this.#holds(after);
  }

  /** Takes back writes until the text is again what it was; true on success. */
  async undo(text: string, steps: number, writing: (now: boolean) => void): Promise<boolean> {
    if (this.field && steps >= MANY) replace(this.field, text, writing);
    for (let i = 0; i < steps && !sameLines(this.text, text); i++) {
      writing(true);
      command("undo");
      writing(false);
      await settled();
    }
    return sameLines(this.text, text);
  }

  /** Has the editor adopted this text? Most have after one task, the others get a little longer. */
  async #holds(text: string): Promise<boolean> {
    await nextTask();
    if (sameLines(this.text, text)) return true;
    await settled();
    return sameLines(this.text, text);
  }

  #select(edit: Edit, reading: NodeReading): boolean {
    const range = this.range(edit.start, edit.start + edit.length, reading);
    const selection = getSelection();
    if (!range || !selection || !range.startContainer.isConnected) return false;
    selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    return true;
  }
}

/** The only way of writing that every kind of editor adopts and can undo; nothing replaces it. */
function command(name: "insertText" | "undo", text?: string): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  document.execCommand(name, false, text);
}

/** All of a textarea's text at once. Pages hear of it as of any input. */
function replace(field: HTMLTextAreaElement, text: string, writing: (now: boolean) => void): void {
  writing(true);
  try {
    field.setRangeText(text, 0, field.value.length, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
  } finally {
    writing(false);
  }
}

/** Equal line by line; editors turn some blanks into no-break spaces. */
export function sameLines(a: string, b: string): boolean {
  return a === b || a.replaceAll("\u00A0", " ") === b.replaceAll("\u00A0", " ");
}

/** The next change of the selection, or 60 ms, and then one more task. */
function settled(): Promise<void> {
  return new Promise((done) => {
    const go = (): void => {
      clearTimeout(timer);
      document.removeEventListener("selectionchange", go);
      void nextTask().then(done);
    };
    const timer = setTimeout(go, 60);
    document.addEventListener("selectionchange", go);
  });
}

/** The next task; a timer would wait longer than that. */
function nextTask(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}

/** Looks the composer up again each time: pages rebuild it at will. */
export class Finder {
  readonly #selectors: Selectors;
  /** Read back once, with the first text that stood in it. */
  #read: { element: HTMLElement; well: boolean } | undefined;

  constructor(selectors: Selectors) {
    this.#selectors = selectors;
  }

  /** The composer of the page, if one of the known kinds is there. */
  editor(): Editor | undefined {
    for (const selector of this.#selectors.editors) {
      for (const element of document.querySelectorAll<HTMLElement>(selector)) {
        if (!element.closest(this.#selectors.never) && element.isConnected) return new Editor(element);
      }
    }
    return undefined;
  }

  /** What there is to write in. */
  state(): "works" | "unknown" | "none" {
    const editor = this.editor();
    if (editor) {
      if (this.#read?.element !== editor.element && editor.text.trim() !== "") this.#read = { element: editor.element, well: editor.readable() };
      return this.#read?.element === editor.element && !this.#read.well ? "unknown" : "works";
    }
    const { likely, never, turns } = this.#selectors;
    const seen = [...document.querySelectorAll<HTMLElement>(likely)].some((element) => !element.closest(never) && !element.closest(turns) && element.checkVisibility());
    return seen ? "unknown" : "none";
  }

  /** The composer that holds this event target. */
  editorOf(target: EventTarget | null): Editor | undefined {
    const editor = this.editor();
    return editor && target instanceof Node && editor.element.contains(target) ? editor : undefined;
  }

  /** The send button that was hit, if any; the stop button is none. */
  sendOf(target: EventTarget | null): HTMLElement | undefined {
    if (!(target instanceof Element)) return undefined;
    const button = target.closest<HTMLElement>(this.#selectors.send);
    return button && !button.matches(this.#selectors.stop) ? button : undefined;
  }

  form(editor: Editor): HTMLFormElement | undefined {
    const form = editor.element.closest<HTMLFormElement>("form");
    return form ?? document.querySelector<HTMLFormElement>(this.#selectors.form) ?? undefined;
  }

  /** The button to press for sending; undefined when it is missing or disabled. */
  button(editor: Editor): HTMLElement | undefined {
    const root = this.form(editor) ?? document;
    for (const button of root.querySelectorAll<HTMLButtonElement>(this.#selectors.send)) {
      if (!button.disabled && !button.matches(this.#selectors.stop)) return button;
    }
    return undefined;
  }

  /** Is a menu open in which Enter picks an entry? */
  menuOpen(editor: Editor): boolean {
    const expanded = editor.element.getAttribute("aria-expanded") === "true" || editor.element.hasAttribute("aria-activedescendant");
    if (expanded) return true;
    return [...document.querySelectorAll<HTMLElement>(this.#selectors.menus)].some((menu) => menu.checkVisibility());
  }
}
