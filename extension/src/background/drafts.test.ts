import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeEngine } from "../../test/fakes.ts";
import { changeBetween, updated } from "../lib/change.ts";
import type { Finding, Mode } from "../lib/messages.ts";
import { settle } from "../policy/settings.ts";
import { Drafts } from "./drafts.ts";
import { Host } from "./host.ts";
import { Masking } from "./masking.ts";

function setUp(mode: Mode = "mask", placeholders = "labels") {
  const engines: ReturnType<typeof fakeEngine>[] = [];
  const host = new Host({
    make: async () => {
      const engine = fakeEngine();
      engines.push(engine);
      return engine;
    },
    packs: { accepted: async () => undefined, bundled: async () => new Uint8Array(1), names: async () => new Uint8Array(1) },
  });
  const { settings } = settle([{ origin: "managed", values: { mode, placeholders } }]);
  const masking = new Masking({
    host,
    settings: async () => settings,
    waivers: { any: async () => true, of: async ({ value }) => (value === "ein@wand.example" ? { lasting: false } : undefined) as never },
    approvals: { any: false, has: async () => false },
  });
  let breaths = 0;
  let onBreath = (): void => undefined;
  const drafts = new Drafts({
    host,
    settings: async () => settings,
    masking,
    breathe: async () => {
      breaths++;
      onBreath();
    },
  });
  return { engines, host, drafts, masking, breaths: () => breaths, onBreath: (then: () => void) => (onBreath = then) };
}

const frame = { top: true };
const whole = (text: string) => ({ conversation: "c1", version: 0, start: 0, removed: 0, by: text });
const LONG = `An a@b.example, ein@wand.example von Musterwerk. ${"x".repeat(40_000)} geheim-1`;

test("a text followed change by change has the findings of a scan", async () => {
  const { drafts, masking, breaths } = setUp();
  const opened = await drafts.draft(whole(LONG), frame);
  assert.equal(opened.known, true);
  assert.equal(breaths(), 2, "a long text goes in piece by piece");
  let text = LONG;
  let found: Finding[] = updated([], opened, 0);
  for (const [i, after] of [`${LONG} B-XY 12`, `Hier: ${LONG} B-XY 12`, `Hier: ${LONG}`.replace("a@b.example", "")].entries()) {
    const answer = await drafts.draft({ conversation: "c1", version: i + 1, ...changeBetween(text, after) }, frame);
    assert.equal(answer.known, true);
    found = updated(found, answer, after.length - text.length);
    assert.equal(found.length, answer.total);
    text = after;
    assert.deepEqual(found, (await masking.scan({} as never, { text, conversation: "c1" })).findings);
  }
  assert.ok(found.some((f) => f.waived !== undefined));
});

for (const [why, ask, owner] of [
  ["another frame", { version: 1 }, { top: false }],
  ["a version that was left out", { version: 2 }, frame],
  ["a version that was there before", { version: -1 }, frame],
  ["another conversation", { version: 1, conversation: "c2" }, frame],
  ["a place outside of the text", { version: 1, start: 60_000 }, frame],
] as const) {
  test(`unknown: ${why}`, async () => {
    const { drafts } = setUp();
    await drafts.draft(whole(LONG), frame);
    const answer = await drafts.draft({ conversation: "c1", start: 0, removed: 0, by: "x", ...ask }, owner);
    assert.deepEqual(answer, { known: false, total: 0, first: 0, removed: 0, findings: [] });
  });
}

test("unknown: a text that an engine had which is gone", async () => {
  const { drafts, host, engines } = setUp();
  await drafts.draft(whole(LONG), frame);
  await host.reset();
  assert.equal(engines.length, 2);
  assert.equal((await drafts.draft({ conversation: "c1", version: 1, start: 0, removed: 0, by: "x" }, frame)).known, false);
});

test("the text is gone when its frame leaves, and another frame cannot make it go", async () => {
  const { drafts, engines } = setUp();
  await drafts.draft(whole(LONG), frame);
  drafts.leave({ top: true });
  assert.equal(engines[0]?.draft, LONG);
  drafts.leave(frame);
  assert.equal(engines[0].draft, null);
});

test("whoever leaves while the text goes in leaves nothing behind", async () => {
  const before = setUp();
  const opening = before.drafts.draft(whole(LONG), frame);
  before.drafts.leave(frame);
  assert.equal((await opening).known, false);
  assert.equal(before.engines[0]?.draft ?? null, null);

  const within = setUp();
  within.onBreath(() => within.drafts.leave(frame));
  assert.equal((await within.drafts.draft(whole(LONG), frame)).known, false);
  assert.equal(within.engines[0]?.draft, null);
});

test("with mode off nothing is found and nothing is kept", async () => {
  const { drafts, engines } = setUp("off");
  assert.deepEqual(await drafts.draft(whole(LONG), frame), { known: true, total: 0, first: 0, removed: 0, findings: [] });
  assert.equal(engines.length, 0);
});

test("where pseudonyms read like names every text is looked at as a whole", async () => {
  const { drafts, engines } = setUp("mask", "names");
  assert.equal((await drafts.draft(whole(LONG), frame)).known, false);
  assert.equal(engines.length, 0);
});
