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

/** Cheap first look; what a placeholder really is, only the detector knows. */
export const LIKELY = /\p{L}{2}[\p{L} _-]*\d/u;

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

/** Applies sorted replacements, last to first, and says where the originals stand. */
export function restoreBlock<N extends TextNode>(nodes: readonly N[], replacements: readonly Replacement[]): Placed<N>[] {
  const placed: Placed<N>[] = [];
  for (const { start, length, text } of [...replacements].reverse()) {
    let put: string | undefined = text;
    let base = 0;
    for (const node of nodes) {
      const size = node.data.length;
      const from = Math.max(start - base, 0);
      const to = Math.min(start + length - base, size);
      base += size;
      if (from >= to) continue;
      // Lengths of nodes further left have not changed: we work backwards.
      node.replaceData(from, to - from, put ?? "");
      const moved = (put ?? "").length - (to - from);
      for (const other of placed) {
        if (other.node === node && other.start >= to) {
          other.start += moved;
          other.end += moved;
        }
      }
      if (put !== undefined) placed.push({ node, start: from, end: from + put.length });
      put = undefined;
    }
  }
  return placed.reverse();
}
