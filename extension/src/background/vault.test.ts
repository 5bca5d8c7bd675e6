import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeBox, fakeDatabase, fakeShelf, tableKeyForTests } from "../../test/fakes.ts";
import { keyOf } from "./keys.ts";
import { databaseShelf, memoryShelf } from "./shelves.ts";
import { Vault, type Shelf } from "./vault.ts";
import { Refused } from "../lib/port.ts";

const HOUR = 3_600_000;
const key = await tableKeyForTests();

function vault(shelf: Shelf = fakeShelf()) {
  const clock = { now: Date.UTC(2026, 10, 24, 12) };
  const open = () => new Vault({ shelf, key: () => Promise.resolve(key), now: () => clock.now, retentionHours: () => 24 });
  return { clock, shelf, open, vault: open() };
}

const write = (vault: Vault, conversation: string, text: string) =>
  vault.use(conversation, async () => ({ result: undefined, table: new TextEncoder().encode(text), used: true }));
const read = (vault: Vault, conversation: string) =>
  vault.use(conversation, async (table) => ({ result: new TextDecoder().decode(table), table }));

test("a table survives the background and belongs to one conversation", async () => {
  const { open, vault: first } = vault();
  await write(first, "c1", "PERSON_1=Erika Beispiel");
  const second = open();
  assert.equal(await read(second, "c1"), "PERSON_1=Erika Beispiel");
  assert.equal(await read(second, "c2"), "");
});

test("nothing readable lies on the shelf: no original, no conversation id", async () => {
  const shelf = fakeShelf();
  const { vault: v } = vault(shelf);
  await write(v, "conversation-canary", "original-canary");
  const stored = [...shelf.held].map(([id, entry]) => id + ("data" in entry ? Buffer.from(entry.data).toString("latin1") : "")).join();
  assert.equal(shelf.held.size, 1);
  assert.doesNotMatch(stored, /canary/);
});

test("a table filed under another conversation does not open", async () => {
  const shelf = fakeShelf();
  const { open, vault: v } = vault(shelf);
  await write(v, "c1", "secret");
  await write(v, "c2", "other");
  const [[one, entry], [two]] = [...shelf.held] as [[string, never], [string, never]];
  assert.notEqual(one, two);
  shelf.held.set(two, entry);
  assert.equal(await read(open(), "c2"), "");
});

test("jobs of one conversation run one after the other, those of two do not wait", async () => {
  const { vault: v } = vault();
  const append = (conversation: string, text: string, until: Promise<void> = Promise.resolve()) =>
    v.use(conversation, async (table) => {
      await until;
      return { result: undefined, table: new TextEncoder().encode(new TextDecoder().decode(table) + text) };
    });
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const first = append("c1", "a", gate);
  const others = [append("c1", "b"), append("c1", "c")];
  await append("c2", "x");
  assert.equal(await read(v, "c2"), "x");
  release();
  await Promise.all([first, ...others]);
  assert.equal(await read(v, "c1"), "abc");
});

test("a job that fails leaves the table and the queue as they were", async () => {
  const { vault: v } = vault();
  await write(v, "c1", "kept");
  await assert.rejects(v.use("c1", () => Promise.reject(new Error("trap"))));
  assert.equal(await read(v, "c1"), "kept");
});

test("a table that cannot be saved fails the job", async () => {
  const shelf: Shelf = { ...fakeShelf(), put: () => Promise.reject(new Error("quota")) };
  await assert.rejects(write(vault(shelf).vault, "c1", "new"));
});

test("a temporary key becomes the conversation's id", async () => {
  const { open, vault: v } = vault();
  await write(v, "new-1", "t");
  await v.rekey("new-1", "c1");
  assert.equal(await read(v, "c1"), "t");
  assert.equal(await read(v, "new-1"), "t", "a late question under the old key finds the table");
  await write(v, "new-1", "t2");
  assert.equal(await read(open(), "c1"), "t2", "and so does one after a restart");
  assert.equal(await read(open(), "new-1"), "t2");
});

