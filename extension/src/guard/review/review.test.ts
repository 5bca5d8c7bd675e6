import assert from "node:assert/strict";
import { test } from "node:test";
import type { Held } from "../../bridge/protocol.ts";
import { Refused } from "../../lib/port.ts";
import { chatgpt } from "../../sites/chatgpt.ts";
import { LiveSite } from "../../sites/live.ts";
import { fakeTools } from "./fake.ts";
import { Reviewer } from "./review.ts";

const NAME = "Erika Beispiel";
const post = (path: string, body: unknown): Held => ({
  url: `https://chatgpt.com/backend-api/${path}`,
  method: "POST",
  body: typeof body === "string" || body === null || body === undefined ? body : JSON.stringify(body),
});
const prompt = (text: string, more: object = {}): Held =>
  post("f/conversation", { action: "next", messages: [{ id: "m1", author: { role: "user" }, content: { content_type: "text", parts: [text] } }], ...more });
const review = (held: Held, tools = fakeTools("mask")) => new Reviewer(chatgpt, tools).request(held);

test("a prompt leaves masked, with a ticket, and its counts are known", async () => {
  const { verdict, counts, endpoint } = await review(prompt(`Hello ${NAME}, ${NAME}`));
  assert.ok(verdict.do === "send" && verdict.body?.includes("Hello [PERSON_1], [PERSON_1]") && verdict.ticket === "t1");
  assert.ok(endpoint?.prompt);
  assert.deepEqual(counts, { PERSON: { masked: 2 } });
});

test("the conversation that the body names keeps its own table", async () => {
  const tools = fakeTools("mask");
  await review(prompt(NAME, { conversation_id: "c-1" }), tools);
  await review(prompt(NAME), tools);
  assert.deepEqual((await review(prompt("tea", { conversation_id: "c-1" }), tools)).conversation, { key: "c-1", named: true });
  assert.deepEqual((await review(prompt("tea"), tools)).conversation, { key: "temporary", named: false });
  const used = tools.masked.filter(({ texts }) => texts.includes(NAME)).map(({ conversation }) => conversation);
  assert.deepEqual(used, ["c-1", "temporary"]);
});

test("a finding beside the words is refused, because we must not rewrite it", async () => {
  const { verdict } = await review(prompt("hello", { surprise: `to ${NAME}` }));
  assert.deepEqual(verdict, { do: "refuse", reason: "unknown-shape" });
});

test("the ticket of a long text is asked for when the text is done: it does not live for ever", async () => {
  const order: string[] = [];
  const tools = fakeTools("mask");
  const { mask, ticket } = tools;
  tools.mask = async (...ask) => {
    const answer = await mask(...ask);
    await new Promise(setImmediate);
    order.push("masked");
    return answer;
  };
  tools.ticket = (url) => {
    order.push("ticket");
    return ticket(url);
  };
  const { verdict } = await review(prompt(`${NAME} ${"tea ".repeat(50_000)}`), tools);
  assert.ok(verdict.do === "send" && verdict.ticket === "t1");
  assert.equal(order.at(-1), "ticket");
});

test("a refused request gives its ticket back", async () => {
  const tools = fakeTools("mask");
  await review(prompt("hello", { surprise: `to ${NAME}` }), tools);
  assert.deepEqual(tools.unusedTickets, ["t1"]);
});

test("the draft never leaves; the rest of its request does", async () => {
  const { verdict } = await review(post("f/conversation/prepare", { action: "next", partial_query: { content: { parts: ["Eri"] } } }));
  assert.deepEqual(verdict, { do: "send", body: '{"action":"next"}', ticket: "t1" });
});

test("unfinished text is not sent for suggestions, found or not", async () => {
  for (const input_text of ["Eri", NAME]) {
    const { verdict } = await review(post("conversation/experimental/generate_autocompletions", { input_text }));
    assert.deepEqual(verdict, { do: "answer", body: '{"completions":[]}' });
  }
});

test("what the user copied is left out of the feedback about it", async () => {
  const { verdict } = await review(post("conversation/implicit_message_feedback", { feedback_type: "copy", selected_text: "Dear Eri" }));
  assert.deepEqual(verdict, { do: "send", body: '{"feedback_type":"copy"}', ticket: "t1" });
});

test("steering in mid-turn is masked wherever its words stand", async () => {
  const { verdict } = await review(post("f/steer_turn", { turn_id: "t-1", any: { thing: [`for ${NAME}`] } }));
  assert.ok(verdict.do === "send" && verdict.body === '{"turn_id":"t-1","any":{"thing":["for [PERSON_1]"]}}');
});

