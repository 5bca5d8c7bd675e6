import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeBox, fakeEngine, fakeShelf, tableKeyForTests } from "../../test/fakes.ts";
import type { Ask, Masked, Mode } from "../lib/messages.ts";
import { Refused } from "../lib/port.ts";
import { settle } from "../policy/settings.ts";
import { Approvals } from "./approvals.ts";
import { Host } from "./host.ts";
import { Masking } from "./masking.ts";
import { Vault } from "./vault.ts";
import { Waivers } from "./waivers.ts";

const key = await tableKeyForTests();
const hmac = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

/** Is told at once that nothing was said before. */
class Told extends Masking {
  override async mask(vault: Vault, ask: Ask<"mask">, signal?: AbortSignal): Promise<Masked> {
    const masked = await super.mask(vault, { said: [], ...ask }, signal);
    assert.ok(!("wanted" in masked));
    return masked;
  }
}

function masking(mode: Mode = "mask", categories: Record<string, string> = {}, more: Record<string, unknown> = {}) {
  const shelf = fakeShelf();
  const vault = new Vault({ shelf, key: () => Promise.resolve(key), now: Date.now, retentionHours: () => 24 });
  const host = new Host({
    make: async () => fakeEngine(),
    packs: { accepted: async () => undefined, bundled: async () => new Uint8Array(1), names: async () => new Uint8Array(1) },
  });
  const { settings } = settle([{ origin: "managed", values: { mode, categories, ...more } }]);
  const waivers = new Waivers({ key: () => Promise.resolve(hmac), kept: fakeBox(), session: fakeBox(), today: () => "2026-11-24" });
  const clock = { now: 0 };
  const approvals = new Approvals(() => clock.now);
  return { shelf, vault, waivers, approvals, clock, masking: new Told({ host, settings: () => Promise.resolve(settings), waivers, approvals }), asked: new Masking({ host, settings: () => Promise.resolve(settings), waivers, approvals }) };
}

const scanned = ({ masking: m, vault }: ReturnType<typeof masking>, ask: { conversation: string; text: string }) => m.scan(vault, ask);

const FILL = "nichts und wieder nichts. ".repeat(3_000);
const TEXT = "An a@b.example von Musterwerk, Kennzeichen B-XY 12, geheim-1";

test("a scan gives every finding the action of the policy", async () => {
  const { findings } = await scanned(masking(), { conversation: "c1", text: TEXT });
  assert.deepEqual(
    findings.map((f) => [f.category, f.action, TEXT.slice(f.start, f.start + f.length)]),
    [
      ["EMAIL", "mask", "a@b.example"],
      ["ORG", "count", "Musterwerk"],
      ["PLATE", "warn", "B-XY 12"],
      ["SECRET", "block", "geheim-1"],
    ],
  );
});

test("mode off finds nothing, a class that is off is left out", async () => {
  assert.deepEqual(await scanned(masking("off"), { conversation: "c1", text: TEXT }), { findings: [] });
  const { findings } = await scanned(masking("mask", { EMAIL: "off" }), { conversation: "c1", text: TEXT });
  assert.deepEqual(findings.map((f) => f.category), ["ORG", "PLATE", "SECRET"]);
});

test("masking replaces what the policy masks and names the rules that block", async () => {
  const { masking: m, vault } = masking();
  const { edits, blocked } = await m.mask(vault, { conversation: "c1", texts: [TEXT, "nichts", "c@d.example und a@b.example"] });
  assert.deepEqual(edits.map((list) => list.map((e) => [e.text, e.category])), [
    [
      ["[EMAIL_1]", "EMAIL"],
      ["[KEY_1]", "SECRET"],
    ],
    [],
    [
      ["[EMAIL_2]", "EMAIL"],
      ["[EMAIL_1]", "EMAIL"],
    ],
  ]);
  assert.deepEqual(blocked, ["w-key"]);
});

