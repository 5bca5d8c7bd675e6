/**
 * The control: the bare browser on the rows of the table. A row on which no original
 * arrives there shows nothing when it shows no leak. Where and how whole it arrives is
 * told by control.spec.ts.
 */
import type { GenerationName } from "../../practice/vendor/html.ts";
import type { BrowserName } from "../rig/browser.ts";
import { openGate } from "./place.ts";
import type { Row } from "./row.ts";

/** How often a row is walked until an original arrives. */
const TRIES = 4;

/** Names of the rows on which none did. */
export async function control(browser: BrowserName, generation: GenerationName, rows: readonly Row[]): Promise<string[]> {
  const gate = await openGate(browser, "no extension");
  try {
    let left = rows.filter(({ needsExtension }) => !needsExtension);
    // A frame that is still loading now and then takes its own request along: once is enough.
    for (let tries = 0; tries < TRIES && left.length > 0; tries++) {
      const cells = await gate.walk(generation, left);
      left = left.filter(({ name }) => cells.get(name)?.happened !== "leaked");
    }
    return left.map(({ name }) => name);
  } finally {
    await gate.close();
  }
}
