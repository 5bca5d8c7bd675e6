// The build takes tables out of the module that only traces read. A collector that
// runs all the time, stacks that grow and panics that are recovered from walk the rest.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Exports } from "./rim.ts";
import { wasi } from "./wasi.ts";

const built = (name: string) => readFile(new URL(`../../../bin/${name}`, import.meta.url));
const [module, pack, names] = await Promise.all([built("detector.wasm"), built("rules.pack"), built("names.model")]);
const compiled = await WebAssembly.compile(module);
const SCAN = 1;
const MASK = 3;
const UNFINISHED = 0xfffffffe;
const prompt = "Bitte Katharina Vollbrecht, geb. 04.05.1971, unter erika.beispiel@example.org anschreiben, IBAN DE89 3704 0044 0532 0130 00.\n";

class Instance {
  readonly wasm: Exports;

  constructor(setting: string) {
    const system = wasi();
    const bytes = new TextEncoder().encode(`${setting}\0`);
    const view = (): DataView => new DataView(this.wasm.memory.buffer);
    const environment = {
      environ_sizes_get: (count: number, size: number) => {
        view().setUint32(count, 1, true);
        view().setUint32(size, bytes.length, true);
        return 0;
      },
      environ_get: (pointers: number, at: number) => {
        view().setUint32(pointers, at, true);
        new Uint8Array(this.wasm.memory.buffer).set(bytes, at);
        return 0;
      },
    };
    const instance = new WebAssembly.Instance(compiled, { wasi_snapshot_preview1: { ...system.imports, ...environment } });
    this.wasm = instance.exports as unknown as Exports;
    system.attach(this.wasm.memory);
    this.wasm._initialize();
    assert.equal(this.wasm.load(this.put(pack)), 0);
    assert.equal(this.wasm.model(this.put(names)), 0);
  }

  put(bytes: Uint8Array): number {
    const at = this.wasm.reserve(bytes.length) >>> 0;
    new Uint8Array(this.wasm.memory.buffer).set(bytes, at);
    return bytes.length;
  }

  write(text: string): number {
    return this.put(new TextEncoder().encode(text));
  }

  results(count: number): number[] {
    return [...new Uint32Array(this.wasm.memory.buffer, this.wasm.results() >>> 0, count)];
  }

  inSteps(operation: number, text: string): number[] {
    assert.equal(this.wasm.begin(operation, this.write(text), 1), 0);
    let n: number;
    do n = this.wasm.step() >>> 0;
    while (n === UNFINISHED);
    return this.results((operation === SCAN ? 3 : 5) * n);
  }

  /** Everything once; a job is left in the middle, which unwinds it by a panic. */
  round(text: string): number[] {
    const found = this.results(3 * this.wasm.scan(this.write(text), 1));
    found.push(...this.inSteps(SCAN, text));
    assert.equal(this.wasm.begin(SCAN, this.write(text.repeat(40)), 1), 0);
    assert.equal(this.wasm.step() >>> 0, UNFINISHED);
    this.wasm.abort();
    assert.equal(this.wasm.table(0), 0);
    found.push(...this.inSteps(MASK, text));
    found.push(...this.results(3 * this.wasm.open(this.write(text), 1)));
    found.push(...this.results(3 * this.wasm.edit(5, 3, this.write("Martina Ehrlicher, "))));
    this.wasm.close();
    this.wasm.forget();
    return found;
  }
}

test("a collector that runs all the time changes nothing", () => {
  const calm = new Instance("GOGC=off");
  const busy = new Instance("GOGC=1");
  const checked = new Instance("GODEBUG=clobberfree=1,gcstoptheworld=1");
  for (const times of [1, 7, 60]) {
    const text = prompt.repeat(times);
    const want = calm.round(text);
    assert.ok(want.length > 20 * times);
    assert.deepEqual(busy.round(text), want);
    assert.deepEqual(checked.round(text), want);
  }
});
