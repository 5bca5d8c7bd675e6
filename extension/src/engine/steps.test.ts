/** Long texts through the shipped module, in steps. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Detector, DetectorFailed, type Steps } from "./detector.ts";

const built = (name: string) => readFile(new URL(`../../../bin/${name}`, import.meta.url));
const module = await WebAssembly.compile(await built("detector.wasm"));
const pack = new Uint8Array(await built("rules.pack"));
const EMPTY = new Uint8Array();
/** Bytes that the engine scans in one step (docs/spec/engine-api.md). */
const STRETCH = 128 << 10;

function all<T>(steps: Steps<T>): { value: T; count: number } {
  for (let count = 0; ; count++) {
    const next = steps.next();
    if (next.done) return { value: next.value, count };
  }
}

const line = (i: number) => `Zeile ${i} – 🙂 an person${i % 4_000}@firma${i % 97}.example, Tel. 0171 39${String(200_000 + i)}.\n`;
const long = (lines: number) => Array.from({ length: lines }, (_, i) => line(i)).join("");

const texts: [string, string][] = [
  ["nothing", ""],
  ["a prompt", "Schreibe an eva.kurz@firma-beispiel.de."],
  ["two megabytes with findings", long(30_000)],
  ["pairs across every border", "🙂".repeat(300_000) + " eva@firma-beispiel.de " + "x🙂".repeat(300_001)],
  ["pairs across every other border", "x" + "🙂".repeat(300_000) + " eva@firma-beispiel.de"],
  ["halves of pairs", "\ud800".repeat(300_000) + "\udc00\udc00 eva@firma-beispiel.de " + "\udc00\ud800".repeat(200_000)],
  ["one word", "x".repeat(1_500_000)],
];

for (const [name, text] of texts) {
  test(`steps give what one call gives: ${name}`, async () => {
    const one = await Detector.start(module, pack);
    const stepped = await Detector.start(module, pack, "long text");
    const scan = all(stepped.scanInSteps(text, true));
    assert.deepEqual(scan.value, one.scan(text, true));
    assert.ok(scan.count >= text.length / STRETCH);
    const known = one.mask(EMPTY, "eva@firma-beispiel.de").table;
    const mask = all(stepped.maskInSteps(known, [text, "Max an max@firma-beispiel.de"]));
    const first = one.mask(known, text);
    const expected = one.mask(first.table, "Max an max@firma-beispiel.de");
    assert.deepEqual(mask.value.edits, [first.edits, expected.edits]);
    assert.deepEqual(mask.value.table, expected.table);
    assert.ok(mask.count >= text.length / STRETCH);
    const answer = `${text} [EMAIL_1], [PHONE_2]s und [email 7]`;
    assert.deepEqual(all(stepped.unmaskInSteps(expected.table, [answer, ""])).value, [one.unmask(expected.table, answer), []]);
  });
}

test("while a text is worked on in steps, every other question is refused and the steps go on", async () => {
  const detector = await Detector.start(module, pack);
  const text = long(10_000);
  const expected = detector.scan(text);
  const steps = detector.scanInSteps(text);
  for (let i = 0; i < 8; i++) assert.equal(steps.next().done, false);
  const busy = (error: unknown) => error instanceof DetectorFailed && error.code === 8;
  assert.throws(() => detector.scan("a@b.example"), busy);
  assert.throws(() => detector.load(pack), busy);
  assert.deepEqual(all(steps).value, expected);
  assert.equal(detector.scan("a@b.example").length, 1);
});

test("a text that is left in the middle leaves nothing, wherever that is", async () => {
  const detector = await Detector.start(module, pack);
  const canary = "kanarienvogel.unvergesslich@firma-beispiel.de";
  const text = `${canary} ${long(6_000)} ${canary}`;
  const { count } = all(detector.maskInSteps(EMPTY, [text]));
  assert.ok(count > 10);
  const { memory } = detector;
  for (let after = 1; after < count; after += 5) {
    const steps = detector.maskInSteps(EMPTY, [text]);
    for (let i = 0; i < after; i++) steps.next();
    steps.return({ edits: [], table: EMPTY });
    assert.equal(detector.mask(EMPTY, "max@firma-beispiel.de").edits[0]?.text, "[EMAIL_1]");
  }
  assert.ok(detector.memory <= 2 * memory, `${detector.memory} bytes after, ${memory} before`);
});

test("a damaged table is refused in steps too, and the detector goes on", async () => {
  const detector = await Detector.start(module, pack);
  assert.throws(() => all(detector.maskInSteps(new Uint8Array([1, 2, 3]), ["x"])), (e) => e instanceof DetectorFailed && e.code === 5);
  assert.equal(detector.mask(EMPTY, "eva@firma-beispiel.de").edits.length, 1);
});

test("memory is bounded by a multiple of the text", async () => {
  const detector = await Detector.start(module, pack, "long text");
  const idle = detector.memory;
  const text = "Nichts hier zu finden. ".repeat(350_000) + "eva@firma-beispiel.de";
  assert.equal(all(detector.maskInSteps(EMPTY, [text])).value.edits[0]?.length, 1);
  assert.ok(detector.memory < idle + 5 * text.length, `${detector.memory} bytes for ${text.length}, ${idle} before`);
});
