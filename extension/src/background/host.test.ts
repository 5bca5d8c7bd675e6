import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeEngine, type FakeEngine } from "../../test/fakes.ts";
import { Refused } from "../lib/port.ts";
import { turn } from "../lib/turn.ts";
import { Host, type HostOptions } from "./host.ts";

const bytes = (name: string) => new TextEncoder().encode(name);
const nameOf = (pack: Uint8Array) => new TextDecoder().decode(pack);
const failed = (error: unknown) => error instanceof Refused && error.reason === "engine-failed";

function host(options: Partial<HostOptions> = {}) {
  const made: { pack: string; engine: FakeEngine }[] = [];
  const host = new Host({
    make: (pack) => {
      const engine = fakeEngine({ serial: made.length + 1 });
      made.push({ pack: nameOf(pack), engine });
      return Promise.resolve(engine);
    },
    packs: { accepted: () => Promise.resolve(undefined), bundled: () => Promise.resolve(bytes("bundled")), names: () => Promise.resolve(bytes("names")) },
    ...options,
  });
  return { host, made };
}

test("many questions at the start make one engine", async () => {
  const { host: h, made } = host();
  const serials = await Promise.all([1, 2, 3].map(() => h.run((engine) => engine.serial)));
  assert.deepEqual(serials, [1, 1, 1]);
  assert.equal(made.length, 1);
  assert.deepEqual(h.status, { serial: 1, source: "bundled", failed: false, names: true });
});

test("the accepted pack is preferred to the bundled one", async () => {
  const { host: h, made } = host({ packs: { accepted: async () => ({ pack: bytes("accepted") }), bundled: async () => bytes("bundled"), names: async () => bytes("names") } });
  await h.warm();
  assert.deepEqual(made.map((m) => m.pack), ["accepted"]);
  assert.equal(h.status.source, "server");
});

test("an accepted pack that does not load gives way to the bundled one", async () => {
  const { host: h } = host({
    packs: { accepted: async () => ({ pack: bytes("accepted") }), bundled: async () => bytes("bundled"), names: async () => bytes("names") },
    make: (pack) => (nameOf(pack) === "accepted" ? Promise.reject(new Error("bad pack")) : Promise.resolve(fakeEngine())),
  });
  assert.equal(await h.run((engine) => engine.serial), 1);
  assert.equal(h.status.source, "bundled");
});

test("so does one that loads and finds nothing", async () => {
  const { host: h } = host({
    packs: { accepted: async () => ({ pack: bytes("blind") }), bundled: async () => bytes("bundled"), names: async () => bytes("names") },
    make: async (pack) => fakeEngine({ blind: nameOf(pack) === "blind" }),
  });
  await h.warm();
  assert.equal(h.status.source, "bundled");
});

test("a trap refuses the question that met it, and the next one gets a new engine", async () => {
  const { host: h, made } = host();
  await assert.rejects(h.run((engine) => engine.scan("\u0000trap")), failed);
  assert.equal(await h.run((engine) => engine.scan("a@b.example").length), 1);
  assert.equal(made.length, 2);
});

test("a refusal says nothing of the text", async () => {
  const { host: h } = host();
  await assert.rejects(h.run((engine) => engine.scan("canary-text \u0000trap")), (error: Error) => {
    assert.doesNotMatch(`${error.message} ${error.stack ?? ""} ${String(error.cause)}`, /canary-text/);
    return true;
  });
});

test("without any engine every question is refused, and the next one tries again", async () => {
  let broken = true;
  const { host: h } = host({ make: () => (broken ? Promise.reject(new Error("compile")) : Promise.resolve(fakeEngine())) });
  await assert.rejects(h.run((engine) => engine.serial), failed);
  assert.equal(h.status.failed, true);
  broken = false;
  assert.equal(await h.run((engine) => engine.serial), 1);
  assert.equal(h.status.failed, false);
});

