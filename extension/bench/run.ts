/**
 * `make bench`: measures the built product, prints a table and writes the dated
 * record wasm/testdata/record/speed/<date>.jsonl. RUNTIMES narrows the list:
 * RUNTIMES=node. Figures of different runs are not comparable on a shared
 * machine; ratios of one run are.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser } from "../e2e/rig/browser.ts";
import { launch } from "../e2e/rig/stage.ts";
import { serveBench, type BenchServer } from "./server.ts";
import { cold, median, warm, type Figures, type Material } from "./measure.ts";
import { print, record, type Row } from "./record.ts";
import { publishToBrowser } from "./publish.ts";
import { roundTrip } from "./round-trip.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const RUNTIMES = (process.env["RUNTIMES"] ?? "chromium,firefox,node").split(",");
/** Fresh starts per runtime; the median counts. */
const STARTS = 7;

const folder = await mkdtemp(join(tmpdir(), "deckname-bench-"));
const rows: Row[] = [];
const add = (runtime: string, figures: Figures) => {
  for (const [name, value] of Object.entries(figures)) rows.push({ name, runtime, value, unit: unitOf(name) });
};

try {
  execFileSync("go", ["run", "./wasm/cmd/benchdata", "--out", folder], { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
  const wasm = await readFile(join(ROOT, "bin/detector.wasm"));
  const pack = await readFile(join(ROOT, "bin/rules.pack"));
  add("file", sizes(wasm, pack));
  const names = await readFile(join(ROOT, "bin/names.model"));
  if (RUNTIMES.includes("node")) add("node", await inNode(wasm, pack, names));
  for (const name of ["chromium", "firefox"] as const) if (RUNTIMES.includes(name)) await inBrowser(name);
  print(rows);
  const path = await record(rows, join(ROOT, "wasm/testdata/record/speed"));
  console.log(`\nrecorded in ${path.slice(ROOT.length)}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function sizes(wasm: Buffer, pack: Buffer): Figures {
  const kb = (bytes: number) => bytes / 1000;
  const zipped = gzipSync(wasm, { level: 9 }).length + gzipSync(pack, { level: 9 }).length;
  return { wasm_raw_kb: kb(wasm.length), pack_raw_kb: kb(pack.length), wasm_pack_gzip_kb: kb(zipped) };
}

async function inNode(wasm: Buffer, pack: Buffer, names: Buffer): Promise<Figures> {
  const text = (name: string) => readFile(join(folder, name), "utf8");
  const material: Material = {
    wasm: new Uint8Array(wasm).buffer,
    pack: new Uint8Array(pack),
    names: new Uint8Array(names),
    prompt: await text("prompt508"),
    corpus: await text("corpus"),
    patterns: JSON.parse(await text("patterns.json")) as Material["patterns"],
  };
  return { ...(await cold(material)), ...(await warm(material)) };
}

async function inBrowser(name: "chromium" | "firefox"): Promise<void> {
  const server = await serveBench({ root: ROOT, data: folder });
  let browser: Browser | undefined;
  try {
    browser = await launch(name, { port: server.port, language: "en-GB" });
    add(name, await coldStarts(browser, server));
    const page = await browser.open(server.url);
    add(name, await page.evaluate(() => window.bench.warm()));
    await page.close();
  } finally {
    await browser?.close();
    await server.close();
  }
  add(name, await roundTrip(name, join(folder, "prompt508")));
  add(name, await publishToBrowser(name));
}

/** Each start in a page of its own, so that nothing is compiled already. */
async function coldStarts(browser: Browser, server: BenchServer): Promise<Figures> {
  const ready: number[] = [];
  const first: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const page = await browser.open(server.url);
    const figures = await page.evaluate(() => window.bench.cold());
    ready.push(figures["cold_ready_ms"] ?? NaN);
    first.push(figures["cold_first_scan_ms"] ?? NaN);
    await page.close();
  }
  return { cold_ready_ms: median(ready), cold_first_scan_ms: median(first) };
}

function unitOf(name: string): string {
  if (name.startsWith("ratio_")) return "x";
  return /_(us|ms|mbs|kb|mib)(_p\d+)?$/.exec(name)?.[1]?.replace("mbs", "MB/s").replace("us", "µs").replace("kb", "kB").replace("mib", "MiB") ?? "";
}
