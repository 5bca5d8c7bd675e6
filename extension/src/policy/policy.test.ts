import assert from "node:assert/strict";
import { test } from "node:test";
import type { Action, Mode } from "../lib/messages.ts";
import { actionFor, widens } from "./actions.ts";
import { Policy } from "./policy.ts";
import { settle, type Layer } from "./settings.ts";

const ROOT = "AB".repeat(32);
const managed = (values: Record<string, unknown>): Layer => ({ origin: "managed", values });
const company = (values: Record<string, unknown>): Layer => ({ origin: "company", values });
const own = (values: Record<string, unknown>): Layer => ({ origin: "own", values });

test("without any source everything is at its default, which masks", () => {
  assert.deepEqual(settle([]).settings, {
    serverUrl: null,
    rootSha256: null,
    enrolmentKey: null,
    mode: "mask",
    categories: {},
    allowExceptions: true,
    allowOriginal: true,
    originalReason: false,
    allowDictation: false,
    copyOriginals: true,
    placeholders: "labels",
    retentionHours: 24,
    reports: "consent",
    reportEvery: "day",
  });
});

test("values of the wrong type fall back to the default", () => {
  const junk = [7, null, {}, [], true, "", "nonsense", { mode: "off" }];
  for (const value of junk) {
    const { settings } = settle([
      managed({ mode: value, serverUrl: value, rootSha256: value, reports: value, reportEvery: value, retentionHours: value === 7 ? 0.5 : value }),
    ]);
    assert.deepEqual(settings, settle([]).settings, JSON.stringify(value));
  }
});

test("managed storage wins over company.json, which wins over the user", () => {
  const { settings, origins } = settle([managed({ mode: "block" }), company({ mode: "warn", retentionHours: 2 }), own({ mode: "off" })]);
  assert.equal(settings.mode, "block");
  assert.equal(settings.retentionHours, 2);
  assert.equal(origins.mode, "managed");
  assert.equal(origins.retentionHours, "company");
});

test("a broken managed value does not hide a good one below it", () => {
  assert.equal(settle([managed({ mode: "msk" }), company({ mode: "ask" })]).settings.mode, "ask");
});

test("the user may set the mode and nothing else", () => {
  const { settings } = settle([own({ mode: "ask", serverUrl: "https://evil.example", reports: "agreement", retentionHours: 999 })]);
  assert.equal(settings.mode, "ask");
  assert.equal(settings.serverUrl, null);
  assert.equal(settings.reports, "consent");
  assert.equal(settings.retentionHours, 24);
});

test("a server is https, or http on this machine", () => {
  const cases: [unknown, string | null][] = [
    ["https://deckname.example", "https://deckname.example"],
    ["https://deckname.example/base///", "https://deckname.example/base"],
    ["http://127.0.0.1:8787", "http://127.0.0.1:8787"],
    ["http://localhost:8787/", "http://localhost:8787"],
    ["http://[::1]:8787", "http://[::1]:8787"],
    ["http://deckname.example", null],
    ["http://127.0.0.1.evil.example", null],
    ["https://user:pass@deckname.example", null],
    ["https://deckname.example/?a=1", null],
    ["https://deckname.example/#a", null],
    ["javascript:alert(1)", null],
    ["file:///etc/passwd", null],
  ];
  for (const [given, wanted] of cases) assert.equal(settle([managed({ serverUrl: given })]).settings.serverUrl, wanted, String(given));
});

test("a root is 64 hexadecimal digits and is compared in lower case", () => {
  assert.equal(settle([managed({ rootSha256: ROOT })]).settings.rootSha256, ROOT.toLowerCase());
  assert.equal(settle([managed({ rootSha256: `${ROOT}0` })]).settings.rootSha256, null);
});

test("reports per prompt go to this machine only", () => {
  const every = (serverUrl: string) => settle([company({ reportEvery: "prompt", serverUrl })]).settings.reportEvery;
  assert.equal(every("http://127.0.0.1:8787"), "prompt");
  assert.equal(every("https://deckname.example"), "day");
  assert.equal(settle([company({ reportEvery: "prompt" })]).settings.reportEvery, "day");
});

