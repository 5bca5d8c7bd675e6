/** Bytes of what is downloaded. A store package is a ZIP: gzip is what counts. */
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Figures } from "./material.ts";
import type { Files } from "./runtimes.ts";

export async function sizes(files: Files): Promise<Figures> {
  const read = (name: string) => readFile(files.get(name)!);
  const kb = (bytes: number) => bytes / 1000;
  const zipped = (body: Buffer) => gzipSync(body, { level: 9 }).length;
  const [wasm, pack, names] = [await read("detector.wasm"), await read("rules.pack"), await read("names.model")];
  return {
    wasm_pack_gzip_kb: kb(zipped(wasm) + zipped(pack)),
    names_gzip_kb: kb(zipped(names)),
    wasm_raw_kb: kb(wasm.length),
    pack_raw_kb: kb(pack.length),
    names_raw_kb: kb(names.length),
  };
}
