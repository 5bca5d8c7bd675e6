/**
 * The chat page in the words of a person: type, send, read the answer; and in
 * the words of the vendor: what arrived since.
 */
import assert from "node:assert/strict";
import type { Practice, Recorded } from "../../practice/server.ts";
import type { Value } from "../../practice/samples.ts";
import type { Browser, Page } from "./browser.ts";
import { describe, leaks } from "./leaks.ts";
import { MARKS, type Marks } from "./marks.ts";
import { generationOf } from "../../practice/vendor/html.ts";
import { reasonsIn } from "./texts.ts";

export type Way = "Enter" | "Control+Enter" | "button";

export const SEND = /\/backend-(api|anon)\/(f\/)?conversation$/;
export const PREPARE = /\/conversation\/prepare$/;
export const COMPLETE = /\/generate_autocompletions$/;

/** What a chat needs of its surroundings. */
export interface Place {
  practice: Practice;
  browser: Browser;
}

export class Chat {
  readonly page: Page;
  /** Where things are on this generation of the page. */
  readonly marks: Marks;
  readonly #stage: Place;
  /** Index of the first request that belongs to this chat. */
  from: number;
  #sends = 0;

  private constructor(stage: Place, page: Page, from: number, marks: Marks) {
    this.#stage = stage;
    this.marks = marks;
    this.page = page;
    this.from = from;
  }

  static async open(stage: Place, query = "lang=de"): Promise<Chat> {
    const from = stage.practice.requests.length;
    const url = new URL(`https://chatgpt.com/?${query}`);
    const page = await stage.browser.open(url.href);
    const chat = new Chat(stage, page, from, MARKS[generationOf(url)]);
    await chat.ready();
    await chat.clear();
    return chat;
  }

  async ready(): Promise<void> {
    await this.page.waitFor((editor) => document.querySelector(editor), { what: "the composer is there" }, this.marks.editor);
    await this.page.click(this.marks.editor);
  }

  /** Empties the composer, which may hold a draft of an earlier chat. */
  async clear(): Promise<void> {
    if ((await this.draft()) === "") return;
    await this.page.press("Control+a");
    await this.page.press("Delete");
  }

  /** What was received so far is no longer looked at: for chats that share a vendor. */
  countFromHere(): void {
    this.from = this.#stage.practice.requests.length;
    this.#sends = 0;
  }

  /** Everything the vendor received since this chat was opened. */
  get received(): readonly Recorded[] {
    return this.#stage.practice.requests.slice(this.from);
  }

  get sends(): Recorded[] {
    return this.received.filter((r) => r.method === "POST" && SEND.test(new URL(r.url).pathname));
  }

  type(text: string): Promise<void> {
    return this.page.type(text);
  }

  /** Pastes and waits until the end of the text stands in the composer. */
  async paste(text: string): Promise<void> {
    await this.page.paste(text);
    await this.holds(text.trim().slice(-12));
  }

  /** Waits until this text stands in the composer. */
  async holds(text: string): Promise<void> {
    await this.page.waitFor(
      (editor, wanted) => {
        const found = document.querySelector<HTMLElement>(editor);
        return (found instanceof HTMLTextAreaElement ? found.value : found?.textContent)?.includes(wanted);
      },
      { what: `the composer holds ${text}` },
      this.marks.editor,
      text,
    );
  }

