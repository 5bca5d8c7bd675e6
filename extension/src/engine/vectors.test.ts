/**
 * The conformance vectors of wasm/testdata/vectors/detect through the shipped
 * detector.wasm: what Go finds natively must be found here, at the same place in
 * UTF-16 units.
 */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { Detector } from "./detector.ts";

interface Vectors {
  about: string;
  cases: { name: string; text: string }[];
}

const root = new URL("../../../", import.meta.url);
const folder = new URL("wasm/testdata/vectors/detect/", root);
const module = await WebAssembly.compile(await readFile(new URL("bin/detector.wasm", root)));
const detector = await Detector.start(module, new Uint8Array(await readFile(new URL("bin/rules.pack", root))));
const rules = detector.rules();

function marked(text: string): string {
  let out = "";
  let done = 0;
  for (const { start, length, rule } of detector.scan(text)) {
    out += `${text.slice(done, start)}⟦${rules[rule]?.category}:${text.slice(start, start + length)}⟧`;
    done = start + length;
  }
  return out + text.slice(done);
}

const files = (await readdir(folder)).filter((name) => name.endsWith(".json"));
assert.ok(files.length > 0, "no vectors");

for (const file of files) {
  const { cases } = JSON.parse(await readFile(new URL(file, folder), "utf8")) as Vectors;
  test(file, () => {
    for (const { name, text } of cases) {
      const plain = text.replace(/⟦[A-Z]+:([^⟧]*)⟧/gu, "$1");
      assert.equal(marked(plain), text, name);
    }
  });
}
