/**
 * Documents beside the conversation that can be edited ("canvas"). Nothing is
 * written into them, because the page saves what stands there: with originals they
 * are read in a card of ours.
 */
import { readText } from "../composer/text.ts";
import type { Edit } from "../lib/messages.ts";
import type { Selectors } from "../sites/site.ts";

/** A stretch of a text, and whether it is an original. */
export interface Part {
  text: string;
  original: boolean;
}

export class Canvas {
  readonly #selectors: Pick<Selectors, "canvas">;

  constructor(selectors: Pick<Selectors, "canvas">) {
    this.#selectors = selectors;
  }

  /** Whether one is open that may have placeholders in it, by what those look like. */
  any(likely: RegExp): boolean {
    return this.#open().some((element) => likely.test(element.textContent));
  }

  /** What stands in it, with originals. Throws what `unmask` throws. */
  async read(unmask: (texts: string[]) => Promise<Edit[][]>): Promise<Part[]> {
    const texts = this.#open().map((element) => readText<Node>(element).text);
    const edits = await unmask(texts);
    return texts.flatMap((text, i) => [...(i > 0 ? [{ text: "\n\n", original: false }] : []), ...partsOf(text, edits[i] ?? [])]);
  }

  #open(): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>(this.#selectors.canvas)];
  }
}

function partsOf(text: string, edits: readonly Edit[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { start, length, text: original } of edits) {
    parts.push({ text: text.slice(at, start), original: false }, { text: original, original: true });
    at = start + length;
  }
  return [...parts, { text: text.slice(at), original: false }];
}
