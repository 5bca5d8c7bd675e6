/** What the vendor streams is what the page reads, placeholders cut in pieces included. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { readDeltas, type StreamEvent } from "../page/deltas.ts";
import { answerTo } from "./answer.ts";
import { pieces, streamAnswer } from "./stream.ts";

test("the page puts the pieces of an answer together again", async () => {
  const text = answerTo("Bitte an [PERSON_1], [PHONE_1], [IBAN_1] und [PERSON_12] schreiben. Grüße 👋", []);
  const server = createServer((_, response) => void streamAnswer(response, { conversation: "c-1", message: "m-1", pace: 0, text }));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const events: StreamEvent[] = [];
  for await (const event of readDeltas(response.body!)) events.push(event);
  server.close();
  assert.equal(events.flatMap((e) => ("text" in e ? [e.text] : [])).join(""), text);
  assert.ok(events.some((e) => "conversation" in e && e.conversation === "c-1"));
  assert.ok(events.some((e) => "message" in e && e.message === "m-1"));
});

test("pieces cut placeholders and never a character", () => {
  const text = "👋🏽 [PERSON_1] und [ADDRESS_1] 👋🏽";
  const all = [...pieces(text)];
  assert.equal(all.join(""), text);
  assert.ok(all.some((piece) => piece.includes("[") && !piece.includes("]")));
  assert.ok(all.every((piece) => !/[\ud800-\udfff]/u.test(piece)));
});
