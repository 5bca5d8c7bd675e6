/** `deckname serve` as a process, what it prints at its start, and what its dashboard shows. */
import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const BINARY = fileURLToPath(new URL("../../../bin/deckname", import.meta.url));

/** What `deckname serve` printed at its start. */
export interface Served {
  process: ChildProcess;
  url: string;
  /** With the key of this start. */
  dashboard: string;
}

/** Rejects with what the server printed when it does not start. */
export function serve(data: string, listen: string): Promise<Served> {
  const child = spawn(BINARY, ["serve", "--data", data, "--listen", listen], { stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let printed = "";
    const read = (chunk: Buffer): void => {
      printed += String(chunk);
      const url = /^Server\s+(\S+)$/m.exec(printed)?.[1];
      const dashboard = /^Dashboard\s+(\S+)$/m.exec(printed)?.[1];
      if (url === undefined || dashboard === undefined || !printed.includes("Stop with")) return;
      // A server that nobody stopped must not keep a failed spec from ending.
      child.unref();
      for (const stream of [child.stdout, child.stderr]) (stream as unknown as { unref(): void }).unref();
      resolve({ process: child, url, dashboard });
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`deckname serve ended with ${code ?? "a signal"}: ${printed.trim()}`)));
  });
}

export async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((done) => server.once("exit", done));
  server.ref();
  server.kill("SIGTERM");
  await gone;
}

/** SHA-256 of the first root of a data folder, as the extension is told it. */
export async function rootSha256(data: string): Promise<string> {
  return createHash("sha256").update(await readFile(join(data, "repository/metadata/1.root.json"))).digest("hex");
}

/** One row per category that has counts: its numbers by action, as the dashboard's table shows them. */
export type Counts = Record<string, Record<string, number>>;

/** Reads the table "by category" of the dashboard the way a person with the link would. */
export async function readCounts(link: string): Promise<Counts> {
  const entered = await fetch(link, { redirect: "manual" });
  const cookie = entered.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const page = await (await fetch(new URL("/dashboard?lang=en&days=7", link), { headers: { cookie } })).text();
  return countsOf(page);
}

/** Tables whose first column heads the rows; the one by category has the most specific rows and is read last. */
function countsOf(html: string): Counts {
  const strip = (cell: string): string => cell.replace(/<[^>]*>/g, "").trim();
  const counts: Counts = {};
  for (const [table] of html.matchAll(/<table[\s\S]*?<\/table>/g)) {
    const heads = [...table.matchAll(/<th scope="col"[^>]*>([\s\S]*?)<\/th>/g)].map((m) => strip(m[1]!));
    if (!/category|kind|data/i.test(heads[0] ?? "")) continue;
    const body = /<tbody>([\s\S]*?)<\/tbody>/.exec(table)?.[1] ?? "";
    for (const [row] of body.matchAll(/<tr[\s\S]*?<\/tr>/g)) {
      const name = strip(/<th scope="row"[^>]*>([\s\S]*?)<\/th>/.exec(row)?.[1] ?? "");
      const numbers = [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map((m) => Number(strip(m[1]!).replace(/\D/g, "")));
      counts[name] = Object.fromEntries(numbers.map((n, i) => [heads[i + 1] ?? String(i), n]));
    }
  }
  return counts;
}
