/**
 * The conformance vectors of wasm/testdata/vectors/{detect,lists,mask} through the
 * shipped detector.wasm: what Go does natively must happen here, at the same place
 * in UTF-16 units.
 */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { Detector } from "./detector.ts";

interface Text {
  name: string;
  text: string;
}

interface Conversation {
  name: string;
  steps: { say?: string; sent?: string; answer?: string; shown?: string }[];
}

const root = new URL("../../../", import.meta.url);
const module = await WebAssembly.compile(await readFile(new URL("bin/detector.wasm", root)));
const detector = await Detector.start(module, new Uint8Array(await readFile(new URL("bin/rules.pack", root))));
const names = new Uint8Array(await readFile(new URL("bin/names.model", root)));

function marked(engine: Detector, text: string): string {
  const rules = engine.rules();
  let out = "";
  let done = 0;
  for (const { start, length, rule } of engine.scan(text)) {
    out += `${text.slice(done, start)}⟦${rules[rule]?.category}:${text.slice(start, start + length)}⟧`;
    done = start + length;
  }
  return out + text.slice(done);
}

function edited(text: string, edits: readonly { start: number; length: number; text: string }[]): string {
  let out = "";
  let done = 0;
  for (const edit of edits) {
    out += text.slice(done, edit.start) + edit.text;
    done = edit.start + edit.length;
  }
  return out + text.slice(done);
}

/** All cases of all files in one folder of vectors. */
async function vectors<Case>(folder: string): Promise<[string, Case[], boolean][]> {
  const at = new URL(`wasm/testdata/vectors/${folder}/`, root);
  const files = (await readdir(at)).filter((name) => name.endsWith(".json"));
  assert.ok(files.length > 0, `no vectors in ${folder}`);
  return Promise.all(
    files.map(async (file): Promise<[string, Case[], boolean]> => {
      const { cases, model = false } = JSON.parse(await readFile(new URL(file, at), "utf8")) as { cases: Case[]; model?: boolean };
      return [file, cases, model];
    }),
  );
}

for (const [file, cases, model] of await vectors<Text>("detect")) {
  test(`detect/${file}`, (t) => {
    t.after(() => detector.learn(null));
    detector.learn(model ? names : null);
    for (const { name, text } of cases) {
      const plain = text.replace(/⟦[A-Z]+:([^⟧]*)⟧/gu, "$1");
      assert.equal(marked(detector, plain), text, name);
    }
  });
}

test("lists/lists.json", async () => {
  const file = JSON.parse(await readFile(new URL("wasm/testdata/vectors/lists/lists.json", root), "utf8")) as {
    pack: string;
    cases: Text[];
  };
  const engine = await Detector.start(module, new Uint8Array(Buffer.from(file.pack, "base64")));
  assert.ok(file.cases.length > 0);
  for (const { name, text } of file.cases) {
    const plain = text.replace(/⟦[A-Z]+:([^⟧]*)⟧/gu, "$1");
    assert.equal(marked(engine, plain), text, name);
  }
});

for (const [file, cases] of await vectors<Conversation>("mask")) {
  test(`mask/${file}`, () => {
    for (const { name, steps } of cases) {
      let table: Uint8Array = new Uint8Array();
      for (const { say, sent, answer, shown } of steps) {
        if (say !== undefined) {
          const { edits, table: after } = detector.mask(table, say);
          assert.equal(edited(say, edits), sent, name);
          table = after;
        }
        if (answer !== undefined) assert.equal(edited(answer, detector.unmask(table, answer)), shown, name);
      }
    }
  });
}