test("unknown classes and actions in categories are dropped", () => {
  const { categories } = settle([managed({ categories: { ORG: "mask", PERSON: "destroy", NOSE: "mask", URL: 3 } })]).settings;
  assert.deepEqual(categories, { ORG: "mask" });
});

test("inherited names are no settings", () => {
  const values = Object.create({ mode: "off" }) as Record<string, unknown>;
  assert.equal(settle([managed(values)]).settings.mode, "mask");
});

const rows: [Mode, string, string, Action][] = [
  ["mask", "PERSON", "mask", "mask"],
  ["ask", "PERSON", "mask", "ask"],
  ["ask", "PERSON", "warn", "warn"],
  ["ask", "SECRET", "block", "block"],
  ["silent", "PERSON", "mask", "silent"],
  ["silent", "SECRET", "block", "block"],
  ["warn", "PERSON", "mask", "warn"],
  ["count", "PERSON", "mask", "count"],
  ["off", "PERSON", "block", "off"],
  ["block", "PERSON", "mask", "block"],
  ["block", "PERSON", "warn", "warn"],
  ["mask", "SECRET", "block", "block"],
  ["warn", "SECRET", "block", "warn"],
  ["mask", "ORG", "mask", "count"],
  ["block", "ORG", "mask", "count"],
  ["mask", "DATE", "off", "off"],
  ["mask", "PERSON", "count", "count"],
  ["mask", "FUTURE", "mask", "mask"],
  ["mask", "PERSON", "future", "mask"],
];
for (const [mode, category, stage, action] of rows) {
  test(`mode ${mode}, class ${category}, rule stage ${stage}: ${action}`, () => {
    assert.equal(actionFor({ mode, categories: {} }, category, stage), action);
  });
}

test("the company's action for a class replaces stage and default, under the mode", () => {
  const categories = { ORG: "mask", EMAIL: "count", CARD: "block", PHONE: "silent", IBAN: "ask" } as const;
  assert.equal(actionFor({ mode: "mask", categories }, "PHONE", "mask"), "silent");
  assert.equal(actionFor({ mode: "ask", categories }, "PHONE", "mask"), "silent");
  assert.equal(actionFor({ mode: "silent", categories }, "IBAN", "mask"), "ask");
  assert.equal(actionFor({ mode: "block", categories }, "PHONE", "mask"), "block");
  assert.equal(actionFor({ mode: "warn", categories }, "IBAN", "mask"), "warn");
  assert.equal(actionFor({ mode: "mask", categories }, "ORG", "mask"), "mask");
  assert.equal(actionFor({ mode: "mask", categories }, "EMAIL", "block"), "count");
  assert.equal(actionFor({ mode: "ask", categories }, "CARD", "mask"), "block");
  assert.equal(actionFor({ mode: "count", categories }, "ORG", "mask"), "count");
  assert.equal(widens({ categories }), true);
  assert.equal(widens({ categories: { EMAIL: "count", ORG: "warn" } }), false);
});

test("a source that fails counts as empty, and reload reads again", async () => {
  let mode = "warn";
  const heard: Mode[] = [];
  const policy = new Policy(
    {
      managed: () => Promise.reject(new Error("no policy")),
      company: () => Promise.resolve(["not", "an", "object"]),
      own: () => Promise.resolve({ mode }),
    },
    (settings) => heard.push(settings.mode),
  );
  assert.deepEqual(await policy.mode(), { value: "warn", locked: false });
  mode = "block";
  assert.equal((await policy.settings()).mode, "warn");
  await policy.reload();
  assert.equal((await policy.settings()).mode, "block");
  assert.deepEqual(heard, ["block"]);
});

test("a mode set by the company is locked", async () => {
  const empty = () => Promise.resolve({});
  for (const source of ["managed", "company"] as const) {
    const policy = new Policy({ managed: empty, company: empty, own: empty, [source]: () => Promise.resolve({ mode: "ask" }) }, () => undefined);
    assert.deepEqual(await policy.mode(), { value: "ask", locked: true });
  }
});
