import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseHTML } from "linkedom";
import { chatgpt } from "./chatgpt.ts";
import type { Handling } from "./site.ts";

const fixture = readFileSync(new URL("chatgpt.fixture.html", import.meta.url), "utf8");
const { document } = parseHTML(fixture);
const { selectors } = chatgpt;

/** As the finder looks: best selector first, nothing inside what must never match. */
function editorIn(root: Element): Element | undefined {
  return selectors.editors.flatMap((selector) => [...root.querySelectorAll(selector)]).find((element) => !element.closest(selectors.never));
}

for (const main of document.querySelectorAll("main")) {
  const generation = main.getAttribute("data-generation") ?? "";
  test(`${generation}: the composer is found and nothing else is taken for it`, () => {
    assert.equal(editorIn(main)?.getAttribute("data-expect"), "editor");
  });
  test(`${generation}: exactly the send button sends`, () => {
    const sends = [...main.querySelectorAll(selectors.send)].filter((button) => !button.matches(selectors.stop));
    const expected = [...main.querySelectorAll('[data-expect="send"]')];
    assert.deepEqual(sends.map(String), expected.map(String));
    assert.equal(sends[0], expected[0]);
  });
  test(`${generation}: prompts and answers are turns, the composer is in none`, () => {
    for (const turn of main.querySelectorAll('[data-expect="turn"], [data-expect="prompt"]')) assert.ok(turn.closest(selectors.turns));
    for (const prompt of main.querySelectorAll('[data-expect="prompt"]')) assert.ok(prompt.matches(selectors.prompts));
    for (const answer of main.querySelectorAll('[data-expect="turn"]')) assert.ok(!answer.matches(selectors.prompts));
    assert.equal(editorIn(main)?.closest(selectors.turns), null);
  });
}

const paths: [string, string | undefined, Handling | undefined][] = [
  ["/backend-api/f/conversation", "send", "mask"],
  ["/backend-api/conversation", "send", "mask"],
  ["/backend-anon/f/conversation", "send", "mask"],
  ["//backend-api//f/conversation", "send", "mask"],
  ["/backend-api/f/conversation/prepare", "prepare", "draft"],
  ["/backend-anon/conversation/prepare", "prepare", "draft"],
  ["/backend-api/f/conversation/resume", "resume", "opaque"],
  ["/backend-api/conversation/experimental/generate_autocompletions", "autocompletions", "suggest"],
  ["/backend-api/f/steer_turn", "steer", "mask"],
  ["/backend-api/conversation/implicit_message_feedback", "copied", "draft"],
  ["/backend-api/sentinel/chat-requirements", "sentinel", "opaque"],
  ["/backend-api/files", "upload", "file"],
  ["/backend-api/files/process_upload_stream", "upload", "file"],
  ["/backend-api/files/file_1/uploaded", "upload", "file"],
  ["/backend-api/estuary/upload_content_bytes", "upload", "file"],
  ["/backend-api/upload_reservations", "upload", "file"],
  ["/backend-api/transcribe", "dictation", "sound"],
  ["/backend-api/conversation/c1/textdocs", undefined, undefined],
  ["/backend-api/user_system_messages", undefined, undefined],
  ["/backend-api/conversation/c1", undefined, undefined],
];

for (const [path, name, handling] of paths) {
  test(`${path} is ${name ?? "unknown"}`, () => {
    const endpoint = chatgpt.endpoints.find((entry) => new RegExp(entry.path).test(path));
    assert.equal(endpoint?.name, name);
    assert.equal(endpoint?.handling, handling);
    assert.ok(new RegExp(chatgpt.reach.path).test(path), "the guard must reach it");
  });
}

test("the guard reaches the API in disguise, and nothing else of the page", () => {
  const path = new RegExp(chatgpt.reach.path);
  for (const reached of ["/backend%2dapi/f/conversation", "/%62ackend-api/f/conversation", "/backend-alt/x"]) assert.ok(path.test(reached), reached);
  for (const free of ["/", "/c/1", "/cdn/assets/a.js", "/ces/v1/t", "/api/auth/session"]) assert.ok(!path.test(free), free);
});

test("file hosts are hosts, not beginnings of hosts", () => {
  const files = new RegExp(chatgpt.reach.files);
  for (const host of ["sdmntprwestus.oaiusercontent.com", "oaiusercontent.com", "x.blob.core.windows.net"]) assert.ok(files.test(host), host);
  for (const host of ["oaiusercontent.com.example", "notoaiusercontent.com", "chatgpt.com"]) assert.ok(!files.test(host), host);
});

test("the conversation's id is read from the address of every generation", () => {
  const id = (path: string): string | undefined => new RegExp(chatgpt.conversation).exec(path)?.[1];
  assert.equal(id("/c/68f0-ab"), "68f0-ab");
  assert.equal(id("/g/g-p-1-project/c/68f0-ab"), "68f0-ab");
  assert.equal(id("/uc/68f0-ab"), "68f0-ab");
  assert.equal(id("/c/68f0-ab?model=auto"), "68f0-ab");
  for (const other of ["/", "/?temporary-chat=true", "/gpts", "/share/68f0-ab"]) assert.equal(id(other), undefined);
});
