import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { chatgpt } from "./chatgpt.ts";
import { mended, type Table, tableOf } from "./table.ts";

const signed = (tables: unknown): Uint8Array => new TextEncoder().encode(typeof tables === "string" ? tables : JSON.stringify(tables));
const table = (rest: object): Table => ({ version: chatgpt.version + 1, ...rest });
const whole = table({
  selectors: { editors: ["#box"], send: "button.send", ofALaterExtension: 7 },
  endpoints: [
    { name: "send", path: "^/api/say$", handling: "mask", texts: ["text"], prompt: true },
    { name: "new", path: "^/api/guess$", handling: "suggest", answer: "[]", silent: true },
  ],
  frames: { texts: ["said"], drop: ["draft"] },
  conversationMember: "chat",
  conversation: "^/chats/(\\w+)",
});

test("a newer table of this site is used, no other", () => {
  assert.deepEqual(tableOf(chatgpt, signed({ chatgpt: whole, other: {} })), whole);
  for (const none of [
    undefined,
    signed("{"),
    signed("null"),
    signed({}),
    signed({ other: whole }),
    signed({ chatgpt: [] }),
    signed({ chatgpt: { ...whole, version: chatgpt.version } }),
    signed({ chatgpt: { ...whole, version: "9" } }),
    signed({ chatgpt: { ...whole, version: 1e300 } }),
    Uint8Array.of(0xff),
    signed({ chatgpt: { ...whole, filler: "x".repeat(64 << 10) } }),
  ]) {
    assert.equal(tableOf(chatgpt, none), undefined);
  }
});

test("what a table says takes the place of what came with the extension, the rest stays", () => {
  const next = mended(chatgpt, whole);
  assert.ok(next);
  assert.deepEqual(next.selectors, { ...chatgpt.selectors, editors: ["#box"], send: "button.send" });
  assert.deepEqual(next.endpoints, [...(whole["endpoints"] as unknown[]), ...chatgpt.endpoints.filter(({ name }) => name !== "send")]);
  assert.deepEqual([next.frames, next.conversationMember, next.conversation], [{ texts: ["said"], drop: ["draft"] }, "chat", "^/chats/(\\w+)"]);
  const nulls = { selectors: null, endpoints: null, frames: null, conversationMember: null, conversation: null };
  assert.deepEqual(mended(chatgpt, table(nulls)), mended(chatgpt, table({})));
  assert.deepEqual(mended(chatgpt, table({})), { ...chatgpt, version: chatgpt.version + 1 });
});

test("the example of the format's description is read", () => {
  const page = readFileSync(new URL("../../../docs/spec/sites.md", import.meta.url), "utf8");
  const example = tableOf(chatgpt, signed(/```json\n(.*?)```/s.exec(page)?.[1] ?? ""));
  assert.ok(example);
  assert.equal(mended(chatgpt, example)?.selectors.send, "button[data-send]");
});

test("no table opens a way: nothing passes unread that did not before", () => {
  const wider = table({ reach: { host: "^never$", path: "^never$" }, identifiers: ".*", identifier: ".*", speech: "^/" });
  const next = mended(chatgpt, wider);
  assert.ok(next);
  assert.deepEqual([next.reach, next.identifiers, next.identifier, next.speech], [chatgpt.reach, chatgpt.identifiers, chatgpt.identifier, chatgpt.speech]);
  for (const handling of ["opaque", "", undefined, "send", 7]) {
    assert.equal(mended(chatgpt, table({ endpoints: [{ name: "send", path: "^/", handling }] })), undefined, String(handling));
  }
});

test("a table of another form changes nothing", () => {
  const long = "x".repeat(2_001);
  for (const rest of [
    { selectors: [] },
    { selectors: { send: "" } },
    { selectors: { send: ["a"] } },
    { selectors: { send: long } },
    { selectors: { editors: "a" } },
    { selectors: { editors: [] } },
    { endpoints: {} },
    { endpoints: [null] },
    { endpoints: [{ name: "a", path: "(", handling: "mask" }] },
    { endpoints: [{ name: "a", path: long, handling: "mask" }] },
    { endpoints: [{ path: "^/a$", handling: "mask" }] },
    { endpoints: [{ name: "a", path: "^/a$", handling: "mask", texts: "**" }] },
    { endpoints: [{ name: "a", path: "^/a$", handling: "mask", drop: [7] }] },
    { endpoints: [{ name: "a", path: "^/a$", handling: "mask", answer: "{}" }] },
    { endpoints: [{ name: "a", path: "^/a$", handling: "suggest" }] },
    { endpoints: Array<object>(201).fill({ name: "a", path: "^/a$", handling: "mask" }) },
    { frames: [] },
    { frames: { texts: [""] } },
    { conversationMember: 7 },
    { conversation: "(" },
  ]) {
    assert.equal(mended(chatgpt, table(rest)), undefined, JSON.stringify(rest).slice(0, 80));
  }
});
