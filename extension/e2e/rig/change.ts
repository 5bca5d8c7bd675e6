/** Changes in a copy of the built extension. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Replaces a piece of a built script; throws when it is not there exactly once. Blanks
 * in a string do not count: scripts of the page are built without them. The bundler
 * numbers names: a pattern may allow for that.
 */
export async function patch(folder: string, script: string, piece: string | RegExp, put: string | ((found: string) => string)): Promise<void> {
  const path = join(folder, script);
  const source = await readFile(path, "utf8");
  const pattern = typeof piece === "string" ? blind(piece) : piece;
  const found = [...source.matchAll(new RegExp(pattern, `g${pattern.flags}`))].length;
  if (found !== 1) throw new Error(`${script} has ${found} times: ${String(piece)}`);
  await writeFile(path, source.replace(pattern, (found) => (typeof put === "string" ? put : put(found))));
}

/** The piece with any blanks between its words and signs. */
function blind(piece: string): RegExp {
  const tokens = piece.match(/\w+|\S/g) ?? [];
  return new RegExp(tokens.map((token) => token.replace(/\W/, "\\$&")).join("\\s*"));
}
