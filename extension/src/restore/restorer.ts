/**
 * Puts originals back into prompts and answers on the screen. Watches the page,
 * collects changed blocks, asks for all of them once per animation frame, and
 * writes the answers in place. Only inside turns of this conversation; never in
 * anything editable. What the page rewrites meanwhile is asked about again. While
 * the person looks at what was sent, placeholders are marked and stay.
 */
import type { Edit, View } from "../lib/messages.ts";
import type { Selectors } from "../sites/site.ts";
import { blockOf, saidIn, textNodes } from "./said.ts";
import { type Placed, question, replaceAll, restoreBlock } from "./block.ts";

export interface RestoreTools {
  /** What a text looks like that is worth asking about. May throw. */
  likely(): Promise<RegExp>;
  /** Edits for each text, in order; empty when nothing is known. May throw. */
  unmask(texts: string[]): Promise<Edit[][]>;
  /** All places where originals stand now, or placeholders that stand for one, for marking. */
  marked(ranges: readonly Range[], what: View): void;
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

/** One original that made room for what was sent. */
interface Swap {
  range: Range;
  /** Where it stood; what was sent stands `moved` units further right. */
  start: number;
  moved: number;
  original: string;
  sent: string;
}
type Swapped = Map<Text, Swap[]>;

interface Boundary {
  node: Node;
  offset: number;
}

/**
 * A placeholder at the very end of a growing answer may go on: "[PERSON_1" becomes
 * "[PERSON_12]". It waits for more text, or for this many milliseconds without any.
 */
const QUIET = 300;
const SKIP = 'script, style, textarea, input, select, [contenteditable]:not([contenteditable="false" i]), .cm-editor';

export class Restorer {
  readonly #selectors: Pick<Selectors, "turns" | "prompts">;
  readonly #tools: RestoreTools;
  readonly #observer: MutationObserver;
  readonly #changed = new Set<Element>();
  /** Originals on the screen. */
  #places = new Map<Text, Place[]>();
  /** Whether placeholders stand on the screen, as they were sent and received. */
  #bare = false;
  /** While they do: where in each block. */
  readonly #sent = new Map<Element, Range[]>();
  /** Blocks whose last placeholder waits, and since when their text is what it is. */
  readonly #waiting = new Map<Element, { text: string; since: number }>();
  #due = false;
  #told = false;
  #running = false;
  /** For a moment what was sent stands in the place of all originals, these: their places are not to be judged. */
  #withheld: Swapped | undefined;

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
  show(what: View): void {
    const bare = what === "sent";
    if (bare && !this.#bare) {
      if (this.#withheld) this.#withheld.clear();
      else this.#exchange();
      this.#places.clear();
    }
    if (!bare) this.#sent.clear();
    this.#bare = bare;
    this.everything();
  }

  /**
   * Puts what was sent in the place of all originals at once, also in what is
   * selected, until the returned function is called.
   */
  withhold(): () => void {
    if (this.#withheld) return () => undefined;
    const selected = selectedRanges();
    const swapped = this.#exchange();
    this.#withheld = swapped;
    for (const { range, start, end } of selected) {
      range.setStart(start.node, afterSwap(start, swapped, "start"));
      range.setEnd(end.node, afterSwap(end, swapped, "end"));
    }
    return () => {
      this.#withheld = undefined;
      this.#collect(this.#observer.takeRecords());
      for (const [node, swaps] of swapped) putBack(node, swaps);
      for (const { range, start, end } of selected) {
        if (start.offset > lengthOf(start.node) || end.offset > lengthOf(end.node)) continue;
        range.setStart(start.node, start.offset);
        range.setEnd(end.node, end.offset);
      }
      this.#observer.takeRecords(); // ours
      this.#mark();
    };
  }

  /** What the turns say, with what was sent in the place of all originals. */
  said(): string[] {
    return saidIn(document, this.#selectors.turns, (node) =>
      alive(node, this.#places.get(node) ?? []).map(({ range, sent }) => ({ start: range.startOffset, length: range.endOffset - range.startOffset, text: sent })),
    );
  }

  /** Whether there are originals in what is selected, or within this element. */
  within(element: Element | undefined): boolean {
    const ranges = selectedRanges();
    return [...this.#places].some(([node, places]) => alive(node, places).length > 0 && (element?.contains(node) === true || ranges.some(({ range }) => range.intersectsNode(node))));
  }

  /** Writes what was sent over each original. */
  #exchange(): Swapped {
    this.#collect(this.#observer.takeRecords()); // the page's own changes, before ours
    const swapped: Swapped = new Map();
    for (const [node, places] of this.#places) {
      let moved = 0;
      const swaps = alive(node, places).map(({ range, sent }): Swap => {
        const swap = { range, start: range.startOffset, original: range.toString(), sent, moved };
        moved += sent.length - swap.original.length;
        return swap;
      });
      replaceAll(node, swaps.map(({ start, original, sent }) => ({ start, length: original.length, text: sent })), true);
      swapped.set(node, swaps);
    }
    this.#observer.takeRecords(); // ours
    return swapped;
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
      if ([...this.#places.keys(), ...this.#sent.keys()].some((node) => !node.isConnected)) this.#mark();
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
    if (this.#due || this.#changed.size === 0) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    const blocks = [...this.#changed].filter((block) => block.isConnected && !block.closest(SKIP));
    this.#changed.clear();
    this.#running = true;
    const bare = this.#bare;
    try {
      const likely = await this.#tools.likely();
      const asked = blocks.map((block) => ({ block, text: this.#question(ownTexts(block)) })).filter(({ text }) => likely.test(text));
      if (asked.length === 0) return;
      const edits = await this.#tools.unmask(asked.map(({ text }) => text));
      if (this.#bare !== bare) return; // the person has switched, and all was asked about anew
      if (this.#withheld) {
        for (const block of blocks) this.#changed.add(block);
        return;
      }
      asked.forEach(({ block, text }, i) => (bare ? this.#point(block, text, edits[i] ?? []) : this.#write(block, text, edits[i] ?? [])));
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
    const placed = restoreBlock(nodes, edits, (node) => !this.#places.has(node));
    this.#observer.takeRecords(); // ours
    this.#remember(placed, sent);
    if (now.length > asked.length) this.#changed.add(block);
  }

  /** Remembers where placeholders stand that are left as they are. */
  #point(block: Element, asked: string, edits: readonly Edit[]): void {
    const nodes = ownTexts(block);
    if (!nodes.map(({ data }) => data).join("").startsWith(asked)) {
      this.#changed.add(block);
      return;
    }
    this.#sent.set(block, rangesOf(nodes, edits));
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

  #remember(placed: readonly Placed<Text>[], sent: readonly string[]): void {
    const touched = new Map<Text, Place[]>();
    placed.forEach(({ node, start, end }, i) => {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      const list = touched.get(node) ?? alive(node, this.#places.get(node) ?? []);
      list.push({ range, sent: sent[i] ?? "" });
      touched.set(node, list);
    });
    for (const [node, list] of touched) {
      list.sort((a, b) => a.range.startOffset - b.range.startOffset);
      this.#places.set(node, list);
    }
  }

  #question(nodes: readonly Text[]): string {
    return question(nodes, (node) => alive(node, this.#places.get(node) ?? []).map(({ range }) => ({ start: range.startOffset, end: range.endOffset })));
  }

  #mark(): void {
    if (this.#withheld) return;
    for (const [node, places] of this.#places) {
      const left = node.isConnected ? alive(node, places) : [];
      if (left.length === 0) this.#places.delete(node);
      else if (left.length < places.length) this.#places.set(node, left);
    }
    for (const block of this.#sent.keys()) if (!block.isConnected) this.#sent.delete(block);
    if (this.#bare) this.#tools.marked([...this.#sent.values()].flat().filter(({ collapsed }) => !collapsed), "sent");
    else this.#tools.marked([...this.#places.values()].flat().map(({ range }) => range), "originals");
  }
}

/** The originals again, unless the page has rewritten the node. */
function putBack(node: Text, swaps: readonly Swap[]): void {
  if (!swaps.every(({ start, moved, sent }) => node.data.startsWith(sent, start + moved))) return;
  replaceAll(node, swaps.map(({ start, moved, sent, original }) => ({ start: start + moved, length: sent.length, text: original })), true);
  for (const { range, start, original } of swaps) {
    range.setStart(node, start);
    range.setEnd(node, start + original.length);
  }
}

/** Where the edge of a selection lies once what was sent stands there: never within it. */
function afterSwap({ node, offset }: Boundary, swapped: Swapped, edge: "start" | "end"): number {
  const before = swapped.get(node as Text)?.findLast(({ start }) => start < offset);
  if (!before) return offset;
  const { start, moved, original, sent } = before;
  if (edge === "start" && offset < start + original.length) return start + moved;
  return Math.max(offset - original.length, start) + moved + sent.length;
}

function selectedRanges(): { range: Range; start: Boundary; end: Boundary }[] {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return [];
  return Array.from({ length: selection.rangeCount }, (_, i) => {
    const range = selection.getRangeAt(i);
    const { startContainer, startOffset, endContainer, endOffset } = range;
    return { range, start: { node: startContainer, offset: startOffset }, end: { node: endContainer, offset: endOffset } };
  });
}

function lengthOf(node: Node): number {
  return node instanceof CharacterData ? node.length : node.childNodes.length;
}

/** The sorted stretches of the joined nodes. */
function rangesOf(nodes: readonly Text[], stretches: readonly { start: number; length: number }[]): Range[] {
  let first = 0;
  let base = 0;
  return stretches.map(({ start, length }) => {
    for (let node = nodes[first]; node && start >= base + node.length; node = nodes[++first]) base += node.length;
    const range = document.createRange();
    let last = first;
    let end = base;
    for (let node = nodes[last]; node; node = nodes[++last]) {
      if (last === first) range.setStart(node, start - base);
      if (start + length <= end + node.length) {
        range.setEnd(node, start + length - end);
        break;
      }
      end += node.length;
    }
    return range;
  });
}

/** The places that the page has not rewritten since. */
function alive(node: Text, places: readonly Place[]): Place[] {
  return places.filter(({ range }) => !range.collapsed && range.startContainer === node && range.endContainer === node);
}

/** Text nodes of the block itself, without those of blocks inside it. */
function ownTexts(block: Element): Text[] {
  return textNodes(block).filter((node) => node.parentElement && blockOf(node.parentElement) === block && !node.parentElement.closest(SKIP));
}
