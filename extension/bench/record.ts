/** Rows of a benchmark run: printed for people, written as JSON lines for later. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Row {
  name: string;
  runtime: string;
  value: number;
  unit: string;
}

/** One line per figure, one column per runtime, ratios first. */
export function print(rows: readonly Row[]): void {
  const runtimes = [...new Set(rows.map((r) => r.runtime))];
  const names = [...new Set(rows.map((r) => r.name))].sort((a, b) => Number(b.startsWith("ratio")) - Number(a.startsWith("ratio")));
  console.log("\n" + "figure".padEnd(30) + "unit".padEnd(8) + runtimes.map((r) => r.padStart(12)).join(""));
  for (const name of names) {
    const of = rows.filter((r) => r.name === name);
    const cells = runtimes.map((runtime) => {
      const row = of.find((r) => r.runtime === runtime);
      return (row ? figure(row.value) : "").padStart(12);
    });
    console.log(name.padEnd(30) + (of[0]?.unit ?? "").padEnd(8) + cells.join(""));
  }
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Replaces the record of today; returns its path. */
export async function record(rows: readonly Row[], folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${new Date().toISOString().slice(0, 10)}.jsonl`);
  await writeFile(path, rows.map((r) => JSON.stringify({ ...r, value: Number(r.value.toPrecision(4)) })).join("\n") + "\n");
  return path;
}
