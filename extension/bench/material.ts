/** What is measured, and what of it: the same in a page of Chromium, in a page of Firefox and in Node. */
import type { PatternSource } from "./patterns.ts";

export interface NamedText {
  name: string;
  text: string;
}

export interface Material {
  wasm: ArrayBuffer;
  pack: Uint8Array;
  /** The model of names. */
  names: Uint8Array;
  /** Go's regexp as a module (wasm/cmd/goregexp). */
  goRegexp: ArrayBuffer;
  /** German prompt of 508 characters with 11 findings. */
  prompt: string;
  /** 1,000,000 bytes of mixed text. */
  corpus: string;
  /** The same by kind of text. */
  kinds: NamedText[];
  hostile: NamedText[];
  patterns: PatternSource[];
}

export type Figures = Record<string, number>;

export interface Section {
  figures: Figures;
  /** For people: what was left out or cut short. */
  notes: string[];
}

/** Reads the material; the reader knows files by name. */
export async function readMaterial(bytes: (name: string) => Promise<ArrayBuffer>, text: (name: string) => Promise<string>): Promise<Material> {
  return {
    wasm: await bytes("detector.wasm"),
    pack: new Uint8Array(await bytes("rules.pack")),
    names: new Uint8Array(await bytes("names.model")),
    goRegexp: await bytes("goregexp.wasm"),
    prompt: await text("prompt508"),
    corpus: await text("corpus"),
    kinds: JSON.parse(await text("kinds.json")) as NamedText[],
    hostile: JSON.parse(await text("hostile.json")) as NamedText[],
    patterns: JSON.parse(await text("patterns.json")) as PatternSource[],
  };
}

/** Files of the material: built ones lie in bin/, the others are made for each run. */
export const BUILT = ["detector.wasm", "rules.pack", "names.model", "goregexp.wasm"];
export const MADE = ["prompt508", "corpus", "kinds.json", "hostile.json", "patterns.json"];