test("mode block names every rule that would mask", async () => {
  const { masking: m, vault } = masking("block");
  assert.deepEqual((await m.mask(vault, { conversation: "c1", texts: [TEXT] })).blocked, ["w-email", "w-key"]);
});

for (const mode of ["off", "count", "warn"] as const) {
  test(`mode ${mode} replaces nothing and stores nothing`, async () => {
    const { masking: m, vault, shelf } = masking(mode);
    assert.deepEqual(await m.mask(vault, { conversation: "c1", texts: [TEXT] }), { edits: [[]], blocked: [] });
    assert.equal(shelf.held.size, 0);
  });
}

test("a class that is not masked by default is, when the company asks for it", async () => {
  const { masking: m, vault } = masking("mask", { ORG: "mask", EMAIL: "count" });
  const { edits } = await m.mask(vault, { conversation: "c1", texts: ["a@b.example, Musterwerk"] });
  assert.deepEqual(edits[0]?.map((e) => e.text), ["[ORG_1]"]);
});

test("placeholders become originals again in their conversation only", async () => {
  const { masking: m, vault } = masking();
  await m.mask(vault, { conversation: "c1", texts: ["a@b.example"] });
  const answer = { texts: ["Ja: [EMAIL_1]."] };
  assert.deepEqual(await m.unmask(vault, { conversation: "c1", ...answer }), {
    edits: [[{ start: 4, length: 9, text: "a@b.example", category: "EMAIL" }]],
  });
  assert.deepEqual(await m.unmask(vault, { conversation: "c2", ...answer }), { edits: [[]] });
});

test("two frames that mask in one conversation at once never share a placeholder", async () => {
  const { masking: m, vault } = masking();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => m.mask(vault, { conversation: "c1", texts: [`p${i}@b.example`] })),
  );
  const placeholders = answers.map((a) => a.edits[0]?.[0]?.text);
  assert.equal(new Set(placeholders).size, 20);
});

test("a trap in the middle refuses all texts and leaves the table as it was", async () => {
  const { masking: m, vault } = masking();
  await m.mask(vault, { conversation: "c1", texts: ["a@b.example"] });
  await assert.rejects(m.mask(vault, { conversation: "c1", texts: ["c@d.example", "\u0000trap"] }), Refused);
  const { edits } = await m.mask(vault, { conversation: "c1", texts: ["e@f.example"] });
  assert.deepEqual(edits[0]?.map((e) => e.text), ["[EMAIL_2]"]);
});

test("a new original needs to know what was said, and gets no placeholder that stands there", async () => {
  for (const fill of ["", FILL]) {
    const { asked: m, vault, shelf } = masking();
    const ask = { conversation: "c1", texts: [`${fill}a@b.example`] };
    assert.deepEqual(await m.mask(vault, ask), { wanted: "said" });
    assert.equal(shelf.held.size, 0);
    const masked = await m.mask(vault, { ...ask, said: ["Gruß an [EMAIL_1]", "Gern."] });
    assert.deepEqual("edits" in masked && masked.edits[0]?.map((e) => e.text), ["[EMAIL_2]"]);
    assert.deepEqual(await m.unmask(vault, { conversation: "c1", texts: ["[EMAIL_1]"] }), { edits: [[]] });
    assert.ok("edits" in (await m.mask(vault, ask)), "nothing new");
    assert.ok("edits" in (await m.mask(vault, { conversation: "c2", texts: ["nichts"] })));
  }
});

test("what is allowed once is not used up by the question what was said", async () => {
  const { asked: m, vault, approvals } = masking("mask", {}, { allowOriginal: true });
  await approvals.allow("c1", "a@b.example");
  const ask = { conversation: "c1", texts: ["a@b.example", "c@d.example"], purpose: "send" as const };
  assert.deepEqual(await m.mask(vault, ask), { wanted: "said" });
  const masked = await m.mask(vault, { ...ask, said: [] });
  assert.deepEqual("edits" in masked && [masked.approved, masked.edits[1]?.length], [[0], 1]);
});

