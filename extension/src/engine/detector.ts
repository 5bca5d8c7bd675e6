/**
 * The typed face of detector.wasm (docs/spec/engine-api.md). It knows no browser
 * API, so that the same file runs in the background, in benchmarks and in Node.
 * Calls are synchronous. A call that throws leaves the instance unusable, and
 * every later call throws too: drop it and start another one.
 */
import { wasi } from "./wasi.ts";

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

/** Why a call failed, in the numbers of docs/spec/engine-api.md; -1 is a trap. */
export class DetectorFailed extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`engine: code ${code}`);
    this.name = "DetectorFailed";
    this.code = code;
  }
}

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  reserve(bytes: number): number;
  load(bytes: number): number;
  model(bytes: number): number;
  describe(): number;
  scan(bytes: number, flags: number): number;
  table(bytes: number): number;
  mask(bytes: number, flags: number): number;
  unmask(bytes: number): number;
  save(): number;
  forget(): void;
  failure(): number;
  results(): number;
  text(): number;
}

const FAILED = 0xffffffff;
const ALL_CLASSES = 1;
/** Classes by number, as package rule has them. */
const CATEGORIES = [
  "PERSON", "ADDRESS", "LOCATION", "ORG", "EMAIL", "PHONE", "IBAN", "CARD",
  "ID", "DOB", "DATE", "PLATE", "IP", "URL", "SECRET",
] as const;

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class Detector {
  readonly #wasm: Exports;
  #dead = false;
  #rules: RuleInfo[] = [];
  #serial = 0;
  #names = false;

  private constructor(wasm: Exports) {
    this.#wasm = wasm;
  }

  /** Throws DetectorFailed when the pack is refused, and what WebAssembly throws for a bad module. */
  static async start(module: BufferSource | WebAssembly.Module, pack: Uint8Array): Promise<Detector> {
    const system = wasi();
    const imports = { wasi_snapshot_preview1: system.imports };
    const compiled = module instanceof WebAssembly.Module ? module : await WebAssembly.compile(module);
    const instance = await WebAssembly.instantiate(compiled, imports);
    const exports = instance.exports as unknown as Exports;
    system.attach(exports.memory);
    exports._initialize();
    const detector = new Detector(exports);
    detector.load(pack);
    return detector;
  }

  get serial(): number {
    return this.#serial;
  }

  rules(): readonly RuleInfo[] {
    return this.#rules;
  }

  /** Replaces the rules; those before stay in use when it throws DetectorFailed with a code above 0. */
  load(pack: Uint8Array): void {
    this.#call(() => {
      this.#check(this.#wasm.load(this.#put(pack)));
      this.#describe();
    });
  }

  #describe(): void {
    const lines = this.#text(this.#wasm.describe()).split("\n");
    const [serial = "", , names] = (lines.shift() ?? "").split("\t");
    this.#serial = Number(serial);
    this.#names = names === "1";
    this.#rules = lines.filter((line) => line !== "").map(ruleInfo);
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
    this.#call(() => {
      this.#check(this.#wasm.model(model ? this.#put(model) : 0));
      this.#describe();
    });
  }

  /** What the default policy masks, or with `all` every class. */
  scan(text: string, all = false): RawFinding[] {
    return this.#call(() => {
      const n = this.#count(this.#wasm.scan(this.#write(text), all ? ALL_CLASSES : 0));
      const at = new Uint32Array(this.#wasm.memory.buffer, this.#wasm.results(), 3 * n);
      const findings = new Array<RawFinding>(n);
      for (let i = 0; i < n; i++) {
        const packed = at[3 * i + 2] ?? 0;
        findings[i] = { start: at[3 * i] ?? 0, length: at[3 * i + 1] ?? 0, rule: packed >>> 8, score: packed & 0xff };
      }
      return findings;
    });
  }

  /** Edits that pseudonymise text, and the table with the placeholders they take. */
  mask(table: Uint8Array, text: string, all = false): { edits: MaskEdit[]; table: Uint8Array } {
    return this.#call(() => {
      this.#check(this.#wasm.table(this.#put(table)));
      const n = this.#count(this.#wasm.mask(this.#write(text), all ? ALL_CLASSES : 0));
      const edits = this.#edits(n).map(({ start, length, text: placeholder, last }) => ({
        start,
        length,
        text: placeholder,
        rule: last >>> 8,
        score: last & 0xff,
      }));
      const size = this.#count(this.#wasm.save());
      const after = new Uint8Array(this.#wasm.memory.buffer, this.#wasm.text(), size).slice();
      this.#wasm.forget();
      return { edits, table: after };
    });
  }

  /** Edits that put the originals of this table back. */
  unmask(table: Uint8Array, text: string): UnmaskEdit[] {
    return this.#call(() => {
      this.#check(this.#wasm.table(this.#put(table)));
      const n = this.#count(this.#wasm.unmask(this.#write(text)));
      const edits = this.#edits(n).map(({ start, length, text: original, last }) => ({
        start,
        length,
        text: original,
        category: CATEGORIES[last] ?? "ID",
      }));
      this.#wasm.forget();
      return edits;
    });
  }

  #edits(n: number): { start: number; length: number; text: string; last: number }[] {
    const { buffer } = this.#wasm.memory;
    const at = new Uint32Array(buffer, this.#wasm.results(), 5 * n);
    const base = this.#wasm.text();
    return Array.from({ length: n }, (_, i) => {
      const [start = 0, length = 0, offset = 0, bytes = 0, last = 0] = at.subarray(5 * i, 5 * i + 5);
      return { start, length, text: fromUtf8.decode(new Uint8Array(buffer, base + offset, bytes)), last };
    });
  }

  /** Runs one operation; any throw but a refused pack or table ends this instance. */
  #call<T>(run: () => T): T {
    if (this.#dead) throw new DetectorFailed(-1);
    try {
      return run();
    } catch (error) {
      if (error instanceof DetectorFailed && error.code !== 6) throw error;
      this.#dead = true;
      throw new DetectorFailed(-1); // the cause may quote the text
    }
  }

  /** A UTF-16 unit never needs more than three bytes; lone surrogates become U+FFFD. */
  #write(text: string): number {
    const room = 3 * text.length;
    const at = this.#wasm.reserve(room);
    return utf8.encodeInto(text, new Uint8Array(this.#wasm.memory.buffer, at, room)).written;
  }

  #put(bytes: Uint8Array): number {
    const at = this.#wasm.reserve(bytes.length);
    new Uint8Array(this.#wasm.memory.buffer, at, bytes.length).set(bytes);
    return bytes.length;
  }

  #text(length: number): string {
    this.#count(length);
    return fromUtf8.decode(new Uint8Array(this.#wasm.memory.buffer, this.#wasm.text(), length));
  }

  #count(n: number): number {
    const count = n >>> 0; // exports return signed numbers
    if (count === FAILED) throw new DetectorFailed(this.#wasm.failure());
    return count;
  }

  #check(code: number): void {
    if (code !== 0) throw new DetectorFailed(code);
  }
}

function ruleInfo(line: string): RuleInfo {
  const [id = "", category = "", label = "", stage = "", secret = ""] = line.split("\t");
  return { id, category, label, stage, secret: secret === "1" };
}
