/**
 * Shows the company's notice. Its HTML was sanitised when it was published and
 * is signed; here it is read by an inert parser and rebuilt from a closed list of
 * elements all the same, so that nothing else can come into our pages.
 */

/** What an element of the notice becomes; headings stay below our own. */
const allowed: ReadonlyMap<string, string> = new Map([
  ...["p", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "strong", "em", "del", "code", "pre", "abbr", "a"].map(same),
  ...["table", "thead", "tbody", "tr", "th", "td"].map(same),
  ...["h1", "h2", "h3", "h4"].map((tag): [string, string] => [tag, "h3"]),
]);
/** Their content is not text for people. */
const dropped: ReadonlySet<string> = new Set(["script", "style", "template", "noscript", "iframe", "object", "svg", "math"]);
const DEEPEST = 16;

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
    } else if (node.nodeType === Node.ELEMENT_NODE && depth < DEEPEST) {
      const element = node as Element;
      if (dropped.has(element.localName)) continue;
      const tag = allowed.get(element.localName);
      copy(node, tag === undefined ? into : into.appendChild(rebuilt(tag, element)), depth + 1);
    }
  }
}

function rebuilt(tag: string, original: Element): Element {
  const address = tag === "a" ? linkOf(original) : undefined;
  const element = document.createElement(tag === "a" && address === undefined ? "span" : tag);
  if (address !== undefined) {
    element.setAttribute("href", address);
    element.setAttribute("target", "_blank");
    element.setAttribute("rel", "noopener noreferrer");
  }
  const lang = original.getAttribute("lang");
  if (lang !== null && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(lang)) element.setAttribute("lang", lang);
  if (tag === "th") element.setAttribute("scope", original.getAttribute("scope") === "row" ? "row" : "col");
  return element;
}

/** The address of a link that may stay a link: a web page over TLS, or mail. */
function linkOf(element: Element): string | undefined {
  const address = element.getAttribute("href") ?? "";
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, href } = new URL(address);
  return (protocol === "https:" && host !== "") || protocol === "mailto:" ? href : undefined;
}

function same(tag: string): [string, string] {
  return [tag, tag];
}
