/** The built extension as a spec wants it: as it is, or with a company configuration beside the manifest. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserName } from "./browser.ts";
import { onExit } from "./cleanup.ts";
import { rmSync } from "node:fs";

/** What the company's administrators would set through managed storage. */
export interface Company {
  serverUrl?: string;
  rootSha256?: string;
  enrolmentKey?: string;
  mode?: "off" | "count" | "warn" | "silent" | "mask" | "ask" | "block";
  [key: string]: unknown;
}

export interface Prepared {
  folder: string;
  remove(): Promise<void>;
}

export function builtExtension(name: BrowserName): string {
  return fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));
}

/**
 * Leaves one catalogue in a copy of the extension: browsers without the language
 * pack of that language then speak it, too.
 */
export async function speakOnly(folder: string, language: "de" | "en"): Promise<void> {
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as { default_locale: string };
  await writeFile(path, JSON.stringify({ ...manifest, default_locale: language }));
  await rm(join(folder, "_locales", language === "de" ? "en" : "de"), { recursive: true, force: true });
}

/** A copy that can be changed. Throws, naming the build command, when the extension has not been built. */
export async function copyExtension(name: BrowserName, company?: Company): Promise<Prepared> {
  const prepared = await copyOf(builtExtension(name));
  if (company !== undefined) await writeFile(join(prepared.folder, "company.json"), JSON.stringify(company));
  return prepared;
}

/** A copy of an unpacked extension in the folder for temporary files. */
export async function copyOf(source: string): Promise<Prepared> {
  await readFile(join(source, "manifest.json")).catch(() => {
    throw new Error(`${source} is not built: run make build`);
  });
  const folder = await mkdtemp(join(tmpdir(), `deckname-extension-`));
  const forget = onExit(() => rmSync(folder, { recursive: true, force: true }));
  await cp(source, folder, { recursive: true });
  return {
    folder,
    async remove() {
      await rm(folder, { recursive: true, force: true });
      forget();
    },
  };
}
