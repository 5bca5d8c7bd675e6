/**
 * The text of an editor as lines, with the way back from an offset to the DOM.
 * Every block without blocks inside is one line; innerText is no help, because it
 * doubles the line breaks of editors that give each line its own paragraph.
 * Chips (mentions, attachments) are one U+FFFC each: nothing is found across them.
 * Works on anything that has the few members of Node used here.
 */

/** The part of a DOM node that reading needs. */
export interface Like {
  nodeType: number;
  nodeName: string;
  childNodes: ArrayLike<Like>;
  nextSibling: Like | null;
  data?: string;
  getAttribute?(name: string): string | null;
}

export interface Point<N> {
  node: N;
  offset: number;
}

export interface Reading<N> {
  text: string;
  /** The DOM range of text[start, end); undefined when no text node is there. */
  range(start: number, end: number): { from: Point<N>; to: Point<N> } | undefined;
}

const TEXT = 3;
const ELEMENT = 1;
const CHIP = "\uFFFC";
const BLOCKS = new Set(
  ("ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DETAILS DIV DL DT FIELDSET FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI " +
    "MAIN NAV OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL").split(" "),
);

export function isBlock(node: Like): boolean {
  return node.nodeType === ELEMENT && BLOCKS.has(node.nodeName.toUpperCase());
}

function hasClass(node: Like, name: string): boolean {
  return node.getAttribute?.("class")?.split(/\s+/).includes(name) ?? false;
}

export function readText<N extends Like>(root: N): Reading<N> {
  const runs: { start: number; end: number; node: N }[] = [];
  let text = "";
  let begun = false;
  /** The next text starts a line of its own. */
  let fresh = true;

  const line = (): void => {
    if (begun) text += "\n";
    begun = true;
    fresh = false;
  };
  const put = (part: string): void => {
    if (fresh) line();
    text += part;
  };
  const visit = (node: N): void => {
    if (node.nodeType === TEXT) {
      const data = node.data ?? "";
      if (data === "") return;
      put(data);
      runs.push({ start: text.length - data.length, end: text.length, node });
      return;
    }
    if (node.nodeType !== ELEMENT) return;
    const name = node.nodeName.toUpperCase();
    if (name === "BR") {
      // The last break of a line only keeps the line open.
      if (!hasClass(node, "ProseMirror-trailingBreak") && node.nextSibling) put("\n");
      return;
    }
    if (node !== root && node.getAttribute?.("contenteditable") === "false") {
      if (!hasClass(node, "ProseMirror-separator")) put(CHIP);
      return;
    }
    const block = isBlock(node);
    const children = Array.from(node.childNodes) as N[];
    const leaf = block && !children.some(isBlock);
    if (block && node !== root) fresh = true;
    if (leaf && (node !== root || children.length > 0)) line();
    children.forEach(visit);
    if (block && node !== root) fresh = true;
  };
  visit(root);

  return {
    text,
    range(start, end) {
      const first = runs.find((run) => start >= run.start && start < run.end);
      const last = runs.find((run) => end > run.start && end <= run.end);
      if (!first || !last || start >= end) return undefined;
      return {
        from: { node: first.node, offset: start - first.start },
        to: { node: last.node, offset: end - last.start },
      };
    },
  };
}
