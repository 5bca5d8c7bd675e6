/**
 * The proxy that gives Firefox the practice vendor under the real names: it
 * connects chatgpt.com and its hosts to the vendor's port and refuses the rest.
 */
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

export interface Tunnel {
  port: number;
  close(): Promise<void>;
}

const ALLOWED = /^((.+\.)?chatgpt\.com|.+\.oaiusercontent\.com):443$/;

export async function openTunnel(target: number): Promise<Tunnel> {
  const open = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(403).end());
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("error", () => socket.destroy()); // a browser that is killed resets its connections
    socket.on("close", () => open.delete(socket));
  });
  server.on("connect", (request, client: Socket, head) => {
    if (!ALLOWED.test(request.url ?? "")) {
      client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const vendor = connect(target, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      vendor.write(head);
      vendor.pipe(client).pipe(vendor);
    });
    vendor.on("error", () => client.destroy());
    client.on("close", () => vendor.destroy());
    vendor.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