const SAID = { category: "EMAIL", value: "a@b.example", conversation: "c1" };
const written = (answer: { edits: { text: string }[][] }) => answer.edits.map((list) => list.map((e) => e.text));

test("a value that the user excepted stays, in scan and mask, until it is taken back", async () => {
  const { masking: m, vault, waivers } = masking();
  await waivers.add(SAID, { lasting: true, unwritten: false });
  const ask = { conversation: "c2", texts: ["A@b.example, c@d.example"] };
  assert.deepEqual(written(await m.mask(vault, ask)), [["[EMAIL_2]"]]);
  const { findings } = await m.scan(vault, { conversation: "c2", text: ask.texts[0] ?? "" });
  assert.deepEqual(findings.map((f) => [f.action, f.waived]), [["count", "always"], ["mask", undefined]]);
  await waivers.revoke(SAID);
  assert.equal(written(await m.mask(vault, ask))[0]?.length, 2);
});

test("once holds in one conversation, until its prompt has left", async () => {
  const { masking: m, vault, waivers } = masking();
  await waivers.add(SAID, { lasting: false, unwritten: false });
  const count = async (conversation: string) => written(await m.mask(vault, { conversation, texts: ["a@b.example"] }))[0]?.length;
  assert.deepEqual([await count("c1"), await count("c2")], [0, 1]);
  await waivers.spend("c2");
  assert.equal(await count("c1"), 0);
  await waivers.spend("c1");
  assert.equal(await count("c1"), 1);
});

for (const [name, mode, categories, more, rule, value] of [
  ["a policy that forbids it", "mask", {}, { allowExceptions: false }, "w-email", "a@b.example"],
  ["mode block", "block", {}, {}, "w-email", "a@b.example"],
  ["a class that is blocked", "mask", { EMAIL: "block" }, {}, "w-email", "a@b.example"],
  ["a secret", "mask", { SECRET: "mask" }, {}, "w-key", "geheim-1"],
] as const) {
  test(`${name}: nothing can be excepted`, async () => {
    const { masking: m, vault, waivers } = masking(mode, categories, more);
    assert.equal(await m.mayWaive(rule), false);
    const category = rule === "w-key" ? "SECRET" : "EMAIL";
    await waivers.add({ category, value, conversation: "c1" }, { lasting: true, unwritten: false });
    assert.equal(written(await m.mask(vault, { conversation: "c1", texts: [value] }))[0]?.length, 1);
    const { findings } = await m.scan(vault, { conversation: "c1", text: value });
    assert.equal(findings[0]?.waived, undefined);
  });
}

test("a look saves nothing", async () => {
  const { masking: m, vault, shelf } = masking();
  assert.deepEqual(written(await m.mask(vault, { conversation: "c1", texts: ["a@b.example"], purpose: "look" })), [["[EMAIL_1]"]]);
  assert.equal(shelf.held.size, 0);
});

test("an allowed text leaves as it is, once, within 30 seconds, in its conversation", async () => {
  const { masking: m, vault, approvals, clock, shelf } = masking();
  const text = "an a@b.example";
  const ask = (purpose?: "look" | "write" | "send", conversation = "c1", words = text) => m.mask(vault, { conversation, texts: [words], ...(purpose ? { purpose } : {}) });
  await approvals.allow("c1", text);
  assert.deepEqual(await ask("write"), { edits: [[]], blocked: [], approved: [0] });
  assert.equal((await ask("send", "c2")).approved, undefined);
  assert.equal((await ask("send", "c1", `${text} x`)).approved, undefined);
  shelf.held.clear();
  assert.deepEqual((await ask("send")).approved, [0]);
  assert.equal(shelf.held.size, 0, "its originals are not stored");
  assert.equal((await ask("send")).approved, undefined, "the approval is used up");
  await approvals.allow("c1", text);
  clock.now = 30_000;
  assert.equal((await ask("send")).approved, undefined, "too late");
});

