/** The shipped detector.wasm and rule pack, in Node. `make build` makes both. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Detector, DetectorFailed } from "./detector.ts";

const built = (name: string) => readFile(new URL(`../../../bin/${name}`, import.meta.url));
const module = await WebAssembly.compile(await built("detector.wasm"));
const pack = new Uint8Array(await built("rules.pack"));
const names = new Uint8Array(await built("names.model"));
const EMPTY = new Uint8Array();

function apply(text: string, edits: readonly { start: number; length: number; text: string }[]): string {
  let out = "";
  let done = 0;
  for (const edit of edits) {
    out += text.slice(done, edit.start) + edit.text;
    done = edit.start + edit.length;
  }
  return out + text.slice(done);
}

test("the module imports ten system calls and nothing else", () => {
  assert.deepEqual(
    WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from} ${name}`).sort(),
    ["args_get", "args_sizes_get", "clock_time_get", "environ_get", "environ_sizes_get", "fd_write", "poll_oneoff", "proc_exit", "random_get", "sched_yield"].map(
      (name) => `wasi_snapshot_preview1 ${name}`,
    ),
  );
});

test("offsets are UTF-16 units, also behind emoji, umlauts and lone surrogates", async () => {
  const detector = await Detector.start(module, pack);
  const text = "🙂 Größe \ud800 an: eva.kurz@firma-beispiel.de 👩‍👩‍👧 und IBAN DE89 3704 0044 0532 0130 00.";
  assert.deepEqual(
    detector.scan(text).map((f) => [detector.rules()[f.rule]?.category, text.slice(f.start, f.start + f.length)]),
    [
      ["EMAIL", "eva.kurz@firma-beispiel.de"],
      ["IBAN", "DE89 3704 0044 0532 0130 00"],
    ],
  );
});

test("why something is a finding, by offsets in UTF-16 units", async () => {
  const detector = await Detector.start(module, pack);
  const text = "🙂 IBAN DE89 3704 0044 0532 0130 00";
  const [found] = detector.scan(text);
  assert.deepEqual(detector.explain(text, found!), [{ code: "pattern" }, { code: "check-passed" }, { code: "context", word: "iban" }]);
  assert.deepEqual(detector.explain(text, { start: 0, length: 2 }), []);
});

test("a conversation masks and restores, and nothing but its own placeholders", async () => {
  const detector = await Detector.start(module, pack);
  const first = "Schreibe an eva.kurz@firma-beispiel.de.";
  const one = detector.mask(EMPTY, first);
  assert.equal(apply(first, one.edits), "Schreibe an [EMAIL_1].");
  const second = "EVA.KURZ@firma-beispiel.de und max@firma-beispiel.de";
  const two = detector.mask(one.table, second);
  assert.equal(apply(second, two.edits), "[EMAIL_1] und [EMAIL_2]");
  const answer = "An [email 1], nicht an [EMAIL_12] oder [PERSON_1]: [EMAIL_2";
  assert.equal(
    apply(answer, detector.unmask(two.table, answer)),
    "An eva.kurz@firma-beispiel.de, nicht an [EMAIL_12] oder [PERSON_1]: max@firma-beispiel.de",
  );
  assert.deepEqual(detector.unmask(EMPTY, answer), []);
});

test("a value found once is masked where no rule would find it", async () => {
  const detector = await Detector.start(module, pack);
  const { table } = detector.mask(EMPTY, "Mein Name ist Eva Kurzmann.");
  const later = "Was meint Eva Kurzmann dazu?";
  const { edits } = detector.mask(table, later);
  assert.equal(apply(later, edits), "Was meint [PERSON_1] dazu?");
  assert.equal(detector.rules()[edits[0]?.rule ?? -1]?.category, "PERSON");
});

test("empty, huge and absurd texts", async () => {
  const detector = await Detector.start(module, pack);
  assert.deepEqual(detector.scan(""), []);
  assert.deepEqual(detector.scan("\0\ud800\udfff\ufffe".repeat(1000)), []);
  const long = "Nichts hier. ".repeat(800_000) + "eva@firma-beispiel.de"; // above 10 MB
  const [only, ...more] = detector.scan(long);
  assert.equal(long.slice(only?.start), "eva@firma-beispiel.de");
  assert.deepEqual(more, []);
});

test("a long text is read to its end, whatever its characters need", async () => {
  const detector = await Detector.start(module, pack);
  for (const character of ["x", "é", "я", "中", "🙂", "\ud800"]) {
    const before = `${character.repeat(70_000)} `;
    assert.deepEqual(
      detector.scan(`${before}eva.kurz@firma-beispiel.de`).map((f) => [f.start, f.length]),
      [[before.length, 26]],
      character,
    );
  }
});

test("one paste after the other takes no more memory", async () => {
  const detector = await Detector.start(module, pack);
  const paste = "Das Wetter wird morgen besser, schreibt eva.kurz@firma-beispiel.de.\n".repeat(14_000);
  detector.scan(paste);
  const { memory } = detector;
  for (let i = 0; i < 5; i++) detector.scan(paste);
  assert.equal(detector.memory, memory);
});

test("a refused pack leaves the rules in use", async () => {
  const detector = await Detector.start(module, pack);
  const rules = detector.rules();
  const newer = pack.slice();
  newer[8] = 99;
  for (const [bad, code] of [
    [pack.slice(0, -1), 2],
    [pack.slice(0, 40), 2],
    [new Uint8Array(0), 2],
    [new TextEncoder().encode("<html>"), 2],
    [newer, 3],
  ] as const) {
    assert.throws(() => detector.load(bad), (e) => e instanceof DetectorFailed && e.code === code);
  }
  assert.deepEqual(detector.rules(), rules);
  assert.equal(detector.scan("eva@firma-beispiel.de").length, 1);
});

test("a damaged table is refused, and the detector goes on", async () => {
  const detector = await Detector.start(module, pack);
  assert.throws(() => detector.mask(new Uint8Array([1, 2, 3]), "x"), (e) => e instanceof DetectorFailed && e.code === 5);
  assert.equal(detector.mask(EMPTY, "eva@firma-beispiel.de").edits.length, 1);
});

test("nothing of a text is left in linear memory", async () => {
  const detector = await Detector.start(module, pack);
  let memory: WebAssembly.Memory | undefined;
  const original = "kanarienvogel.unvergesslich@firma-beispiel.de";
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = (async (m: WebAssembly.Module, i: WebAssembly.Imports) => {
    const instance = await instantiate(m, i);
    memory = instance.exports["memory"] as WebAssembly.Memory;
    return instance;
  }) as typeof WebAssembly.instantiate;
  const watched = await Detector.start(module, pack).finally(() => (WebAssembly.instantiate = instantiate));
  watched.scan(`Schreib an ${original}!`);
  assert.ok(memory);
  const left = new TextDecoder("latin1").decode(new Uint8Array(memory.buffer));
  assert.equal(left.includes("kanarienvogel"), false);
  assert.equal(detector.scan(original).length, 1);
});

test("a model of names adds persons, is refused when it does not fit, and can be taken away", async () => {
  const detector = await Detector.start(module, pack);
  const text = "Gestern hat Katharina Vollbrecht geschrieben, Vollbrecht kommt morgen.";
  const persons = () => detector.scan(text).map((f) => text.slice(f.start, f.start + f.length));
  assert.deepEqual([detector.names, persons()], [false, []]);
  const features = names.slice();
  features[12] = 99;
  for (const [bad, code] of [
    [names.slice(0, -1), 10],
    [new TextEncoder().encode("<html>"), 10],
    [pack, 10],
    [features, 11],
  ] as const) {
    assert.throws(() => detector.learn(bad), (e) => e instanceof DetectorFailed && e.code === code);
    assert.deepEqual([detector.names, persons()], [false, []]);
  }
  detector.learn(names);
  assert.deepEqual([detector.names, persons()], [true, ["Katharina Vollbrecht", "Vollbrecht"]]);
  assert.throws(() => detector.learn(features), DetectorFailed);
  detector.load(pack);
  assert.deepEqual([detector.names, persons().length], [true, 2]);
  detector.learn(null);
  assert.deepEqual([detector.names, persons()], [false, []]);
});
