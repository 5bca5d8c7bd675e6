import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeTools } from "../guard/review/fake.ts";
import { Ledger } from "../guard/review/counts.ts";
import { chatgpt } from "../sites/chatgpt.ts";
import type { Background } from "./background.ts";
import { Conversation } from "./conversation.ts";
import { makeDesk } from "./desk.ts";
import type { Held } from "./protocol.ts";

const NAME = "Erika Beispiel";
const PROMPT = {
  url: "https://chatgpt.com/backend-api/f/conversation",
  method: "POST",
  body: JSON.stringify({ action: "next", messages: [{ id: "m1", author: { role: "user" }, content: { content_type: "text", parts: [NAME] } }] }),
};

function setUp() {
  const place = { at: "/", renamed: [] as string[] };
  const conversation = new Conversation(chatgpt, {
    path: () => place.at,
    rekey: (from, to) => Promise.resolve(void place.renamed.push(`${from}>${to}`)),
    fresh: () => "new1",
  });
  const tools = fakeTools("mask");
  const told: string[] = [];
  const rights = { exceptions: false, originals: false, dictation: false, copies: false };
  const background = {
    rights,
    mode: () => tools.mode(),
    mask: (ask: { conversation: string; texts: string[]; purpose?: string }) => tools.mask(ask.conversation, ask.texts, ask.purpose === "send"),
    tell: (kind: string) => void told.push(kind),
    async ask(kind: string, ask: { conversation: string; text: string; url: string }) {
      if (kind === "scan") return { findings: await tools.scan(ask.conversation, ask.text) };
      assert.equal(kind, "ticket");
      return { ticket: await tools.ticket(ask.url) };
    },
  } as unknown as Background;
  const refused: string[] = [];
  const desk = makeDesk({
    site: chatgpt,
    stopped: () => undefined,
    background,
    conversation,
    ledger: new Ledger(),
    ready: () => undefined,
    testable: () => Promise.resolve(true),
    proved: () => undefined,
    refused: (reason) => refused.push(reason),
    spoke: () => told.push("spoke"),
  });
  return { desk, conversation, place, told, refused, rights };
}

test("the page may show a new chat's name before the guard tells that the prompt has arrived", async () => {
  const { desk, conversation, place, told } = setUp();
  const verdict = await desk.held(PROMPT);
  assert.ok(verdict.do === "send" && verdict.learn);
  place.at = "/c/a1";
  assert.equal(await conversation.key(), "a1");
  desk.settled("t1", true);
  desk.learned("t1", "a1");
  assert.equal(await conversation.key(), "a1");
  assert.deepEqual(place.renamed, ["new1>a1", "new1>a1"]); // the second one changes nothing
  assert.deepEqual(told, ["redeem", "sent"]);
});

test("a first prompt that did not arrive gives no other chat its table", async () => {
  const { desk, conversation, place, told } = setUp();
  await desk.held(PROMPT);
  desk.settled("t1", false);
  place.at = "/c/old";
  assert.equal(await conversation.key(), "old");
  assert.deepEqual(place.renamed, []);
  assert.deepEqual(told, ["redeem"]);
});

test("speech that the policy lets go is told of", async () => {
  const { desk, rights, told } = setUp();
  const speech: Held = { url: "https://chatgpt.com/backend-api/transcribe", method: "POST", body: undefined };
  rights.dictation = true;
  assert.equal((await desk.held(speech)).do, "send");
  assert.deepEqual(told, ["spoke"]);
});

test("a prompt that the guard gave up is refused with its reason", () => {
  const { desk, refused } = setUp();
  desk.tired(PROMPT.url);
  assert.deepEqual(refused, ["background-away"]);
});

test("copies: where originals may be taken along a failure leaves the text as it is, elsewhere nobody gets anything", async () => {
  const { desk, refused, rights } = setUp();
  rights.copies = true;
  assert.deepEqual(await desk.copied(NAME, "text"), { do: "answer", body: NAME }); // nobody answers "unmask" here
  assert.deepEqual(await desk.copied(NAME, "other"), { do: "answer", body: NAME });
  assert.deepEqual(refused, []);
  rights.copies = false;
  for (const kind of ["text", "html", "other"] as const) assert.deepEqual(await desk.copied(NAME, kind), { do: "refuse", reason: "engine-failed" });
  assert.deepEqual(refused, ["engine-failed", "engine-failed", "engine-failed"]);
});
