/** `.ci/browser`, which comes before the long build, knows the same browsers as the specs, and what to do without them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { PROGRAMS } from "./find.ts";

const SCRIPT = fileURLToPath(new URL("../../../.ci/browser", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "deckname-find-"));
after(() => rmSync(folder, { recursive: true }));

/** A folder with these programs; whatever they are asked, they do this. */
function programs(names: string[], does = "exit 0"): string {
  const path = mkdtempSync(join(folder, "path-"));
  for (const name of names) {
    writeFileSync(join(path, name), `#!/bin/bash\n${does}\n`);
    chmodSync(join(path, name), 0o755);
  }
  return path;
}

function ask(path: string, env: Record<string, string> = {}): { status: number | null; said: string } {
  const { status, stderr } = spawnSync("/bin/bash", [SCRIPT, "chromium", "firefox"], { env: { PATH: path, ...env }, encoding: "utf8" });
  return { status, said: stderr };
}

function assertAdvises({ status, said }: ReturnType<typeof ask>): void {
  assert.equal(status, 1, said);
  for (const part of ["apt-get install --no-install-recommends chromium firefox-esr", "CHROMIUM=", "FIREFOX="]) assert.ok(said.includes(part), said);
}

test("every name that the specs look for is enough", () => {
  for (const chromium of PROGRAMS.chromium) {
    for (const firefox of PROGRAMS.firefox) assert.deepEqual(ask(programs([chromium, firefox])), { status: 0, said: "" }, `${chromium}, ${firefox}`);
  }
});

test("a name that the specs do not look for is none", () => {
  for (const other of ["google-chrome", "firefox-nightly", "chrome"]) assertAdvises(ask(programs([other])));
});

test("a variable names a browser, or a file that cannot be run", () => {
  const path = programs(["mine"]);
  assert.equal(ask(path, { CHROMIUM: join(path, "mine"), FIREFOX: join(path, "mine") }).status, 0);
  assertAdvises(ask(path, { CHROMIUM: join(path, "mine"), FIREFOX: join(path, "theirs") }));
});

test("without apt-get it is apt-get that is missing, whoever asks", () => {
  const answer = ask(programs([]));
  assertAdvises(answer);
  assert.match(answer.said, /chromium firefox-esr: not found, and there is no apt-get/);
  assert.doesNotMatch(answer.said, /root/);
});

test("where apt-get fails, the advice is the last word", () => {
  const answer = ask(programs(["apt-get", "chromium-browser"], "exit 100"));
  assertAdvises(answer);
  assert.match(answer.said, /^firefox-esr: not found, and (apt-get could not install it|only root may install it)/m);
});
