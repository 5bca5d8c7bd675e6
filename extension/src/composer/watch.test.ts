import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Finding } from "../lib/messages.ts";
import type { Finder } from "./editor.ts";
import { Watch } from "./watch.ts";

const finding: Finding = { start: 0, length: 1, rule: "r", category: "PERSON", action: "mask", score: 90 };
const input = (inputType: string, isComposing = false): InputEvent => ({ inputType, isComposing }) as InputEvent;

function setUp() {
  mock.timers.enable({ apis: ["setTimeout"] });
  const editor = { text: "" };
  const there = { composer: true };
  const scans: { text: string; answer: (findings: Finding[], verdict?: boolean) => void }[] = [];
  const found: string[] = [];
  const forgotten: string[] = [];
  const watch = new Watch({ editor: () => (there.composer ? editor : undefined) } as unknown as Finder, {
    find: (text) => new Promise((answer) => scans.push({ text, answer: (findings, verdict = true) => answer({ findings, verdict }) })),
    forget: () => forgotten.push(editor.text),
    found: (_editor, text, findings) => found.push(`${text}:${findings.length}`),
  });
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  return { editor, there, scans, found, forgotten, watch, settle };
}

test("scans once after a pause, not per keystroke", (t) => {
  t.after(() => mock.timers.reset());
  const { editor, scans, watch } = setUp();
  for (const text of ["a", "ab", "abc"]) {
    editor.text = text;
    watch.input(input("insertText"));
    mock.timers.tick(100);
  }
  assert.equal(scans.length, 0);
  mock.timers.tick(200);
  assert.deepEqual(scans.map(({ text }) => text), ["abc"]);
});

for (const type of ["insertFromPaste", "insertFromDrop", "historyUndo", "historyRedo"]) {
  test(`scans at once after ${type}`, (t) => {
    t.after(() => mock.timers.reset());
    const { editor, scans, watch } = setUp();
    editor.text = "pasted";
    watch.input(input(type));
    mock.timers.tick(0);
    assert.equal(scans.length, 1);
  });
}

test("never scans during a composition, and at once after it", (t) => {
  t.after(() => mock.timers.reset());
  const { editor, scans, watch } = setUp();
  watch.compositionStart();
  editor.text = "Mü";
  watch.input(input("insertCompositionText", true));
  watch.look();
  mock.timers.tick(1000);
  assert.equal(scans.length, 0);
  watch.compositionEnd();
  mock.timers.tick(0);
  assert.equal(scans.length, 1);
});

test("an answer about an older text is dropped", async (t) => {
  t.after(() => mock.timers.reset());
  const { editor, scans, found, watch, settle } = setUp();
  editor.text = "old";
  watch.input(input("insertFromPaste"));
  mock.timers.tick(0);
  editor.text = "new";
  scans[0]?.answer([finding]);
  await settle();
  assert.deepEqual(found, []);
});

test("what is known is known of exactly this text, until rules or policy change", async (t) => {
  t.after(() => mock.timers.reset());
  const { editor, scans, found, forgotten, watch, settle } = setUp();
  editor.text = "x";
  watch.input(input("insertFromPaste"));
  mock.timers.tick(0);
  scans[0]?.answer([finding]);
  await settle();
  assert.deepEqual(found, ["x:1"]);
  assert.deepEqual(watch.known("x"), [finding]);
  assert.equal(watch.known("x "), undefined);
  watch.forget();
  assert.equal(watch.known("x"), undefined);
  assert.deepEqual(forgotten, ["x"]);
});

test("what was found for showing only is shown and is no verdict", async (t) => {
  t.after(() => mock.timers.reset());
  const { editor, scans, found, watch, settle } = setUp();
  editor.text = "long";
  watch.input(input("insertFromPaste"));
  mock.timers.tick(0);
  scans[0]?.answer([], false);
  await settle();
  assert.deepEqual(found, ["long:0"]);
  assert.equal(watch.known("long"), undefined);
  watch.input(input("insertFromPaste"));
  mock.timers.tick(0);
  await settle();
  assert.equal(scans.length, 1, "the same text is not looked at again");
});

test("a composer that is known no longer takes its marks with it, told once", async (t) => {
  t.after(() => mock.timers.reset());
  const { editor, there, scans, found, watch, settle } = setUp();
  editor.text = "known";
  watch.look();
  mock.timers.tick(1000);
  scans[0]?.answer([finding]);
  await settle();
  there.composer = false;
  watch.forget();
  mock.timers.tick(0);
  watch.look();
  mock.timers.tick(1000);
  assert.deepEqual(found, ["known:1", ":0"]);
});
