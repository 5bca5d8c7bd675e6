/** The extension's own texts, for asserting on what a person can read. */
import { readFileSync } from "node:fs";
import type { BlockReason } from "../../src/lib/messages.ts";

const files = ["frame.json", "page.json"];
const de: Record<string, string> = Object.assign(
  {},
  ...files.map((file) => JSON.parse(readFileSync(new URL(`../../src/_locales/de/${file}`, import.meta.url), "utf8")) as object),
);

/** A text of the German catalogue; throws when the extension has no such text. */
export function text(key: string): string {
  const found = de[key];
  if (found === undefined) throw new Error(`the extension has no text ${key}`);
  return found;
}

/** Why nothing was sent, in words. */
export function reason(code: BlockReason): string {
  return text(`reason_${code.replaceAll("-", "_")}`);
}
