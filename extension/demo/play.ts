/**
 * Plays the samples, each in a browser of its language that nobody looks at:
 * types it, sends it, and returns what the vendor received and what the person
 * was shown, with pictures.
 */
import type { Sample } from "../practice/samples.ts";
import type { Practice } from "../practice/server.ts";
import type { Browser } from "../e2e/rig/browser.ts";
import { Chat, placeholdersIn } from "../e2e/rig/chat.ts";
import { copyOf, speakOnly, type Prepared } from "../e2e/rig/extension.ts";
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
  sample: Sample;
  received: string;
  shown: string;
  placeholders: string[];
  /** In all that the vendor received, from either browser. */
  leaks: Leak[];
}

export interface Play {
  played: Played[];
  pictures: string[];
  counts: Counts;
}

export async function play(samples: Sample[], scene: Scene): Promise<Play> {
  const before = total(await readCounts(scene.dashboard));
  const performers = samples.map((sample) => new Performer(sample, scene));
  try {
    await Promise.all(performers.map((performer) => performer.type()));
    const played: Played[] = [];
    // One after the other: the vendor cannot tell whose send is whose.
    for (const performer of performers) played.push(await performer.send());
    const wanted = before + played.reduce((sum, { placeholders }) => sum + placeholders.length, 0);
    const counts = await counted(scene.dashboard, wanted);
    await Promise.all(performers.map((performer) => performer.showDashboard()));
    return { played, pictures: performers.flatMap((performer) => performer.pictures.taken), counts };
  } finally {
    await Promise.all(performers.map((performer) => performer.end()));
  }
}

class Performer {
  readonly #sample: Sample;
  readonly #scene: Scene;
  readonly pictures: Pictures;
  #extension: Prepared | undefined;
  #browser: Browser | undefined;
  #chat: Chat | undefined;

  constructor(sample: Sample, scene: Scene) {
    this.#sample = sample;
    this.#scene = scene;
    this.pictures = new Pictures(scene.pictures, sample.language);
  }

  async type(): Promise<void> {
    const { language, prompt, values } = this.#sample;
    const { practice } = this.#scene;
    this.#extension = await copyOf(this.#scene.extension);
    await speakOnly(this.#extension.folder, language);
    const browser = await launch("chromium", { port: practice.port, extension: this.#extension.folder, language: language === "de" ? "de-DE" : "en-US" });
    this.#browser = browser;
    const chat = await Chat.open({ practice, browser }, `lang=${language}`);
    this.#chat = chat;
    await chat.type(prompt);
    await chat.page.waitFor(
      (wanted) => [...CSS.highlights.values()].reduce((sum, group) => sum + group.size, 0) >= wanted,
      { what: "all findings are marked" },
      values.length,
    );
    await chat.page.resize(1280, 640);
    await this.pictures.take("composer", chat.page);
    await chat.page.resize(1280, 860);
  }

  async send(): Promise<Played> {
    const [chat, browser] = [this.#chat!, this.#browser!];
    chat.countFromHere();
    const received = await chat.send();
    const placeholders = placeholdersIn(received);
    const shown = await chat.restoredAnswer(placeholders);
    await chat.page.evaluate(() => document.querySelector('[data-message-author-role="assistant"]')?.scrollIntoView());
    await this.pictures.take("answer", chat.page);
    const popup = await browser.openPopup(chat.page);
    await popup.waitFor(() => document.querySelector("table tbody tr"), { what: "the popup shows counts" });
    await this.pictures.takeWhole("popup", popup);
    await popup.close();
    return { sample: this.#sample, received, shown, placeholders, leaks: leaks(this.#sample.values, this.#scene.practice.requests, received) };
  }

  async showDashboard(): Promise<void> {
    const dashboard = await this.#browser!.open(this.#scene.dashboard);
    await dashboard.goto(new URL(`/dashboard?lang=${this.#sample.language}&days=7`, this.#scene.dashboard).href);
    await this.pictures.takeWhole("dashboard", dashboard, 1280);
  }

  async end(): Promise<void> {
    await this.#browser?.close();
    await this.#extension?.remove();
  }
}

/** Waits until the server has added up what the prompts counted; returns all that it has. */
async function counted(dashboard: string, wanted: number): Promise<Counts> {
  const end = Date.now() + 10_000;
  for (;;) {
    const counts = await readCounts(dashboard);
    if (total(counts) >= wanted) return counts;
    if (Date.now() > end) throw new Error("the counts of the prompts did not reach the server within 10 s");
    await new Promise((next) => setTimeout(next, 150));
  }
}

export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, row) => sum + (Object.values(row).at(-1) ?? 0), 0);
}
