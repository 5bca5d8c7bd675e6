/**
 * What signed tables mend of a site without a new extension (docs/spec/sites.md):
 * where things stand on the page, and what its requests look like. A table can
 * block too much, but it never opens a way: where prompts are replaced nothing in it
 * lets a request pass unread, and which requests are looked at and which members hold
 * no words come with the extension alone.
 */
import type { Endpoint, Handling, Selectors, Site } from "./site.ts";

/** A table as it was signed; `mended` reads it. */
export type Table = Readonly<Record<string, unknown>> & { readonly version: number };

const MOST_BYTES = 64 << 10;
const MOST_TEXT = 2_000;
const MOST_ENTRIES = 200;
const HANDLINGS: readonly Handling[] = ["mask", "draft", "suggest", "file", "sound"];

/** The table of this site among those signed; undefined without one that is newer than what came with the extension. */
export function tableOf({ id, version }: Site, signed: Uint8Array | undefined): Table | undefined {
  if (!signed || signed.length > MOST_BYTES) return undefined;
  try {
    const table = object(object(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(signed)))[id]) as Table;
    return Number.isSafeInteger(table.version) && table.version > version ? table : undefined;
  } catch {
    return undefined;
  }
}

/** The site as the table mends it; what it leaves out, or says null of, stays. undefined when it is not of the form. */
export function mended(site: Site, table: Table): Site | undefined {
  try {
    const { selectors, endpoints, frames, conversationMember, conversation } = table;
    const next: Site = { ...site, version: table.version, selectors: selectorsOf(site.selectors, selectors) };
    if (endpoints != null) {
      const first = list(endpoints).map(endpointOf);
      const names = new Set(first.map(({ name }) => name));
      next.endpoints = [...first, ...site.endpoints.filter(({ name }) => !names.has(name))];
    }
    if (frames != null) next.frames = wordsOf(object(frames));
    if (conversationMember != null) next.conversationMember = text(conversationMember);
    if (conversation != null) next.conversation = pattern(conversation);
    return next;
  } catch {
    return undefined;
  }
}

class Unfit extends Error {}

function selectorsOf(shipped: Selectors, signed: unknown): Selectors {
  const mend: Record<string, unknown> = {};
  for (const [name, selector] of Object.entries(signed == null ? {} : object(signed))) {
    if (!Object.hasOwn(shipped, name)) continue; // of a later extension
    mend[name] = name === "editors" ? list(selector).map(text) : text(selector);
    if (name === "editors" && list(selector).length === 0) throw new Unfit();
  }
  return { ...shipped, ...mend };
}

function endpointOf(signed: unknown): Endpoint {
  const { name, path, handling, answer, prompt, silent, ...words } = object(signed);
  if (!HANDLINGS.includes(handling as Handling)) throw new Unfit();
  if ((handling === "suggest") !== (answer != null)) throw new Unfit();
  return {
    name: text(name),
    path: pattern(path),
    handling: handling as Handling,
    ...wordsOf(words),
    ...(answer != null && { answer: text(answer) }),
    ...(prompt === true && { prompt }),
    ...(silent === true && { silent }),
  };
}

function wordsOf({ texts, drop }: Record<string, unknown>): Pick<Endpoint, "texts" | "drop"> {
  return {
    ...(texts != null && { texts: list(texts).map(text) }),
    ...(drop != null && { drop: list(drop).map(text) }),
  };
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Unfit();
  return value as Record<string, unknown>;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length > MOST_ENTRIES) throw new Unfit();
  return value;
}

function text(value: unknown): string {
  if (typeof value !== "string" || value === "" || value.length > MOST_TEXT) throw new Unfit();
  return value;
}

function pattern(value: unknown): string {
  new RegExp(text(value)); // throws
  return text(value);
}
