import assert from "node:assert/strict";
import { test } from "node:test";
import type { Mode, Protection } from "../lib/messages.ts";
import { SelfTest, type Composer } from "./selftest.ts";

function make(start: { late?: boolean; composer?: Composer; mode?: Mode } = {}) {
  const told: Protection[] = [];
  const waits: (() => void)[] = [];
  const now = { composer: start.composer ?? "works", mode: start.mode ?? "mask" };
  const self = new SelfTest({
    late: start.late ?? false,
    composer: () => now.composer,
    mode: () => now.mode,
    tell: (protection) => told.push(protection),
    later: (_ms, then) => waits.push(then),
  });
  return { self, told, now, waits };
}

test("protected only when the guard came first, both requests were stopped and the composer works", () => {
  const { self } = make();
  assert.deepEqual(self.result(), { level: "blocked", reason: "extension-updated" });
  self.guarded(true);
  assert.deepEqual(self.result(), { level: "protected" });
  self.proved({ guard: true, rules: true });
  assert.deepEqual(self.result(), { level: "protected" });
  assert.equal(self.stopped, undefined);
});

for (const proof of [
  { guard: false, rules: true },
  { guard: true, rules: false },
]) {
  test(`a request got through (${JSON.stringify(proof)}): nothing leaves any more`, () => {
    const { self } = make();
    self.guarded(true);
    self.proved(proof);
    assert.deepEqual(self.result(), { level: "blocked", reason: "layer-missing" });
    assert.equal(self.stopped, "layer-missing");
  });
}

test("scripts of the page came before the guard", () => {
  const { self } = make();
  self.guarded(false);
  assert.deepEqual(self.result(), { level: "blocked", reason: "extension-updated" });
});

test("late: nothing leaves before a reload", () => {
  const { self } = make({ late: true });
  self.guarded(true);
  assert.equal(self.stopped, "extension-updated");
});

test("switched off: nothing is claimed and nothing stopped", () => {
  const { self } = make({ mode: "off" });
  self.proved({ guard: false, rules: false });
  assert.deepEqual(self.result(), { level: "off" });
  assert.equal(self.stopped, undefined);
});

test("an unknown text box counts when it lasts; a page without one is something else", () => {
  const { self, told, now, waits } = make({ composer: "unknown" });
  self.guarded(true);
  assert.deepEqual(self.result(), { level: "network-only" });
  waits.shift()?.();
  assert.deepEqual(told.at(-1), { level: "selectors-lost" });
  now.composer = "works";
  self.run();
  assert.deepEqual(told.at(-1), { level: "protected" });
  now.composer = "unknown";
  assert.deepEqual(self.result(), { level: "network-only" }, "the wait begins anew");
  now.composer = "none";
  waits.shift()?.();
  assert.deepEqual(self.result(), { level: "network-only" });
});

test("a composer that does not take what is written is no protection of the composer", () => {
  const { self } = make();
  self.guarded(true);
  self.wrote(false);
  assert.deepEqual(self.result(), { level: "selectors-lost" });
  self.wrote(true);
  assert.deepEqual(self.result(), { level: "protected" });
});
