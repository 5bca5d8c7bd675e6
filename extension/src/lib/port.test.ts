import assert from "node:assert/strict";
import { test } from "node:test";
import { wirePair } from "../../test/fakes.ts";
import { Client, Refused, serve, type ClientOptions, type Handlers, type Wire } from "./port.ts";
import { Pulse } from "./pulse.ts";

interface Sample {
  double: { ask: { n: number }; answer: { n: number } };
  never: { ask: Record<string, never>; answer: Record<string, never> };
  refuse: { ask: Record<string, never>; answer: Record<string, never> };
  crash: { ask: Record<string, never>; answer: Record<string, never> };
  echo: { ask: { texts: string[]; lists: unknown[][] }; answer: { texts: string[]; lists: unknown[][] } };
}

const CANARY = "canary-7f3a";
const handlers: Handlers<Sample, string> = {
  double: ({ n }) => Promise.resolve({ n: 2 * n }),
  never: () => new Promise(() => undefined),
  refuse: () => Promise.reject(new Refused("upload")),
  crash: () => Promise.reject(new Error(CANARY)),
  echo: (ask) => Promise.resolve(ask),
};
const always = (ask: unknown): ask is Record<string, never> => typeof ask === "object";
const checks = {
  double: (ask: unknown): ask is { n: number } => typeof (ask as { n?: unknown } | null)?.n === "number",
  never: always,
  refuse: always,
  crash: always,
  echo: (ask: unknown): ask is Sample["echo"]["ask"] => Array.isArray((ask as { texts?: unknown } | null)?.texts),
};

function connected(options: Partial<ClientOptions> = {}): { client: Client<Sample>; pairs: ReturnType<typeof wirePair>[] } {
  const pairs: ReturnType<typeof wirePair>[] = [];
  const client = new Client<Sample>({
    open() {
      const pair = wirePair();
      pairs.push(pair);
      serve(pair.server, handlers, checks, "caller");
      return pair.client;
    },
    alive: () => true,
    ...options,
  });
  return { client, pairs };
}

const refused = (reason: string) => (error: unknown) => error instanceof Refused && error.reason === reason;

test("a question gets its answer, over one Port", async () => {
  const { client, pairs } = connected();
  assert.deepEqual(await Promise.all([client.ask("double", { n: 2 }), client.ask("double", { n: 5 })]), [{ n: 4 }, { n: 10 }]);
  assert.equal(pairs.length, 1);
});

test("a handler's refusal arrives with its reason", async () => {
  await assert.rejects(connected().client.ask("refuse", {}), refused("upload"));
});

test("a handler that throws refuses without its message", async () => {
  const pair = wirePair();
  serve(pair.server, handlers, checks, "caller");
  const reply = await new Promise<unknown>((resolve) => {
    pair.client.onMessage.addListener(resolve);
    pair.client.postMessage({ id: 1, kind: "crash", ask: {} });
  });
  assert.deepEqual(reply, { id: 1, failure: "engine-failed" });
});

test("an ask of the wrong shape is refused before the handler", async () => {
  await assert.rejects(connected().client.ask("double", { n: "2" } as never), refused("unreadable"));
});

test("a kind that is not in the table is refused, inherited names included", async () => {
  for (const kind of ["unknown", "toString", "__proto__", "constructor"]) {
    await assert.rejects(connected().client.ask(kind as "double", { n: 1 }), refused("engine-failed"));
  }
});

test("messages that are no requests get no reply", async () => {
  const pair = wirePair();
  serve(pair.server, handlers, checks, "caller");
  const replies: unknown[] = [];
  const done = new Promise<void>((resolve) =>
    pair.client.onMessage.addListener((reply) => {
      replies.push(reply);
      resolve();
    }),
  );
  for (const junk of [null, 7, "text", [], {}, { id: "1", kind: "double" }, { kind: "double", ask: { n: 1 } }]) pair.client.postMessage(junk);
  pair.client.postMessage({ id: 9, kind: "double", ask: { n: 1 } });
  await done;
  assert.deepEqual(replies, [{ id: 9, answer: { n: 2 } }]);
});

test("silence ends in a refusal when the wait is over", async () => {
  await assert.rejects(connected({ wait: 1 }).client.ask("never", {}), refused("background-away"));
});

