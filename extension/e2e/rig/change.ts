/** Changes in a copy of the built extension. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Replaces a piece of a built script; throws when it is not there exactly once. The bundler numbers names: a pattern may allow for that. */
export async function patch(folder: string, script: string, piece: string | RegExp, put: string): Promise<void> {
  const path = join(folder, script);
  const source = await readFile(path, "utf8");
  const found = typeof piece === "string" ? source.split(piece).length - 1 : [...source.matchAll(new RegExp(piece, "g"))].length;
  if (found !== 1) throw new Error(`${script} has ${found} times: ${String(piece)}`);
  await writeFile(path, source.replace(piece, () => put));
}
