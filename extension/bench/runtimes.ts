/** The places where figures are taken, each with what it can measure. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { BrowserName } from "../e2e/rig/browser.ts";
import { launch } from "../e2e/rig/stage.ts";
import { coldStarts } from "./cold-start.ts";
import { hostile } from "./hostile.ts";
import { keystroke } from "./keystroke.ts";
import { readMaterial, type Section } from "./material.ts";
import { peers } from "./peers/index.js";
import { publishToBrowser } from "./publish.ts";
import { rivals } from "./rivals.ts";
import { roundTrip } from "./round-trip.ts";
import { serveBench } from "./server.ts";
import { soak } from "./soak.ts";
import { speed } from "./speed.ts";
import { startInNode } from "./start-in-node.ts";

/** Paths of the material by name. */
export type Files = ReadonlyMap<string, string>;

/** Yields sections as they are measured. */
export type Runtime = (files: Files, root: string) => AsyncGenerator<Section>;

export const runtimes: Record<string, Runtime> = {
  native,
  node,
  chromium: (files) => browser("chromium", files),
  firefox: (files) => browser("firefox", files),
};

async function* native(files: Files, root: string): AsyncGenerator<Section> {
  const { stdout } = await promisify(execFile)("go", ["run", "./wasm/cmd/benchnative", "-pack", at(files, "rules.pack")], { cwd: root, maxBuffer: 1 << 24 });
  const section: Section = { figures: {}, notes: [] };
  for (const line of stdout.trim().split("\n")) {
    const { name, value, note } = JSON.parse(line) as { name?: string; value?: number; note?: string };
    if (name !== undefined && value !== undefined) section.figures[name] = value;
    if (note !== undefined) section.notes.push(note);
  }
  yield section;
}

async function* node(files: Files): AsyncGenerator<Section> {
  const material = await readMaterial(
    async (name) => new Uint8Array(await readFile(at(files, name))).buffer,
    (name) => readFile(at(files, name), "utf8"),
  );
  yield { figures: await startInNode(material), notes: [] };
  yield await soak(material);
  yield await speed(material);
  yield await keystroke(material);
  yield await hostile(material);
  yield await rivals(material, peers);
}

async function* browser(name: BrowserName, files: Files): AsyncGenerator<Section> {
  const prompt = await readFile(at(files, "prompt508"), "utf8");
  yield { figures: await coldStarts(name, prompt), notes: [] };
  const server = await serveBench(files);
  const started = await launch(name, { port: server.port, language: "en-GB" });
  try {
    const page = await started.open(server.url);
    for (const section of await page.evaluate(() => window.bench.sections)) {
      yield await page.evaluate((wanted: string) => window.bench.run(wanted), section);
    }
  } finally {
    await started.close();
    await server.close();
  }
  yield { figures: await roundTrip(name, prompt), notes: [] };
  yield { figures: await publishToBrowser(name), notes: [] };
}

function at(files: Files, name: string): string {
  const path = files.get(name);
  if (path === undefined) throw new Error(`the benchmark has no file ${name}`);
  return path;
}
