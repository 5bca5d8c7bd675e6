/** A text under edit in the shipped module: findings are those of the whole text, always. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { changeBetween, updated } from "../lib/change.ts";
import { Detector, type RawFinding } from "./detector.ts";

const built = async (name: string) => new Uint8Array(await readFile(new URL(`../../../bin/${name}`, import.meta.url)));
const module = await WebAssembly.compile(await built("detector.wasm"));
const pack = await built("rules.pack");
const names = await built("names.model");

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (below: number) => number {
  let x = seed;
  return (below) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return Math.floor((x / 2 ** 32) * below);
  };
}

const PIECES = [
  "Frau Lena Muster", "Muster", "Herr Weber, Mia Vogel und Tom Fuchs", "Katharina Vollbrecht", "Vollbrecht", "IBAN DE89 3704 0044 0532 0130 00",
  "Name;Geburtsdatum;IBAN\n", "Lena Muster;12.03.1980;\n", "eva.kurz@firma-beispiel.de", "Amselgasse 27, 04109 Leipzig", "0171 3920042",
  "🙂", "\ud83d", "\ude42", "\ud800", "\u00a0", "Mus\u00adter", "Mu\u0308ller", "\n", " ", ". ", "x", "1", "ß", "Bitte antworte dem Kunden freundlich",
];

for (const model of [false, true]) {
  test(`edits give what a scan of the whole text gives, ${model ? "with names" : "rules alone"}`, async () => {
    const roll = dice(model ? 5 : 7);
    const [under, whole] = await Promise.all([Detector.start(module, pack), Detector.start(module, pack)]);
    if (model) for (const engine of [under, whole]) engine.learn(names);
    const some = (count: number) => Array.from({ length: count }, () => PIECES[roll(PIECES.length)]).join(roll(2) ? " " : "");
    let text = some(40);
    let found: RawFinding[] = updated([], under.open(text), 0);
    for (let i = 0; i < 150; i++) {
      const start = roll(text.length + 1);
      const after = text.slice(0, start) + some(roll(3)) + text.slice(start + roll(2) * roll(30));
      const change = changeBetween(text, after);
      const update = under.edit(change);
      assert.ok(update, `change ${String(i)} was refused`);
      found = updated(found, update, after.length - text.length);
      text = after;
      assert.deepEqual(found, whole.scan(text, true));
      if (i % 20 === 0) under.unmask(new Uint8Array(), "somebody else's text"); // leaves it alone
    }
  });
}

test("without a text, and outside of it, a change is refused and the engine goes on", async () => {
  const engine = await Detector.start(module, pack);
  assert.equal(engine.edit({ start: 0, removed: 0, by: "x" }), undefined);
  engine.open("🙂 eva.kurz@firma-beispiel.de");
  for (const [start, removed] of [[1, 0], [0, 1], [30, 0], [0, 30], [2 ** 31, 5]] as const) {
    assert.equal(engine.edit({ start, removed, by: "x" }), undefined, `${String(start)} ${String(removed)}`);
  }
  assert.deepEqual(engine.edit({ start: 0, removed: 2, by: "" }), { first: 0, removed: 1, findings: engine.scan(" eva.kurz@firma-beispiel.de", true) });
  engine.close();
  assert.equal(engine.edit({ start: 0, removed: 0, by: "x" }), undefined);
});

test("nothing of a closed text is left in linear memory", async (t) => {
  let memory: WebAssembly.Memory | undefined;
  const { instantiate } = WebAssembly;
  t.mock.method(WebAssembly, "instantiate", async (compiled: WebAssembly.Module, imports: WebAssembly.Imports) => {
    const instance = await instantiate(compiled, imports);
    memory = instance.exports["memory"] as WebAssembly.Memory;
    return instance;
  });
  const engine = await Detector.start(module, pack);
  engine.learn(names);
  const secret = "Zwetschgendatschi";
  engine.open(`Frau Lena ${secret}, Ko\u0308ln. `.repeat(50));
  engine.edit({ start: 0, removed: 0, by: `Herr ${secret}-Hug, ` });
  assert.ok(memory && Buffer.from(memory.buffer).includes(secret), "the text is not where it is looked for");
  engine.close();
  assert.equal(Buffer.from(memory.buffer).indexOf(secret), -1);
});
