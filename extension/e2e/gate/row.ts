/**
 * One line of the leak table: a way on which a person's text can leave the page,
 * what must happen to it, and how to walk that way in a real browser. What did
 * happen is read off the bytes that the vendor received, never off the page's word.
 */
import type { Recorded } from "../../practice/server.ts";
import type { Value } from "../../practice/samples.ts";
import type { GenerationName } from "../../practice/vendor/html.ts";
import type { BrowserName } from "../rig/browser.ts";
import type { Chat, Place } from "../rig/chat.ts";
import { placeholdersIn } from "../rig/chat.ts";
import { describe, leaks } from "../rig/leaks.ts";

export type Fate =
  | "masked" // it arrived with placeholders
  | "stripped" // the request arrived, its text did not
  | "refused" // nothing arrived, and the page or the person was told
  | "answered" // nothing arrived, the browser answered the page itself
  | "withheld"; // nothing arrived, and the page heard nothing

export interface Way {
  place: Place;
  browser: BrowserName;
  generation: GenerationName;
  /** First part of every API path of this generation. */
  api: string;
  /** A new tab with this page, its composer empty and focused. */
  open(query?: string): Promise<Chat>;
  /** A tab that rows share which only run code in the page. */
  shared(): Promise<Chat>;
}

/** What a row saw: the request that carries the text if it leaves, and what the page was told. */
export interface Seen {
  /** Everything that may have carried it arrived after this index. */
  from: number;
  carries(request: Recorded): boolean;
  told?: "refused" | "answered" | undefined;
  /** What else went wrong, in words. */
  wrong?: string | undefined;
}

export interface Row {
  name: string;
  fate: Fate;
  /** Without the extension there is nothing to walk. */
  needsExtension?: boolean;
  walk(way: Way): Promise<Seen>;
}

/** The text that walks, and what in it must not arrive. */
export const TEXT = "Frau Vollbrecht, Konto DE24 7015 0000 0094 6173 20";
export const VALUES: Value[] = [
  { text: "Vollbrecht", category: "PERSON" },
  { text: "DE24 7015 0000 0094 6173 20", category: "IBAN" },
];

export interface Cell {
  expected: Fate;
  /** "leaked" when an original arrived; a sentence when something else was wrong, or when it could not be walked. */
  happened: Fate | "leaked" | `wrong: ${string}` | `failed: ${string}`;
  detail?: string;
}

export function passed(cell: Cell): boolean {
  return cell.happened === cell.expected;
}

/** Walks a row once and reads what happened to its text. Never throws. */
export async function walk(row: Row, way: Way): Promise<Cell> {
  const from = way.place.practice.requests.length;
  let seen: Seen;
  try {
    seen = await row.walk(way);
  } catch (error) {
    const found = leaks(VALUES, way.place.practice.requests.slice(from));
    if (found.length > 0) return { expected: row.fate, happened: "leaked", detail: describe(found) };
    return { expected: row.fate, happened: `failed: ${(error as Error).message.split("\n").slice(0, 3).join(" ")}` };
  }
  const received = way.place.practice.requests.slice(from);
  const found = leaks(VALUES, received);
  if (found.length > 0) return { expected: row.fate, happened: "leaked", detail: describe(found.slice(0, 4)) };
  if (seen.wrong !== undefined) return { expected: row.fate, happened: `wrong: ${seen.wrong}` };
  const carrier = way.place.practice.requests.slice(seen.from).filter((request) => seen.carries(request));
  const masked = carrier.some((request) => placeholdersIn(`${decodeURIComponent(request.url)} ${request.body}`).length > 0);
  return { expected: row.fate, happened: carrier.length > 0 ? (masked ? "masked" : "stripped") : (seen.told ?? "withheld") };
}
