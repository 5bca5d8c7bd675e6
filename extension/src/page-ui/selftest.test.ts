import assert from "node:assert/strict";
import { test } from "node:test";
import type { Mode, Protection } from "../lib/messages.ts";
import { SelfTest, type Composer } from "./selftest.ts";

const SOUND = { guard: true, rules: true };

function make(start: { late?: boolean; composer?: Composer; mode?: Mode | undefined } = {}) {
  const told: Protection[] = [];
  const waits: (() => void)[] = [];
  const now = { composer: start.composer ?? "works", mode: "mode" in start ? start.mode : "mask" };
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
  assert.deepEqual(self.result(), { level: "checking" });
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

test("scripts of the page came before the guard: nothing leaves, whatever the layers show", () => {
  const { self } = make();
  self.guarded(false);
  self.proved(SOUND);
  assert.deepEqual(self.result(), { level: "blocked", reason: "extension-updated" });
  assert.equal(self.stopped, "extension-updated");
});

test("the layers are tried once the mode is known, and anew after it was off", async () => {
  const { self, now } = make({ mode: undefined });
  let tried = 0;
  const guard = async (): Promise<void> => {
    for (;;) {
      await self.wanted();
      tried++;
      self.proved(SOUND);
    }
  };
  void guard();
  self.guarded(true);
  const step = async (mode: Mode | undefined): Promise<[number, string]> => {
    now.mode = mode;
    self.run();
    const { level } = self.result();
    await new Promise(setImmediate);
    return [tried, level];
  };
  assert.deepEqual(await step(undefined), [0, "checking"]);
  assert.deepEqual(await step("mask"), [1, "checking"]);
  assert.deepEqual(await step("ask"), [1, "protected"]);
  assert.deepEqual(await step("off"), [1, "off"]);
  assert.deepEqual(await step("mask"), [2, "checking"]);
  assert.deepEqual(await step("mask"), [2, "protected"]);
});

test("what was tried while the mode was off says nothing: it is tried again", async () => {
  const { self, now } = make();
  self.guarded(true);
  await self.wanted();
  now.mode = "off";
  self.run();
  now.mode = "mask";
  self.run();
  self.proved({ guard: true, rules: false });
  assert.deepEqual([self.result(), self.stopped], [{ level: "checking" }, undefined]);
  await self.wanted();
  self.proved(SOUND);
  assert.deepEqual(self.result(), { level: "protected" });
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
  self.proved(SOUND);
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
  self.proved(SOUND);
  self.wrote(false);
  assert.deepEqual(self.result(), { level: "selectors-lost" });
  self.wrote(true);
  assert.deepEqual(self.result(), { level: "protected" });
});
