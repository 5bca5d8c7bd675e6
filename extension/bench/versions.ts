/** What the figures of a record were measured with. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { findBrowser } from "../e2e/rig/find.ts";

export type Versions = Record<string, string>;

export function versions(): Versions {
  const lock = JSON.parse(readFileSync(new URL("peers/package-lock.json", import.meta.url), "utf8")) as { packages: Record<string, { version: string }> };
  const peer = (name: string) => lock.packages[`node_modules/${name}`]?.version ?? "";
  return {
    cpus: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
    go: asked("go", "env", "GOVERSION"),
    node: process.version,
    v8: process.versions.v8,
    chromium: browser("chromium"),
    firefox: browser("firefox"),
    "redact-pii": peer("redact-pii"),
    openredaction: peer("openredaction"),
    compromise: peer("compromise"),
  };
}

function browser(name: "chromium" | "firefox"): string {
  try {
    return /\d[\d.]+(esr)?/.exec(asked(findBrowser(name), "--version"))?.[0] ?? "";
  } catch {
    return "";
  }
}

function asked(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}
