/**
 * The page as the vendor delivers it: policy header, nonce, and the composer
 * before hydration, which is a plain form whose submission would put the prompt
 * into the URL. Options in the query choose variants:
 *
 *   csp=no-wasm         no 'wasm-unsafe-eval' in script-src
 *   csp=trusted-types   additionally require-trusted-types-for 'script'
 *   hydrate=manual      the page script waits for the event "practice:hydrate"
 *   lang=de|en          language of the page; otherwise the browser's
 *   gen=g1|g2|g3|g3-mobile   the page's generation; otherwise g3 on /uc/ and g1
 */
import { randomBytes } from "node:crypto";
import { TEXTS, type Language, type Texts } from "../page/texts.ts";

export interface Html {
  headers: Record<string, string>;
  body: string;
}

export const GENERATIONS = ["g1", "g2", "g3", "g3-mobile"] as const;
export type GenerationName = (typeof GENERATIONS)[number];

export function generationOf(url: URL): GenerationName {
  const wanted = url.searchParams.get("gen");
  return GENERATIONS.find((name) => name === wanted) ?? (url.pathname.startsWith("/uc/") ? "g3" : "g1");
}

export function renderPage(url: URL, acceptLanguage: string, generation: GenerationName): Html {
  const nonce = randomBytes(16).toString("base64");
  const language = languageOf(url, acceptLanguage);
  const texts = TEXTS[language];
  return {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy(nonce, url.searchParams.get("csp")),
      "cache-control": "no-store",
      "referrer-policy": "strict-origin-when-cross-origin",
      "x-content-type-options": "nosniff",
    },
    body: `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title>
<link rel="stylesheet" href="/cdn/assets/practice.css">
<script nonce="${nonce}">window.__bootstrap = ${JSON.stringify({ generation, language })};</script>
<script nonce="${nonce}" type="module" src="/cdn/assets/practice.js"></script>
</head>
<body>
<div id="root">
<main class="before">${early(generation, texts)}</main>
</div>
</body>
</html>
`,
  };
}

/** The composer before hydration: a plain form. Of G2 it is not known; it is taken to be like G1. */
function early(generation: GenerationName, texts: Texts): string {
  const send = `<button type="submit" class="round" aria-label="${texts.send}">↑</button>`;
  const box = (marks: string): string => `<textarea ${marks} rows="1" placeholder="${texts.placeholder}"></textarea>`;
  const form = (marks: string, inner: string): string => `<form ${marks} class="composer" action="/" method="get">${inner}${send}</form>`;
  switch (generation) {
    case "g1":
      return form('data-type="unified-composer"', `<div class="wcDTda_prosemirror-parent">${box('class="wcDTda_fallbackTextarea" name="prompt-textarea"')}</div>`);
    case "g2":
      return form("data-chatgpt-composer", box('name="prompt-textarea"'));
    case "g3":
      return form("", box('name="prompt"'));
    case "g3-mobile":
      return form("", box('id="mobile-composer-prompt" name="prompt"'));
  }
}

export function languageOf(url: URL, acceptLanguage: string): Language {
  const wanted = url.searchParams.get("lang") ?? acceptLanguage;
  return wanted.toLowerCase().startsWith("de") ? "de" : "en";
}

function policy(nonce: string, variant: string | null): string {
  const wasm = variant === null ? " 'wasm-unsafe-eval'" : "";
  const directives = [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'self'${wasm}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https://*.oaiusercontent.com",
    "font-src 'self' data:",
    "media-src 'self' blob: https://*.oaiusercontent.com",
    "connect-src 'self' https://chatgpt.com https://*.chatgpt.com wss://*.chatgpt.com https://*.oaiusercontent.com https://*.blob.core.windows.net",
    "worker-src 'self' blob:",
    "child-src 'self' blob:",
    "frame-src 'self' blob: https://*.oaiusercontent.com",
    "frame-ancestors 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
  ];
  if (variant === "trusted-types") directives.push("require-trusted-types-for 'script'");
  return directives.join("; ");
}
