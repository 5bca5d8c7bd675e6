import assert from "node:assert/strict";
import { test } from "node:test";
import type { Box } from "../lib/box.ts";
import { Invented } from "./invented.ts";

function box(): Box & { kept: Map<string, unknown>; writes: number } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    writes: 0,
    get: (key) => Promise.resolve(kept.get(key)),
    set(key, value) {
      this.writes++;
      kept.set(key, value);
      return Promise.resolve();
    },
    remove: () => Promise.resolve(),
    all: () => Promise.resolve({}),
  };
}

const on = (day: number) => (): Date => new Date(2026, 10, day, 12);
const NAMES = { placeholders: "names", retentionHours: 24 } as const;
const LABELS = { placeholders: "labels", retentionHours: 24 } as const;

test("without invented names ever, answers are not looked through for them, and nothing is stored", async () => {
  const kept = box();
  assert.equal(await new Invented(kept, on(3)).possible(LABELS), false);
  assert.equal(kept.kept.size, 0);
});

test("after the setting they are looked for until the last table has expired; only the day is kept", async () => {
  const kept = box();
  assert.equal(await new Invented(kept, on(3)).possible(NAMES), true);
  assert.deepEqual([...kept.kept.values()], ["2026-11-03"]);
  assert.equal(await new Invented(kept, on(4)).possible(LABELS), true);
  assert.equal(await new Invented(kept, on(5)).possible(LABELS), false);
  assert.equal(await new Invented(kept, on(5)).possible({ ...LABELS, retentionHours: 48 }), true);
});

test("a day is written once", async () => {
  const kept = box();
  const invented = new Invented(kept, on(3));
  for (let i = 0; i < 3; i++) await invented.possible(NAMES);
  assert.equal(kept.writes, 1);
});

test("a store that fails neither switches them off nor on", async () => {
  const kept = box();
  kept.get = kept.set = () => Promise.reject(new Error("full"));
  assert.equal(await new Invented(kept, on(3)).possible(NAMES), true);
  assert.equal(await new Invented(kept, on(3)).possible(LABELS), false);
});