test("a job that waits while its key is renamed works on the renamed table", async () => {
  const { vault: v } = vault();
  await write(v, "new-1", "t");
  const renamed = v.rekey("new-1", "c1");
  const late = write(v, "new-1", "late");
  await Promise.all([renamed, late]);
  assert.equal(await read(v, "c1"), "late");
});

test("two filled tables are never merged", async () => {
  const { vault: v } = vault();
  await write(v, "new-1", "one");
  await write(v, "c1", "two");
  await v.rekey("new-1", "c1");
  assert.equal(await read(v, "new-1"), "one");
  assert.equal(await read(v, "c1"), "two");
});

test("renaming in a circle, to itself or twice changes nothing", async () => {
  const { vault: v } = vault();
  await write(v, "a", "t");
  await v.rekey("a", "a");
  await Promise.all([v.rekey("a", "b"), v.rekey("b", "a"), v.rekey("a", "b"), v.rekey("a", "c")]);
  assert.equal(await read(v, "a"), "t");
  assert.equal(await read(v, "b"), "t");
  assert.equal(await read(v, "c"), "");
});

test("the order of the calls counts, not that in which their digests are ready", async (t) => {
  const { vault: v } = vault();
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  let call = 0;
  // Every second digest is ready long after the others: six turns of the event loop.
  t.mock.method(crypto.subtle, "digest", async (algorithm: string, data: BufferSource) => {
    if (call++ % 2 === 0) for (let turn = 0; turn < 6; turn++) await new Promise((next) => setImmediate(next));
    return digest(algorithm, data);
  });
  await Promise.all([write(v, "a", "1"), write(v, "a", "2"), write(v, "a", "3")]);
  assert.equal(await read(v, "a"), "3");
  await Promise.all([v.rekey("a", "b"), v.rekey("a", "c")]);
  assert.equal(await read(v, "b"), "3");
  assert.equal(await read(v, "c"), "");
});

test("renaming an empty conversation still joins both names", async () => {
  const { vault: v } = vault();
  await v.rekey("new-1", "c1");
  await write(v, "new-1", "t");
  assert.equal(await read(v, "c1"), "t");
});

test("the sweep deletes what the retention no longer covers", async () => {
  const shelf = fakeShelf();
  const { clock, vault: v } = vault(shelf);
  await write(v, "old", "1");
  await v.rekey("old", "old-id");
  clock.now += 20 * HOUR;
  await write(v, "young", "2");
  clock.now += 5 * HOUR;
  assert.equal(await v.sweep(), 2);
  assert.equal(shelf.held.size, 1);
  assert.equal(await read(v, "old-id"), "");
  assert.equal(await read(v, "young"), "2");
});

test("an expired table is not opened even before the sweep", async () => {
  const { clock, open, vault: v } = vault();
  await write(v, "c1", "1");
  clock.now += 25 * HOUR;
  assert.equal(await read(open(), "c1"), "");
});

test("masking again keeps a table alive, although nothing in it changes", async () => {
  const { clock, open, vault: v } = vault();
  await write(v, "c1", "1");
  clock.now += 23 * HOUR;
  await write(v, "c1", "1");
  clock.now += 23 * HOUR;
  assert.equal(await read(open(), "c1"), "1");
});

test("a clock set back by days makes nothing immortal", async () => {
  const { clock, open, vault: v } = vault();
  await write(v, "c1", "1");
  clock.now -= 48 * HOUR;
  assert.equal(await read(open(), "c1"), "");
});

test("damaged entries count as not there", async () => {
  const shelf = fakeShelf();
  const { open, vault: v } = vault(shelf);
  await write(v, "c1", "1");
  const [id] = [...shelf.held.keys()];
  for (const junk of [null, 7, {}, { iv: 1, data: 2, used: 3 }, { alias: 5, used: 1 }]) {
    shelf.held.set(id!, junk as never);
    assert.equal(await read(open(), "c1"), "");
  }
});

test("clearing deletes everything at once", async () => {
  const shelf = fakeShelf();
  const { vault: v } = vault(shelf);
  await write(v, "c1", "1");
  await v.clear();
  assert.equal(shelf.held.size, 0);
  assert.equal(await read(v, "c1"), "");
});

