/**
 * One block of an answer: its text nodes joined, placeholders found in the join
 * replaced in place. Nodes are never wrapped, added or removed, because the page's
 * renderer owns them: the original goes into the first node that held a part of
 * the placeholder, the other nodes lose their part.
 */

/** The part of a Text node that restoring needs. */
export interface TextNode {
  data: string;
  replaceData(offset: number, count: number, data: string): void;
}

export interface Replacement {
  start: number;
  length: number;
  text: string;
}

/** Where an original now stands: node.data[start, end). */
export interface Placed<N> {
  node: N;
  start: number;
  end: number;
}

/** Cheap first look for a label and its number; what a placeholder really is, only the detector knows. */
const LABELLED = /\p{L}{2}[\p{L} _-]*\d/u;
const WORDED = /\p{L}{2}|\d/u;

/** What a text with a placeholder in it looks like. Where names are invented, any word may be one. */
export function likely(invented: boolean): RegExp {
  return invented ? WORDED : LABELLED;
}

/** Stands for text that is restored already: no placeholder has it or spans it. */
export const DONE = "\uFFFC";

/** The text to ask about: restored stretches are blanked out, lengths stay. */
export function question<N extends TextNode>(nodes: readonly N[], done: (node: N) => readonly { start: number; end: number }[]): string {
  let text = "";
  for (const node of nodes) {
    let at = 0;
    for (const { start, end } of done(node)) {
      if (start < at || end > node.data.length) continue; // the page has rewritten the node
      text += node.data.slice(at, start) + DONE.repeat(end - start);
      at = end;
    }
    text += node.data.slice(at);
  }
  return text;
}

/**
 * Applies sorted replacements and says where the originals stand. `free`: nobody holds
 * a place in this node that has to stay where it is.
 */
export function restoreBlock<N extends TextNode>(nodes: readonly N[], replacements: readonly Replacement[], free: (node: N) => boolean): Placed<N>[] {
  const placed: Placed<N>[] = [];
  const left = replacements[Symbol.iterator]();
  let now = left.next();
  let base = 0;
  for (const node of nodes) {
    const behind = base + node.data.length;
    const parts: Replacement[] = [];
    let moved = 0;
    while (!now.done && now.value.start < behind) {
      const { start, length, text } = now.value;
      const end = Math.min(start + length, behind) - base;
      const begin = Math.max(start - base, 0);
      if (begin < end) {
        const put = start >= base ? text : ""; // it stands in the first node that held a part
        parts.push({ start: begin, length: end - begin, text: put });
        if (start >= base) placed.push({ node, start: begin + moved, end: begin + moved + put.length });
        moved += put.length - (end - begin);
      }
      if (start + length > behind) break; // the next node has a part, too
      now = left.next();
    }
    replaceAll(node, parts, free(node));
    base = behind;
  }
  return placed;
}

/** So many replacements in one node are cheaper as one: each costs as much as the node is long. */
const MANY = 100;

/** Applies sorted replacements to a node. Places between them move with the text unless it is `free`. */
export function replaceAll(node: TextNode, parts: readonly Replacement[], free: boolean): void {
  const [first] = parts;
  const last = parts.at(-1);
  if (!free || !first || !last || parts.length < MANY) {
    for (const { start, length, text } of parts.toReversed()) node.replaceData(start, length, text);
    return;
  }
  const { data } = node;
  let at = first.start;
  let all = "";
  for (const { start, length, text } of parts) {
    all += data.slice(at, start) + text;
    at = start + length;
  }
  node.replaceData(first.start, at - first.start, all);
}
