/** Things that no single file can promise: what has to go together does. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { names, table } from "../src/policy/settings.ts";
import { ACTIONS, MODES } from "../src/lib/messages.ts";
import { categories } from "../src/policy/categories.ts";
import { reasonCodes, reasonKey } from "../src/lib/reasons.ts";
import { chatChecks, panelChecks } from "../src/lib/checks.ts";
import { chatHandlers } from "../src/background/chat.ts";
import { panelHandlers } from "../src/background/panel.ts";
import { rulesets } from "../src/background/rulesets.ts";

const file = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const json = (path: string) => JSON.parse(file(path)) as Record<string, never>;

interface Manifest {
  key?: string;
  permissions: string[];
  host_permissions: string[];
  optional_permissions?: string[];
  web_accessible_resources?: unknown;
  content_security_policy: { extension_pages: string };
  declarative_net_request: { rule_resources: { id: string; enabled: boolean; path: string }[] };
  browser_specific_settings?: { gecko: { id: string; strict_min_version: string; data_collection_permissions: unknown } };
}

const base = json("manifest/base.json") as unknown as Manifest;
const overlays = { chromium: json("manifest/chromium.json") as Partial<Manifest>, firefox: json("manifest/firefox.json") as Partial<Manifest> };

/** Permissions that cost no install warning beyond the chat page's own (docs/guide/permissions.md). */
const silent = ["storage", "alarms", "declarativeNetRequestWithHostAccess", "scripting", "offscreen", "unlimitedStorage"];

test("no permission warns beyond access to chatgpt.com", () => {
  for (const manifest of [base, ...Object.values(overlays)]) {
    for (const permission of manifest.permissions ?? []) assert.ok(silent.includes(permission), `${permission} adds an install warning`);
    assert.deepEqual(manifest.host_permissions ?? base.host_permissions, ["https://chatgpt.com/*"]);
    assert.equal(manifest.optional_permissions, undefined);
    assert.equal(manifest.web_accessible_resources, undefined, "pages must not reach files of ours");
  }
});

