import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeBox } from "../../test/fakes.ts";
import type { Ask, Edit, Push } from "../lib/messages.ts";
import { Refused } from "../lib/port.ts";
import { settle } from "../policy/settings.ts";
import { Approvals } from "./approvals.ts";
import type { Caller } from "./chat.ts";
import { DELAY, LAG, Originals } from "./originals.ts";

const TEXT = "Erika Beispiel, Konto 1";
const EDITS: Edit[] = [
  { start: 0, length: 14, text: "[PERSON_1]", category: "PERSON", action: "mask" },
  { start: 22, length: 1, text: "[IBAN_1]", category: "IBAN", action: "mask" },
];

function setUp(policy: Record<string, unknown> = {}, blocked: string[] = []) {
  const clock = { now: 1_000 };
  const shown: string[] = [];
  const pushed: Push[] = [];
  const box = fakeBox();
  const approvals = new Approvals(() => clock.now);
  const masks: Ask<"mask">[] = [];
  const now = { edits: EDITS };
  const originals = new Originals({
    masking: {
      mask(_vault, ask) {
        masks.push(ask);
        return Promise.resolve({ edits: [now.edits], blocked });
      },
    },
    approvals,
    settings: () => Promise.resolve(settle([{ origin: "managed", values: policy }]).settings),
    show: (id) => Promise.resolve(shown.push(id)),
    box,
    now: () => clock.now,
    today: () => "2026-11-24",
  });
  const caller = { tab: 1, push: (message: Push) => void pushed.push(message) } as Caller;
  const ask = async (start = 0) => (await originals.ask({ conversation: "c1", text: TEXT, start, said: ["[IBAN_9]"] }, caller)).question;
  const seen = async (id: string) => {
    const question = await originals.question(id);
    clock.now += DELAY;
    return question;
  };
  return { originals, approvals, masks, now, box, clock, shown, pushed, ask, seen };
}

test("the user picks what stays; the rest is replaced, and exactly that text is approved once", async () => {
  const { originals, approvals, pushed, shown, ask, seen, box } = setUp();
  const id = await ask(22);
  assert.deepEqual(shown, [id]);
  assert.equal((await seen(id))?.preferred, 1);
  await originals.decide(id, [1], null);
  assert.deepEqual(pushed, [{ push: "approved", question: id, edits: [EDITS[0]] }]);
  assert.equal(await approvals.has("c1", "[PERSON_1], Konto 1", true), true);
  assert.equal(await approvals.has("c1", "[PERSON_1], Konto 1", true), false);
  assert.equal(await approvals.has("c1", TEXT, true), false);
  assert.deepEqual(await originals.list(), [{ day: "2026-11-24", categories: ["IBAN"], reason: null }]);
  assert.doesNotMatch(JSON.stringify([...box.held]), /Erika|Konto/);
});

test("the table learns the placeholders with the yes, as they are then", async () => {
  const { originals, masks, now, pushed, ask, seen } = setUp();
  const id = await ask();
  await seen(id);
  now.edits = EDITS.map((edit) => ({ ...edit, text: edit.text.replace("1", "2") }));
  await originals.decide(id, [0], null);
  assert.deepEqual(masks, [
    { conversation: "c1", texts: [TEXT], purpose: "look", said: ["[IBAN_9]"] },
    { conversation: "c1", texts: [TEXT], said: ["[IBAN_9]"] },
  ]);
  assert.deepEqual(pushed, [{ push: "approved", question: id, edits: [now.edits[1]] }]);
});

test("what is found otherwise by then is another question", async () => {
  const { originals, now, pushed, approvals, ask, seen } = setUp();
  const id = await ask();
  await seen(id);
  now.edits = EDITS.slice(1);
  await assert.rejects(originals.decide(id, [0], null), (error) => error instanceof Refused && error.reason === "text-changed");
  assert.deepEqual([pushed, approvals.any], [[], false]);
});

test("a question is decided once", async () => {
  const { originals, ask, seen } = setUp();
  const id = await ask();
  await seen(id);
  await originals.decide(id, [0], null);
  await assert.rejects(originals.decide(id, [0], null), Refused);
  assert.equal(await originals.question(id), null);
});

test("a yes before anybody could have read, for nothing, or without the reason that is asked for, is none", async () => {
  const { originals, ask, seen, clock, pushed } = setUp({ originalReason: true });
  const id = await ask();
  await assert.rejects(originals.decide(id, [0], "own"), Refused);
  await originals.question(id);
  clock.now += DELAY - 1;
  await assert.rejects(originals.decide(id, [0], "own"), Refused);
  await seen(id);
  await assert.rejects(originals.decide(id, [], "own"), Refused);
  await assert.rejects(originals.decide(id, [7], "own"), Refused);
  await assert.rejects(originals.decide(id, [0], null), Refused);
  assert.deepEqual(pushed, []);
  await originals.decide(id, [0], "own");
  assert.deepEqual((await originals.list()).map(({ reason }) => reason), ["own"]);
});

test("the wait begins anew when its window comes to the front, as soon as the browser may have told us", async () => {
  const { originals, ask, seen, clock, pushed } = setUp();
  const id = await ask();
  originals.focused(1); // before anything was shown
  await seen(id);
  originals.focused(2); // another window
  originals.focused(1);
  clock.now += DELAY - LAG - 1;
  await assert.rejects(originals.decide(id, [0], null), Refused);
  clock.now += 1;
  await originals.decide(id, [0], null);
  assert.equal(pushed.length, 1);
});

test("a newer question of the tab replaces the one before", async () => {
  const { originals, ask } = setUp();
  const first = await ask();
  const second = await ask();
  assert.equal(await originals.question(first), null);
  assert.ok(await originals.question(second));
});

test("where policy forbids it, or something is blocked, nothing is asked", async () => {
  for (const { ask, shown } of [setUp({ allowOriginal: false }), setUp({}, ["some-rule"])]) {
    await assert.rejects(ask(), Refused);
    assert.deepEqual(shown, []);
  }
});
