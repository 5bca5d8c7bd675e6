/**
 * The page as the vendor delivers it: policy header, nonce, and the composer
 * before hydration, which is a plain form whose submission would put the prompt
 * into the URL. Options in the query choose variants:
 *
 *   csp=no-wasm         no 'wasm-unsafe-eval' in script-src
 *   csp=trusted-types   additionally require-trusted-types-for 'script'
 *   hydrate=manual      the page script waits for the event "practice:hydrate"
 *   lang=de|en          language of the page; otherwise the browser's
 */
import { randomBytes } from "node:crypto";
import { TEXTS, type Language } from "../page/texts.ts";

export interface Html {
  headers: Record<string, string>;
  body: string;
}

/** `generation` is the name of a folder in page/. */
export function renderPage(url: URL, acceptLanguage: string, generation: string): Html {
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
<main class="before"><form data-type="unified-composer" class="composer" action="/" method="get">
<div class="wcDTda_prosemirror-parent">
<textarea class="wcDTda_fallbackTextarea" name="prompt-textarea" rows="1" placeholder="${texts.placeholder}"></textarea>
</div>
<button type="submit" class="round" aria-label="${texts.send}">↑</button>
</form></main>
</div>
</body>
</html>
`,
  };
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
