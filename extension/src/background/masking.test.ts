import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeEngine, fakeShelf, tableKeyForTests } from "../../test/fakes.ts";
import type { Mode } from "../lib/messages.ts";
import { Refused } from "../lib/port.ts";
import { settle } from "../policy/settings.ts";
import { Host } from "./host.ts";
import { Masking } from "./masking.ts";
import { Vault } from "./vault.ts";

const key = await tableKeyForTests();

function masking(mode: Mode = "mask", categories: Record<string, string> = {}) {
  const shelf = fakeShelf();
  const vault = new Vault({ shelf, key: () => Promise.resolve(key), now: Date.now, retentionHours: () => 24 });
  const host = new Host({
    make: async () => fakeEngine(),
    packs: { accepted: async () => undefined, bundled: async () => new Uint8Array(1), names: async () => new Uint8Array(1) },
  });
  const { settings } = settle([{ origin: "managed", values: { mode, categories } }]);
  return { shelf, vault, masking: new Masking({ host, settings: () => Promise.resolve(settings) }) };
}

const TEXT = "An a@b.example von Musterwerk, Kennzeichen B-XY 12, geheim-1";

test("a scan gives every finding the action of the policy", async () => {
  const { findings } = await masking().masking.scan({ text: TEXT });
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
  assert.deepEqual(await masking("off").masking.scan({ text: TEXT }), { findings: [] });
  const { findings } = await masking("mask", { EMAIL: "off" }).masking.scan({ text: TEXT });
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
