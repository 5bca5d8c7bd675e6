import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeBox, fakeDatabase, fakeEngine } from "../../test/fakes.ts";
import { settle } from "../policy/settings.ts";
import { UpdateStore } from "./update-store.ts";
import { Updates, type UpdateOptions, type Verified, type Verify } from "./updates.ts";

const ROOT = "ab".repeat(32);
const OTHER = "cd".repeat(32);
const bytes = (text: string) => new TextEncoder().encode(text);
const verified = (serial: number): Verified => ({ rules: { serial, bytes: bytes(`pack ${serial}`) } });

class Code extends Error {
  readonly code: unknown;

  constructor(code: unknown) {
    super("canary-server-text");
    this.code = code;
  }
}

function updates(options: Partial<UpdateOptions> & { verify: Verify }) {
  const values: Record<string, unknown> = { serverUrl: "https://deckname.example", rootSha256: ROOT };
  const box = fakeBox();
  const store = new UpdateStore(fakeDatabase());
  const clock = { now: 1_000_000 };
  const adopted: number[] = [];
  const made = new Updates({
    settings: async () => settle([{ origin: "managed", values }]).settings,
    fetch: () => Promise.reject(new Error("no network in this test")),
    store,
    prove: async ({ pack }) => fakeEngine({ serial: Number(new TextDecoder().decode(pack).slice(5)) }),
    adopt: (engine) => adopted.push(engine.serial),
    box,
    now: () => clock.now,
    ...options,
  });
  return { values, box, store, clock, adopted, updates: made };
}

test("verified rules are proven, kept and used", async () => {
  const { updates: u, adopted, store, clock } = updates({
    verify: async (hands, pin) => {
      assert.deepEqual(pin, { rootSha256: ROOT, channel: "all", floor: 0 });
      assert.equal(hands.now(), 1_000);
      await hands.store("timestamp.json", bytes("t1"));
      return { ...verified(3), notice: { id: 1, published: "2026-11-24T10:00:00Z", de: "<p>d</p>", en: "<p>e</p>" } };
    },
  });
  await u.check();
  assert.deepEqual(adopted, [3]);
  assert.deepEqual(new TextDecoder().decode((await u.accepted())?.pack), "pack 3");
  assert.deepEqual(await store.file(ROOT, "timestamp.json"), bytes("t1"));
  const state = await u.state();
  assert.equal(state?.checked, clock.now);
  assert.equal(state?.accepted, clock.now);
  assert.equal(state?.notice?.id, 1);
  assert.equal(state?.failing, undefined);
});

test("the serial held is the floor, and the same rules again start no engine", async () => {
  const floors: number[] = [];
  const { updates: u, adopted, clock } = updates({ verify: async (_, { floor }) => (floors.push(floor), verified(3)) });
  await u.check();
  clock.now += 5_000;
  await u.check();
  assert.deepEqual(floors, [0, 3]);
  assert.deepEqual(adopted, [3]);
  assert.deepEqual([(await u.state())?.accepted, (await u.state())?.checked], [1_000_000, 1_005_000]);
});

test("a failed run keeps the last good rules, stores nothing, and tells since when", async () => {
  const outcomes: (() => Promise<Verified>)[] = [
    async () => verified(3),
    () => Promise.reject(new Code("signature")),
    () => Promise.reject(new Code("network")),
    async () => verified(4),
  ];
  const { updates: u, adopted, store, clock } = updates({
    verify: async (hands) => {
      const outcome = outcomes.shift();
      assert.ok(outcome);
      await hands.store("timestamp.json", bytes(`left ${outcomes.length}`));
      return outcome();
    },
  });
  await u.check();
  clock.now = 2_000_000;
  await u.check();
  clock.now = 3_000_000;
  await u.check();
  assert.deepEqual(adopted, [3]);
  assert.deepEqual(await store.file(ROOT, "timestamp.json"), bytes("left 3"));
  assert.deepEqual((await u.state())?.failing, { since: 2_000_000, code: "network" });
  assert.equal((await u.state())?.checked, 1_000_000);
  await u.check();
  assert.deepEqual(adopted, [3, 4]);
  assert.equal((await u.state())?.failing, undefined);
});

test("signed rules that fail their test are not used, and the old ones stay", async () => {
  let serial = 3;
  const { updates: u, adopted } = updates({
    verify: async () => ({ ...verified(serial), notice: { id: serial, published: "2026-11-24T10:00:00Z", de: "d", en: "e" } }),
    prove: async ({ pack }) => (new TextDecoder().decode(pack) === "pack 4" ? Promise.reject(new Error("too much")) : fakeEngine({ serial: 3 })),
  });
  await u.check();
  serial = 4;
  await u.check();
  assert.deepEqual(adopted, [3]);
  assert.equal(new TextDecoder().decode((await u.accepted())?.pack), "pack 3");
  const state = await u.state();
  assert.equal(state?.failing?.code, "rules-unfit");
  assert.equal(state.notice?.id, 4, "the notice is shown all the same");
  assert.equal(state.accepted, 1_000_000);
});

