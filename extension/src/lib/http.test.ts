import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { get, HttpFailed, post } from "./http.ts";

const seen: IncomingMessage[] = [];
const server = createServer((request, response) => {
  seen.push(request);
  switch (request.url) {
    case "/base/file":
      response.end("12345");
      break;
    case "/base/bomb":
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(1_000_000)));
      break;
    case "/base/moved":
      response.writeHead(302, { location: "/base/file" }).end();
      break;
    case "/base/silent":
      break;
    case "/base/report":
      response.writeHead(202).end("canary-answer");
      break;
    default:
      response.writeHead(404).end("canary-answer");
  }
});
let base = "";

before(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const failed = (what: string) => (error: unknown) => error instanceof HttpFailed && error.message === `http: ${what}` && error.cause === undefined;

test("a file comes whole, up to its cap", async () => {
  assert.deepEqual(await get(base, "file", { max: 5 }), { status: 200, body: new TextEncoder().encode("12345") });
  await assert.rejects(get(base, "file", { max: 4 }), failed("too-long"));
});

test("the cap counts what comes out of the compression", async () => {
  await assert.rejects(get(base, "bomb", { max: 100_000 }), failed("too-long"));
});

test("another status has no body", async () => {
  assert.deepEqual(await get(base, "none", { max: 100 }), { status: 404, body: new Uint8Array() });
});

test("a redirect is a failure", async () => {
  await assert.rejects(get(base, "moved", { max: 100 }), failed("redirect-or-network"));
});

test("a server that says nothing ends with the wait of the file or of the run", async () => {
  await assert.rejects(get(base, "silent", { max: 100, wait: 20 }), failed("redirect-or-network"));
  const run = new AbortController();
  const answer = get(base, "silent", { max: 100, signal: run.signal });
  run.abort();
  await assert.rejects(answer, failed("redirect-or-network"));
});

/** Time that passes when told to, for what AbortSignal.timeout counts. */
function fakeClock(t: TestContext): (ms: number) => void {
  let now = 0;
  const due: { at: number; controller: AbortController }[] = [];
  t.mock.method(AbortSignal, "timeout", (ms: number) => {
    const controller = new AbortController();
    due.push({ at: now + ms, controller });
    return controller.signal;
  });
  return (ms) => {
    now += ms;
    for (const { at, controller } of due) if (at <= now) controller.abort();
  };
}

/** The server has been asked once more. */
async function asked(before: number): Promise<void> {
  while (seen.length === before) await once(server, "request");
}

for (const [what, ask] of [
  ["a file", () => get(base, "silent", { max: 100 })],
  ["a report", () => post(`${base}silent`, "key-1", new Uint8Array())],
] as const) {
  test(`a server that takes the question and never answers fails after 30 s, and not before: ${what}`, async (t) => {
    const pass = fakeClock(t);
    const before = seen.length;
    let ended = false;
    const answer = ask().finally(() => (ended = true));
    const rejected = assert.rejects(answer, failed("redirect-or-network"));
    await asked(before);
    pass(29_999);
    // An answer to somebody else has been given, so a failure would have been, too.
    await get(base, "file", { max: 5 });
    assert.equal(ended, false);
    pass(1);
    await rejected;
  });
}

for (const path of ["../file", "/file", "//other.example/x", "https://other.example/x", "..%2f../../x", "\\\\other.example\\x"]) {
  test(`"${path}" does not leave the base address`, async () => {
    const before = seen.length;
    const outcome = await get(base, path, { max: 100 }).catch((error: unknown) => error);
    const asked = seen.slice(before).map((request) => request.url);
    assert.ok(asked.every((url) => url?.startsWith("/base/")), String(asked));
    if (asked.length === 0) assert.ok(failed("path")(outcome));
  });
}

test("a report carries its key and no cookie; only the status comes back", async () => {
  assert.equal(await post(`${base}report`, "key-1", new TextEncoder().encode("{}")), 202);
  const request = seen.at(-1);
  assert.equal(request?.headers.authorization, "Bearer key-1");
  assert.equal(request.headers["content-type"], "application/json");
  assert.equal(request.headers.cookie, undefined);
});

test("nobody there is a failure without an address in it", async () => {
  await assert.rejects(post("http://127.0.0.1:1/canary", "key-1", new Uint8Array()), failed("redirect-or-network"));
});
