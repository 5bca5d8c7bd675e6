/**
 * Long messages in pieces. A browser limits the size of a message, and whoever
 * takes a huge one apart does nothing else meanwhile. So long strings and long
 * lists travel ahead of their message, piece by piece, and it has "" or [] in their
 * places.
 */

/** Where something stands in a message: names and positions. */
export type Path = readonly (string | number)[];

/** The next part of the string or of the list that stands there. */
export interface Piece {
  path: Path;
  next: string | readonly unknown[];
}

/** Units of text, or what weighs as much, that one piece holds. */
const LARGE = 256 << 10;
/** Units of text that one message may hold altogether. */
export const LONGEST = 64 << 20;
/** What an object or a number weighs beside its strings. */
const SMALL = 16;
const DEEP = 4;

/** A message is longer than LONGEST. */
export class TooLong extends Error {}

/** Takes a message apart: its pieces, and in the end what is left of it. Throws TooLong. */
export function* cut(message: object, longest = Infinity): Generator<Piece, object> {
  let units = 0;
  const pieces = lighten(message, []);
  for (;;) {
    const next = pieces.next();
    if (next.done) return next.value.light as object;
    units += weigh(next.value.next);
    if (units > longest) throw new TooLong();
    yield next.value;
  }
}

function weigh(part: unknown): number {
  if (typeof part === "string") return part.length;
  if (typeof part !== "object" || part === null) return SMALL;
  return Object.values(part).reduce((sum: number, item) => sum + weigh(item), SMALL);
}

function* lighten(value: unknown, path: Path): Generator<Piece, { light: unknown; weight: number }> {
  if (typeof value === "string") {
    if (value.length <= LARGE) return { light: value, weight: value.length };
    for (let at = 0; at < value.length; at += LARGE) yield { path, next: value.slice(at, at + LARGE) };
    return { light: "", weight: 0 };
  }
  if (Array.isArray(value)) return yield* lightenList(value, path);
  if (typeof value !== "object" || value === null) return { light: value, weight: SMALL };
  const copy: Record<string, unknown> = {};
  let weight = SMALL;
  for (const [name, part] of Object.entries(value)) {
    const done = yield* lighten(part, [...path, name]);
    copy[name] = done.light;
    weight += done.weight;
  }
  return { light: copy, weight };
}

/** A list stays in its place while it is light; from then on it goes ahead. */
function* lightenList(list: readonly unknown[], path: Path): Generator<Piece, { light: unknown[]; weight: number }> {
  let next: unknown[] = [];
  let weight = 0;
  let ahead = false;
  for (const [i, item] of list.entries()) {
    const done = yield* lighten(item, [...path, i]);
    next.push(done.light);
    weight += done.weight;
    if (weight <= LARGE) continue;
    yield { path, next };
    [next, weight, ahead] = [[], 0, true];
  }
  if (!ahead) return { light: next, weight };
  yield { path, next };
  return { light: [], weight: 0 };
}

/** Puts a message together again. Throws TooLong, or TypeError when the pieces do not fit. */
export class Gathered {
  readonly #parts = new Map<string, { path: Path; text: string; items: unknown[] }>();
  readonly #longest: number;
  #units = 0;
  #count = 0;

  constructor(longest = Infinity) {
    this.#longest = longest;
  }

  add(piece: unknown): void {
    if (!isPiece(piece)) throw new TypeError("no piece");
    const key = JSON.stringify(piece.path);
    const part = this.#parts.get(key) ?? { path: piece.path, text: "", items: [] };
    this.#parts.set(key, part);
    this.#count++;
    this.#units += weigh(piece.next);
    if (this.#units > this.#longest) throw new TooLong();
    if (typeof piece.next === "string") part.text += piece.next;
    else for (const item of piece.next) part.items.push(item);
  }

  /** The message with its pieces, of which there were `count`, back in their places. */
  into(message: object, count: unknown): object {
    if (this.#count !== (count ?? 0)) throw new TypeError("pieces are missing");
    // Lists before what stands in their items.
    const parts = [...this.#parts.values()].sort((a, b) => a.path.length - b.path.length);
    for (const { path, text, items } of parts) {
      const last = path.at(-1) ?? "";
      let at: unknown = message;
      for (const step of path.slice(0, -1)) at = own(at, step);
      const stand = own(at, last);
      (at as Record<string | number, unknown>)[last] = typeof stand === "string" ? text : asList(stand, items);
    }
    return message;
  }
}

function asList(stand: unknown, items: unknown[]): unknown[] {
  if (!Array.isArray(stand)) throw new TypeError("no list");
  return items;
}

/** Inherited names lead nowhere. */
function own(at: unknown, name: string | number): unknown {
  if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) throw new TypeError("no such place");
  return (at as Record<string | number, unknown>)[name];
}

function isPiece(piece: unknown): piece is Piece {
  if (typeof piece !== "object" || piece === null) return false;
  const { path, next } = piece as { path?: unknown; next?: unknown };
  if (typeof next !== "string" && !Array.isArray(next)) return false;
  return Array.isArray(path) && path.length > 0 && path.length <= DEEP && path.every((step) => typeof step === "string" || Number.isSafeInteger(step));
}
