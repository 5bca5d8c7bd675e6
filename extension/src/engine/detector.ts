/**
 * The typed face of detector.wasm (docs/spec/engine-api.md). It knows no browser
 * API, so that the same file runs in the background, in benchmarks and in Node.
 * Calls are synchronous; long texts have the same operations in steps. A call that
 * throws leaves the instance unusable, and every later call throws too: drop it and
 * start another one.
 */
import * as draft from "./draft.ts";
import type { TextChange, Update } from "../lib/change.ts";
import { reasonCodes, type Reason } from "../lib/reasons.ts";
import { type RawEdit, Rim, type Use } from "./rim.ts";
import * as steps from "./steps.ts";
import { mapped, RECORDS, type Steps } from "./steps.ts";

export { DetectorFailed, type Use } from "./rim.ts";
export type { Steps } from "./steps.ts";

export interface RuleInfo {
  id: string;
  category: string;
  label: string;
  stage: string;
  secret: boolean;
}

/** `rule` counts in rules(); offsets are UTF-16 units. */
export interface RawFinding {
  start: number;
  length: number;
  rule: number;
  score: number;
}

export interface MaskEdit extends RawFinding {
  text: string;
}

export interface UnmaskEdit {
  start: number;
  length: number;
  text: string;
  category: string;
}

const ALL_CLASSES = 1;
const SPEAKING = 2;
const SAID = 4;
/** Classes by number, as package rule has them. */
const CATEGORIES = [
  "PERSON", "ADDRESS", "LOCATION", "ORG", "EMAIL", "PHONE", "IBAN", "CARD",
  "ID", "DOB", "DATE", "PLATE", "IP", "URL", "SECRET",
] as const;

export class Detector {
  readonly #rim: Rim;
  #rules: RuleInfo[] = [];
  #serial = 0;
  #names = false;

  private constructor(rim: Rim) {
    this.#rim = rim;
  }

  /** Throws DetectorFailed when the pack is refused, and what WebAssembly throws for a bad module. */
  static async start(module: BufferSource | WebAssembly.Module, pack: Uint8Array, use: Use = "prompts"): Promise<Detector> {
    const detector = new Detector(await Rim.open(module, use));
    detector.load(pack);
    return detector;
  }

  get serial(): number {
    return this.#serial;
  }

  /** Bytes of linear memory; it never shrinks. */
  get memory(): number {
    return this.#rim.memory;
  }

  rules(): readonly RuleInfo[] {
    return this.#rules;
  }

  /** Replaces the rules; those before stay in use when it throws DetectorFailed with a code above 0. */
  load(pack: Uint8Array): void {
    const rim = this.#rim;
    rim.call((wasm) => {
      rim.check(wasm.load(rim.put(pack)));
      this.#describe();
    });
  }

  /** Whether names in running text are found: a model of names is in use. */
  get names(): boolean {
    return this.#names;
  }

  /**
   * Takes a model of names, or with null works by the rules alone. What was in use
   * stays when it throws DetectorFailed with a code above 0.
   */
  learn(model: Uint8Array | null): void {
    const rim = this.#rim;
    rim.call((wasm) => {
      rim.check(wasm.model(model ? rim.put(model) : 0));
      this.#describe();
    });
  }

  /** What the default policy masks, or with `all` every class. */
  scan(text: string, all = false): RawFinding[] {
    const rim = this.#rim;
    return rim.call((wasm) => {
      const n = rim.count(wasm.scan(rim.write(text), flags(all)));
      return findings(rim.numbers(0, 3 * n));
    });
  }

  /** Why something that scan found with the same `all` is a finding; empty when it is none. */
  explain(text: string, { start, length }: Pick<RawFinding, "start" | "length">, all = false): Reason[] {
    const rim = this.#rim;
    return rim.call((wasm) => reasons(rim.string(rim.count(wasm.explain(rim.write(text), flags(all), start, length)))));
  }

