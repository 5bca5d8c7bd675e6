/**
 * The shipped agent.wasm with the shipped fetch, against an HTTP server that
 * serves what `deckname rules publish` wrote. Needs `make wasm bin/deckname`.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { gzipSync } from "node:zlib";
import { get } from "../lib/http.ts";
import { AgentFailed, type GoClass } from "./pump.ts";
import { agentOf, type AgentHost, type Wanted } from "./tasks.ts";

const bin = new URL("../../../bin/", import.meta.url).pathname;
const canary = "canary-51c7e0";
const TABLES = '{"chatgpt":{"version":2}}';

const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
createRequire(import.meta.url)(join(goroot, "lib/wasm/wasm_exec.js"));
const { Go } = globalThis as unknown as { Go: GoClass };
const module = new WebAssembly.Module(readFileSync(join(bin, "agent.wasm")));
const runtime = () => Promise.resolve({ Go, module });
const agent = agentOf(runtime);

type Files = Map<string, Buffer>;
type Answer = (request: IncomingMessage, response: ServerResponse, path: string) => void;

const folder = mkdtempSync(join(tmpdir(), "deckname-agent-"));
let first: Files, second: Files;
let pin: string;
let served: Files;
let special: Map<string, Answer>;
let requests: string[];

const server = createServer((request, response) => {
  const path = new URL(request.url ?? "", "http://x").pathname.replace("/v1/updates/", "");
  requests.push(path);
  const answer = special.get(path);
  if (answer) {
    answer(request, response, path);
    return;
  }
  const body = served.get(path);
  if (body) response.end(body);
  else response.writeHead(404).end("nothing here");
});
let base: string;

before(async () => {
  const deckname = (...args: string[]) => execFileSync(join(bin, "deckname"), args, { encoding: "utf8" });
  const data = join(folder, "var");
  pin = /rootSha256: ([0-9a-f]{64})/.exec(deckname("keys", "init", "--data", data))?.[1] ?? "";
  const publish = (...args: string[]) => {
    deckname("rules", "publish", "--data", data, "--out", join(folder, "site"), ...args);
    cpSync(join(folder, "site"), join(folder, "copy"), { recursive: true });
    return filesOf(join(folder, "copy"));
  };
  first = publish(ruleFolder("MA"));
  writeFileSync(join(folder, "de.md"), "# Neu\n");
  writeFileSync(join(folder, "en.md"), "# New\n");
  writeFileSync(join(folder, "sites.json"), TABLES);
  second = publish(ruleFolder("PN"), "--no-model", "--sites", join(folder, "sites.json"), "--notice-de", join(folder, "de.md"), "--notice-en", join(folder, "en.md"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/updates/`;
});

after(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  served = new Map(second);
  special = new Map();
  requests = [];
});

/** A rule folder whose one rule finds staff numbers with this prefix. */
function ruleFolder(prefix: string): string {
  const dir = join(folder, prefix);
  mkdirSync(dir);
  const texts = (list: string[]) => list.map((text) => `    - ${text}`).join("\n");
  writeFileSync(
    join(dir, "staff.yaml"),
    `id: staff
class: ID
label: STAFF
stage: mask
status: stable
since: 2026-11-24
why: 'Names one employee.'
source: 'staff handbook'
match:
  pattern: '${prefix}-\\d{6}'
score: {alone: 90}
examples:
  hit:
${texts([1, 2, 3, 4].map((n) => `'Nr. ⟦${prefix}-12345${n}⟧.'`))}
  miss:
${texts([1, 2, 3, 4, 5, 6].map((n) => `{text: '${prefix}-1234${"x".repeat(n)}', why: letters}`))}
`,
  );
  return dir;
}

function filesOf(dir: string): Files {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(entries.map((entry) => join(entry.parentPath, entry.name)).map((path) => [relative(dir, path), readFileSync(path)]));
}

const pathOf = (files: Files, pattern: RegExp) => [...files.keys()].filter((path) => pattern.test(path)).at(-1) ?? "";

/** A host as the background is one: stages, and keeps what was staged only after success. */
class Device implements AgentHost {
  stored = new Map<string, Uint8Array>();
  #staged = new Map<string, Uint8Array>();
  clock = Date.now() / 1_000;

  get(kind: "metadata" | "target", path: string, max: number) {
    return get(`${base}${kind === "metadata" ? "metadata" : "targets"}/`, path, { max });
  }
  load(name: string) {
    return Promise.resolve(this.stored.get(name) ?? null);
  }
  store(name: string, bytes: Uint8Array) {
    this.#staged.set(name, bytes);
    return Promise.resolve();
  }
  now() {
    return Math.floor(this.clock);
  }

