/** The leak table as text: one line a row, one column a generation and browser. */
import type { GenerationName } from "../../practice/vendor/html.ts";
import type { BrowserName } from "../rig/browser.ts";
import { passed, type Cell } from "./row.ts";

export interface Column {
  browser: BrowserName;
  generation: GenerationName;
  cells: Map<string, Cell>;
}

const SHORT: Record<BrowserName, string> = { chromium: "Cr", firefox: "Fx" };

/** Rows in the order of the first column. */
export function table(columns: readonly Column[]): string {
  const names = [...(columns[0]?.cells.keys() ?? [])];
  const heads = ["route or action", "expected", ...columns.map(({ browser, generation }) => `${SHORT[browser]} ${generation}`)];
  const lines = names.map((name) => [name, columns[0]?.cells.get(name)?.expected ?? "", ...columns.map(({ cells }) => word(cells.get(name)))]);
  const widths = heads.map((head, i) => Math.max(head.length, ...lines.map((line) => line[i]?.length ?? 0)));
  const row = (cells: string[]): string => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ").trimEnd();
  const all = columns.flatMap(({ cells }) => [...cells.values()]);
  const leaked = all.filter(({ happened }) => happened === "leaked").length;
  const wrong = all.filter((cell) => !passed(cell)).length;
  return [
    row(heads),
    row(widths.map((width) => "─".repeat(width))),
    ...lines.map(row),
    "",
    ...notes(columns),
    `${names.length} rows, ${all.length} cells, ${leaked} leaks, ${wrong - leaked} other deviations`,
  ].join("\n");
}

function word(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  if (cell.happened === "leaked") return "LEAKED";
  if (cell.happened.includes(":")) return cell.happened.startsWith("wrong") ? "WRONG" : "FAILED";
  return passed(cell) ? cell.happened : cell.happened.toUpperCase();
}

/** What WRONG, FAILED, LEAKED and capital letters stand for. */
function notes(columns: readonly Column[]): string[] {
  const notes = columns.flatMap(({ browser, generation, cells }) =>
    [...cells].flatMap(([name, { happened, expected, detail }]) => {
      if (happened === expected) return [];
      return [`  ${SHORT[browser]} ${generation}, ${name}: ${happened}${happened === "leaked" ? `\n${detail ?? ""}` : happened.includes(":") ? "" : `, expected ${expected}`}`];
    }),
  );
  return notes.length === 0 ? [] : [...new Set(notes), ""];
}
