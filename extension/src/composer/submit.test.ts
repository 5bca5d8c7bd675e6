import assert from "node:assert/strict";
import { test } from "node:test";
import { applied } from "../bridge/edits.ts";
import type { Action, Edit } from "../lib/messages.ts";
import { Refused } from "../lib/port.ts";
import type { Editor, Finder } from "./editor.ts";
import { type SubmitTools, Submitter } from "./submit.ts";

const NAME = "Erika Beispiel";

/** As the background answers: the name becomes a placeholder. */
function edited(text: string, action: Action): { edits: Edit[]; blocked: string[] } {
  const start = text.indexOf(NAME);
  return { edits: start < 0 ? [] : [{ start, length: NAME.length, text: "[PERSON_1]", category: "PERSON", action }], blocked: [] };
}

class FakeEditor {
  text: string;
  /** How many writes the page reverts. */
  stubborn = 0;
  undone = 0;
  constructor(text: string) {
    this.text = text;
  }
  write(edits: readonly Edit[]): Promise<boolean> {
    if (this.stubborn-- > 0) return Promise.resolve(false);
    this.text = applied(this.text, edits);
    return Promise.resolve(true);
  }
  undo(): Promise<boolean> {
    this.undone++;
    return Promise.resolve(true);
  }
}

function setUp(text: string, tools: Partial<SubmitTools> = {}) {
  const editor = new FakeEditor(text);
  const log: string[] = [];
  const button = { click: () => void log.push(`sent ${editor.text} passing=${submitter.passing}`) };
  const finder = { button: () => button, form: () => undefined } as unknown as Finder;
  const submitter = new Submitter(finder, {
    mask: (asked) => Promise.resolve(edited(asked, "mask")),
    confirm: () => Promise.resolve(true),
    blocked: (reason) => void log.push(`blocked ${reason}`),
    written: (counts) => void log.push(`written ${JSON.stringify(counts)}`),
    reasonOf: (error) => (error instanceof Refused ? error.reason : "engine-failed"),
    ...tools,
  });
  return { editor, log, submitter, submit: () => submitter.submit(editor as unknown as Editor) };
}

test("masks, looks again, sends once", async () => {
  const { log, submit, submitter } = setUp(`to ${NAME}`);
  await submit();
  assert.deepEqual(log, ['written {"PERSON":{"masked":1}}', "sent to [PERSON_1] passing=true"]);
  assert.equal(submitter.passing, false);
  assert.equal(submitter.busy, false);
});

test("a second attempt while one is under way does nothing", async () => {
  const { log, submit } = setUp(`to ${NAME}`);
  await Promise.all([submit(), submit(), submit()]);
  assert.equal(log.filter((line) => line.startsWith("sent")).length, 1);
});

test("the text just sent counts as busy, any other does not", async () => {
  const { submit, submitter } = setUp("hello");
  await submit();
  assert.ok(submitter.busyWith("hello"));
  assert.ok(!submitter.busyWith("hello again"));
});

test("an editor that reverts once is written again", async () => {
  const { editor, log, submit } = setUp(`to ${NAME}`);
  editor.stubborn = 1;
  await submit();
  assert.equal(log.at(-1), "sent to [PERSON_1] passing=true");
});

test("an editor that always reverts: not sent, the write taken back, the reason told", async () => {
  const { editor, log, submit } = setUp(`to ${NAME}`);
  editor.stubborn = 99;
  await submit();
  assert.deepEqual(log, ["blocked write-failed"]);
  assert.equal(editor.undone, 1);
});

test("a user who types on while the text is checked sends the longer text", async () => {
  const { editor, log, submit } = setUp("to ", {
    mask(asked) {
      if (!editor.text.includes(NAME)) editor.text += NAME;
      return Promise.resolve(edited(asked, "mask"));
    },
  });
  editor.text = "to ";
  const masked = submit();
  await masked;
  assert.ok(!log.some((line) => line.startsWith("sent") && line.includes(NAME)));
});

test("a forbidden finding is told and not sent", async () => {
  const { log, submit } = setUp("x", { mask: () => Promise.resolve({ edits: [], blocked: ["some-rule"] }) });
  await submit();
  assert.deepEqual(log, ["blocked policy-blocks"]);
});

test("a finding to be asked about: yes sends, no does not and changes nothing", async () => {
  for (const yes of [true, false]) {
    const asked: string[] = [];
    const { editor, log, submit } = setUp(`to ${NAME}`, {
      mask: (now) => Promise.resolve(edited(now, "ask")),
      confirm: (text) => (asked.push(text), Promise.resolve(yes)),
    });
    await submit();
    assert.deepEqual(asked, [`to ${NAME}`]);
    assert.equal(log.some((line) => line.startsWith("sent")), yes);
    if (!yes) assert.equal(editor.text, `to ${NAME}`);
  }
});

test("without an answer of the background nothing is sent, and the next attempt is free", async () => {
  const { log, submit, submitter } = setUp("x", { mask: () => Promise.reject(new Refused("background-away")) });
  await submit();
  assert.deepEqual(log, ["blocked background-away"]);
  assert.equal(submitter.busy, false);
});

test("a text that the user allowed gets the edits that are left, and goes out", async () => {
  const { editor, log, submitter } = setUp(`${NAME} a@b.example`, { mask: () => Promise.resolve({ edits: [], blocked: [] }) });
  const edits = [{ start: 15, length: 11, text: "[EMAIL_1]", category: "EMAIL" }];
  await submitter.submitAllowed(editor as unknown as Editor, editor.text, edits);
  assert.deepEqual(log, ['written {"EMAIL":{"masked":1}}', `sent ${NAME} [EMAIL_1] passing=true`]);
});

test("a text that was changed since is not sent", async () => {
  const { editor, log, submitter } = setUp(`${NAME}!`);
  await submitter.submitAllowed(editor as unknown as Editor, NAME, []);
  assert.deepEqual(log, ["blocked text-changed"]);
  assert.equal(editor.text, `${NAME}!`);
});
