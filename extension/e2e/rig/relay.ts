/**
 * Stands between the extension and the company's server: passes everything on,
 * keeps what the extension sent, and can be away or change what comes back.
 */
import { createServer, request as forward, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { Recorder, type Recorded, type WaitOptions } from "../../practice/vendor/recorder.ts";

export interface Relay {
  url: string;
  requests: readonly Recorded[];
  waitFor(matches: (request: Recorded) => boolean, options?: WaitOptions): Promise<Recorded>;
  /** Refuses every connection, also the open ones, until it is back. */
  away: boolean;
  /** Changes the body of an answer, given its path; undefined leaves it. */
  tamper: ((path: string, body: Buffer) => Buffer | undefined) | undefined;
  close(): Promise<void>;
}

export async function openRelay(target: string): Promise<Relay> {
  const to = new URL(target);
  const recorder = new Recorder();
  const sockets = new Set<Socket>();
  let away = false;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const headers = { ...request.headers, host: to.host };
      if (relay.tamper !== undefined) delete headers["if-none-match"];
      const onward = forward({ host: to.hostname, port: to.port, method: request.method, path: request.url, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const whole = Buffer.concat(parts);
          const changed = relay.tamper?.(request.url ?? "", whole);
          const { "content-length": _, "transfer-encoding": __, ...rest } = answer.headers;
          response.writeHead(answer.statusCode ?? 502, rest).end(changed ?? whole);
          // Recorded once answered, so that waiting for it means it was served.
          record(request, body);
        });
      });
      onward.on("error", () => response.destroy());
      onward.end(body);
    });
  });
  const record = (request: IncomingMessage, body: Buffer): void => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    recorder.add(request.method ?? "", `${relay.url}${request.url ?? ""}`, headers, body);
  };
  server.on("connection", (socket) => {
    if (away) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (request, client: Socket, head) => {
    record(request, Buffer.alloc(0));
    const onward = connect(Number(to.port), to.hostname, () => {
      const headers = Object.entries({ ...request.headers, host: to.host }).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers.join("")}\r\n`);
      onward.write(head);
      onward.pipe(client).pipe(onward);
    });
    for (const [one, other] of [[client, onward], [onward, client]] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const relay: Relay = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: recorder.requests,
    waitFor: (matches, options) => recorder.waitFor(matches, options),
    get away() {
      return away;
    },
    set away(now) {
      away = now;
      if (now) for (const socket of sockets) socket.destroy();
    },
    tamper: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return relay;
}
