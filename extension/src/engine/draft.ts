/**
 * One text under edit, kept in the engine (docs/spec/engine-api.md): an edit costs
 * what it changes, however long the text is. Findings are those of a scan of the
 * whole text.
 */
import type { TextChange, Update } from "../lib/change.ts";
import { DetectorFailed, type Rim } from "./rim.ts";

/** Makes findings of triples. */
type Read<F> = (numbers: Uint32Array) => F[];

const NO_TEXT = 12;

/** Makes `text` the text under edit, instead of the one before. */
export function open<F>(rim: Rim, text: string, flags: number, read: Read<F>): Update<F> {
  return rim.call((wasm) => update(rim, rim.count(wasm.open(rim.write(text), flags)), read));
}

/** Undefined: no text is under edit, or the change does not lie in it. */
export function edit<F>(rim: Rim, { start, removed, by }: TextChange, read: Read<F>): Update<F> | undefined {
  try {
    return rim.call((wasm) => update(rim, rim.count(wasm.edit(start, removed, rim.write(by))), read));
  } catch (error) {
    if (error instanceof DetectorFailed && error.code === NO_TEXT) return undefined;
    throw error;
  }
}

function update<F>(rim: Rim, triples: number, read: Read<F>): Update<F> {
  const [first = 0, removed = 0] = rim.numbers(0, 3);
  return { first, removed, findings: read(rim.numbers(3, 3 * (triples - 1))) };
}
