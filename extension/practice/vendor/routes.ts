/**
 * What the vendor does with each request. Bodies have been recorded before; no
 * route can refuse anything, because a refusal here would hide a leak.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerTo } from "./answer.ts";
import type { Bundle } from "./bundle.ts";
import type { Conversations} from "./conversations.ts";
import { type SendBody } from "./conversations.ts";
import { generationOf, renderPage } from "./html.ts";
import { streamAnswer } from "./stream.ts";

export interface Vendor {
  bundle: Bundle;
  conversations: Conversations;
  /** Milliseconds between two pieces of an answer. */
  pace: number;
  /** Answers are garbage instead of events. */
  garbled: boolean;
  /** Conversations are handed out when this is done. */
  stored: Promise<void>;
  /** Tells the page's WebSockets that an answer is complete. */
  announce(conversation: string): void;
}

/**
 * A script that posts what it is told to, from wherever it runs: Worker,
 * SharedWorker or page service worker. The specs use it to try routes around the extension.
 */
const COURIER = `
const post = ({ url, body, method = "POST" }) => fetch(url, { method, headers: { "content-type": "application/json" }, body });
const carry = async (event, answer) => {
  let outcome;
  try { outcome = String((await post(event.data)).status); } catch { outcome = "refused"; }
  answer.postMessage(outcome);
};
self.addEventListener("message", (event) => void carry(event, event.source ?? self));
self.addEventListener("connect", ({ ports: [port] }) => { port.onmessage = (event) => void carry(event, port); });
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
`;

export async function serve(vendor: Vendor, url: URL, request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
  const path = url.pathname;
  if (url.hostname.endsWith(".oaiusercontent.com")) return storage(request, response);
  if (path === "/cdn/assets/practice.js") return send(response, 200, "text/javascript; charset=utf-8", vendor.bundle.script);
  if (path === "/cdn/assets/practice.css") return send(response, 200, "text/css; charset=utf-8", vendor.bundle.style);
  if (path === "/courier.js") return send(response, 200, "text/javascript; charset=utf-8", COURIER);
  if (path === "/empty.html") return send(response, 200, "text/html; charset=utf-8", "<!doctype html><title>empty</title>");
  if (path === "/favicon.ico") return send(response, 204, "image/x-icon", "");
  const api = /^\/backend-(?:api|anon)\/(.*)$/.exec(path)?.[1];
  if (api === undefined) {
    const page = renderPage(url, request.headers["accept-language"] ?? "", generationOf(url));
    response.writeHead(200, page.headers).end(page.body);
    return;
  }
  const reload = /^conversation\/([0-9a-f-]{36})$/.exec(api)?.[1];
  if (request.method === "GET" && reload !== undefined) {
    await vendor.stored;
    const conversation = vendor.conversations.get(reload);
    if (conversation === undefined) return json(response, 404, { detail: { code: "conversation_not_found" } });
    return json(response, 200, vendor.conversations.toJSON(conversation));
  }
  if (request.method !== "POST") return json(response, 200, {});
  switch (api) {
    case "f/conversation":
    case "conversation":
      return answer(vendor, response, body);
    case "f/conversation/prepare":
      return json(response, 200, { status: "ok", conduit_token: randomUUID() });
    case "conversation/experimental/generate_autocompletions":
      return json(response, 200, { completions: [] });
    case "files": {
      const id = `file_${randomUUID().replaceAll("-", "")}`;
      return json(response, 200, { status: "success", file_id: id, upload_url: `https://sdmntprpractice.oaiusercontent.com/files/${id}/raw` });
    }
    default:
      return json(response, 200, { status: "success" });
  }
}

async function answer(vendor: Vendor, response: ServerResponse, body: Buffer): Promise<void> {
  let sent: SendBody;
  try {
    sent = JSON.parse(body.toString("utf8")) as SendBody;
  } catch {
    return json(response, 422, { detail: { code: "unreadable" } });
  }
  const { conversation, prompt, history, answer } = vendor.conversations.accept(sent);
  answer.text = answerTo(prompt, history);
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
  if (vendor.garbled) {
    response.end(`event: delta\ndata: {"p":"/message","o":"add","v":{{{\n\ndata: \u0000[DONE\n\n: ${"x".repeat(70_000)}\n\ndata: {"conversation_id":`);
    return;
  }
  await streamAnswer(response, { conversation: conversation.id, message: answer.id, pace: vendor.pace, text: answer.text });
  vendor.announce(conversation.id);
}

/** The file store lives on another host, so the page needs its permission. */
function storage(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(request.method === "OPTIONS" ? 204 : 201, {
    "access-control-allow-origin": "https://chatgpt.com",
    "access-control-allow-methods": "PUT, POST, OPTIONS",
    "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
  });
  response.end();
}

function json(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, "application/json", JSON.stringify(value));
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}
