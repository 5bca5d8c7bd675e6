/** The recording vendor keeps every byte, and awaits what is still to come. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import WebSocket from "ws";
import { startPractice } from "./server.ts";

function post(port: number, path: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method: "POST", rejectUnauthorized: false, headers: { host: "chatgpt.com", "X-Note": "kept" } }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

test("bytes, address and headers of a request are kept, in memory and in the file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "deckname-practice-"));
  const log = join(folder, "deep/requests.jsonl");
  const practice = await startPractice({ log });
  const body = Buffer.from([0xff, 0x00, 0x41, 0xc3, 0xa4]);
  const awaited = practice.waitFor((r) => r.url.includes("q=%C3%A4"));
  assert.equal(await post(practice.port, "/backend-api/anything?q=%C3%A4", body), 200);
  const kept = await awaited;
  assert.equal(kept.method, "POST");
  assert.equal(kept.url, "https://chatgpt.com/backend-api/anything?q=%C3%A4");
  assert.equal(kept.headers["x-note"], "kept");
  assert.ok(Buffer.from(kept.bodyBase64, "base64").equals(body));

  const socket = new WebSocket(`wss://127.0.0.1:${practice.port}/p/1`, { rejectUnauthorized: false, headers: { host: "ws.chatgpt.com" } });
  socket.on("open", () => socket.send("a frame"));
  const frame = await practice.waitFor((r) => r.method === "WS");
  assert.equal(frame.body, "a frame");
  assert.equal(frame.url, "wss://ws.chatgpt.com/p/1");
  await practice.close();
  const lines = (await readFile(log, "utf8")).trim().split("\n").map((line) => JSON.parse(line) as object);
  assert.deepEqual(lines, practice.requests);
  await rm(folder, { recursive: true });
});

test("what never comes is named", async () => {
  const practice = await startPractice();
  await assert.rejects(practice.waitFor(() => false, { timeout: 20, what: "the impossible" }), /never received the impossible/);
  await practice.close();
});
