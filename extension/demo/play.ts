/**
 * Plays a sample in a browser nobody looks at: types it, sends it, and returns
 * what the vendor received and what the person was shown, with pictures.
 */
import type { Sample } from "../practice/samples.ts";
import type { Practice } from "../practice/server.ts";
import { Chat, placeholdersIn } from "../e2e/rig/chat.ts";
import { copyOf, speakOnly } from "../e2e/rig/extension.ts";
import { leaks, type Leak } from "../e2e/rig/leaks.ts";
import { readCounts, type Counts } from "../e2e/rig/server.ts";
import { launch } from "../e2e/rig/stage.ts";
import { Pictures } from "./pictures.ts";

export interface Scene {
  practice: Practice;
  extension: string;
  /** Link with the key of this start. */
  dashboard: string;
  pictures: string;
}

export interface Played {
  received: string;
  shown: string;
  placeholders: string[];
  leaks: Leak[];
  requests: number;
  pictures: string[];
}

export async function play(sample: Sample, scene: Scene): Promise<Played> {
  const { practice } = scene;
  const extension = await copyOf(scene.extension);
  await speakOnly(extension.folder, sample.language);
  const browser = await launch("chromium", { port: practice.port, extension: extension.folder, language: sample.language === "de" ? "de-DE" : "en-US" });
  try {
    const pictures = await Pictures.into(scene.pictures, sample.language);
    const before = total(await readCounts(scene.dashboard));
    const chat = await Chat.open({ practice, browser }, `lang=${sample.language}`);
    await chat.type(sample.prompt);
    await chat.page.waitFor(
      (wanted) => [...CSS.highlights.values()].reduce((sum, group) => sum + group.size, 0) >= wanted,
      { what: "all findings are marked" },
      sample.values.length,
    );
    await chat.page.resize(1280, 640);
    await pictures.take("composer", chat.page);
    await chat.page.resize(1280, 860);
    const received = await chat.send();
    const placeholders = placeholdersIn(received);
    const shown = await chat.restoredAnswer(placeholders);
    await pictures.take("answer", chat.page);

    const popup = await browser.openPopup(chat.page);
    await popup.waitFor(() => document.querySelector("table tbody tr"), { what: "the popup shows counts" });
    await pictures.takeWhole("popup", popup);
    await popup.close();

    await counted(scene.dashboard, before + placeholders.length);
    const dashboard = await browser.open(scene.dashboard);
    await dashboard.goto(new URL(`/dashboard?lang=${sample.language}&days=7`, scene.dashboard).href);
    await pictures.takeWhole("dashboard", dashboard, 1280);
    return { received, shown, placeholders, leaks: leaks(sample.values, chat.received, received), requests: chat.received.length, pictures: pictures.taken };
  } finally {
    await browser.close();
    await extension.remove();
  }
}

/** Waits until the server has added up what this prompt counted. */
async function counted(dashboard: string, wanted: number): Promise<void> {
  const end = Date.now() + 10_000;
  while (total(await readCounts(dashboard)) < wanted) {
    if (Date.now() > end) throw new Error("the counts of the prompt did not reach the server within 10 s");
    await new Promise((next) => setTimeout(next, 150));
  }
}

export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, row) => sum + (Object.values(row).at(-1) ?? 0), 0);
}
