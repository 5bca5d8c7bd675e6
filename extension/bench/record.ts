/** Rows of a benchmark run: printed for people, written as JSON lines for later. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Versions } from "./versions.ts";

export interface Row {
  name: string;
  runtime: string;
  value: number;
  unit: string;
}

const UNITS: Record<string, string> = { us: "µs", ms: "ms", ms_per_s: "ms/s", mbs: "MB/s", kb: "kB", mib: "MiB" };

export function unitOf(name: string): string {
  if (name.startsWith("ratio_")) return "x";
  return UNITS[/_(us|ms_per_s|ms|mbs|kb|mib)(_p\d+)?$/.exec(name)?.[1] ?? ""] ?? "";
}

/** One line per figure, one column per runtime, ratios to JavaScript's RegExp first. */
export function print(rows: readonly Row[]): void {
  const runtimes = [...new Set(rows.map((r) => r.runtime))];
  const names = [...new Set(rows.map((r) => r.name))].sort((a, b) => Number(b.startsWith("ratio")) - Number(a.startsWith("ratio")));
  const width = Math.max(...names.map((name) => name.length)) + 2;
  console.log("\n" + "figure".padEnd(width) + "unit".padEnd(6) + runtimes.map((r) => r.padStart(10)).join(""));
  for (const name of names) {
    const of = rows.filter((r) => r.name === name);
    const cells = runtimes.map((runtime) => {
      const row = of.find((r) => r.runtime === runtime);
      return (row ? figure(row.value) : "").padStart(10);
    });
    console.log(name.padEnd(width) + (of[0]?.unit ?? "").padEnd(6) + cells.join(""));
  }
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
}

/**
 * Writes the record of today, a figure in each line, with what it was measured with
 * in <date>.versions.json beside it, and returns its path. A run of some runtimes
 * only leaves the figures of the others as they are.
 */
export async function record(rows: readonly Row[], versions: Versions, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const day = join(folder, new Date().toISOString().slice(0, 10));
  const path = `${day}.jsonl`;
  const measured = new Set(rows.map((r) => r.runtime));
  const kept = (await readFile(path, "utf8").catch(() => ""))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row)
    .filter((row) => !measured.has(row.runtime));
  const lines = [...rows, ...kept].map((r) => ({ ...r, value: Number(r.value.toPrecision(4)) }));
  await writeFile(`${day}.versions.json`, JSON.stringify(versions, null, 2) + "\n");
  await writeFile(path, lines.map((line) => JSON.stringify(line)).join("\n") + "\n");
  return path;
}
