/**
 * Operations on long texts, in steps of about 2 ms: whoever runs one has the
 * processor back after each and may answer others, with another instance. They
 * give exactly what the plain calls give. An operation that is left in the middle
 * (its generator is returned or thrown into) is aborted in the engine too.
 */
import type { RawEdit, Rim } from "./rim.ts";

/** One long operation; each next() works on for one step. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** The numbers of docs/spec/engine-api.md. */
const OPERATION = { scan: 1, table: 2, mask: 3, unmask: 4, save: 5 } as const;
type Operation = keyof typeof OPERATION;
const MORE = 0xfffffffe;

/** Units that are encoded, bytes that are copied and records that are read in one step. */
const UNITS = 256 << 10;
const BYTES = 2 << 20;
export const RECORDS = 2_000;

/** Does an operation on what `write` puts into the engine; returns its number. */
function* run(rim: Rim, operation: Operation, flags: number, write: Steps<number>): Steps<number> {
  let done = false;
  try {
    const bytes = yield* write;
    rim.call((wasm) => rim.check(wasm.begin(OPERATION[operation], bytes, flags)));
    for (;;) {
      yield;
      const n = rim.call((wasm) => rim.count(wasm.step()));
      if (n === MORE) continue;
      done = true;
      return n;
    }
  } finally {
    if (!done) rim.discard();
  }
}

export function* scan(rim: Rim, text: string, flags: number): Steps<Uint32Array> {
  const n = yield* run(rim, "scan", flags, writing(rim, text));
  return rim.call(() => rim.numbers(0, 3 * n).slice());
}

/** Masks texts under one table, in order, after those that were said before. */
export function* mask(
  rim: Rim,
  table: Uint8Array,
  { texts, said }: { texts: readonly string[]; said: readonly string[] },
  bits: { flags: number; said: number },
): Steps<{ edits: RawEdit[][]; table: Uint8Array }> {
  const { flags } = bits;
  yield* run(rim, "table", 0, putting(rim, table));
  for (const text of said) yield* run(rim, "mask", flags | bits.said, writing(rim, text));
  const edits: RawEdit[][] = [];
  for (const text of texts) edits.push(yield* reading(rim, yield* run(rim, "mask", flags, writing(rim, text))));
  const size = yield* run(rim, "save", 0, putting(rim, new Uint8Array(0)));
  const after = new Uint8Array(size);
  for (let at = 0; at < size; at += BYTES) {
    rim.call(() => after.set(rim.bytes(size).subarray(at, at + BYTES), at));
    yield;
  }
  rim.call((wasm) => wasm.forget());
  return { edits, table: after };
}

export function* unmask(rim: Rim, table: Uint8Array, texts: readonly string[]): Steps<RawEdit[][]> {
  yield* run(rim, "table", 0, putting(rim, table));
  const edits: RawEdit[][] = [];
  for (const text of texts) edits.push(yield* reading(rim, yield* run(rim, "unmask", 0, writing(rim, text))));
  rim.call((wasm) => wasm.forget());
  return edits;
}

/** map() in steps. */
export function* mapped<A, B>(list: readonly A[], change: (item: A) => B): Steps<B[]> {
  const changed: B[] = [];
  for (let at = 0; at < list.length; at += RECORDS) {
    for (const item of list.slice(at, at + RECORDS)) changed.push(change(item));
    yield;
  }
  return changed;
}

function* reading(rim: Rim, n: number): Steps<RawEdit[]> {
  const edits: RawEdit[] = [];
  for (let at = 0; at < n; at += RECORDS) {
    for (const edit of rim.call(() => rim.edits(at, Math.min(n, at + RECORDS)))) edits.push(edit);
    yield;
  }
  return edits;
}

/** Writes a text into exactly the room that it needs. */
function* writing(rim: Rim, text: string): Steps<number> {
  let room = 0;
  for (let at = 0; at < text.length; at += UNITS) {
    room += utf8Length(text, at, Math.min(text.length, at + UNITS));
    yield;
  }
  const base = rim.call((wasm) => wasm.reserve(room) >>> 0);
  let done = 0;
  for (let at = 0; at < text.length; ) {
    const end = pieceEnd(text, at + UNITS);
    done += rim.call(() => rim.encode(text.slice(at, end), base + done, room - done));
    at = end;
    yield;
  }
  return done;
}

function* putting(rim: Rim, bytes: Uint8Array): Steps<number> {
  const base = rim.call((wasm) => wasm.reserve(bytes.length) >>> 0);
  for (let at = 0; at < bytes.length; at += BYTES) {
    rim.call(({ memory }) => new Uint8Array(memory.buffer, base + at).set(bytes.subarray(at, at + BYTES)));
    yield;
  }
  return bytes.length;
}

/** The end of a piece that splits no pair of surrogates. */
function pieceEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  return isHigh(text.charCodeAt(at - 1)) ? at + 1 : at;
}

/** Bytes of text[start, end) in UTF-8, where a pair counts with its first half. */
function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (isHigh(unit) && isLow(text.charCodeAt(i + 1))) bytes += 4;
    else if (!(isLow(unit) && i > 0 && isHigh(text.charCodeAt(i - 1)))) bytes += 3;
  }
  return bytes;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;
