/** One browser with the extension (or a changed copy of it) and the recording vendor. */
import { startPractice } from "../../practice/server.ts";
import type { GenerationName } from "../../practice/vendor/html.ts";
import type { BrowserName } from "../rig/browser.ts";
import { Chat, type Place } from "../rig/chat.ts";
import { copyExtension } from "../rig/extension.ts";
import { launch } from "../rig/stage.ts";
import { passed, walk, type Cell, type Row, type Way } from "./row.ts";

export interface Gate {
  /** Walks the rows on one generation, in order; `stop` ends it at the first cell that is not as expected. */
  walk(generation: GenerationName, rows: readonly Row[], stop?: boolean): Promise<Map<string, Cell>>;
  close(): Promise<void>;
}

/** `change`: what is done to the copy of the extension first; "no extension": the bare browser. */
export async function openGate(browser: BrowserName, change?: "no extension" | ((folder: string) => Promise<void>)): Promise<Gate> {
  const practice = await startPractice({ pace: 2 });
  const prepared = change === "no extension" ? undefined : await copyExtension(browser);
  if (prepared && typeof change === "function") await change(prepared.folder);
  const place: Place = { practice, browser: await launch(browser, { port: practice.port, ...(prepared && { extension: prepared.folder }) }) };
  return {
    async walk(generation, rows, stop = false) {
      const cells = new Map<string, Cell>();
      let way = wayOn(place, browser, generation);
      for (const row of rows) {
        let cell = await walk(row, way);
        // A busy browser now and then loses a key; a leak is never given a second chance.
        if (!passed(cell) && cell.happened !== "leaked" && !stop) {
          way = wayOn(place, browser, generation);
          cell = await walk(row, way);
        }
        cells.set(row.name, cell);
        if (stop && !passed(cell)) break;
      }
      return cells;
    },
    async close() {
      await place.browser.close();
      await practice.close();
      await prepared?.remove();
    },
  };
}

function wayOn(place: Place, browser: BrowserName, generation: GenerationName): Way {
  let tab: Promise<Chat> | undefined;
  const open = (query = ""): Promise<Chat> => Chat.open(place, `lang=de&gen=${generation}${query === "" ? "" : `&${query}`}`);
  return {
    place,
    browser,
    generation,
    api: generation.startsWith("g3") ? "backend-anon" : "backend-api",
    open,
    async shared() {
      const chat = await (tab ??= open());
      await chat.page.front();
      return chat;
    },
  };
}
