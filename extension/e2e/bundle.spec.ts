/** What the built packages contain and what they must not. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { builtExtension } from "./rig/extension.ts";

interface Manifest {
  background: { service_worker?: string; scripts?: string[] };
  content_scripts: { js: string[] }[];
  action: { default_popup: string };
  options_ui: { page: string };
  icons: Record<string, string>;
  declarative_net_request: { rule_resources: { path: string }[] };
  storage?: { managed_schema: string };
}

function files(folder: string, inside = ""): string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = join(inside, entry.name);
    return entry.isDirectory() ? files(folder, path) : [path];
  });
}

for (const browser of ["chromium", "firefox"] as const) {
  const folder = builtExtension(browser);
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const manifest = JSON.parse(read("manifest.json")) as Manifest;
  const all = files(folder);

  test(`${browser}: every file that the manifest names is there, in every language`, () => {
    const named = [
      manifest.background.service_worker ?? manifest.background.scripts?.[0],
      ...manifest.content_scripts.flatMap((script) => script.js),
      manifest.action.default_popup,
      manifest.options_ui.page,
      ...Object.values(manifest.icons),
      ...manifest.declarative_net_request.rule_resources.map((resource) => resource.path),
      ...(manifest.storage ? [manifest.storage.managed_schema] : []),
      "_locales/de/messages.json",
      "_locales/en/messages.json",
      "detector.wasm",
      "agent.wasm",
      "rules.pack",
      "names.model",
    ];
    for (const path of named) assert.ok(path !== undefined && all.includes(path), String(path));
  });

  test(`${browser}: no root of trust, no configuration, no source map`, () => {
    assert.deepEqual(all.filter((path) => path === "company.json" || path.endsWith(".map")), []);
  });

  test(`${browser}: the scripts run nothing from text, and know no address but the chat page`, () => {
    for (const path of all.filter((name) => name.endsWith(".js"))) {
      const script = read(path);
      assert.doesNotMatch(script, /\beval\s*\(|new Function\s*\(|\bimport\s*\(|importScripts|innerHTML|document\.write/, path);
      for (const [address] of script.matchAll(/\b(https?|wss?):\/\/[^\s"'`)*\\]+/g)) assert.match(address, /^https:\/\/chatgpt\.com(\/|$)/, path);
      assert.doesNotMatch(script, /\/(home|root|usr|Users)\//, `${path} names a folder of the machine that built it`);
    }
  });

  test(`${browser}: what every chat page loads stays below 40 kB`, () => {
    const size = ["guard.js", "content.js"].reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path)), { level: 9 }).length, 0);
    assert.ok(size < 40_000, `${size} bytes`);
  });

  test(`${browser}: only the background can reach the network`, () => {
    for (const path of ["content.js", "popup.js", "options.js"]) assert.doesNotMatch(read(path), /\bfetch\s*\(|new WebSocket|XMLHttpRequest|sendBeacon/, path);
  });
}
