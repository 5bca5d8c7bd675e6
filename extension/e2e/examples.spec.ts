/**
 * The examples of all rules in real browsers: the detector of the built extension finds
 * in each what the engine finds natively (wasm/testdata/golden/examples.txt).
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import type { Detector } from "../src/engine/detector.ts";
import { builtExtension } from "./rig/extension.ts";
import { partOf } from "./rig/part.ts";
import { inBrowsers } from "./rig/stage.ts";

/** A text with ⟦rule:value⟧ around what is found in it. */
interface Example {
  rule: string;
  marked: string;
  text: string;
}

interface Found {
  start: number;
  length: number;
  rule: string;
}

const GOLDEN = fileURLToPath(new URL("../../wasm/testdata/golden/examples.txt", import.meta.url));
const SIGNS: Record<string, string> = { "␍": "\r", "␤": "\n", "␉": "\t" };

function examples(): Example[] {
  const all: Example[] = [];
  let rule = "";
  for (const line of readFileSync(GOLDEN, "utf8").split("\n").slice(0, -1)) {
    if (/^# [a-z0-9-]+$/.test(line)) {
      rule = line.slice(2);
      continue;
    }
    const marked = line.replace(/[␍␤␉]/g, (sign) => SIGNS[sign]!);
    all.push({ rule, marked, text: marked.replace(/⟦[a-z0-9-]+:([^⟧]*)⟧/g, "$1") });
  }
  return all;
}

function mark(text: string, found: Found[]): string {
  let out = "";
  let done = 0;
  for (const { start, length, rule } of found) {
    out += `${text.slice(done, start)}⟦${rule}:${text.slice(start, start + length)}⟧`;
    done = start + length;
  }
  return out + text.slice(done);
}

inBrowsers("rule examples", { extension: "none" }, (stage) => {
  it("give in the browser what they give natively", async () => {
    const known = examples();
    assert.ok(new Set(known.map(({ rule }) => rule)).size >= 150, "the golden file has all rules");
    const built = (file: string) => readFileSync(join(builtExtension(stage.name), file)).toString("base64");
    const page = await stage.browser.open();
    const found = await page.evaluate(
      async (source, files, texts) => {
        // eslint-disable-next-line no-eval -- the page is empty and has no policy: it runs one module of ours
        (0, eval)(source);
        const { E } = window as unknown as { E: { Detector: typeof Detector } };
        const [wasm, pack, model] = files.map((file) => Uint8Array.from(atob(file), (c) => c.charCodeAt(0)));
        const detector = await E.Detector.start(wasm!, pack!);
        detector.learn(model!);
        const rules = detector.rules();
        return texts.map((text) => detector.scan(text, true).map(({ start, length, rule }) => ({ start, length, rule: rules[rule]!.id })));
      },
      await partOf("engine/detector.ts", "E"),
      ["detector.wasm", "rules.pack", "names.model"].map(built),
      known.map(({ text }) => text),
    );
    const wrong = known.flatMap(({ rule, marked, text }, i) => {
      const got = mark(text, found[i]!);
      return got === marked ? [] : [{ rule, got, want: marked }];
    });
    assert.deepEqual(wrong, []);
    await page.close();
  });
});