test("an unknown endpoint passes without a finding and is refused with one", async () => {
  assert.equal((await review(post("user_system_messages", { about: "I like tea" }))).verdict.do, "send");
  assert.deepEqual((await review(post("user_system_messages", { about: NAME }))).verdict, { do: "refuse", reason: "unknown-shape" });
});

test("a finding in the query is refused, whatever the method", async () => {
  const url = `https://chatgpt.com/backend-api/conversations/search?query=${encodeURIComponent(NAME)}`;
  assert.equal((await review({ url, method: "GET", body: null })).verdict.do, "refuse");
  assert.equal((await review({ url, method: "POST", body: "{}" })).verdict.do, "refuse");
  assert.deepEqual((await review({ url: url.replace(/=.*/, "=tea%20time"), method: "GET", body: null })).verdict, { do: "send" });
});

test("what is no JSON is refused, with nothing found too", async () => {
  for (const body of ["a=b", "{", undefined]) {
    assert.deepEqual((await review({ ...prompt("x"), body })).verdict, { do: "refuse", reason: "unreadable" });
  }
});

test("an empty body passes", async () => {
  assert.deepEqual((await review(post("f/conversation/init", null))).verdict, { do: "send", ticket: "t1" });
});

test("files are refused where they are announced and where they go", async () => {
  for (const held of [
    post("files", { file_name: "a.txt" }),
    post("files", undefined),
    post("estuary/upload_content_bytes", undefined),
    { url: "https://sdmntpr.oaiusercontent.com/files/1/raw", method: "PUT", body: undefined },
  ]) {
    assert.deepEqual((await review(held)).verdict, { do: "refuse", reason: "upload" });
  }
});

test("speech cannot be masked and is refused", async () => {
  assert.deepEqual((await review(post("transcribe", undefined))).verdict, { do: "refuse", reason: "speech" });
});

test("where the policy lets speech leave, it does so with a ticket, and at no address that a table calls speech", async () => {
  const tools = fakeTools("mask", { dictation: true });
  assert.deepEqual((await review(post("transcribe", undefined), tools)).verdict, { do: "send", ticket: "t1" });
  assert.deepEqual((await review(post("transcribe", { prompt: NAME }), tools)).verdict, { do: "refuse", reason: "unknown-shape" });
  const endpoints = [{ name: "send", path: "^/", handling: "sound" as const }, ...chatgpt.endpoints];
  const reviewer = new Reviewer({ ...chatgpt, endpoints }, tools);
  for (const held of [prompt(NAME), post("files", undefined), post("estuary/transcribe", undefined)]) {
    assert.deepEqual((await reviewer.request(held)).verdict, { do: "refuse", reason: "speech" });
  }
});

test("tokens of the site's own checks are not read", async () => {
  assert.equal((await review(post("sentinel/chat-requirements", { p: NAME }))).verdict.do, "send");
});

test("a class that must not be sent refuses the prompt and is counted as blocked", async () => {
  const { verdict, counts } = await review(prompt("key Geheim!47"), fakeTools("mask", { forbidden: "SECRET" }));
  assert.deepEqual(verdict, { do: "refuse", reason: "policy-blocks" });
  assert.deepEqual(counts, { SECRET: { blocked: 1 } });
});

test("mode block refuses every finding", async () => {
  assert.deepEqual((await review(prompt(NAME), fakeTools("block"))).verdict, { do: "refuse", reason: "policy-blocks" });
  assert.equal((await review(prompt("tea"), fakeTools("block"))).verdict.do, "send");
});

for (const [mode, action] of [["warn", "warned"], ["count", "kept"]] as const) {
  test(`mode ${mode} changes nothing and counts ${action}`, async () => {
    const held = prompt(NAME);
    const { verdict, counts } = await review(held, fakeTools(mode));
    assert.deepEqual(verdict, { do: "send", body: held.body, ticket: "t1", learn: true });
    assert.deepEqual(counts, { PERSON: { [action]: 1 } });
    const draft = post("f/conversation/prepare", { partial_query: { content: { parts: [NAME] } } });
    assert.deepEqual((await review(draft, fakeTools(mode))).verdict, { do: "send", body: draft.body, ticket: "t1" });
    assert.deepEqual((await review(post("files", undefined), fakeTools(mode))).verdict, { do: "send", ticket: "t1" });
    assert.deepEqual((await review({ url: "https://a.oaiusercontent.com/files/1/raw", method: "PUT", body: undefined }, fakeTools(mode))).verdict, { do: "send" });
  });
}

