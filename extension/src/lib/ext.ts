/**
 * The only file that names the browser's extension API. Chromium calls it
 * `chrome`, Firefox `browser`; both answer with promises under MV3. Outside an
 * extension (tests in Node) `ext` is undefined, and only calling it fails.
 */
const globals = globalThis as { browser?: typeof chrome; chrome?: typeof chrome };

export const ext = (globals.browser ?? globals.chrome) as typeof chrome;

/** False in a tab that still runs the scripts of a removed or updated version. */
export function alive(): boolean {
  try {
    return Boolean(ext.runtime.id);
  } catch {
    return false;
  }
}

/** Opens a Port to the background; throws when this script is orphaned. */
export function connect(name: string): chrome.runtime.Port {
  const port = ext.runtime.connect({ name });
  // Reading lastError keeps the browser from logging an unchecked one.
  port.onDisconnect.addListener(() => ext.runtime.lastError);
  return port;
}

/** The shadow tree of a page's element, closed or not. */
export function shadowOf(element: Element): ShadowRoot | null {
  const asFirefox = element as { openOrClosedShadowRoot?: ShadowRoot | null };
  if ("openOrClosedShadowRoot" in asFirefox) return asFirefox.openOrClosedShadowRoot ?? null;
  return element instanceof HTMLElement ? (ext.dom.openOrClosedShadowRoot(element)) : null;
}

/** A user-facing text of _locales; an unknown key returns the key itself. */
export function text(key: string, ...values: string[]): string {
  return ext.i18n.getMessage(key, values) || key;
}

/** The language of the catalogue that the browser chose: dates and notices follow it. */
export function language(): "de" | "en" {
  return text("language") === "de" ? "de" : "en";
}

export type Port = chrome.runtime.Port;
export type StorageArea = chrome.storage.StorageArea;
export type Tab = chrome.tabs.Tab;
export type SessionRule = chrome.declarativeNetRequest.Rule;
