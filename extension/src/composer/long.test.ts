import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer, Ask, Finding } from "../lib/messages.ts";
import { LEAST, Long, MOST } from "./long.ts";

const finding = (start: number, action: Finding["action"] = "mask"): Finding => ({ start, length: 1, rule: "r", category: "PERSON", action, score: 90 });
const long = "x".repeat(LEAST);

/** A background that finds every "@", and "-" of which nobody is to hear. */
function setUp() {
  const asks: Ask<"draft">[] = [];
  const scans: string[] = [];
  let held: { text: string; version: number } | undefined;
  let left = 0;
  const find = (text: string) => [...text.matchAll(/[@-]/g)].map((m) => finding(m.index, m[0] === "@" ? "mask" : "off"));
  const tools = {
    conversation: async () => "c1",
    scan: async (text: string) => {
      scans.push(text);
      return find(text);
    },
    draft: async (ask: Ask<"draft">): Promise<Answer<"draft">> => {
      asks.push(ask);
      if (ask.version > 0 && held?.version !== ask.version - 1) return { known: false, total: 0, first: 0, removed: 0, findings: [] };
      const before = ask.version === 0 ? "" : (held?.text ?? "");
      const text = before.slice(0, ask.start) + ask.by + before.slice(ask.start + ask.removed);
      held = { text, version: ask.version };
      return { known: true, total: find(text).length, first: 0, removed: find(before).length, findings: find(text) };
    },
    leave: () => {
      left++;
    },
  };
  return { long: new Long(tools), tools, asks, scans, lose: () => (held = undefined), left: () => left };
}

test("short and very long texts are scanned, and that is a verdict", async () => {
  const { long: l, scans, asks } = setUp();
  for (const text of ["a@", "@".repeat(LEAST - 1), "@".repeat(MOST + 1)]) assert.equal((await l.find(text)).verdict, true);
  assert.deepEqual([scans.length, asks.length], [3, 0]);
});

test("of a long text only the change is sent, and what is found is no verdict", async () => {
  const { long: l, asks, scans } = setUp();
  await l.find(`${long}@-`);
  const { findings, verdict } = await l.find(`${long}.@-@`);
  assert.deepEqual(findings, [finding(LEAST + 1), finding(LEAST + 3)]);
  assert.equal(verdict, false);
  assert.deepEqual(asks.map(({ version, start, removed, by }) => [version, start, removed, by.length]), [
    [0, 0, 0, LEAST + 2],
    [1, LEAST, 2, 4],
  ]);
  assert.equal(scans.length, 0);
});

test("what the background does not know any more is sent as a whole", async () => {
  const { long: l, asks, lose } = setUp();
  await l.find(long);
  lose();
  assert.deepEqual((await l.find(`${long}@`)).findings, [finding(LEAST)]);
  assert.deepEqual(asks.map((ask) => ask.version), [0, 1, 0]);
  await l.find(`${long}@@`);
  assert.equal(asks.at(-1)?.version, 1);
});

test("an answer that does not add up is not believed", async () => {
  const { long: l, tools, asks } = setUp();
  await l.find(`${long}@`);
  const { draft } = tools;
  tools.draft = async (ask) => ({ ...(await draft(ask)), ...(ask.version > 0 ? { removed: 0 } : {}) });
  assert.deepEqual((await l.find(`${long}@@`)).findings, [finding(LEAST), finding(LEAST + 1)]);
  assert.deepEqual(asks.map((ask) => ask.version), [0, 1, 0]);
});

test("after a failure the whole text is sent", async () => {
  const { long: l, tools, asks } = setUp();
  await l.find(long);
  const { draft } = tools;
  tools.draft = () => Promise.reject(new Error("away"));
  await assert.rejects(l.find(`${long}@`));
  tools.draft = draft;
  await l.find(`${long}@`);
  assert.deepEqual(asks.map((ask) => ask.version), [0, 0]);
});

test("questions wait for one another", async () => {
  const { long: l, asks } = setUp();
  const answers = await Promise.all([l.find(long), l.find(`${long}@`), l.find(`${long}@@`)]);
  assert.deepEqual(answers.map(({ findings }) => findings.length), [0, 1, 2]);
  assert.deepEqual(asks.map((ask) => ask.version), [0, 1, 2]);
});

test("the background is told once that the text is gone, also when it became short", async () => {
  const { long: l, asks, left } = setUp();
  l.leave();
  assert.equal(left(), 0);
  await l.find(long);
  await l.find("short");
  l.leave();
  assert.equal(left(), 1);
  await l.find(long);
  assert.deepEqual(asks.map((ask) => ask.version), [0, 0]);
});

test("leaving in the middle of a question leaves nothing to go on from", async () => {
  const { long: l, asks, left } = setUp();
  const first = l.find(long);
  await Promise.resolve();
  await Promise.resolve();
  l.leave();
  await first;
  await l.find(`${long}@`);
  assert.deepEqual([left(), asks.map((ask) => ask.version)], [1, [0, 0]]);
});
