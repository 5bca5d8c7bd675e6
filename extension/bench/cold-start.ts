/**
 * Starts of the engine inside the extension (cold.ts), each in a page of its own
 * and with a module of its own: the bytes differ in a section without meaning, so
 * that no browser finds code that it has compiled before.
 */
import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserName } from "../e2e/rig/browser.ts";
import { copyExtension } from "../e2e/rig/extension.ts";
import { launch } from "../e2e/rig/stage.ts";
import { startPractice } from "../practice/server.ts";
import { median } from "./clock.ts";
import type { Figures } from "./material.ts";

/** The median counts. */
const STARTS = 7;

export async function coldStarts(name: BrowserName, prompt: string): Promise<Figures> {
  const extension = await copyExtension(name);
  await build({
    entryPoints: [fileURLToPath(new URL("cold.ts", import.meta.url))],
    outfile: join(extension.folder, "cold.js"),
    bundle: true,
    format: "iife",
    target: "es2022",
  });
  await writeFile(join(extension.folder, "cold.html"), `<!doctype html><meta charset="utf-8"><title>cold</title><script src="cold.js"></script>`);
  const module = await readFile(join(extension.folder, "detector.wasm"));
  const practice = await startPractice({});
  const browser = await launch(name, { port: practice.port, extension: extension.folder });
  try {
    const starts: Figures[] = [];
    for (let start = 0; start < STARTS; start++) {
      const file = `cold-${start}.wasm`;
      await writeFile(join(extension.folder, file), numbered(module, start));
      const page = await browser.openExtensionPage("cold.html");
      starts.push(await page.evaluate((wasm: string, text: string) => window.cold(wasm, text), file, prompt));
      await page.close();
    }
    return Object.fromEntries(Object.keys(starts[0]!).map((row) => [row, median(starts.map((figures) => figures[row]!))]));
  } finally {
    await browser.close();
    await practice.close();
    await extension.remove();
  }
}

/** A custom section named "n" with one byte, at the end of the module. */
function numbered(module: Uint8Array, n: number): Uint8Array {
  return Buffer.concat([module, Uint8Array.of(0, 3, 1, "n".charCodeAt(0), n)]);
}
