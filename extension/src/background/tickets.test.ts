import assert from "node:assert/strict";
import { test } from "node:test";
import { Refused } from "../lib/port.ts";
import { LIFE, Tickets, type Rules } from "./tickets.ts";

type Added = NonNullable<Parameters<Rules["updateSessionRules"]>[0]["addRules"]>[number];

function fakeRules(left: number[] = []) {
  const held = new Map<number, Added | undefined>(left.map((id) => [id, undefined]));
  const rules: Rules = {
    getSessionRules: async () => [...held.keys()].map((id) => ({ id })),
    updateSessionRules: async ({ addRules = [], removeRuleIds = [] }) => {
      removeRuleIds.forEach((id) => held.delete(id));
      for (const rule of addRules) {
        assert.ok(!held.has(rule.id), "rule id is free");
        held.set(rule.id, rule);
      }
    },
  };
  return { held, rules };
}

const SEND = "https://chatgpt.com/backend-api/f/conversation";

function tickets(left?: number[]) {
  const { held, rules } = fakeRules(left);
  const timers: { ms: number; then: () => void }[] = [];
  const made = new Tickets({ rules, later: (ms, then) => void timers.push({ ms, then }) });
  return { held, timers, made };
}

test("a ticket is one rule that allows exactly its address", async () => {
  const { held, made } = tickets();
  const ticket = await made.issue(SEND);
  assert.match(ticket, /^t[0-9a-f-]{36}$/);
  const [rule] = [...held.values()];
  assert.ok(rule);
  assert.equal(rule.condition.urlFilter, `|${SEND}#${ticket}|`);
  assert.deepEqual(rule.condition.requestDomains, ["chatgpt.com"]);
  assert.equal(rule.action.type, "allow");
});

test("redeeming removes the rule, once", async () => {
  const { held, made } = tickets();
  const [a, b] = [await made.issue(SEND), await made.issue(SEND)];
  await made.redeem(a);
  assert.equal(held.size, 1);
  await made.redeem(a);
  await made.redeem("tunknown");
  assert.equal(held.size, 1);
  await made.redeem(b);
  assert.equal(held.size, 0);
});

test("a ticket that nobody redeems dies after 30 s", async () => {
  const { held, timers, made } = tickets();
  await made.issue(SEND);
  assert.deepEqual(timers.map((t) => t.ms), [LIFE]);
  timers[0]!.then();
  await made.sweep();
  assert.equal(held.size, 0);
});

test("rules of an earlier run are gone before the first ticket is given", async () => {
  const { held, made } = tickets([1, 2, 77]);
  const ticket = await made.issue(SEND);
  assert.deepEqual([...held.values()].map((rule) => rule?.condition.urlFilter), [`|${SEND}#${ticket}|`]);
});

test("a sweep that fails is tried again, and no ticket is given meanwhile", async () => {
  const { rules } = fakeRules();
  let failing = true;
  const made = new Tickets({
    rules: { ...rules, getSessionRules: () => (failing ? Promise.reject(new Error("busy")) : rules.getSessionRules()) },
    later: () => undefined,
  });
  await assert.rejects(made.issue(SEND));
  failing = false;
  assert.match(await made.issue(SEND), /^t/);
});

test("a rule that cannot be set gives no ticket", async () => {
  const { rules } = fakeRules();
  const made = new Tickets({ rules: { ...rules, updateSessionRules: () => Promise.reject(new Error("full")) }, later: () => undefined });
  await assert.rejects(made.issue(SEND));
});

const refusals: [string, string][] = [
  ["https://chatgpt.com/backend-api/files", "upload"],
  ["https://chatgpt.com/backend-api/files/process_upload_stream", "upload"],
  ["https://chatgpt.com//backend-anon//files", "upload"],
  ["https://chatgpt.com/backend-api/%66iles", "upload"],
  ["https://chatgpt.com/backend-api/estuary/upload_content_bytes", "upload"],
  ["https://chatgpt.com/backend-api/upload_reservations/1", "upload"],
  ["https://chatgpt.com/backend-api/transcribe", "speech"],
  ["https://chatgpt.com/backend-anon/f/%74ranscribe/1", "speech"],
  ["https://chatgpt.com.evil.example/backend-api/f/conversation", "unreadable"],
  ["http://chatgpt.com/backend-api/f/conversation", "unreadable"],
  ["/backend-api/f/conversation", "unreadable"],
  ["", "unreadable"],
];
for (const [address, reason] of refusals) {
  test(`no ticket (${reason}) for "${address}"`, async () => {
    const { held, made } = tickets();
    await assert.rejects(made.issue(address), (error) => error instanceof Refused && error.reason === reason);
    assert.equal(held.size, 0);
  });
}

test("where nothing is held back, files have tickets, too", async () => {
  const { held, made } = tickets();
  await made.issue("https://chatgpt.com/backend-api/files#old", ["upload"]);
  assert.match([...held.values()][0]?.condition.urlFilter ?? "", /^\|https:\/\/chatgpt\.com\/backend-api\/files#t[0-9a-f-]{36}\|$/);
});

test("what is allowed opens nothing else", async () => {
  const { held, made } = tickets();
  await made.issue("https://chatgpt.com/backend-api/transcribe", ["speech"]);
  await assert.rejects(made.issue("https://chatgpt.com/backend-api/files", ["speech"]), (error) => error instanceof Refused && error.reason === "upload");
  assert.equal(held.size, 1);
});

test("tickets cannot be hoarded without end", async () => {
  const { made } = tickets();
  for (let i = 0; i < 256; i++) await made.issue(SEND);
  await assert.rejects(made.issue(SEND), Refused);
});