test("everything is read side by side: nothing waits for the accepted pack", async () => {
  const begun: string[] = [];
  const noted = <T>(name: string, value: T) => {
    begun.push(name);
    return Promise.resolve(value);
  };
  let answer: (content: undefined) => void = () => undefined;
  const { host: h, made } = host({
    prepare: () => void begun.push("module"),
    packs: {
      accepted: () => noted("accepted", undefined).then(() => new Promise((resolve) => (answer = resolve))),
      bundled: () => noted("bundled", bytes("bundled")),
      names: () => noted("names", bytes("names")),
    },
  });
  const ready = h.warm();
  assert.deepEqual(begun.sort(), ["accepted", "bundled", "module", "names"]);
  await turn();
  assert.equal(made.length, 0); // which rules count is not known yet
  answer(undefined);
  await ready;
  assert.deepEqual(made.map((m) => m.pack), ["bundled"]);
});

test("bundled files that cannot be read are no matter while the accepted ones work", async () => {
  const gone = () => Promise.reject(new Error("gone"));
  const { host: h } = host({ packs: { accepted: async () => ({ pack: bytes("accepted"), names: bytes("names") }), bundled: gone, names: gone } });
  await h.warm();
  assert.deepEqual(h.status, { serial: 1, source: "server", failed: false, names: true });
});

test("an engine that never starts refuses when the wait is over", async () => {
  const { host: h } = host({ wait: 1, make: () => new Promise(() => undefined) });
  await assert.rejects(h.run((engine) => engine.serial), failed);
});

test("a long text has an engine of its own, steps by step, and others are answered in between", async () => {
  let steps = 0;
  const uses: string[] = [];
  const { host: h } = host({
    onStep: () => steps++,
    make: async (_pack, use) => {
      uses.push(use);
      return fakeEngine();
    },
  });
  const order: string[] = [];
  const short = await h.run((engine) => engine);
  const long = h.runLong(function* (engine) {
    assert.notEqual(engine, short);
    for (let i = 0; i < 50; i++) {
      order.push("step");
      yield;
    }
    return "done";
  });
  while (order.length === 0) await turn();
  await h.run(() => order.push("answer"));
  assert.equal(await long, "done");
  assert.equal(steps, 50);
  assert.ok(order.indexOf("answer") < 10, order.indexOf("answer").toString());
  assert.equal(await h.run((engine) => engine), short);
  assert.deepEqual(uses, ["prompts", "long text"]);
});

test("the engine of long texts is used again while it is small and its rules are in use", async () => {
  const { host: h, made } = host();
  const engineOf = () =>
    h.runLong(function* (engine) {
      yield;
      return engine;
    });
  await h.warm();
  const first = await engineOf();
  assert.equal(await engineOf(), first);
  Object.assign(first, { memory: 65 << 20 });
  assert.equal(await engineOf(), first, "it is only large afterwards");
  const second = await engineOf();
  assert.notEqual(second, first);
  h.adopt(await h.prove({ pack: bytes("new") }));
  assert.notEqual(await engineOf(), second);
  const old = h.runLong(function* (engine) {
    h.adopt(fakeEngine());
    yield;
    return engine;
  });
  assert.notEqual(await engineOf(), await old, "rules that changed meanwhile");
  assert.ok(made.length >= 5);
});

test("long texts come one after the other", async () => {
  const { host: h } = host();
  const order: string[] = [];
  const job = (name: string) =>
    h.runLong(function* () {
      order.push(`${name} begins`);
      yield;
      order.push(`${name} ends`);
    });
  await Promise.all([job("a"), job("b")]);
  assert.deepEqual(order, ["a begins", "a ends", "b begins", "b ends"]);
});

test("a trap in the middle of a long text refuses it, and the next one gets a new engine", async () => {
  const { host: h, made } = host();
  await assert.rejects(h.runLong((engine) => engine.scanInSteps("canary-text \u0000trap")), (error: Error) => {
    assert.doesNotMatch(`${error.message} ${error.stack ?? ""} ${String(error.cause)}`, /canary-text/);
    return failed(error);
  });
  assert.equal((await h.runLong((engine) => engine.scanInSteps("a@b.example"))).length, 1);
  assert.equal(made.length, 2);
});