test("mode off asks nothing of anybody", async () => {
  const tools = fakeTools("off", { broken: { scan: () => Promise.reject(new Error("asked")), ticket: () => Promise.reject(new Error("asked")) } });
  assert.deepEqual((await review(prompt(NAME), tools)).verdict, { do: "send" });
});

for (const tool of ["mode", "scan", "mask", "ticket", "conversation"] as const) {
  test(`no verdict when "${tool}" cannot be asked`, async () => {
    const broken = { [tool]: () => Promise.reject(new Refused("background-away")) };
    await assert.rejects(review(prompt(NAME, { note: "some words" }), fakeTools("mask", { broken })), new Refused("background-away"));
  });
}

test("a mask that leaves originals behind is not believed", async () => {
  const broken = { mask: (_: string, texts: string[]) => Promise.resolve({ edits: texts.map(() => []), blocked: [] }) };
  assert.deepEqual((await review(prompt(NAME), fakeTools("mask", { broken }))).verdict, { do: "refuse", reason: "engine-failed" });
});

test("WebSocket texts pass or do not; they are never rewritten", async () => {
  const reviewer = new Reviewer(chatgpt, fakeTools("mask"));
  assert.deepEqual(await reviewer.frame('{"type":"ping"}'), { do: "send" });
  assert.deepEqual(await reviewer.frame(`{"text":"to ${NAME}"}`), { do: "refuse", reason: "unknown-shape" });
  assert.deepEqual(await reviewer.frame(JSON.stringify({ text: NAME }).replace("E", "\\u0045")), { do: "refuse", reason: "unknown-shape" });
  assert.deepEqual(await reviewer.frame(`no JSON ${NAME}`), { do: "refuse", reason: "unknown-shape" });
});

test("a text that the user allowed leaves as it is, counted as allowed; the words beside it are masked", async () => {
  const held = post("f/conversation", { messages: [{ content: { parts: [`To ${NAME}`, "erika@beispiel.example"] } }] });
  const asked: [string[], boolean][] = [];
  const base = fakeTools("mask");
  const tools = fakeTools("mask", {
    broken: {
      async mask(conversation, texts, sending) {
        asked.push([texts, sending]);
        const answer = await base.mask(conversation, texts, sending);
        const at = texts.indexOf(`To ${NAME}`);
        return at < 0 ? answer : { ...answer, edits: answer.edits.map((list, i) => (i === at ? [] : list)), approved: [at] };
      },
    },
  });
  const { verdict, counts } = await review(held, tools);
  assert.ok(verdict.do === "send" && verdict.body?.includes(`["To ${NAME}","[EMAIL_1]"]`));
  assert.deepEqual(counts, { PERSON: { allowed: 1 }, EMAIL: { masked: 1 } });
  // An approval holds once: the allowed text is not asked about again.
  assert.deepEqual(asked, [[[`To ${NAME}`, "erika@beispiel.example"], true], [["[EMAIL_1]"], true]]);
});

test("an endpoint that an update adds is masked from then on, and no longer when the update ends", async () => {
  const live = new LiveSite(chatgpt, () => true);
  const reviewer = new Reviewer(live.site, fakeTools("mask"));
  const said = post("f/say", { said: NAME });
  assert.deepEqual((await reviewer.request(said)).verdict, { do: "refuse", reason: "unknown-shape" });
  live.take({ ...chatgpt, endpoints: [{ name: "say", path: "^/backend-api/f/say$", handling: "mask", texts: ["said"] }] });
  const { verdict } = await reviewer.request(said);
  assert.ok(verdict.do === "send" && verdict.body === '{"said":"[PERSON_1]"}');
  live.take(null);
  assert.deepEqual((await reviewer.request(said)).verdict, { do: "refuse", reason: "unknown-shape" });
});

test("an address is read word by word, its path too", async () => {
  const at = (rest: string) => review({ url: `https://chatgpt.com/backend-api/${rest}`, method: "GET", body: null });
  assert.deepEqual((await at("conversations?limit=28&order=updated")).verdict, { do: "send" });
  assert.equal((await at(`search/${encodeURIComponent(NAME)}`)).verdict.do, "refuse");
  assert.equal((await at(`search?${encodeURIComponent(NAME)}=1`)).verdict.do, "refuse");
});

test("one word of a query is looked for in the conversation's table", async () => {
  const tools = fakeTools("mask");
  await review({ url: "https://chatgpt.com/backend-api/conversations/search?query=Beispiel&limit=5", method: "GET", body: null }, tools);
  assert.deepEqual(tools.masked.map(({ texts }) => texts), [["Beispiel"]]);
});
