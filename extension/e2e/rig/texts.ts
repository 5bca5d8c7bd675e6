/** The extension's own texts, for asserting on what a person can read. */
import { readFileSync } from "node:fs";
import type { BlockReason } from "../../src/lib/messages.ts";

const catalogues = ["de", "en"].map((language) =>
  Object.assign(
    {},
    ...["frame.json", "page.json", "reasons.json"].map((file) => JSON.parse(readFileSync(new URL(`../../src/_locales/${language}/${file}`, import.meta.url), "utf8")) as object),
  ) as Record<string, string>,
);

/**
 * A text in each language: Firefox speaks German only where its language pack is
 * installed. Throws when the extension has no such text.
 */
export function texts(key: string): string[] {
  return catalogues.map((catalogue) => {
    const found = catalogue[key];
    if (found === undefined) throw new Error(`the extension has no text ${key}`);
    return found;
  });
}

/** Why nothing was sent, in words. */
export function reason(code: BlockReason): string[] {
  return texts(`reason_${code.replaceAll("-", "_")}`);
}

/** The reasons that a page shows, by their keys; for error texts. */
export function reasonsIn(page: string): string[] {
  const keys = new Set<string>();
  for (const catalogue of catalogues) for (const [key, value] of Object.entries(catalogue)) if (key.startsWith("reason_") && page.includes(value)) keys.add(key);
  return [...keys];
}
