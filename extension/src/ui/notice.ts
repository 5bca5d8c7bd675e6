/**
 * Shows the company's notice. Its HTML was sanitised when it was published and
 * is signed; here it is read by an inert parser and rebuilt from a closed list of
 * elements all the same, so that nothing else can come into our pages.
 */

const allowed: ReadonlySet<string> = new Set([
  "p",
  "br",
  "strong",
  "em",
  "ul",
  "ol",
  "li",
  "code",
  "blockquote",
  "h2",
  "h3",
  "h4",
  "a",
]);
/** Their content is not text for people. */
const dropped: ReadonlySet<string> = new Set(["script", "style", "template", "noscript", "iframe", "object", "svg", "math"]);
const DEEPEST = 12;

/** The notice as nodes of this document. Elements that are not allowed leave their text. */
export function noticeNodes(html: string): DocumentFragment {
  const out = document.createDocumentFragment();
  const parsed = new DOMParser().parseFromString(html, "text/html");
  copy(parsed.body, out, 0);
  return out;
}

function copy(from: Node, into: Node, depth: number): void {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      into.appendChild(document.createTextNode(node.nodeValue ?? ""));
    } else if (node instanceof Element && depth < DEEPEST) {
      const tag = node.localName;
      if (dropped.has(tag)) continue;
      const target = allowed.has(tag) ? into.appendChild(rebuilt(tag, node)) : into;
      copy(node, target, depth + 1);
    }
  }
}

function rebuilt(tag: string, original: Element): Element {
  const element = document.createElement(tag);
  if (tag !== "a") return element;
  const address = original.getAttribute("href") ?? "";
  if (!/^(https:\/\/|mailto:)/i.test(address) || (!address.startsWith("mailto:") && !URL.canParse(address))) {
    return document.createElement("span");
  }
  element.setAttribute("href", address);
  element.setAttribute("target", "_blank");
  element.setAttribute("rel", "noopener noreferrer");
  return element;
}