test("an allowed text passes in the composer and in the prompt, in nothing else", async () => {
  const { masking: m, vault, approvals } = masking();
  const text = "an a@b.example";
  await approvals.allow("c1", text);
  for (const purpose of [undefined, "look"] as const) {
    const answer = await m.mask(vault, { conversation: "c1", texts: [text], ...(purpose ? { purpose } : {}) });
    assert.deepEqual([written(answer), answer.approved], [[["[EMAIL_1]"]], undefined], purpose);
  }
  assert.deepEqual((await m.mask(vault, { conversation: "c1", texts: [text], purpose: "send" })).approved, [0], "it is still there");
});

test("what is blocked nobody can allow", async () => {
  const { masking: m, vault, approvals } = masking();
  await approvals.allow("c1", TEXT);
  const answer = await m.mask(vault, { conversation: "c1", texts: [TEXT], purpose: "send" });
  assert.deepEqual([answer.approved, answer.blocked], [undefined, ["w-key"]]);
});

test("a policy that forbids originals forbids them at once", async () => {
  const { masking: m, vault, approvals } = masking("mask", {}, { allowOriginal: false });
  await approvals.allow("c1", "a@b.example");
  assert.equal((await m.mask(vault, { conversation: "c1", texts: ["a@b.example"], purpose: "send" })).approved, undefined);
});

/** Longer than what is answered in one call. */

test("long texts are judged, masked and restored as short ones are", async () => {
  const { masking: m, vault } = masking();
  const shift = (list: { start: number }[]) => list.map((one) => ({ ...one, start: one.start - FILL.length }));
  const short = await m.scan(vault, { conversation: "c1", text: TEXT });
  assert.deepEqual(shift((await m.scan(vault, { conversation: "c1", text: FILL + TEXT })).findings), short.findings);
  const one = await m.mask(vault, { conversation: "c1", texts: [TEXT, "c@d.example"] });
  const other = await m.mask(vault, { conversation: "c2", texts: [FILL + TEXT, "c@d.example"] });
  assert.deepEqual([shift(other.edits[0] ?? []), other.edits[1], other.blocked], [one.edits[0], one.edits[1], one.blocked]);
  const { edits } = await m.unmask(vault, { conversation: "c2", texts: [`${FILL}[EMAIL_2]`, "[EMAIL_1]"] });
  assert.deepEqual(edits.map((list) => list.map((e) => e.text)), [["c@d.example"], ["a@b.example"]]);
});

test("a trap in a long text refuses all texts and leaves the table as it was", async () => {
  const { masking: m, vault } = masking();
  await m.mask(vault, { conversation: "c1", texts: ["a@b.example"] });
  await assert.rejects(m.mask(vault, { conversation: "c1", texts: ["c@d.example", `${FILL}\u0000trap`] }), Refused);
  const { edits } = await m.mask(vault, { conversation: "c1", texts: ["e@f.example"] });
  assert.deepEqual(edits[0]?.map((e) => e.text), ["[EMAIL_2]"]);
});

test("pseudonyms of the conversation are no findings, what stands beside them is", async () => {
  const { masking: m, vault } = masking("mask", {}, { placeholders: "names" });
  // The stand-in's placeholders are labels; this one looks like an address all the same.
  await vault.use("c1", async () => ({ result: undefined, table: new TextEncoder().encode("t.nebeltau@example.org=a@b.example\n") }));
  const found = async (conversation: string, text: string) => (await m.scan(vault, { conversation, text })).findings.length;
  assert.equal(await found("c1", "an t.nebeltau@example.org"), 0);
  assert.equal(await found("c2", "an t.nebeltau@example.org"), 1);
  assert.equal(await found("c1", "an t.nebeltau@example.org.example"), 1);
});
