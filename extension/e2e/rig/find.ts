/** Finds the browsers: the variables CHROMIUM and FIREFOX first, then the usual places. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { NoBrowser, type BrowserName } from "./browser.ts";

export const PROGRAMS: Record<BrowserName, string[]> = {
  chromium: ["chromium", "chromium-browser", "google-chrome-for-testing"],
  firefox: ["firefox-esr", "firefox"],
};

/** Throws NoBrowser, which names the variable and the install command. */
export function findBrowser(name: BrowserName): string {
  const given = process.env[name.toUpperCase()];
  if (given !== undefined && given !== "") {
    if (runs(given)) return given;
    throw new NoBrowser(name, [`${name.toUpperCase()}=${given}`]);
  }
  const folders = ["/usr/bin", ...(process.env["PATH"] ?? "").split(delimiter).filter((p) => p !== "")];
  for (const program of PROGRAMS[name]) for (const folder of folders) if (runs(join(folder, program))) return join(folder, program);
  throw new NoBrowser(name, PROGRAMS[name]);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