test("after a broken Port an open question is asked once more", async () => {
  const opened: Wire[] = [];
  const first = wirePair(); // nobody answers here
  const second = wirePair();
  serve(second.server, handlers, checks, "caller");
  const wires = [first.client, second.client];
  const { client } = connected({
    open() {
      const wire = wires[opened.length];
      assert.ok(wire);
      opened.push(wire);
      return wire;
    },
  });
  const answer = client.ask("double", { n: 3 });
  first.cut();
  assert.deepEqual(await answer, { n: 6 });
  assert.equal(opened.length, 2);
});

test("a second break refuses", async () => {
  const pairs = [wirePair(), wirePair()];
  let opened = 0;
  const { client } = connected({ open: () => pairs[opened++]!.client });
  const answer = client.ask("double", { n: 3 });
  pairs[0]!.cut();
  pairs[1]!.cut();
  await assert.rejects(answer, refused("background-away"));
  assert.equal(opened, 2);
});

test("a question that must not be asked twice is refused at the first break", async () => {
  const pair = wirePair();
  let opened = 0;
  const { client } = connected({ once: ["double"], open: () => (opened++, pair.client) });
  const answer = client.ask("double", { n: 3 });
  pair.cut();
  await assert.rejects(answer, refused("background-away"));
  assert.equal(opened, 1);
});

test("in an orphaned tab every question is refused at once", async () => {
  const { client, pairs } = connected({ alive: () => false });
  await assert.rejects(client.ask("double", { n: 1 }), refused("extension-updated"));
  assert.equal(pairs.length, 0);
});

test("a Port that cannot be opened refuses", async () => {
  const { client } = connected({
    open() {
      throw new Error("Extension context invalidated.");
    },
  });
  await assert.rejects(client.ask("double", { n: 1 }), refused("background-away"));
});

test("what answers no question is pushed", async () => {
  const pushed: unknown[] = [];
  const { client, pairs } = connected({ onPush: (message) => pushed.push(message) });
  await client.ask("double", { n: 1 });
  pairs[0]!.server.postMessage({ push: "rules", version: "2" });
  await client.ask("double", { n: 1 });
  assert.deepEqual(pushed, [{ push: "rules", version: "2" }]);
});

test("closing refuses what is open", async () => {
  const { client } = connected();
  const answer = client.ask("never", {});
  client.close();
  await assert.rejects(answer, refused("background-away"));
});

const LONG_ASK = {
  texts: ["short", "🙂ä".repeat(300_000), "", "x".repeat(700_000)],
  lists: [[], Array.from({ length: 50_000 }, (_, i) => ({ start: i, length: 3, text: `[EMAIL_${i}]`, category: "EMAIL" })), [["y".repeat(300_000)]]],
};

test("long texts and lists go in pieces, there and back, and no message is large", async () => {
  const sizes: number[] = [];
  const measured = (wire: Wire): Wire => ({
    ...wire,
    postMessage(message) {
      sizes.push(JSON.stringify(message).length);
      wire.postMessage(message);
    },
  });
  const pair = wirePair();
  serve(measured(pair.server), handlers, checks, "caller");
  const { client } = connected({ open: () => measured(pair.client) });
  assert.deepEqual(await client.ask("echo", LONG_ASK), LONG_ASK);
  assert.ok(sizes.length > 10);
  assert.ok(Math.max(...sizes) < 2 << 20, `${Math.max(...sizes)}`);
});

test("a text of which a piece is missing, of a wrong place or too much is never answered as if it were whole", async () => {
  const pair = wirePair();
  serve(pair.server, handlers, checks, "caller");
  const replies: unknown[] = [];
  pair.client.onMessage.addListener((reply) => replies.push(reply));
  const light = { texts: [""], lists: [] };
  const piece = { path: ["texts", 0], next: "abc" };
  const sent: [unknown[], number | undefined][] = [
    [[piece], 2],
    [[], 1],
    [[piece], undefined],
    [[{ path: ["texts", 1], next: "abc" }], 1],
    [[{ path: ["__proto__", "polluted"], next: "abc" }], 1],
    [[{ path: ["texts"], next: "abc" }, { path: [], next: "" }], 2],
    [[{ path: ["texts", 0] }], 1],
  ];
  for (const [i, [pieces, count]] of sent.entries()) {
    for (const one of pieces) pair.client.postMessage({ id: i, piece: one });
    pair.client.postMessage({ id: i, kind: "echo", ask: light, pieces: count });
  }
  pair.client.postMessage({ id: 100, kind: "double", ask: { n: 1 } });
  while (!replies.some((reply) => (reply as { id: number }).id === 100)) await new Promise(setImmediate);
  const failures = replies.filter((reply) => "failure" in (reply as object));
  assert.deepEqual(failures, sent.map((_, id) => ({ id, failure: "unreadable" })));
  assert.equal("polluted" in {}, false);
});

