/** The places where figures are taken, each with what it can measure. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { BrowserName } from "../e2e/rig/browser.ts";
import { launch } from "../e2e/rig/stage.ts";
import { coldStarts } from "./cold-start.ts";
import { engineStart } from "./engine-start.ts";
import { feel } from "./feel.ts";
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

/** Paths of the material by name. */
export type Files = ReadonlyMap<string, string>;

/** One section still to be measured: one that fails does not take the others with it. */
export interface Task {
  name: string;
  measure(): Promise<Section>;
}

/** Yields the sections in turn; each is measured before the next is asked for. */
export type Runtime = (files: Files, root: string) => AsyncGenerator<Task>;

export const runtimes: Record<string, Runtime> = {
  native,
  node,
  chromium: (files) => browser("chromium", files),
  firefox: (files) => browser("firefox", files),
};

async function* native(files: Files, root: string): AsyncGenerator<Task> {
  yield { name: "native", measure: () => benchNative(files, root) };
}

async function benchNative(files: Files, root: string): Promise<Section> {
  const { stdout } = await promisify(execFile)("go", ["run", "./wasm/cmd/benchnative", "-pack", at(files, "rules.pack")], { cwd: root, maxBuffer: 1 << 24 });
  const section: Section = { figures: {}, notes: [] };
  for (const line of stdout.trim().split("\n")) {
    const { name, value, note } = JSON.parse(line) as { name?: string; value?: number; note?: string };
    if (name !== undefined && value !== undefined) section.figures[name] = value;
    if (note !== undefined) section.notes.push(note);
  }
  return section;
}

async function* node(files: Files): AsyncGenerator<Task> {
  const material = await readMaterial(
    async (name) => new Uint8Array(await readFile(at(files, name))).buffer,
    (name) => readFile(at(files, name), "utf8"),
  );
  // From bytes, since there is nothing to stream.
  yield { name: "start", measure: async () => ({ figures: await engineStart(performance.now(), { ...material, module: material.wasm }, material.prompt), notes: [] }) };
  yield { name: "soak", measure: () => soak(material) };
  yield { name: "speed", measure: () => speed(material) };
  yield { name: "keystroke", measure: () => keystroke(material) };
  yield { name: "hostile", measure: () => hostile(material) };
  yield { name: "rivals", measure: () => rivals(material, peers) };
}

async function* browser(name: BrowserName, files: Files): AsyncGenerator<Task> {
  const prompt = await readFile(at(files, "prompt508"), "utf8");
  yield { name: "cold start", measure: async () => ({ figures: await coldStarts(name, prompt), notes: [] }) };
  const server = await serveBench(files);
  const started = await launch(name, { port: server.port, language: "en-GB" });
  try {
    const page = await started.open(server.url);
    for (const section of await page.evaluate(() => window.bench.sections)) {
      yield { name: section, measure: () => page.evaluate((wanted: string) => window.bench.run(wanted), section) };
    }
  } finally {
    await started.close();
    await server.close();
  }
  yield { name: "round trip", measure: async () => ({ figures: await roundTrip(name, prompt), notes: [] }) };
  yield { name: "publish", measure: async () => ({ figures: await publishToBrowser(name), notes: [] }) };
  yield { name: "feel", measure: () => feel(name) };
}

function at(files: Files, name: string): string {
  const path = files.get(name);
  if (path === undefined) throw new Error(`the benchmark has no file ${name}`);
  return path;
}
