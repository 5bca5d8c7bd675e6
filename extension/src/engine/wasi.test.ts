import assert from "node:assert/strict";
import { test } from "node:test";
import { wasi } from "./wasi.ts";

type Call = (...args: number[]) => number;

function attached() {
  const system = wasi();
  const memory = new WebAssembly.Memory({ initial: 1 });
  system.attach(memory);
  return { imports: system.imports as Record<string, Call>, view: new DataView(memory.buffer) };
}

test("a wait succeeds at once without events: the collector dies of a failure", () => {
  const { imports, view } = attached();
  view.setUint32(200, 9, true);
  assert.equal(imports["poll_oneoff"]?.(0, 100, 1, 200), 0);
  assert.equal(view.getUint32(200, true), 0);
});

test("what is printed counts as written and goes nowhere", () => {
  const { imports, view } = attached();
  view.setUint32(12, 7, true);
  view.setUint32(20, 5, true);
  assert.equal(imports["fd_write"]?.(2, 8, 2, 200), 0);
  assert.equal(view.getUint32(200, true), 12);
});