  /**
   * Puts the caret before the first character. Firefox sets the caret behind a
   * pasted text late, and undoes a key that came before that: so it is asked for
   * until it is there.
   */
  async toStart(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await this.page.press("Control+Home");
      try {
        await this.page.waitFor(
          () => {
            const first = document.querySelector("#prompt-textarea p");
            const selection = getSelection();
            return selection?.anchorOffset === 0 && selection.isCollapsed && first?.contains(selection.anchorNode);
          },
          { what: "the caret stands before the text", timeout: 2_000 },
        );
        return;
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  /** The prompt in the composer, one line a paragraph. */
  draft(): Promise<string> {
    return this.page.evaluate((selector) => {
      const editor = document.querySelector<HTMLElement>(selector);
      if (editor instanceof HTMLTextAreaElement) return editor.value;
      const lines = [...(editor?.querySelectorAll("p") ?? [])].map((p) => {
        const copy = p.cloneNode(true) as HTMLElement;
        if (p.textContent !== "") for (const br of copy.querySelectorAll("br:not(.ProseMirror-trailingBreak)")) br.replaceWith("\n");
        return copy.textContent;
      });
      return lines.join("\n");
    }, this.marks.editor);
  }

  /** Sends, waits for the vendor to receive it and for the answer; returns the prompt as the vendor received it. */
  async send(way: Way = "Enter"): Promise<string> {
    await this.submit(way);
    return this.arrived();
  }

  /** Only the key or the click. */
  async submit(way: Way = "Enter"): Promise<void> {
    if (way === "button") await this.page.click(this.marks.send);
    else await this.page.press(way);
  }

  /** Waits for the next send at the vendor and for its answer. */
  async arrived(): Promise<string> {
    const wanted = ++this.#sends;
    await this.#stage.practice.waitFor(() => this.sends.length >= wanted, { from: this.from, what: `send number ${wanted}`, timeout: 20_000 }).catch(async (error: unknown) => {
      const said = reasonsIn(await this.page.deepText());
      throw new Error(`${(error as Error).message}\nthe extension says: ${said.join(", ") || "nothing"}\nin the composer stands: ${await this.draft()}`);
    });
    await this.answered();
    return promptOf(this.sends[wanted - 1]!);
  }

  /** Waits until the newest answer is complete. */
  async answered(): Promise<void> {
    await this.page.waitFor(
      ({ turn, again, stop }) => {
        const last = [...document.querySelectorAll(turn)].at(-1);
        return last !== undefined && last.querySelector(`${again}:enabled`) !== null && document.querySelector(stop) === null;
      },
      { what: "the answer is complete", timeout: 30_000 },
      this.marks,
    );
  }

  /** The newest answer as the person reads it, once none of the placeholders is left in it. */
  async restoredAnswer(placeholders: string[]): Promise<string> {
    const pattern = placeholderPattern(placeholders);
    return this.page.waitFor(
      (source, answer) => {
        const text = [...document.querySelectorAll<HTMLElement>(answer)].at(-1)?.innerText ?? "";
        return text !== "" && !new RegExp(source, "iu").test(text) ? text : null;
      },
      { what: "no placeholder is left in the answer" },
      pattern,
      this.marks.answer,
    );
  }

  answer(): Promise<string> {
    return this.page.evaluate((answer) => [...document.querySelectorAll<HTMLElement>(answer)].at(-1)?.innerText ?? "", this.marks.answer);
  }

  /** Waits until the person can read one of the texts anywhere on the page, also in the extension's own elements. */
  async reads(anyOf: string[]): Promise<void> {
    const end = Date.now() + 10_000;
    for (;;) {
      const all = await this.page.deepText();
      if (anyOf.some((text) => all.includes(text))) return;
      // No event tells of changes inside a closed shadow root.
      if (Date.now() > end) throw new Error(`waited 10 s in vain until the page says: ${anyOf[0]}`);
      await new Promise((next) => setTimeout(next, 100));
    }
  }

  /** No byte of an original in anything received since the chat was opened. */
  assertNoLeak(originals: Value[]): void {
    const innocent = this.sends.map(promptOf).join("\n");
    const found = leaks(originals, this.received, innocent);
    assert.equal(found.length, 0, `${found.length} leaks:\n${describe(found.slice(0, 12))}`);
  }
}

export function promptOf(send: Recorded): string {
  const body = JSON.parse(send.body) as { messages: { content: { parts: unknown[] } }[] };
  return body.messages[0]!.content.parts.filter((part) => typeof part === "string").join("\n");
}

export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\[[A-Z][A-Z_]*_\d+\]/g)].map((m) => m[0]))];
}

/** Also matches what models make of a placeholder: case, brackets, spaces. */
export function placeholderPattern(placeholders: string[]): string {
  return placeholders.map((p) => `(?<![\\p{L}\\p{N}_])${p.slice(1, -1).replaceAll("_", "[_ ]")}(?![\\p{N}_])`).join("|");
}
