/**
 * Stands before a company's server while something is published, and notes when
 * the server is handed the publication: the server cannot have accepted it
 * before, nor told anybody of it.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Relay {
  /** Where to publish to. */
  url: string;
  /** When the last publication was handed on; by Date.now. */
  handedOn(): number;
  close(): Promise<void>;
}

export async function relayTo(host: string): Promise<Relay> {
  let at = NaN;
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
      if (request.method === "POST") at = Date.now();
      const answer = await fetch(`http://${host}${request.url ?? "/"}`, {
        method: request.method ?? "GET",
        headers: headers as Record<string, string>,
        ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
      });
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/octet-stream" });
      response.end(Buffer.from(await answer.arrayBuffer()));
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    handedOn: () => at,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
