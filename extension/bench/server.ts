/** Serves the benchmark page and its material on the loopback address. */
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

export interface BenchServer {
  port: number;
  url: string;
  close(): Promise<void>;
}

/** `files` are the paths of the material by name. */
export async function serveBench(files: ReadonlyMap<string, string>): Promise<BenchServer> {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
  });
  const script = bundle.outputFiles[0]?.text ?? "";
  const open = async (path: string): Promise<{ type: string; body: Buffer | string } | undefined> => {
    if (path === "/") return { type: "text/html", body: `<!doctype html><title>bench</title><script src="/page.js"></script>` };
    if (path === "/page.js") return { type: "text/javascript", body: script };
    const file = files.get(path.slice(1));
    return file === undefined ? undefined : { type: "text/plain", body: await readFile(file) };
  };

  const server = createServer((request, response) => {
    open(new URL(request.url ?? "/", "http://127.0.0.1").pathname).then(
      (answer) => {
        if (!answer) return void response.writeHead(404).end();
        // Isolated pages get the finest clock that browsers give.
        response
          .writeHead(200, {
            "content-type": `${answer.type}; charset=utf-8`,
            "cache-control": "no-store",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-embedder-policy": "require-corp",
          })
          .end(answer.body);
      },
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