test("a long text that nobody waits for ends at its next step", async () => {
  const { host: h } = host();
  const gone = new AbortController();
  let steps = 0;
  let ended = false;
  const job = h.runLong(function* () {
    try {
      for (;;) {
        if (++steps === 3) gone.abort();
        yield;
      }
    } finally {
      ended = true;
    }
  }, gone.signal);
  await assert.rejects(job, (error) => error instanceof Refused && error.reason === "background-away");
  assert.deepEqual([steps, ended], [3, true]);
});

test("a pack is proven in an engine of its own before it is adopted", async () => {
  const changes: (number | undefined)[] = [];
  const { host: h } = host({ onChange: () => changes.push(h.status.serial) });
  await h.warm();
  const engine = await h.prove({ pack: bytes("new") });
  assert.equal(h.status.serial, 1);
  h.adopt(engine);
  assert.deepEqual(h.status, { serial: 2, source: "server", failed: false, names: true });
  assert.deepEqual(changes, [1, 2]);
});

test("a pack that finds too little or too much is not proven", async () => {
  const { host: h } = host({ make: async () => fakeEngine({ blind: true }) });
  await assert.rejects(h.prove({ pack: bytes("x") }));
  const greedy = fakeEngine();
  const { host: other } = host({ make: async () => ({ ...greedy, scan: () => [0, 1].map((rule) => ({ start: 0, length: 1, rule, score: 1 })) }) });
  await assert.rejects(other.prove({ pack: bytes("x") }));
});

test("an engine that traps after another was adopted does not displace it", async () => {
  const { host: h } = host();
  let adopted: FakeEngine | undefined;
  await assert.rejects(
    h.run((engine) => {
      adopted = fakeEngine({ serial: 9 });
      h.adopt(adopted);
      return engine.scan("\u0000trap");
    }),
    failed,
  );
  assert.equal(await h.run((engine) => engine.serial), 9);
});

test("the signed model of names comes first, then the bundled one, then the rules alone, and the status says so", async () => {
  const learned: string[] = [];
  const make = async () => {
    const engine = fakeEngine();
    const { learn } = engine;
    engine.learn = (model) => {
      learned.push(model ? nameOf(model) : "none");
      learn(model);
    };
    return engine;
  };
  const status = async (signed: string | undefined, bundled: string) => {
    learned.length = 0;
    const { host: h } = host({
      make,
      packs: {
        accepted: async () => ({ pack: bytes("accepted"), names: signed === undefined ? undefined : bytes(signed) }),
        bundled: async () => bytes("bundled"),
        names: () => (bundled === "missing" ? Promise.reject(new Error("missing")) : Promise.resolve(bytes(bundled))),
      },
    });
    await h.warm();
    return { ...h.status, learned: [...learned] };
  };
  const of = (names: boolean, learned: string[]) => ({ serial: 1, source: "server", failed: false, names, learned });
  assert.deepEqual(await status("signed", "bundled"), of(true, ["signed"]));
  assert.deepEqual(await status(undefined, "bundled"), of(true, ["bundled"]));
  assert.deepEqual(await status("refused", "bundled"), of(true, ["refused", "bundled"]));
  assert.deepEqual(await status("refused", "refused"), of(false, ["refused", "refused"]));
  assert.deepEqual(await status(undefined, "missing"), of(false, []));
});

test("a question that comes early waits for the model of names", async () => {
  let deliver = (_: Uint8Array) => {};
  const names = new Promise<Uint8Array>((resolve) => (deliver = resolve));
  const { host: h } = host({ packs: { accepted: async () => undefined, bundled: async () => bytes("bundled"), names: () => names } });
  const early = h.run((engine) => engine.names);
  await new Promise(setImmediate);
  deliver(bytes("names"));
  assert.equal(await early, true);
});