test("every permission has its paragraph in docs/guide/permissions.md, and none too many", () => {
  const guide = file("../docs/guide/permissions.md");
  const described = [...guide.matchAll(/^### `([^`]+)`$/gm)].map((m) => m[1]);
  assert.deepEqual(described.sort(), [...base.permissions, ...base.host_permissions].sort(), "add or remove a ### `permission` paragraph");
});

test("pages of ours run nothing but the package's own scripts", () => {
  assert.equal(base.content_security_policy.extension_pages, "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'");
  for (const page of ["popup", "options", "consent"]) {
    const html = file(`src/${page}/${page}.html`);
    assert.doesNotMatch(html, /https?:|<script>|\son\w+=|style=/i);
  }
});

test("the ids in ids.json are those of the manifests", () => {
  const ids = json("manifest/ids.json") as unknown as { chromium: string; firefox: string };
  assert.equal(overlays.firefox.browser_specific_settings?.gecko.id, ids.firefox);
  const digest = createHash("sha256").update(Buffer.from(overlays.chromium.key ?? "", "base64")).digest("hex").slice(0, 32);
  const id = [...digest].map((hex) => String.fromCharCode(97 + parseInt(hex, 16))).join("");
  assert.equal(ids.chromium, id);
});

test("Firefox is told that nothing is collected unless the user allows it", () => {
  const gecko = overlays.firefox.browser_specific_settings?.gecko;
  assert.equal(gecko?.strict_min_version, "140.0");
  assert.deepEqual(gecko.data_collection_permissions, { required: ["none"], optional: ["technicalAndInteraction"] });
});

test("every setting is in the managed schema, with the values that the table takes", () => {
  const schema = json("manifest/managed.json") as unknown as {
    properties: Record<string, { type: string; enum?: string[]; properties?: Record<string, { enum: string[] }> }>;
  };
  assert.deepEqual(Object.keys(schema.properties).sort(), [...names].sort());
  for (const name of names) {
    for (const value of schema.properties[name]?.enum ?? []) assert.equal(table[name].parse(value), value, `${name}: ${value}`);
  }
  assert.deepEqual(Object.keys(schema.properties["categories"]?.properties ?? {}).sort(), [...categories].sort());
  assert.deepEqual(schema.properties["mode"]?.enum, MODES);
  for (const { enum: actions } of Object.values(schema.properties["categories"]?.properties ?? {})) assert.deepEqual(actions, ACTIONS);
});

test("every kind of message has a check and a handler", () => {
  const kinds = (name: string) => {
    const source = file("src/lib/messages.ts");
    const body = source.slice(source.indexOf(`export interface ${name} {`)).split("\n}\n")[0] ?? "";
    return [...body.matchAll(/^ {2}(\w+): \{ ask:/gm)].map((m) => m[1]).sort();
  };
  const nothing = {} as never;
  assert.ok(kinds("Requests").length >= 9);
  assert.deepEqual(Object.keys(chatChecks).sort(), kinds("Requests"));
  assert.deepEqual(Object.keys(chatHandlers(nothing)).sort(), kinds("Requests"));
  assert.deepEqual(Object.keys(panelChecks).sort(), kinds("PanelRequests"));
  assert.deepEqual(Object.keys(panelHandlers(nothing)).sort(), kinds("PanelRequests"));
});

test("every setting stands in the guide for administrators", () => {
  const guide = file("../docs/guide/managed-settings.md");
  const described = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map((m) => m[1]);
  assert.deepEqual(described.sort(), [...names].sort());
  assert.ok(guide.includes((json("manifest/ids.json") as unknown as { chromium: string }).chromium));
});

function catalogue(language: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const name of readdirSync(new URL(`../src/_locales/${language}`, import.meta.url)).sort()) {
    for (const [key, value] of Object.entries(json(`src/_locales/${language}/${name}`))) {
      assert.ok(!all.has(key), `${language}: "${key}" stands in two files`);
      all.set(key, value);
    }
  }
  return all;
}

const de = catalogue("de");
const en = catalogue("en");

test("German and English have the same texts with the same blanks, none empty", () => {
  assert.deepEqual([...de.keys()].sort(), [...en.keys()].sort());
  const blanks = (value = "") => [...value.matchAll(/\$\d/g)].map(String).sort();
  for (const [key, value] of en) {
    assert.notEqual(value.trim(), "", key);
    assert.notEqual(de.get(key)?.trim(), "", key);
    assert.deepEqual(blanks(de.get(key)), blanks(value), key);
    assert.match(key, /^[a-z0-9_]+$/, "browsers take no other characters in keys");
  }
});

test("every reason of a finding has its text and stands in the specification of the engine", () => {
  const spec = file("../docs/spec/engine-api.md");
  const table = spec.slice(spec.indexOf("### Reasons"), spec.indexOf("### A text under edit"));
  assert.deepEqual([...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map((m) => m[1]), [...reasonCodes]);
  const keys = [...en.keys()].filter((key) => key.startsWith("because_"));
  assert.deepEqual(keys.sort(), reasonCodes.map(reasonKey).sort());
});

test("texts say pseudonymise, never anonymise", () => {
  for (const [key, value] of [...de, ...en]) assert.doesNotMatch(value, /anonym/i, key);
});

function sources(folder: string): string[] {
  return readdirSync(new URL(`../${folder}`, import.meta.url), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === "_locales" ? [] : sources(`${folder}/${entry.name}`);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts") ? [`${folder}/${entry.name}`] : [];
  });
}

test("in the page's world every promise is awaited as our own, and no then is called", () => {
  for (const path of ["src/guard.ts", "src/bridge/offer.ts", ...sources("src/guard/page")]) {
    const code = file(path).replace(/\/\*[^]*?\*\/|\/\/.*$/gm, "");
    assert.doesNotMatch(code, /\bawait\b(?! safe\()|\.(?:then|catch|finally)\(/, `${path}: see safe() in guard/page/native.ts`);
  }
});

test("every text that the code names is there", () => {
  for (const path of sources("src")) {
    for (const [, key] of file(path).matchAll(/\btext\("([^"]+)"/g)) assert.ok(en.has(key ?? ""), `${path}: "${key}"`);
  }
});

test("every reason, state, mode, action and class has its texts", () => {
  const source = file("src/lib/messages.ts");
  const reasons = source.slice(source.indexOf("export type BlockReason ="), source.indexOf("export type Protection"));
  const codes = [...reasons.matchAll(/\| "([a-z-]+)"/g)].map((m) => m[1]?.replaceAll("-", "_"));
  assert.ok(codes.length >= 8);
  const wanted = [
    ...codes.flatMap((code) => [`reason_${code}`, `next_${code}`]),
    ...["protected", "checking", "network_only", "selectors_lost", "off", "blocked", "reload"].map((state) => `state_${state}`),
    ...MODES.map((mode) => `mode_${mode}`),
    ...["masked", "kept", "warned", "blocked", "allowed"].map((action) => `counted_${action}`),
    ...["accepted", "refused", "unconfirmed"].map((outcome) => `outcome_${outcome}`),
    ...categories.map((category) => `category_${category.toLowerCase()}`),
  ];
  for (const key of wanted) assert.ok(en.has(key), key);
});

test("a class has one name in the extension and on the dashboard", () => {
  for (const language of ["de", "en"]) {
    const here = json(`src/_locales/${language}/frame.json`) as Record<string, string>;
    const there = json(`../web/texts/${language}.json`) as Record<string, string>;
    for (const category of categories) {
      const name = there[`category.${category}`];
      assert.ok(name, `${language}: ${category} has a name on the dashboard`);
      assert.equal(here[`category_${category.toLowerCase()}`], name, `${language}: ${category}`);
    }
  }
});

interface StaticRule {
  id: number;
  priority: number;
  action: { type: string };
  condition: { regexFilter: string; requestMethods: string[]; resourceTypes: string[] };
}
const resources = base.declarative_net_request.rule_resources;
const rules = Object.fromEntries(resources.map(({ id, path }) => [id, json(`manifest/${path}`) as unknown as StaticRule[]]));

test("the shipped rules are on, known to the code, and name their request types", () => {
  assert.deepEqual(resources.map((r) => r.id), rulesets);
  assert.ok(resources.every((r) => r.enabled));
  for (const rule of Object.values(rules).flat()) {
    assert.ok(rule.condition.resourceTypes.length > 0, "without a list the rule would spare main frames");
    assert.ok(rule.condition.requestMethods.length > 0);
    new RegExp(rule.condition.regexFilter);
  }
});

/** What layer 1 says of a POST, by the same expression that the browser runs. */
function verdict(url: string): "needs a ticket" | "passes" {
  return (rules["text"] ?? []).some((rule) => new RegExp(rule.condition.regexFilter, "i").test(url)) ? "needs a ticket" : "passes";
}

const API = "https://chatgpt.com/backend-api";
const requests: [string, ReturnType<typeof verdict>][] = [
  [`${API}/f/conversation`, "needs a ticket"],
  [`${API}/conversation`, "needs a ticket"],
  [`${API}/f/conversation/`, "needs a ticket"],
  [`${API}/f/conversation?x=1`, "needs a ticket"],
  [`${API}/f/conversation#t1`, "needs a ticket"],
  ["https://chatgpt.com//backend-api//f//conversation", "needs a ticket"],
  ["https://chatgpt.com/BACKEND-API/F/CONVERSATION", "needs a ticket"],
  [`${API}/f/conversation/prepare`, "needs a ticket"],
  ["https://chatgpt.com/backend-anon/f/conversation", "needs a ticket"],
  ["https://chatgpt.com/backend-alt/conversation/prepare", "needs a ticket"],
  [`${API}/f/steer_turn`, "needs a ticket"],
  [`${API}/conversation/experimental/generate_autocompletions`, "needs a ticket"],
  [`${API}/conversation/implicit_message_feedback`, "needs a ticket"],
  [`${API}/f/conversation/resume`, "needs a ticket"],
  [`${API}/memories`, "needs a ticket"],
  [`${API}/something/new`, "needs a ticket"],
  [`${API}/filesystem`, "needs a ticket"],
  ["https://chatgpt.com/backend-api", "needs a ticket"],
  ["https://chatgpt.com/backend%2Dapi/f/conversation", "needs a ticket"],
  ["https://chatgpt.com/x/%2e%2e%2fbackend-api/memories", "needs a ticket"],
  ["https://chatgpt.com/api/auth/signout", "passes"],
  ["https://chatgpt.com/ces/v1/t?next=%2Fbackend-api%2Fx", "passes"],
  ["https://example.org/backend-api/f/conversation", "passes"],
  ["https://chatgpt.com.evil.example/backend-api/f/conversation", "passes"],
  [`${API}/files`, "needs a ticket"],
  [`${API}/transcribe`, "needs a ticket"],
];
for (const [url, wanted] of requests) {
  test(`a POST to ${url} ${wanted}`, () => assert.equal(verdict(url), wanted));
}

test("links lose a prompt wherever it stands in the query", () => {
  const [rule] = rules["links"] ?? [];
  const pattern = new RegExp(rule?.condition.regexFilter ?? "", "i");
  for (const query of ["?q=a", "?model=x&q=a", "?prompt=a", "?prompt-textarea=a", "g/g-1?x=1&prompt=a"]) {
    assert.match(`https://chatgpt.com/${query}`, pattern);
  }
  for (const query of ["", "?model=x", "?faq=1", "c/1#q=a"]) assert.doesNotMatch(`https://chatgpt.com/${query}`, pattern);
});