  *scanInSteps(text: string, all = false): Steps<RawFinding[]> {
    const numbers = yield* steps.scan(this.#rim, text, flags(all));
    const found: RawFinding[] = [];
    for (let at = 0; at < numbers.length; at += 3 * RECORDS) {
      for (const finding of findings(numbers.subarray(at, at + 3 * RECORDS))) found.push(finding);
      yield;
    }
    return found;
  }

  /**
   * Edits that pseudonymise text, and the table with the placeholders they take;
   * `speaking`: pseudonyms where there are any; `said`: no new one is one that stands there.
   */
  mask(table: Uint8Array, text: string, all = false, speaking = false, said: readonly string[] = []): { edits: MaskEdit[]; table: Uint8Array } {
    const rim = this.#rim;
    return rim.call((wasm) => {
      rim.check(wasm.table(rim.put(table)));
      for (const before of said) rim.count(wasm.mask(rim.write(before), flags(all, speaking) | SAID));
      const n = rim.count(wasm.mask(rim.write(text), flags(all, speaking)));
      const edits = rim.edits(0, n).map(maskEdit);
      const after = rim.bytes(rim.count(wasm.save())).slice();
      wasm.forget();
      return { edits, table: after };
    });
  }

  /** mask() of several texts, one after the other. */
  *maskInSteps(
    table: Uint8Array,
    texts: readonly string[],
    all = false,
    speaking = false,
    said: readonly string[] = [],
  ): Steps<{ edits: MaskEdit[][]; table: Uint8Array }> {
    const masked = yield* steps.mask(this.#rim, table, { texts, said }, { flags: flags(all, speaking), said: SAID });
    const edits: MaskEdit[][] = [];
    for (const list of masked.edits) edits.push(yield* mapped(list, maskEdit));
    return { edits, table: masked.table };
  }

  /** Edits that put the originals of this table back. */
  unmask(table: Uint8Array, text: string): UnmaskEdit[] {
    const rim = this.#rim;
    return rim.call((wasm) => {
      rim.check(wasm.table(rim.put(table)));
      const edits = rim.edits(0, rim.count(wasm.unmask(rim.write(text)))).map(unmaskEdit);
      wasm.forget();
      return edits;
    });
  }

  *unmaskInSteps(table: Uint8Array, texts: readonly string[]): Steps<UnmaskEdit[][]> {
    const edits: UnmaskEdit[][] = [];
    for (const list of yield* steps.unmask(this.#rim, table, texts)) edits.push(yield* mapped(list, unmaskEdit));
    return edits;
  }

  /** Keeps a text under edit, instead of the one before; findings of all classes. */
  open(text: string): Update<RawFinding> {
    return draft.open(this.#rim, text, ALL_CLASSES, findings);
  }

  /** Changes that text. Undefined: there is none, or the change does not lie in it. */
  edit(change: TextChange): Update<RawFinding> | undefined {
    return draft.edit(this.#rim, change, findings);
  }

  /** Clears the text under edit. */
  close(): void {
    this.#rim.release();
  }

  #describe(): void {
    const lines = this.#rim.string(this.#rim.count(this.#rim.wasm.describe())).split("\n");
    const [serial = "", , names] = (lines.shift() ?? "").split("\t");
    this.#serial = Number(serial);
    this.#names = names === "1";
    this.#rules = lines.filter((line) => line !== "").map(ruleInfo);
  }
}

const flags = (all: boolean, speaking = false): number => (all ? ALL_CLASSES : 0) | (speaking ? SPEAKING : 0);

function findings(numbers: Uint32Array): RawFinding[] {
  const found = new Array<RawFinding>(numbers.length / 3);
  for (let i = 0; i < found.length; i++) {
    const origin = numbers[3 * i + 2] ?? 0;
    found[i] = { start: numbers[3 * i] ?? 0, length: numbers[3 * i + 1] ?? 0, rule: origin >>> 8, score: origin & 0xff };
  }
  return found;
}

const maskEdit = ({ start, length, text, origin }: RawEdit): MaskEdit => ({ start, length, text, rule: origin >>> 8, score: origin & 0xff });

const unmaskEdit = ({ start, length, text, origin }: RawEdit): UnmaskEdit => ({ start, length, text, category: CATEGORIES[origin] ?? "ID" });

function reasons(lines: string): Reason[] {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [name, word = "", score = ""] = line.split("\t");
      const code = reasonCodes.find((known) => known === name);
      if (!code) throw new Error("engine: a reason without a text");
      return { code, ...(word === "" ? {} : { word }), ...(score === "0" ? {} : { score: Number(score) }) };
    });
}

function ruleInfo(line: string): RuleInfo {
  const [id = "", category = "", label = "", stage = "", secret = ""] = line.split("\t");
  return { id, category, label, stage, secret: secret === "1" };
}
