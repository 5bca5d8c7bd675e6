/**
 * The practice vendor: a replica of the chat page, served over TLS under the
 * real page's names, that records every byte it receives. It listens on the
 * loopback address only; a browser reaches it through a host mapping.
 */
import type { AddressInfo } from "node:net";
import { createServer } from "node:https";
import { WebSocketServer, type WebSocket } from "ws";
import type { IncomingMessage } from "node:http";
import { bundlePage } from "./vendor/bundle.ts";
import { makeCertificate } from "./vendor/certificate.ts";
import { Conversations } from "./vendor/conversations.ts";
import { Recorder, type Recorded, type WaitOptions } from "./vendor/recorder.ts";
import { serve, type Vendor } from "./vendor/routes.ts";

export type { Recorded, WaitOptions };

export interface PracticeOptions {
  /** 0 or absent: any free port. */
  port?: number;
  /** JSON lines file that receives every request; emptied at start. */
  log?: string;
  /** Milliseconds between two pieces of an answer; default 12. */
  pace?: number;
}

export interface Practice {
  port: number;
  /** Everything received so far, oldest first. */
  requests: readonly Recorded[];
  /** The first matching request, past or to come; rejects after the timeout. */
  waitFor(matches: (request: Recorded) => boolean, options?: WaitOptions): Promise<Recorded>;
  /** From now on, answers come with this many milliseconds between two pieces. */
  pace(milliseconds: number): void;
  /** Whether answers are garbage instead of events. */
  garble(on: boolean): void;
  /** Stored conversations are not handed out until the returned function is called. */
  hold(): () => void;
  close(): Promise<void>;
}

/** Rejects when the port is taken, the log cannot be written or the page does not compile. */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const [certificate, bundle] = await Promise.all([makeCertificate(), bundlePage()]);
  const recorder = new Recorder(options.log);
  const sockets = new WebSocketServer({ noServer: true });
  const vendor: Vendor = {
    bundle,
    conversations: new Conversations(),
    pace: options.pace ?? 12,
    garbled: false,
    stored: Promise.resolve(),
    announce(conversation) {
      const frame = JSON.stringify({ type: "message", payload: { type: "conversation-turn-complete", payload: { conversation_id: conversation } } });
      for (const socket of sockets.clients) socket.send(frame);
    },
  };

  const server = createServer(certificate, (request, response) => {
    const url = urlOf(request);
    const chunks: Buffer[] = [];
    let recorded = false;
    const record = (): void => {
      if (recorded) return;
      recorded = true;
      recorder.add(request.method ?? "", url.href, headersOf(request), Buffer.concat(chunks));
    };
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      record();
      serve(vendor, url, request, response, Buffer.concat(chunks)).catch(() => response.destroy());
    });
    // A body that broke off has still been received.
    request.on("close", record);
    request.on("error", record);
  });
  server.on("upgrade", (request, socket, head) => {
    const url = urlOf(request);
    url.protocol = "wss:";
    recorder.add("GET", url.href, headersOf(request), Buffer.alloc(0));
    sockets.handleUpgrade(request, socket, head, (client) => attend(client, url, recorder));
  });
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  // A browser that is killed resets its connections.
  server.on("connection", (socket) => socket.on("error", () => socket.destroy()));
  server.on("secureConnection", (socket) => socket.on("error", () => socket.destroy()));

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  }).catch((error: unknown) => {
    recorder.close();
    throw error;
  });

  return {
    port: (server.address() as AddressInfo).port,
    requests: recorder.requests,
    waitFor: (matches, wait) => recorder.waitFor(matches, wait),
    pace(milliseconds) {
      vendor.pace = milliseconds;
    },
    garble(on) {
      vendor.garbled = on;
    },
    hold() {
      let go = (): void => undefined;
      vendor.stored = new Promise((done) => (go = done));
      return go;
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      recorder.close();
    },
  };
}

function attend(client: WebSocket, url: URL, recorder: Recorder): void {
  client.on("message", (data, binary) => {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer);
    recorder.add("WS", url.href, {}, bytes);
    if (!binary && bytes.includes('"ping"')) client.send(JSON.stringify({ type: "pong" }));
  });
  client.on("error", () => client.terminate());
  client.send(JSON.stringify({ type: "connected" }));
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? "/", `https://${request.headers.host ?? "chatgpt.com"}`);
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i]!.toLowerCase();
    const value = request.rawHeaders[i + 1]!;
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}
