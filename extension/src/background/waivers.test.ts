import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeBox } from "../../test/fakes.ts";
import { Waivers } from "./waivers.ts";

const key = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
const NAME = { category: "PERSON", value: "Henrike Vollbrecht", conversation: "chat-one" };

function setUp(kept = fakeBox(), session = fakeBox()) {
  return { kept, session, waivers: new Waivers({ key: () => Promise.resolve(key), kept, session, today: () => "2026-11-24" }) };
}

test("what is stored tells neither value nor conversation", async () => {
  const { waivers, kept, session } = setUp();
  await waivers.add(NAME, { lasting: true, unwritten: false });
  await waivers.add(NAME, { lasting: false, unwritten: false });
  const stored = JSON.stringify([[...kept.held], [...session.held]]);
  assert.doesNotMatch(stored, /henrike|vollbrecht|chat/i);
  assert.deepEqual((await waivers.list()).map(({ category, day }) => [category, day]), [["PERSON", "2026-11-24"]]);
});

test("a decision outlives the background, and holds for the value in another spelling and for its class only", async () => {
  const { waivers, kept, session } = setUp();
  await waivers.add(NAME, { lasting: true, unwritten: false });
  const again = setUp(kept, session).waivers;
  assert.equal(await again.of({ ...NAME, value: "HENRIKE  Vollbrecht", conversation: "c2" }), "always");
  assert.equal(await again.of({ ...NAME, value: "Vollbrecht" }), undefined);
  assert.equal(await again.of({ ...NAME, category: "ORG" }), undefined);
});

test("numbers are the same however they are spaced", async () => {
  const { waivers } = setUp();
  await waivers.add({ ...NAME, category: "IBAN", value: "DE24 7015 0000 0094 6173 20" }, { lasting: true, unwritten: false });
  assert.equal(await waivers.of({ ...NAME, category: "IBAN", value: "DE24701500000094617320" }), "always");
});

test("the same decision twice is one entry, and one withdrawal ends it", async () => {
  const { waivers } = setUp();
  await waivers.add(NAME, { lasting: true, unwritten: false });
  await waivers.add(NAME, { lasting: true, unwritten: false });
  const [only, ...more] = await waivers.list();
  assert.deepEqual(more, []);
  await waivers.withdraw(only?.id ?? "");
  assert.equal(await waivers.of(NAME), undefined);
});

test("of a private window nothing reaches the disk, and it holds while the browser runs", async () => {
  const { waivers, kept, session } = setUp();
  await waivers.add(NAME, { lasting: true, unwritten: true });
  assert.equal(kept.held.size, 0);
  assert.equal(await waivers.of({ ...NAME, conversation: "c2" }), "always");
  assert.equal(await setUp(kept, session).waivers.of(NAME), "always");
  assert.deepEqual(await waivers.list(), []);
  await waivers.revoke(NAME);
  assert.equal(await waivers.of(NAME), undefined);
});

test("damaged entries count as not there", async () => {
  const { waivers } = setUp(fakeBox({ waivers: [{ id: 1 }, null, { id: "x", category: "NOSE", day: "2026-11-24" }] }), fakeBox({ "waivers.once": "x" }));
  assert.deepEqual(await waivers.list(), []);
  assert.equal(await waivers.of(NAME), undefined);
});

test("a class that does not exist is not excepted", async () => {
  const { waivers, kept } = setUp();
  await waivers.add({ ...NAME, category: "NOSE" }, { lasting: true, unwritten: false });
  assert.equal(kept.held.size, 0);
});
