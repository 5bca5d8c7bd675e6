/**
 * `make bench`: measures the built product, prints a table and writes the dated
 * record wasm/testdata/record/speed/<date>.jsonl. RUNTIMES narrows the list:
 * RUNTIMES=node,chromium. Figures of different runs are not comparable on a
 * shared machine; ratios of one run are. A section that fails is named at the end
 * and makes the run fail; what the others measured is recorded all the same.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUILT, MADE, type Section } from "./material.ts";
import { print, record, unitOf, type Row } from "./record.ts";
import { runtimes } from "./runtimes.ts";
import { sizes } from "./sizes.ts";
import { versions } from "./versions.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const wanted = (process.env["RUNTIMES"] ?? Object.keys(runtimes).join(",")).split(",");
for (const name of wanted) {
  if (!runtimes[name]) throw new Error(`RUNTIMES names ${name}; known are ${Object.keys(runtimes).join(", ")}`);
}

const folder = await mkdtemp(join(tmpdir(), "deckname-bench-"));
const files = new Map([...BUILT.map((name) => [name, join(ROOT, "bin", name)] as const), ...MADE.map((name) => [name, join(folder, name)] as const)]);
const rows: Row[] = [];
const failed: string[] = [];
const add = (runtime: string, { figures, notes }: Section) => {
  for (const [name, value] of Object.entries(figures)) rows.push({ name, runtime, value, unit: unitOf(name) });
  for (const note of notes) console.log(`${runtime}: ${note}`);
};

try {
  execFileSync("go", ["run", "./wasm/cmd/benchdata", "--out", folder], { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
  add("file", { figures: await sizes(files), notes: [] });
  for (const name of wanted) {
    try {
      for await (const { name: section, measure } of runtimes[name]!(files, ROOT)) {
        const start = performance.now();
        try {
          const measured = await measure();
          add(name, measured);
          console.log(`${name}: ${section}: ${Object.keys(measured.figures).length} figures in ${((performance.now() - start) / 1000).toFixed(0)} s`);
        } catch (error) {
          failed.push(`${name}: ${section}`);
          console.error(`${name}: ${section} failed:`, error);
        }
      }
    } catch (error) {
      failed.push(name);
      console.error(`${name} failed:`, error);
    }
  }
  print(rows);
  const path = await record(rows, versions(), join(ROOT, "wasm/testdata/record/speed"));
  console.log(`\nrecorded in ${path.slice(ROOT.length)}`);
  if (failed.length > 0) {
    console.error(`failed: ${failed.join(", ")}`);
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
