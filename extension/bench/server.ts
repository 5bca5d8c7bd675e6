/** Serves the benchmark page and its material on the loopback address. */
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface BenchServer {
  port: number;
  url: string;
  close(): Promise<void>;
}

export async function serveBench({ root, data }: { root: string; data: string }): Promise<BenchServer> {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
  });
  const script = bundle.outputFiles[0]?.text ?? "";
  const files: Record<string, { type: string; body: () => Promise<Buffer | string> }> = {
    "/": { type: "text/html; charset=utf-8", body: async () => `<!doctype html><title>bench</title><script src="/page.js"></script>` },
    "/page.js": { type: "text/javascript; charset=utf-8", body: async () => script },
  };
  for (const name of ["detector.wasm", "rules.pack", "names.model"]) files[`/bin/${name}`] = { type: "application/octet-stream", body: () => readFile(join(root, "bin", name)) };
  for (const name of ["prompt508", "corpus", "patterns.json"]) files[`/data/${name}`] = { type: "text/plain; charset=utf-8", body: () => readFile(join(data, name)) };

  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? "/", "http://127.0.0.1").pathname];
    if (!file) return void response.writeHead(404).end();
    file.body().then(
      // Isolated pages get the finest clock that browsers give.
      (body) =>
        response
          .writeHead(200, {
            "content-type": file.type,
            "cache-control": "no-store",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-embedder-policy": "require-corp",
          })
          .end(body),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
