/** What stands in the turns of a page, as it was sent and received. */
import { applied } from "../bridge/edits.ts";
import { isBlock } from "../composer/text.ts";
import type { Edit } from "../lib/messages.ts";

type Sent = Pick<Edit, "start" | "length" | "text">;

/** The turns that lie in no other one. */
export function turnsIn(page: Document, turns: string): Element[] {
  return [...page.querySelectorAll(turns)].filter((turn) => !turn.parentElement?.closest(turns));
}

/** One text for each turn. `sent`: what stood in a node before originals took its place. */
export function saidIn(page: Document, turns: string, sent: (node: Text) => readonly Sent[]): string[] {
  return turnsIn(page, turns).map((turn) => {
    let said = "";
    let last: Element | undefined;
    for (const node of textNodes(turn)) {
      const block = node.parentElement ? blockOf(node.parentElement) : turn;
      said += (block === last ? "" : "\n") + applied(node.data, sent(node));
      last = block;
    }
    return said;
  });
}

/** The document of the tab, as far as a frame may see it. */
export function pageAround(): Document {
  try {
    return (top ?? window).document;
  } catch {
    return document; // somebody else's page around it
  }
}

/** The nearest block; inline elements belong to the block around them. */
export function blockOf(element: Element): Element {
  let at: Element = element;
  while (at.parentElement && !isBlock(at)) at = at.parentElement;
  return at;
}

export function textNodes(root: Element): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text);
  return nodes;
}
