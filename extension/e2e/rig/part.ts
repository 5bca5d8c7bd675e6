/** One module of the extension, bundled so that a page without a policy can run it by itself. */
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** Script text that puts the module's exports under this name of the page. Rejects when it does not compile. */
export async function partOf(module: string, name: string): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL(`../../src/${module}`, import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    globalName: name,
    target: "es2022",
    logLevel: "silent",
  });
  return `${result.outputFiles[0]?.text ?? ""};globalThis.${name} = ${name};`;
}