test("more text than a question may have is refused, with its own reason, before anything large is sent", async () => {
  const { client, pairs } = connected();
  await client.ask("double", { n: 1 });
  let units = 0;
  pairs[0]!.server.onMessage.addListener((message) => (units += JSON.stringify(message).length));
  const part = "x".repeat(1 << 20);
  await assert.rejects(client.ask("echo", { texts: Array<string>(65).fill(part), lists: [] }), refused("too-long"));
  assert.ok(units <= 66 << 20);
});

test("signs of life keep a question alive, and nothing but signs of life does", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const pulse = new Pulse();
  const pair = wirePair();
  let finish: (answer: Record<string, never>) => void = () => undefined;
  const work: boolean[] = [];
  const slow: Handlers<Sample, string> = { ...handlers, never: () => new Promise((resolve) => (finish = resolve)) };
  serve(pair.server, slow, checks, "caller", pulse);
  const client = new Client<Sample>({ open: () => pair.client, alive: () => true, wait: 50, onWork: (going) => work.push(going) });
  let settled = false;
  const answer = client.ask("never", {}).finally(() => (settled = true));
  for (let sign = 0; sign < 5; sign++) {
    t.mock.timers.tick(49);
    pair.server.postMessage({ id: 1, alive: true });
    await new Promise(setImmediate);
    assert.equal(settled, false);
  }
  pulse.beat();
  finish({});
  assert.deepEqual(await answer, {});
  assert.equal(work.pop(), false);
  assert.ok(work.length > 1 && work.every(Boolean));
  const unanswered = assert.rejects(client.ask("never", {}), refused("background-away"));
  t.mock.timers.tick(50);
  t.mock.timers.tick(50);
  await unanswered;
});

test("who stood still hears what was said meanwhile before giving up", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const pair = wirePair();
  const client = new Client<Sample>({ open: () => pair.client, alive: () => true, wait: 50 });
  const answer = client.ask("double", { n: 2 });
  t.mock.timers.tick(50); // the first thing that runs when the page runs again
  pair.server.postMessage({ id: 1, answer: { n: 4 } });
  assert.deepEqual(await answer, { n: 4 });
});

test("every open question hears the pulse, answered ones and closed Ports do not", async () => {
  let now = 0;
  const pulse = new Pulse(() => now);
  const pair = wirePair();
  serve(pair.server, handlers, checks, "caller", pulse);
  const heard: unknown[] = [];
  pair.client.onMessage.addListener((message) => heard.push(message));
  pair.client.postMessage({ id: 1, kind: "never", ask: {} });
  pair.client.postMessage({ id: 2, kind: "double", ask: { n: 1 } });
  while (heard.length < 1) await new Promise(setImmediate);
  for (now of [1_000, 1_100, 1_600]) pulse.beat();
  await new Promise(setImmediate);
  assert.deepEqual(heard.slice(1), [{ id: 1, alive: true }, { id: 1, alive: true }]);
  pair.cut();
  now = 9_000;
  pulse.beat();
  await new Promise(setImmediate);
  assert.equal(heard.length, 3);
});

test("a handler learns that nobody waits any more", async () => {
  const pair = wirePair();
  const gone = new Promise<void>((resolve) => {
    const patient: Handlers<Sample, string> = {
      ...handlers,
      never: (_ask, _caller, signal) => new Promise(() => signal.addEventListener("abort", () => resolve())),
    };
    serve(pair.server, patient, checks, "caller");
  });
  pair.client.postMessage({ id: 1, kind: "never", ask: {} });
  await new Promise(setImmediate);
  pair.cut();
  await gone;
});
