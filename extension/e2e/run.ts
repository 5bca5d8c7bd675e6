/**
 * Runs the specs, one file after the other, because browsers share the policy
 * folder and the two cores. Real browsers on a busy machine now and then lose a
 * key: a file that failed is run once more and named at the end if it passed
 * then. A leak is never given a second chance.
 */
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
/** Milliseconds after which a file that hangs counts as failed. */
const HANGS = 600_000;
/** How a leak looks: the message of Chat.assertNoLeak, or an original where a test says what came instead. */
const LEAK = /\d+ leaks:|was expected to not match|^\s*\+.*(?:Vollbrecht|DE24 ?7015)/m;

interface Outcome {
  passed: boolean;
  leaked: boolean;
  /** What the reporter says of the tests that failed. */
  failures: string;
}

/** Lines of a file's failures that are said again at the end, where a log is read first. */
const SAID_AGAIN = 20;

function run(file: string): Promise<Outcome> {
  const child = spawn(process.execPath, ["--import", "tsx", "--test", "--test-reporter=spec", `${folder}${file}`], {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: HANGS,
    killSignal: "SIGKILL",
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += String(chunk);
    process.stdout.write(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ passed: code === 0, leaked: LEAK.test(printed), failures: failuresIn(printed) }));
  });
}

function failuresIn(printed: string): string {
  const begin = printed.lastIndexOf("✖ failing tests:");
  if (begin === -1) return "  ended without saying what failed";
  const lines = printed.slice(begin).split("\n").slice(1);
  return lines.filter((line) => line.trim() !== "" && !/^ +at |^ {4}\w+: |^ {2}\}$/.test(line)).slice(0, SAID_AGAIN).join("\n");
}

const wanted = process.argv.slice(2);
const files = (await readdir(folder)).filter((name) => name.endsWith(".spec.ts") && (wanted.length === 0 || wanted.some((w) => name.startsWith(w)))).sort();
if (files.length === 0) throw new Error(`no spec begins with ${wanted.join(" or ")}`);

const unsteady: string[] = [];
const failed: string[] = [];
const said: string[] = [];
for (const file of files) {
  console.log(`\n${file}`);
  let outcome = await run(file);
  if (!outcome.passed && !outcome.leaked) {
    console.log(`\n${file}, once more`);
    unsteady.push(file);
    outcome = await run(file);
  }
  if (!outcome.passed) {
    failed.push(file);
    said.push(`${file}${outcome.leaked ? ", a leak" : ""}:\n${outcome.failures}`);
  }
}
const passedLater = unsteady.filter((file) => !failed.includes(file));
if (passedLater.length > 0) console.log(`\npassed only when repeated: ${passedLater.join(", ")}`);
for (const failures of said) console.log(`\n${failures}`);
if (failed.length > 0) console.log(`\nfailed: ${failed.join(", ")}`);
console.log(`\n${files.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
