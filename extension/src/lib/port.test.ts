import assert from "node:assert/strict";
import { test } from "node:test";
import { wirePair } from "../../test/fakes.ts";
import { Client, Refused, serve, type ClientOptions, type Handlers, type Wire } from "./port.ts";

interface Sample {
  double: { ask: { n: number }; answer: { n: number } };
  never: { ask: Record<string, never>; answer: Record<string, never> };
  refuse: { ask: Record<string, never>; answer: Record<string, never> };
  crash: { ask: Record<string, never>; answer: Record<string, never> };
}

const CANARY = "canary-7f3a";
const handlers: Handlers<Sample, string> = {
  double: ({ n }) => Promise.resolve({ n: 2 * n }),
  never: () => new Promise(() => undefined),
  refuse: () => Promise.reject(new Refused("upload")),
  crash: () => Promise.reject(new Error(CANARY)),
};
const always = (ask: unknown): ask is Record<string, never> => typeof ask === "object";
const checks = {
  double: (ask: unknown): ask is { n: number } => typeof (ask as { n?: unknown } | null)?.n === "number",
  never: always,
  refuse: always,
  crash: always,
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
