/** The demonstration without a display: both samples, three columns, the server's counts. */
import { SAMPLES } from "../practice/samples.ts";
import type { Counts } from "../e2e/rig/server.ts";
import { columns } from "./columns.ts";
import { play, total } from "./play.ts";
import { Trouble } from "./trouble.ts";
import { whereToLookLater, type Shown } from "./words.ts";

const ORIGINAL = 33;
const PLACEHOLDER = 36;

/** Throws Trouble when an original reached the vendor. */
export async function showHeadless(shown: Shown): Promise<void> {
  const width = Math.min(process.stdout.columns ?? 132, 160);
  const colours = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
  const scene = { practice: shown.practice, extension: shown.extensions.chromium, dashboard: shown.server.dashboard, pictures: shown.pictures };
  const { played, pictures, counts } = await play(Object.values(SAMPLES), scene);
  for (const { sample, received, shown: read, placeholders, leaks } of played) {
    const originals = sample.values.map((v) => v.text);
    console.log(`\n${sample.language === "de" ? "German" : "English"} sample\n`);
    console.log(
      columns(
        [
          { title: "typed", text: sample.prompt, marked: originals, colour: ORIGINAL },
          { title: "received by the vendor", text: received, marked: placeholders, colour: PLACEHOLDER },
          { title: "shown to the user", text: beginning(read), marked: originals, colour: ORIGINAL },
        ],
        width,
        colours,
      ),
    );
    console.log(`\n${placeholders.length} values replaced, ${leaks.length} originals in all that the vendor received.`);
    if (leaks.length > 0) throw new Trouble("An original reached the vendor. Please report this as a bug.");
  }
  console.log(`\nCounts that the server has (${total(counts)} findings):\n\n${table(counts)}`);
  console.log(`\n${pictures.length} screenshots in ${shown.inProject(shown.pictures)}; all ${shown.practice.requests.length} requests in ${shown.log}\n`);
  console.log(whereToLookLater(shown));
  console.log("\nWithout a display this was all; server and practice page have been stopped.");
}

/** Enough of an answer to see the originals in it. */
function beginning(answer: string): string {
  const lines = answer.replace(/\n{2,}/g, "\n").split("\n");
  return lines.length > 8 ? `${lines.slice(0, 8).join("\n")}\n…` : answer;
}

function table(counts: Counts): string {
  const actions = Object.keys(Object.values(counts)[0] ?? {});
  const head = ["", ...actions];
  const rows = Object.entries(counts).map(([name, row]) => [name, ...actions.map((action) => String(row[action] ?? 0))]);
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((cells) => cells[i]!.length)));
  return [head, ...rows].map((cells) => "  " + cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ")).join("\n");
}