/** A promise, and how to keep it. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

test("a job that is under way while everything is deleted brings nothing back", async () => {
  const shelf = fakeShelf();
  const { vault: v } = vault(shelf);
  await write(v, "c1", "old");
  const [begun, end] = [gate(), gate()];
  const late = v.use("c1", async (table) => {
    begun.open();
    await end.opened;
    return { result: undefined, table: new TextEncoder().encode(`${new TextDecoder().decode(table)} and new`) };
  });
  await begun.opened;
  await v.clear();
  end.open();
  await assert.rejects(late);
  assert.equal(shelf.held.size, 0);
  assert.equal(await read(v, "c1"), "");
});

test("nor does one that is reading, writing or renaming just then", async () => {
  for (const slow of ["get", "put"] as const) {
    const shelf = fakeShelf();
    const [begun, end] = [gate(), gate()];
    await write(vault(shelf).vault, "new-1", "old");
    const held: Shelf = {
      ...shelf,
      [slow]: async (...args: [never, never]) => {
        begun.open();
        const done: unknown = await shelf[slow](...args);
        await end.opened;
        return done;
      },
    };
    const { vault: v } = vault(held);
    const late = [write(v, "new-1", "newer"), v.rekey("new-1", "c1")].map((job) => job.catch(() => undefined));
    await begun.opened;
    await v.clear();
    end.open();
    await Promise.all(late);
    for (const name of ["new-1", "c1"]) assert.equal(await read(v, name), "", `${slow}: ${name}`);
    assert.ok([...shelf.held.values()].every((entry) => !("data" in entry)), slow);
  }
});

test("a job that begins while everything is being deleted finds nothing", async () => {
  const shelf = fakeShelf();
  const end = gate();
  const { vault: v } = vault({ ...shelf, clear: () => end.opened.then(() => shelf.clear()) });
  await write(v, "c1", "old");
  const clearing = v.clear();
  const after = read(v, "c1");
  await write(vault().vault, "c2", "takes as long as reading does, and longer");
  end.open();
  await clearing;
  assert.equal(await after, "");
});

test("the sweep leaves a table that is used again while it looks", async () => {
  const shelf = fakeShelf();
  const { clock, vault: v } = vault(shelf);
  await write(v, "c1", "1");
  clock.now += 25 * HOUR;
  const listed = [...shelf.held];
  await write(v, "c1", "2");
  shelf.entries = async () => listed;
  assert.equal(await v.sweep(), 0);
  assert.equal(await read(v, "c1"), "2");
});

test("an expired table is not used either while it is still in memory", async () => {
  const { clock, vault: v } = vault();
  await write(v, "c1", "1");
  clock.now += 25 * HOUR;
  assert.equal(await read(v, "c1"), "");
});

test("no space left has its own reason, whatever the browser calls it", async () => {
  for (const error of [new DOMException("full", "QuotaExceededError"), new Error("Session storage quota bytes exceeded. Values were not stored.")]) {
    const shelf: Shelf = { ...fakeShelf(), put: () => Promise.reject(error) };
    await assert.rejects(write(vault(shelf).vault, "c1", "new"), (thrown: unknown) => thrown instanceof Refused && thrown.reason === "storage-full");
  }
});

test("the shelf in memory keeps entries byte by byte and apart from other things", async () => {
  const box = fakeBox({ tabs: { 1: "x" } });
  const { open, vault: v } = vault(memoryShelf(box));
  await write(v, "c1", "öäü\u0000");
  assert.equal(await read(open(), "c1"), "öäü\u0000");
  await v.clear();
  assert.deepEqual([...box.held.keys()], ["tabs"]);
});

test("the key is made once, cannot be read, and is found again", async () => {
  const database = fakeDatabase();
  const made = keyOf(database, "tables");
  const [a, b] = await Promise.all([made(), made()]);
  assert.equal(a, b);
  assert.equal(a.extractable, false);
  assert.equal(await keyOf(database, "tables")(), a);
  const shelf = databaseShelf(database);
  await shelf.put("x", { alias: "y", used: 1 });
  assert.deepEqual(await shelf.entries(), [["x", { alias: "y", used: 1 }]]);
});
