/**
 * The rim of detector.wasm: its exports, and bytes and numbers in and out of its
 * memory. Memory may grow in any call, so every view is made for one use.
 */
import { wasi } from "./wasi.ts";

/** Why a call failed, in the numbers of docs/spec/engine-api.md; -1 is a trap. */
export class DetectorFailed extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`engine: code ${code}`);
    this.name = "DetectorFailed";
    this.code = code;
  }
}

export interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  reserve(bytes: number): number;
  load(bytes: number): number;
  model(bytes: number): number;
  describe(): number;
  scan(bytes: number, flags: number): number;
  explain(bytes: number, flags: number, start: number, length: number): number;
  table(bytes: number): number;
  mask(bytes: number, flags: number): number;
  unmask(bytes: number): number;
  save(): number;
  open(bytes: number, flags: number): number;
  edit(start: number, removed: number, bytes: number): number;
  close(): void;
  begin(operation: number, bytes: number, flags: number): number;
  step(): number;
  abort(): void;
  forget(): void;
  failure(): number;
  results(): number;
  text(): number;
}

/** `origin` is what the operation says in its last number. */
export interface RawEdit {
  start: number;
  length: number;
  text: string;
  origin: number;
}

/** What an instance is for: short questions for ever, or one long text and then nothing. */
export type Use = "prompts" | "long text";

/**
 * From this many units on a text gets the room that German and English need, and
 * all that it can need only when that is too little: memory never shrinks.
 */
const LONG = 64 << 10;
const FAILED = 0xffffffff;
const DEFECT = 6;
const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class Rim {
  readonly wasm: Exports;
  #dead = false;

  private constructor(wasm: Exports) {
    this.wasm = wasm;
  }

  /** Throws what WebAssembly throws for a bad module. */
  static async open(module: BufferSource | WebAssembly.Module, use: Use): Promise<Rim> {
    const system = wasi(use);
    const compiled = module instanceof WebAssembly.Module ? module : await WebAssembly.compile(module);
    const instance = await WebAssembly.instantiate(compiled, { wasi_snapshot_preview1: system.imports });
    const exports = instance.exports as unknown as Exports;
    system.attach(exports.memory);
    exports._initialize();
    return new Rim(exports);
  }

  /** Bytes of linear memory; it never shrinks. */
  get memory(): number {
    return this.wasm.memory.buffer.byteLength;
  }

  /** Runs one operation; any throw but a refusal with a code ends this instance. */
  call<T>(run: (wasm: Exports) => T): T {
    if (this.#dead) throw new DetectorFailed(-1);
    try {
      return run(this.wasm);
    } catch (error) {
      if (error instanceof DetectorFailed && error.code !== DEFECT) throw error;
      this.#dead = true;
      throw new DetectorFailed(-1); // the cause may quote the text
    }
  }

  /** Ends an operation in steps that nobody wants any more. */
  discard(): void {
    if (!this.#dead) this.call((wasm) => wasm.forget());
  }

  /** Clears the text under edit. */
  release(): void {
    if (!this.#dead) this.call((wasm) => wasm.close());
  }

  /** A UTF-16 unit never needs more than three bytes; lone surrogates become U+FFFD. */
  write(text: string): number {
    if (text.length > LONG) {
      const { read, written } = this.#encode(text, text.length + (text.length >> 4));
      if (read === text.length) return written;
    }
    return this.#encode(text, 3 * text.length).written;
  }

  #encode(text: string, room: number): TextEncoderEncodeIntoResult {
    const at = this.wasm.reserve(room) >>> 0;
    return utf8.encodeInto(text, new Uint8Array(this.wasm.memory.buffer, at, room));
  }

  /** Writes text as UTF-8 at an address; returns the number of bytes. */
  encode(text: string, at: number, room: number): number {
    return utf8.encodeInto(text, new Uint8Array(this.wasm.memory.buffer, at >>> 0, room)).written;
  }

  put(bytes: Uint8Array): number {
    const at = this.wasm.reserve(bytes.length);
    new Uint8Array(this.wasm.memory.buffer, at >>> 0, bytes.length).set(bytes);
    return bytes.length;
  }

  /** Numbers [from, from+count) of the results. */
  numbers(from: number, count: number): Uint32Array {
    return new Uint32Array(this.wasm.memory.buffer, (this.wasm.results() >>> 0) + 4 * from, count);
  }

  /** The text that the last operation wrote. */
  bytes(length: number): Uint8Array {
    return new Uint8Array(this.wasm.memory.buffer, this.wasm.text() >>> 0, length);
  }

  string(length: number): string {
    return fromUtf8.decode(this.bytes(length));
  }

  /** Records [from, to) of mask or unmask. */
  edits(from: number, to: number): RawEdit[] {
    const { buffer } = this.wasm.memory;
    const at = this.numbers(5 * from, 5 * (to - from));
    const base = this.wasm.text() >>> 0;
    return Array.from({ length: to - from }, (_, i) => {
      const [start = 0, length = 0, offset = 0, bytes = 0, origin = 0] = at.subarray(5 * i, 5 * i + 5);
      return { start, length, text: fromUtf8.decode(new Uint8Array(buffer, base + offset, bytes)), origin };
    });
  }

  count(n: number): number {
    const count = n >>> 0; // exports return signed numbers
    if (count === FAILED) throw new DetectorFailed(this.wasm.failure());
    return count;
  }

  check(code: number): void {
    if (code !== 0) throw new DetectorFailed(code);
  }
}
