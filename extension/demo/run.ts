/**
 * `make run`: server, practice page and extension together. With a display it
 * opens Chromium and waits for Ctrl+C; without one it plays the samples and ends.
 *
 *   make run RUN="[--headless] [--data DIR] [--port N] [--listen ADDRESS] [--images DIR]"
 */
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { NoBrowser } from "../e2e/rig/browser.ts";
import { findBrowser } from "../e2e/rig/find.ts";
import { stop } from "../e2e/rig/server.ts";
import { startPractice } from "../practice/server.ts";
import { setUp } from "./setup.ts";
import { showHeaded } from "./headed.ts";
import { showHeadless } from "./headless.ts";
import { portInUse, Trouble } from "./trouble.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Those of `deckname serve` itself. */
const LISTEN = "127.0.0.1:8787";
const DATA = join(root, "var");
const { values } = parseArgs({
  options: {
    headless: { type: "boolean", default: false },
    data: { type: "string", default: DATA },
    port: { type: "string", default: "8443" },
    listen: { type: "string", default: LISTEN },
    images: { type: "string" },
  },
});
const data = resolve(values.data);
const inProject = (path: string): string => (path.startsWith(root) ? relative(root, path) : path);

async function main(): Promise<void> {
  findBrowser("chromium");
  const { server, extensions } = await setUp(data, values.listen);
  const log = join(data, "practice/requests.jsonl");
  const practice = await startPractice({ port: Number(values.port), log, pace: hasDisplay() ? 12 : 3 }).catch(async (error: unknown) => {
    await stop(server.process);
    const busy = (error as { code?: string }).code === "EADDRINUSE";
    throw busy ? new Trouble(portInUse(`Port ${values.port}`, `--port ${Number(values.port) + 1}`)) : error;
  });
  console.log(`Server and practice page are up after ${(performance.now() / 1000).toFixed(1)} s.`);
  const options = (data === DATA ? "" : ` --data ${inProject(data)}`) + (values.listen === LISTEN ? "" : ` --listen ${values.listen}`);
  const stage = { practice, server, extensions, log: inProject(log), pictures: resolve(values.images ?? join(data, "screenshots")), options, inProject };
  try {
    await (hasDisplay() ? showHeaded(stage) : showHeadless(stage));
  } finally {
    await practice.close();
    await stop(server.process);
  }
}

function hasDisplay(): boolean {
  if (values.headless) return false;
  if (process.platform !== "linux") return true;
  return [process.env["DISPLAY"], process.env["WAYLAND_DISPLAY"]].some((name) => name !== undefined && name !== "");
}

main().catch((error: unknown) => {
  const known = error instanceof Trouble || error instanceof NoBrowser;
  console.error(`\n${known ? error.message : String((error as Error)?.stack ?? error)}`);
  process.exitCode = 1;
});
