/**
 * Puts originals back into prompts and answers on the screen. Watches the page,
 * collects changed blocks, asks for all of them once per animation frame, and
 * writes the answers in place. Only inside turns of this conversation; never in
 * anything editable. What the page rewrites meanwhile is asked about again.
 */
import type { Edit } from "../lib/messages.ts";
import type { Selectors } from "../sites/site.ts";
import { isBlock } from "../composer/text.ts";
import { type Placed, question, restoreBlock } from "./block.ts";

export interface RestoreTools {
  /** Edits for each text, in order; empty when nothing is known. May throw. */
  unmask(texts: string[]): Promise<Edit[][]>;
  /** All places where originals stand now, for marking. */
  marked(ranges: readonly Range[]): void;
  /** The page has changed in any way; at most four times a second. */
  changed(): void;
}

/** An original on the screen. */
interface Place {
  /** Live: the browser moves and collapses it with the text. */
  range: Range;
  /** What stood here: the placeholder as it was received. */
  sent: string;
}

/** Cheap first look; what a placeholder really is, only the detector knows. */
const LIKELY = /\p{L}{2}[\p{L} _-]*\d/u;
/**
 * A placeholder at the very end of a growing answer may go on: "[PERSON_1" becomes
 * "[PERSON_12]". It waits for more text, or for this many milliseconds without any.
 */
const QUIET = 300;
const SKIP = 'script, style, textarea, input, select, [contenteditable="true"], .cm-editor';

export class Restorer {
  readonly #selectors: Pick<Selectors, "turns" | "prompts">;
  readonly #tools: RestoreTools;
  readonly #observer: MutationObserver;
  readonly #changed = new Set<Element>();
  /** Originals on the screen. */
  #places = new Map<Text, Place[]>();
  /** Whether placeholders stand on the screen, as they were sent and received. */
  #bare = false;
  /** Blocks whose last placeholder waits, and since when their text is what it is. */
  readonly #waiting = new Map<Element, { text: string; since: number }>();
  #due = false;
  #told = false;
  #running = false;

  constructor(selectors: Pick<Selectors, "turns" | "prompts">, tools: RestoreTools) {
    this.#selectors = selectors;
    this.#tools = tools;
    this.#observer = new MutationObserver((records) => this.#collect(records));
  }

  start(): void {
    this.#observer.observe(document, { childList: true, characterData: true, subtree: true });
    this.everything();
  }

