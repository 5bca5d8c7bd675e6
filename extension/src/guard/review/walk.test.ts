import assert from "node:assert/strict";
import { test } from "node:test";
import { chatgpt } from "../../sites/chatgpt.ts";
import type { Endpoint } from "../../sites/site.ts";
import { isAt, readBody, Unreadable } from "./walk.ts";

const send = chatgpt.endpoints.find(({ name }) => name === "send")!;
const words = (text: string, endpoint: Endpoint | undefined = send): string[] => readBody(text, chatgpt, endpoint).words.map((word) => word.text);
const rest = (text: string, endpoint?: Endpoint): string[] => readBody(text, chatgpt, endpoint).rest;

test("every part of every message is the user's words, not only the first", () => {
  const body = { messages: [{ content: { parts: ["one", { text: "two" }, "three"] } }, { content: { text: "four" } }] };
  assert.deepEqual(words(JSON.stringify(body)), ["one", "two", "three", "four"]);
});

test("identifiers are told by name and shape together", () => {
  const body = { id: "erika@beispiel.example", conversation_id: "68f0-ab", x_token: "gAAAAB.x-y", note: "gAAAAB.x-y Z" };
  assert.deepEqual(rest(JSON.stringify(body)), ["erika@beispiel.example", "gAAAAB.x-y Z"]);
});

test("lists inherit the name of their member", () => {
  assert.deepEqual(rest('{"file_ids":["abc1234","Erika Beispiel"]}'), ["Erika Beispiel"]);
});

test("member names that could hold words are read", () => {
  assert.deepEqual(rest('{"Erika Beispiel":1,"plain_name":2}'), ["Erika Beispiel"]);
});

test("JSON inside a string is read through its escapes", () => {
  assert.ok(rest(JSON.stringify({ blob: '{"n":"M\\u00fcller & Co"}' })).includes("Müller & Co"));
});

test("a doubled member leaves once, as it was read", () => {
  const body = readBody('{"note":"Erika Beispiel","note":"other text"}', chatgpt, undefined);
  assert.equal(String(body), '{"note":"other text"}');
  assert.deepEqual(body.rest, ["other text"]);
});

test("what the page wrote with JSON.stringify leaves byte for byte", () => {
  const text = JSON.stringify({ a: 1795531865.02, b: [1e21, -0.5, null, true], c: "ä\u2028\ud83d\ude00", d: { e: {} } });
  assert.equal(String(readBody(text, chatgpt, undefined)), text);
});

test("replaced words stand at their place", () => {
  const body = readBody('{"messages":[{"content":{"parts":["a","b"]}}],"model":"auto"}', chatgpt, send);
  body.words[1]?.put("c");
  assert.equal(String(body), '{"messages":[{"content":{"parts":["a","c"]}}],"model":"auto"}');
});

test("the draft is left out", () => {
  const prepare = chatgpt.endpoints.find(({ name }) => name === "prepare");
  const body = readBody('{"action":"next","partial_query":{"content":{"parts":["Erika"]}}}', chatgpt, prepare);
  assert.equal(String(body), '{"action":"next"}');
  assert.deepEqual(body.words, []);
});

test("a body may be a bare string or list", () => {
  assert.deepEqual(rest('"Erika Beispiel"'), ["Erika Beispiel"]);
  assert.deepEqual(rest('["Erika Beispiel"]'), ["Erika Beispiel"]);
});

for (const [reason, text] of [
  ["no JSON", "prompt=Erika"],
  ["cut off", '{"a":"Erika'],
  ["empty", ""],
  ["__proto__ as a member", '{"__proto__":{"note":"Erika"}}'],
  ["deeper than any real body", `${"[".repeat(200)}"Erika"${"]".repeat(200)}`],
] as const) {
  test(`unreadable: ${reason}, and the error does not quote it`, () => {
    assert.throws(() => readBody(text, chatgpt, undefined), (error) => {
      assert.ok(error instanceof Unreadable);
      assert.ok(!`${error.message}${String(error.cause)}${error.stack}`.includes("Erika"));
      return true;
    });
  });
}

test("places: * is one step, ** is all that follows", () => {
  assert.ok(isAt(["a", "*", "b"], ["a", "0", "b"]));
  assert.ok(isAt(["a", "**"], ["a", "x", "y"]));
  assert.ok(isAt(["**"], []));
  assert.ok(!isAt(["a", "*"], ["a"]));
  assert.ok(!isAt(["a", "*"], ["a", "0", "b"]));
  assert.ok(!isAt(["a"], ["b"]));
});
