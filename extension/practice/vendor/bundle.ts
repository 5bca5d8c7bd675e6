/**
 * The page's script and style, bundled once per process and held in memory.
 */
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

export interface Bundle {
  script: Uint8Array;
  style: Uint8Array;
}

let bundled: Promise<Bundle> | undefined;

/** Rejects with esbuild's message when the page does not compile. */
export function bundlePage(): Promise<Bundle> {
  return (bundled ??= bundle());
}

async function bundle(): Promise<Bundle> {
  const result = await build({
    entryPoints: { practice: fileURLToPath(new URL("../page/main.tsx", import.meta.url)) },
    outdir: "out",
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    minify: true,
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
  });
  const file = (end: string): Uint8Array => result.outputFiles.find((f) => f.path.endsWith(end))!.contents;
  return { script: file(".js"), style: file(".css") };
}
