/**
 * Adds a style sheet to a document or shadow root. Constructed sheets obey no page
 * policy; where the browser refuses them to content scripts a style element does
 * the same.
 */
export function adopt(root: Document | ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = css;
    (root instanceof Document ? root.documentElement : root).append(style);
  }
}
