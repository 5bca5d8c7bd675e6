import { DurableObject } from "cloudflare:workers";

const MAX_SOCKETS = 20_000;
const MAX_MESSAGE = 512;

/**
 * Holds the WebSockets. It hibernates: idle sockets cost no running object.
 * Only the entry of this Worker and the App object can reach it, and the entry
 * passes nothing but upgrades; /notify and /connected are the App's.
 */
export class Hub extends DurableObject {
  async fetch(request) {
    if (request.headers.get("Upgrade")?.toLowerCase() === "websocket") return this.#listen();
    const { host, pathname } = new URL(request.url);
    if (host === "hub" && request.method === "POST" && pathname === "/notify") return this.#notify(await request.text());
    if (host === "hub" && request.method === "GET" && pathname === "/connected") {
      return Response.json(this.ctx.getWebSockets().length);
    }
    return new Response(null, { status: 404 });
  }

  #listen() {
    if (this.ctx.getWebSockets().length >= MAX_SOCKETS) {
      const message = "All places for listeners are taken. Poll, and try again later.";
      return Response.json({ error: { code: "too_many_connections", message } }, { status: 503 });
    }
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  #notify(message) {
    for (const socket of this.ctx.getWebSockets()) {
      try {
        socket.send(message);
      } catch {
        // Closing: it will be back and fetch what it missed.
      }
    }
    return new Response(null, { status: 204 });
  }

  /** What clients send keeps their connection alive and says nothing. */
  webSocketMessage(socket, message) {
    if ((message.length ?? message.byteLength) > MAX_MESSAGE) socket.close(1009, "");
  }

  webSocketClose(socket, code) {
    try {
      socket.close(code);
    } catch {
      // Gone already.
    }
  }
}