for (const code of [undefined, 7, "Has Spaces", "x".repeat(99), "<b>"]) {
  test(`a failure without a proper code (${String(code).slice(0, 12)}) is an internal one and says nothing else`, async () => {
    const { updates: u, box } = updates({ verify: () => Promise.reject(new Code(code)) });
    await u.check();
    assert.equal((await u.state())?.failing?.code, "internal");
    assert.doesNotMatch(JSON.stringify([...box.held]), /canary/);
  });
}

test("without server or root nothing is asked", async () => {
  const { updates: u, values } = updates({ verify: () => assert.fail("asked") });
  for (const missing of ["serverUrl", "rootSha256"]) {
    const value = values[missing];
    values[missing] = undefined;
    await u.check();
    assert.equal(await u.state(), undefined);
    assert.equal(await u.accepted(), undefined);
    values[missing] = value;
  }
});

test("under another root nothing of the old state counts", async () => {
  const { updates: u, values } = updates({ verify: async (_, { floor }) => verified(floor + 3) });
  await u.check();
  values["rootSha256"] = OTHER;
  assert.equal(await u.accepted(), undefined);
  assert.deepEqual(await u.state(), { root: OTHER });
  await u.check();
  assert.equal(new TextDecoder().decode((await u.accepted())?.pack), "pack 3");
});

test("a hint during a check makes one more check, however many hints come", async () => {
  let runs = 0;
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const { updates: u } = updates({
    verify: async () => {
      runs++;
      await gate;
      return verified(3);
    },
  });
  const all = [u.check(), u.check(), u.check()];
  release();
  await Promise.all(all);
  assert.equal(runs, 2);
});

test("files are fetched below the server's address, the timestamp and the next root always anew", async () => {
  const asked: unknown[] = [];
  const { updates: u } = updates({
    fetch: async (base, path, max, revalidate) => (asked.push([base, path, max, revalidate]), { status: 404, body: new Uint8Array() }),
    verify: async (hands) => {
      await hands.get("metadata", "timestamp.json", 16_000);
      await hands.get("metadata", "2.root.json", 7);
      await hands.get("metadata", "3.snapshot.json", 6);
      await hands.get("target", "rules/x.1.pack", 5);
      return verified(1);
    },
  });
  await u.check();
  assert.deepEqual(asked, [
    ["https://deckname.example/v1/updates/metadata/", "timestamp.json", 16_000, true],
    ["https://deckname.example/v1/updates/metadata/", "2.root.json", 7, true],
    ["https://deckname.example/v1/updates/metadata/", "3.snapshot.json", 6, false],
    ["https://deckname.example/v1/updates/targets/", "rules/x.1.pack", 5, false],
  ]);
});

test("stored files are what the verifier staged in this run, before what lies in the store", async () => {
  const { updates: u, store } = updates({
    verify: async (hands) => {
      assert.equal(await hands.load("a"), null);
      await hands.store("a", bytes("new"));
      assert.deepEqual(await hands.load("a"), bytes("new"));
      throw new Code("mismatch");
    },
  });
  await u.check();
  assert.equal(await store.file(ROOT, "a"), null);
});

test("a young check is not repeated for every tab that opens", async () => {
  let runs = 0;
  const { updates: u, clock } = updates({ verify: async () => (runs++, verified(1)) });
  await Promise.all([u.checkIfOlder(1_000), u.checkIfOlder(1_000)]);
  await u.checkIfOlder(1_000);
  assert.equal(runs, 1);
  clock.now += 1_000;
  await u.checkIfOlder(1_000);
  assert.equal(runs, 2);
  clock.now -= 3_600_000;
  await u.checkIfOlder(1_000);
  assert.equal(runs, 3, "a clock that went back does not stop checking");
});

test("a signed model of names is proven with the rules and kept with them", async () => {
  const proven: (string | undefined)[] = [];
  const text = (b: Uint8Array | undefined) => b && new TextDecoder().decode(b);
  let names: Uint8Array | undefined = bytes("names 1");
  let serial = 3;
  const { updates: u } = updates({
    verify: async () => ({ ...verified(serial), names }),
    prove: async (content) => {
      proven.push(text(content.names));
      return fakeEngine({ serial });
    },
  });
  await u.check();
  assert.equal(text((await u.accepted())?.names), "names 1");
  [serial, names] = [4, undefined];
  await u.check();
  assert.deepEqual(await u.accepted(), { pack: bytes("pack 4"), names: undefined });
  assert.deepEqual(proven, ["names 1", undefined]);
});

test("signed tables of sites are kept with the rules they came with, until rules come without", async () => {
  let sites: Uint8Array | undefined = bytes("tables");
  let serial = 3;
  const { updates: u } = updates({ verify: async () => ({ ...verified(serial), sites }) });
  assert.equal(await u.sites(), undefined);
  await u.check();
  assert.deepEqual(await u.sites(), bytes("tables"));
  [serial, sites] = [4, undefined];
  await u.check();
  assert.equal(await u.sites(), undefined);
});
