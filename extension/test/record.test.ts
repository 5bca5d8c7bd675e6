/** Every line of a record is one figure of one form, in what is committed and in what a run writes. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { record, type Row } from "../bench/record.ts";

const RECORDS = fileURLToPath(new URL("../../wasm/testdata/record", import.meta.url));

function checkLines(path: string, text: string): void {
  const lines = text.split("\n");
  assert.equal(lines.pop(), "", `${path} ends with a line break`);
  assert.ok(lines.length > 0, `${path} has no figure`);
  lines.forEach((line, i) => {
    const row = JSON.parse(line) as Row;
    const types = Object.entries(row).map(([key, value]) => `${key} ${typeof value}`);
    assert.deepEqual(types, ["name string", "runtime string", "value number", "unit string"], `${path}:${i + 1}`);
  });
}

test("every line of every committed record is a name, a runtime, a value and a unit", async () => {
  for (const kind of ["speed", "quality"]) {
    const files = await readdir(join(RECORDS, kind));
    const records = files.filter((name) => name.endsWith(".jsonl"));
    assert.ok(records.length > 0, `${kind} has records`);
    for (const name of records) checkLines(`${kind}/${name}`, await readFile(join(RECORDS, kind, name), "utf8"));
    if (kind === "speed") for (const name of records) assert.ok(files.includes(`${basename(name, ".jsonl")}.versions.json`), `${name} says what it was measured with`);
  }
});

test("a run writes figures alone, keeps those of other runtimes, and its versions beside them", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "deckname-record-"));
  t.after(() => rm(folder, { recursive: true }));
  const row = (runtime: string, value: number): Row => ({ name: "long_ms", runtime, value, unit: "ms" });
  await record([row("node", 1), row("native", 2)], { go: "1" }, folder);
  const path = await record([row("native", 3)], { go: "2" }, folder);
  const text = await readFile(path, "utf8");
  checkLines(path, text);
  const values = text.trim().split("\n").map((line) => (JSON.parse(line) as Row).value);
  assert.deepEqual(values.sort(), [1, 3]);
  assert.deepEqual(JSON.parse(await readFile(path.replace(/jsonl$/, "versions.json"), "utf8")), { go: "2" });
});