  /** Looks at all turns again, after the conversation or the rules changed. */
  everything(): void {
    for (const turn of document.querySelectorAll(this.#selectors.turns)) this.#addBlocks(turn);
    this.#schedule();
  }

  /** Shows what was really sent and received instead of the originals, or the originals again. */
  show(what: "originals" | "sent"): void {
    if (this.#bare === (what === "sent")) return;
    this.#bare = !this.#bare;
    if (!this.#bare) {
      this.everything();
      return;
    }
    this.#collect(this.#observer.takeRecords()); // the page's own changes, before ours
    for (const [node, places] of this.#places) {
      for (const { range, sent } of alive(node, places).reverse()) node.replaceData(range.startOffset, range.endOffset - range.startOffset, sent);
    }
    this.#observer.takeRecords(); // ours
    this.#places.clear();
    this.#tools.marked([]);
  }

  #collect(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes } of records) {
      if (type === "characterData") this.#addText(target as Text);
      for (const node of addedNodes) {
        if (node instanceof Text) this.#addText(node);
        else if (node instanceof Element) this.#addElement(node);
      }
      if (type === "childList" && addedNodes.length === 0 && target instanceof Element) this.#addIfTurn(target);
    }
    this.#schedule();
    if (this.#told) return;
    this.#told = true;
    setTimeout(() => {
      this.#told = false;
      this.#tools.changed();
    }, 250);
  }

  #addElement(element: Element): void {
    if (element.closest(this.#selectors.turns)) this.#addBlocks(element);
    else for (const turn of element.querySelectorAll(this.#selectors.turns)) this.#addBlocks(turn);
  }

  #addIfTurn(element: Element): void {
    if (element.closest(this.#selectors.turns)) this.#changed.add(blockOf(element));
  }

  #addText(node: Text): void {
    if (node.parentElement?.closest(this.#selectors.turns)) this.#changed.add(blockOf(node.parentElement));
  }

  #addBlocks(root: Element): void {
    this.#changed.add(blockOf(root));
    for (const node of textNodes(root)) if (node.parentElement) this.#changed.add(blockOf(node.parentElement));
  }

  #schedule(): void {
    if (this.#due || this.#bare || this.#changed.size === 0) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      if (!this.#running && !this.#bare) void this.#run();
    });
  }

  async #run(): Promise<void> {
    const blocks = [...this.#changed].filter((block) => block.isConnected && !block.closest(SKIP));
    this.#changed.clear();
    const asked = blocks
      .map((block) => ({ block, text: this.#question(ownTexts(block)) }))
      .filter(({ text }) => LIKELY.test(text));
    if (asked.length === 0) return;
    this.#running = true;
    try {
      const edits = await this.#tools.unmask(asked.map(({ text }) => text));
      if (this.#bare) return; // the person asked for what was sent meanwhile
      asked.forEach(({ block, text }, i) => this.#write(block, text, edits[i] ?? []));
      this.#mark();
    } catch {
      // Placeholders stay; the next change of the block asks again.
    } finally {
      this.#running = false;
      this.#schedule();
    }
  }

  #write(block: Element, asked: string, edits: readonly Edit[]): void {
    edits = edits.filter(({ start, length }) => start + length < asked.length || this.#final(block, asked));
    if (edits.length === 0) return;
    const nodes = ownTexts(block);
    const now = this.#question(nodes);
    // A stream only appends: what was asked about still stands at the front.
    if (!now.startsWith(asked)) {
      this.#changed.add(block);
      return;
    }
    this.#collect(this.#observer.takeRecords()); // the page's own changes, before ours
    const sent = edits.map(({ start, length }) => asked.slice(start, start + length));
    const placed = restoreBlock(nodes, edits);
    this.#observer.takeRecords(); // ours
    placed.forEach((place, i) => this.#remember(place, sent[i] ?? ""));
    if (now.length > asked.length) this.#changed.add(block);
  }

  /** May a placeholder at the end of this text be restored now? */
  #final(block: Element, text: string): boolean {
    if (block.closest(this.#selectors.prompts)) return true;
    const now = performance.now();
    const seen = this.#waiting.get(block);
    if (seen?.text === text && now - seen.since >= QUIET) return this.#waiting.delete(block);
    if (seen?.text !== text) {
      this.#waiting.set(block, { text, since: now });
      setTimeout(() => {
        if (!block.isConnected) this.#waiting.delete(block);
        else this.#changed.add(block);
        this.#schedule();
      }, QUIET);
    }
    return false;
  }

  #remember({ node, start, end }: Placed<Text>, sent: string): void {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    const list = this.#places.get(node) ?? [];
    list.push({ range, sent });
    list.sort((a, b) => a.range.startOffset - b.range.startOffset);
    this.#places.set(node, list);
  }

  #question(nodes: readonly Text[]): string {
    return question(nodes, (node) => alive(node, this.#places.get(node) ?? []).map(({ range }) => ({ start: range.startOffset, end: range.endOffset })));
  }

  #mark(): void {
    for (const [node, places] of this.#places) {
      const left = node.isConnected ? alive(node, places) : [];
      if (left.length === 0) this.#places.delete(node);
      else if (left.length < places.length) this.#places.set(node, left);
    }
    this.#tools.marked([...this.#places.values()].flat().map(({ range }) => range));
  }
}

/** The places that the page has not rewritten since. */
function alive(node: Text, places: readonly Place[]): Place[] {
  return places.filter(({ range }) => !range.collapsed && range.startContainer === node && range.endContainer === node);
}

/** The nearest block; inline elements belong to the block around them. */
function blockOf(element: Element): Element {
  let at: Element = element;
  while (at.parentElement && !isBlock(at)) at = at.parentElement;
  return at;
}

function textNodes(root: Element): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text);
  return nodes;
}

/** Text nodes of the block itself, without those of blocks inside it. */
function ownTexts(block: Element): Text[] {
  return textNodes(block).filter((node) => node.parentElement && blockOf(node.parentElement) === block && !node.parentElement.closest(SKIP));
}
