import assert from "node:assert/strict";
import { test } from "node:test";
import { chatgpt } from "../sites/chatgpt.ts";
import { Conversation } from "./conversation.ts";

function setUp(path: string) {
  const place = { at: path, renamed: [] as string[], number: 0 };
  const conversation = new Conversation(chatgpt, {
    path: () => place.at,
    rekey: (from, to) => Promise.resolve(void place.renamed.push(`${from}>${to}`)),
    fresh: () => `new${++place.number}`,
  });
  return { place, conversation };
}

test("an address with an id is that conversation", async () => {
  const { conversation, place } = setUp("/c/a1");
  assert.equal(await conversation.key(), "a1");
  assert.equal(await conversation.key("b2"), "b2");
  assert.deepEqual(place.renamed, []);
});

test("a new chat is renamed when its id appears in the address", async () => {
  const { conversation, place } = setUp("/");
  assert.equal(await conversation.key(), "new1");
  conversation.prompted("new1");
  place.at = "/c/a1";
  assert.equal(await conversation.key(), "a1");
  assert.deepEqual(place.renamed, ["new1>a1"]);
});

test("walking to an older chat without having sent anything renames nothing", async () => {
  const { conversation, place } = setUp("/");
  place.at = "/c/old";
  assert.equal(await conversation.key(), "old");
  assert.deepEqual(place.renamed, []);
});

test("walking to an older chat right after the first prompt renames nothing", async () => {
  const { conversation, place } = setUp("/");
  conversation.prompted("new1");
  conversation.walked("/c/old");
  place.at = "/c/old";
  assert.equal(await conversation.key(), "old");
  assert.deepEqual(place.renamed, []);
});

test("a chat whose first prompt did not arrive is named by nothing", async () => {
  const { conversation, place } = setUp("/");
  conversation.prompted("new1");
  conversation.failed("new1");
  place.at = "/c/old";
  assert.equal(await conversation.key(), "old");
  assert.deepEqual(place.renamed, []);
});

test("the answer names the chat even after the user has walked on", async () => {
  const { conversation, place } = setUp("/");
  conversation.prompted("new1");
  conversation.walked("/c/old");
  place.at = "/c/old";
  await conversation.key();
  conversation.learned("new1", "a1");
  assert.equal(await conversation.key(), "old");
  assert.deepEqual(place.renamed, ["new1>a1"]);
});

test("the answer may name the chat before the address does", async () => {
  const { conversation, place } = setUp("/");
  conversation.prompted("new1");
  conversation.learned("new1", "a1");
  place.at = "/c/a1";
  assert.equal(await conversation.key(), "a1");
  assert.deepEqual(place.renamed, ["new1>a1"]);
});

test("a temporary chat keeps its address; its second request names its id", async () => {
  const { conversation, place } = setUp("/?temporary-chat=true");
  conversation.prompted("new1");
  assert.equal(await conversation.key("t1"), "t1");
  assert.equal(await conversation.key(), "t1");
  assert.deepEqual(place.renamed, ["new1>t1"]);
});

test("a request of another chat does not name this one", async () => {
  const { conversation, place } = setUp("/");
  assert.equal(await conversation.key("other"), "other");
  assert.equal(await conversation.key(), "new1");
  assert.deepEqual(place.renamed, []);
});

test("every new chat has a key of its own", async () => {
  const { conversation, place } = setUp("/");
  const first = await conversation.key();
  place.at = "/c/a1";
  await conversation.key();
  place.at = "/";
  assert.notEqual(await conversation.key(), first);
});

test("an id that has a table already is used all the same", async () => {
  const conversation = new Conversation(chatgpt, {
    path: () => "/",
    rekey: () => Promise.reject(new Error("taken")),
    fresh: () => "new1",
  });
  conversation.learned("new1", "a1");
  assert.equal(await conversation.key(), "a1");
});
