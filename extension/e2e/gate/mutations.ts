/**
 * The extension with one layer taken out. Each mutation changes a copy of what was
 * built and names the rows that must notice: a gate that passes without a layer
 * would prove nothing about it.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserName } from "../rig/browser.ts";
import { patch } from "../rig/change.ts";
import { openGate } from "./place.ts";
import { passed, type Row } from "./row.ts";

export interface Mutation {
  name: string;
  /** Part of `make test`. */
  fast?: boolean;
  change(folder: string): Promise<void>;
  /** Rows of which at least one must fail. */
  rows: RegExp;
}

interface Manifest {
  content_scripts: { js: string[]; match_about_blank?: boolean; match_origin_as_fallback?: boolean }[];
  declarative_net_request: { rule_resources: { id: string }[] };
}

async function manifest(folder: string, how: (manifest: Manifest) => void): Promise<void> {
  const path = join(folder, "manifest.json");
  const read = JSON.parse(await readFile(path, "utf8")) as Manifest;
  how(read);
  await writeFile(path, JSON.stringify(read));
}

const withoutRules = (id: string) => (folder: string): Promise<void> =>
  manifest(folder, ({ declarative_net_request: rules }) => void (rules.rule_resources = rules.rule_resources.filter((resource) => resource.id !== id)));

const withoutScript = (name: string) => (folder: string): Promise<void> =>
  manifest(folder, (read) => void (read.content_scripts = read.content_scripts.filter(({ js }) => !js.includes(name))));

const patched = (script: string, piece: string, put: string) => (folder: string): Promise<void> => patch(folder, script, piece, put);

export const MUTATIONS: Mutation[] = [
  { name: "static rules on texts", fast: true, change: withoutRules("text"), rows: /^Worker$|service worker|memory$|^Worker:/ },
  { name: "static rules on links", change: withoutRules("links"), rows: /link with|before hydration/ },
  { name: "the guard", fast: true, change: withoutScript("guard.js"), rows: /Request|multimodal/ },
  { name: "the content script", change: withoutScript("content.js"), rows: /Request|multimodal/ },
  { name: "the composer layer", fast: true, change: patched("content.js", "(intercept(finder, ", "((() => undefined)(finder, "), rows: /new chat/ },
  { name: "fetch", change: patched("guard.js", "wrapFetch(targets, desk);", ""), rows: /fetch/ },
  { name: "XMLHttpRequest", change: patched("guard.js", "wrapXhr(targets, desk);", ""), rows: /XMLHttpRequest/ },
  { name: "sendBeacon", change: patched("guard.js", "wrapBeacon(targets, desk);", ""), rows: /sendBeacon/ },
  { name: "WebSocket", change: patched("guard.js", "wrapSocket(targets, desk);", ""), rows: /WebSocket/ },
  { name: "frames without an address", change: (folder) => manifest(folder, (read) => read.content_scripts.forEach((script) => ((script.match_about_blank = false), delete script.match_origin_as_fallback))), rows: /iframe/ },
  { name: "tickets end with their request", fast: true, change: patched("background.js", "async redeem(ticket) {", "async redeem(ticket) { return;"), rows: /used ticket/ },
  { name: "drafts lose their text", change: patched("content.js", "for (let name of endpoint?.drop ?? [])", "for (let name of [])"), rows: /draft|copied/ },
  { name: "masking of known bodies", change: patched("content.js", "words.forEach((word, i) => replace(word, edits[i] ?? []))", "return void 0"), rows: /Request|multimodal/ },
  { name: "the look at everything else in a body", change: patched("content.js", "if (texts.length === 0) return !1;", "return !1;"), rows: /unknown endpoint|query/ },
];

/** What the gate says about the mutated extension; undefined: it noticed nothing. */
export async function mutate(mutation: Mutation, browser: BrowserName, rows: readonly Row[]): Promise<string | undefined> {
  const gate = await openGate(browser, mutation.change);
  try {
    const cells = await gate.walk("g1", rows.filter(({ name }) => mutation.rows.test(name)), true);
    // A row that could not be walked has noticed nothing.
    const [name, cell] = [...cells].find(([, found]) => !passed(found) && !found.happened.startsWith("failed")) ?? [];
    return cell && `${name} ${cell.happened}${cell.happened === "leaked" ? "" : `, expected ${cell.expected}`}`;
  } finally {
    await gate.close();
  }
}