  async refresh(wanted: Partial<Wanted> = {}, through = agent) {
    this.#staged.clear();
    const found = await through.refresh(this, { rootSha256: pin, channel: "all", floor: 0, ...wanted });
    for (const [name, bytes] of this.#staged) this.stored.set(name, bytes);
    return found;
  }

  async refused(code: string, wanted: Partial<Wanted> = {}, through = agent) {
    const before = new Map(this.stored);
    await assert.rejects(this.refresh(wanted, through), (error: unknown) => {
      assert.ok(error instanceof AgentFailed);
      assert.equal(error.code, code);
      assert.equal(error.message, `agent: ${code}`);
      assert.equal(error.cause, undefined);
      return true;
    });
    assert.deepEqual(this.stored, before);
  }
}

test("first installation, update, and nothing new", async () => {
  const device = new Device();
  served = new Map(first);
  const old = await device.refresh();
  assert.equal(old.rules.serial, 1);
  assert.equal(old.notice, undefined);
  assert.equal(old.sites, undefined);
  assert.ok(served.get(pathOf(first, /1\.model$/))?.equals(old.names ?? Buffer.of()));
  assert.deepEqual(old.versions, { root: 1, timestamp: 1, snapshot: 1, targets: 1 });
  assert.ok(served.get(pathOf(first, /1\.pack$/))?.equals(old.rules.bytes));

  served = new Map(second);
  const fresh = await device.refresh({ floor: 2 });
  assert.equal(fresh.rules.serial, 2);
  assert.ok(served.get(pathOf(second, /2\.pack$/))?.equals(fresh.rules.bytes));
  assert.equal(fresh.names, undefined);
  assert.equal(new TextDecoder().decode(fresh.sites), TABLES);
  assert.equal(fresh.notice?.id, 1);
  assert.equal(fresh.notice.de, '<h1 id="notice-neu">Neu</h1>');
  assert.equal(fresh.notice.en, '<h1 id="notice-new">New</h1>');
  assert.ok(Math.abs(Date.parse(fresh.notice.published) / 1_000 - device.clock) < 3_600);

  requests = [];
  assert.equal((await device.refresh()).rules.serial, 2);
  assert.deepEqual(requests, ["metadata/2.root.json", "metadata/timestamp.json"]);
});

test("a root given as bytes is a pin as well", async () => {
  const root = second.get("metadata/1.root.json");
  assert.ok(root);
  const wanted = { root: new Uint8Array(root), channel: "all", floor: 0 };
  assert.equal((await agent.refresh(new Device(), wanted)).rules.serial, 2);
  assert.equal(createHash("sha256").update(root).digest("hex"), pin);
});

test("every altered file is refused and the device keeps what it has", async () => {
  const device = new Device();
  served = new Map(first);
  await device.refresh();
  const wanted: [RegExp, string][] = [
    [/timestamp\.json$/, "signature"],
    [/2\.snapshot\.json$/, "mismatch"],
    [/2\.targets\.json$/, "mismatch"],
    [/channels\/.*all\.json$/, "mismatch"],
    [/2\.pack$/, "mismatch"],
    [/notices\/.*1\.json$/, "mismatch"],
  ];
  for (const [pattern, code] of wanted) {
    served = new Map(second);
    const newest = [...second.keys()].filter((path) => pattern.test(path) && !first.get(path)?.equals(second.get(path) ?? Buffer.of()));
    const path = newest[0] ?? "";
    const body = Buffer.from(second.get(path) ?? Buffer.of());
    const at = path.endsWith(".pack") ? body.length - 1 : body.toString("latin1").search(/[0-9]/);
    body[at] = (body[at] ?? 0) ^ 1;
    served.set(path, body);
    await device.refused(code);
  }
  served = new Map(second);
  assert.equal((await device.refresh()).rules.serial, 2);
});

test("an older repository is refused", async () => {
  const device = new Device();
  await device.refresh();
  served = new Map(first);
  await device.refused("rollback");
});

test("rules below the floor are refused", () => new Device().refused("floor", { floor: 3 }));

test("a clock set back is refused", async () => {
  const device = new Device();
  await device.refresh();
  device.clock -= 3_600;
  await device.refused("clock");
});

test("rules that nobody renewed are refused after their time", async () => {
  const device = new Device();
  await device.refresh();
  device.clock += 4 * 86_400;
  await device.refused("expired");
});

test("another root is refused", () => new Device().refused("pin", { rootSha256: "0".repeat(64) }));

test("requests that make no sense are refused", async () => {
  for (const wanted of [{ rootSha256: "short" }, { channel: "../all" }, { floor: -1 }, { floor: NaN }, { floor: "1" as unknown as number }]) {
    await new Device().refused("request", wanted);
  }
});

test("stored garbage counts as absent", async () => {
  const device = new Device();
  await device.refresh();
  for (const name of [...device.stored.keys()]) {
    device.stored.set(name, Buffer.from(name.length % 2 ? canary : ""));
    assert.equal((await device.refresh()).rules.serial, 2);
  }
});

test("answers that are no updates", async () => {
  const timestamp = "metadata/timestamp.json";
  const html: Answer = (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>Login</html>");
  const elsewhere: Answer = (_, response) => response.writeHead(302, { location: "https://evil.example/" }).end();
  const itself: Answer = (_, response) => response.writeHead(307, { location: `${base}${timestamp}` }).end();
  const broken: Answer = (_, response) => response.writeHead(500).end(canary);
  const silent: Answer = (request) => request.socket.destroy();
  for (const [answer, code] of [[html, "malformed"], [elsewhere, "network"], [itself, "network"], [broken, "status"], [silent, "network"]] as const) {
    special.set(timestamp, answer);
    await new Device().refused(code);
  }
  special.clear();
  special.set("metadata/2.root.json", broken);
  await new Device().refused("status");
});

test("endless bodies and bombs are cut off", async () => {
  let sent = 0;
  const endless: Answer = (_, response) => {
    const chunk = Buffer.alloc(64 * 1_024);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  };
  const bomb = gzipSync(Buffer.alloc(200 * 1_024 * 1_024));
  const zipped: Answer = (_, response) => response.writeHead(200, { "content-encoding": "gzip", "content-length": bomb.length }).end(bomb);
  for (const path of ["metadata/timestamp.json", "metadata/2.root.json", pathOf(second, /2\.pack$/)]) {
    for (const answer of [endless, zipped]) {
      special = new Map([[path, answer]]);
      await new Device().refused("too-long");
    }
  }
  assert.ok(sent < 64 * 1_024 * 1_024, `${sent} bytes were sent`);
});

test("a network that never answers ends at the deadline", async () => {
  const device = new Device();
  device.get = () => new Promise(() => undefined);
  await device.refused("deadline", {}, agentOf(runtime, { refresh: 500, report: 500 }));
});

test("a host that fails is a failure, whatever it says", async () => {
  const device = new Device();
  device.get = () => Promise.reject(new Error(canary));
  await device.refused("network");
  device.get = () => {
    throw new Error(canary);
  };
  await device.refused("network");
  device.get = () => Promise.resolve({ status: 200, body: canary as unknown as Uint8Array });
  await device.refused("pin");
  const full = new Device();
  full.store = () => Promise.reject(new Error(canary));
  await full.refused("storage");
  const locked = new Device();
  locked.load = () => Promise.reject(new Error(canary));
  await locked.refused("storage");
});

test("a program that ends, fails or does not start is a failure", async () => {
  class Ends extends Go {
    override run = () => Promise.resolve();
  }
  class Fails extends Go {
    override run = () => Promise.reject(new Error(canary));
  }
  const device = new Device();
  await device.refused("ended", {}, agentOf(() => Promise.resolve({ Go: Ends, module })));
  await device.refused("ended", {}, agentOf(() => Promise.resolve({ Go: Fails, module })));
  await device.refused("start", {}, agentOf(() => Promise.reject(new Error(canary))));
  assert.ok(!("decknameAgent" in globalThis));
});

test("reports are the canonical form of their counts", async () => {
  const vectors = JSON.parse(readFileSync(new URL("../../../wasm/testdata/vectors/report/report.json", import.meta.url), "utf8")) as {
    day: string;
    counts: object;
    canonical: string;
  };
  const body = await agent.report(vectors.day, vectors.counts);
  assert.equal(body.length, 2_048);
  assert.equal(new TextDecoder().decode(body).trimEnd(), vectors.canonical);
  assert.match(new TextDecoder().decode(await agent.report("2026-11-24", {})), /^\{"version":1,.*"SECRET":\{"masked":0,/);
});

test("reports take nothing but counts", async () => {
  for (const [day, counts] of [
    ["2026-02-30", {}],
    [canary, {}],
    ["2026-11-24", { [canary]: { masked: 1 } }],
    ["2026-11-24", { EMAIL: { [canary]: 1 } }],
    ["2026-11-24", { EMAIL: { masked: canary } }],
    ["2026-11-24", { EMAIL: { masked: -1 } }],
    ["2026-11-24", { EMAIL: { masked: 0.5 } }],
    ["2026-11-24", []],
  ] as const) {
    await assert.rejects(agent.report(day, counts), (error: unknown) => error instanceof AgentFailed && error.message === "agent: request");
  }
});

test("jobs at the same time do not mix", async () => {
  const device = new Device();
  const [found, body, again] = await Promise.all([device.refresh(), agent.report("2026-11-24", { IP: { kept: 5 } }), new Device().refresh()]);
  assert.equal(found.rules.serial, 2);
  assert.equal(again.rules.serial, 2);
  assert.match(new TextDecoder().decode(body), /"IP":\{"masked":0,"kept":5,/);
  assert.ok(!("decknameAgent" in globalThis));
});
