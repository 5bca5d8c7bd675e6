/** What a process and all that it started take, from Linux's own books. 0 where the system keeps no such books. */
import { readdir, readFile } from "node:fs/promises";

/** Milliseconds of processor time in one tick of the books. */
const TICK = 10;

/** Mebibytes, shared pages in proportion. */
export async function memoryOf(root: number): Promise<number> {
  let kib = 0;
  for (const { pid } of await startedBy(root)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
    kib += Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
  }
  return kib / 1024;
}

/** Milliseconds of processor time so far, those that ended left out. */
export async function processorOf(root: number): Promise<number> {
  return (await startedBy(root)).reduce((sum, { ticks }) => sum + ticks * TICK, 0);
}

async function startedBy(root: number): Promise<{ pid: number; ticks: number }[]> {
  const all = new Map<number, { pid: number; parent: number; ticks: number }>();
  for (const entry of await readdir("/proc").catch(() => [])) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    // Behind the name: state, parent, …; fields 14 and 15 are time in user and system mode.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ").map(Number);
    const parent = fields[1];
    if (Number.isInteger(parent)) all.set(pid, { pid, parent: parent!, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) });
  }
  const descends = (pid: number): boolean => {
    for (let at = all.get(pid)?.parent; at !== undefined && at > 1; at = all.get(at)?.parent) if (at === root) return true;
    return false;
  };
  return [...all.values()].filter(({ pid }) => descends(pid));
}
