/** A copy of the rules with one more, which finds what no other rule finds. */
import { cpSync, rmSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onExit } from "./cleanup.ts";

const RULES = fileURLToPath(new URL("../../../wasm/rules", import.meta.url));

/** `word` is found where a dash and four digits follow it: VORGANG-4711. Returns the folder. */
export async function rulesWith(word: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "deckname-rules-"));
  onExit(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(RULES, folder, { recursive: true, filter: (path) => !path.endsWith(".go") });
  const id = `test-${word.toLowerCase()}`;
  const hit = ["Zu ⟦W-4711⟧ bitte antworten", "⟦W-1000⟧", "die Akten ⟦W-2086⟧ und ⟦W-2087⟧", "(⟦W-3141⟧)"];
  const miss = ["W-471", "W 4711", "W-47110", "xW-4711", "W-", "W-abcd"];
  await writeFile(
    join(folder, `${id}.yaml`),
    [
      `id: ${id}`,
      "class: ID",
      "label: CASE_ID",
      "stage: mask",
      "status: stable",
      "since: 2026-11-24",
      "why: Names one case of this test.",
      "source: this test",
      "match:",
      `  pattern: '\\b${word}-[0-9]{4}\\b'`,
      "score: {alone: 95}",
      "examples:",
      "  hit:",
      ...hit.map((text) => `    - '${text.replaceAll("W-", `${word}-`)}'`),
      "  miss:",
      ...miss.map((text) => `    - text: '${text.replace("W", word)}'\n      why: another form`),
      "",
    ].join("\n"),
  );
  return folder;
}
