/**
 * What a demonstration needs and may find ready: keys, a running server with
 * rules and a notice published, and the built extension with the company's
 * settings beside it. Everything lies under one data folder; a second run finds
 * it there.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BrowserName } from "../e2e/rig/browser.ts";
import { builtExtension } from "../e2e/rig/extension.ts";
import { BINARY, rootSha256, serve, type Served } from "../e2e/rig/server.ts";
import { portInUse, Trouble } from "./trouble.ts";

export interface Ready {
  server: Served;
  /** The extension with company.json, by browser. */
  extensions: Record<BrowserName, string>;
}

const notice = (language: string): string => fileURLToPath(new URL(`notice.${language}.md`, import.meta.url));

/** Throws Trouble with the next step. */
export async function setUp(data: string, listen: string): Promise<Ready> {
  for (const path of [BINARY, join(builtExtension("chromium"), "manifest.json")]) {
    if (!existsSync(path)) throw new Trouble(`${path} is not built yet. Run: make build`);
  }
  await mkdir(data, { recursive: true });
  if (!existsSync(join(data, "repository/metadata/1.root.json"))) await deckname(["keys", "init", "--data", data]);
  const server = await serve(data, listen).catch((error: unknown) => {
    const said = String(error);
    const busy = said.includes("address already in use");
    throw new Trouble(busy ? portInUse(listen, `--listen ${another(listen)}`) : said);
  });
  try {
    const first = !existsSync(join(data, "repository/metadata/timestamp.json"));
    const news = first ? ["--notice-de", notice("de"), "--notice-en", notice("en")] : ["--if-changed"];
    const settings = {
      serverUrl: server.url,
      rootSha256: await rootSha256(data),
      enrolmentKey: (await readFile(join(data, "enrolment.key"), "utf8")).trim(),
      mode: "mask",
      // Visible for a demonstration: counts leave with each prompt, on the ground of an agreement.
      reports: "agreement",
      reportEvery: "prompt",
    };
    const [chromium, firefox] = await Promise.all([
      equip("chromium", join(data, "extension/chromium"), settings),
      equip("firefox", join(data, "extension/firefox"), settings),
      deckname(["rules", "publish", "--data", data, "--server", server.url, ...news]),
    ]);
    const extensions = { chromium, firefox };
    return { server, extensions };
  } catch (error) {
    server.process.kill();
    throw error;
  }
}

/** The same address with the next port. */
function another(listen: string): string {
  return listen.replace(/\d+$/, (port) => String(Number(port) + 1));
}

async function equip(name: BrowserName, folder: string, settings: object): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await cp(builtExtension(name), folder, { recursive: true });
  await writeFile(join(folder, "company.json"), `${JSON.stringify(settings, null, 2)}\n`);
  return folder;
}

async function deckname(args: string[]): Promise<void> {
  await promisify(execFile)(BINARY, args).catch((error: unknown) => {
    const { stderr } = error as { stderr?: string };
    throw new Trouble(stderr?.trim() || `deckname ${args[0]} ${args[1]} did not start: ${String(error)}`);
  });
}
