/**
 * What the person feels: the same page in the same browser, once without the
 * extension and once with it, in turns, so that a busy machine slows both. Medians;
 * "added" is the difference between them.
 */
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { startPractice } from "../practice/server.ts";
import { GENERATIONS, type GenerationName } from "../practice/vendor/html.ts";
import type { BrowserName } from "../e2e/rig/browser.ts";
import { Chat, type Place } from "../e2e/rig/chat.ts";
import { builtExtension, copyExtension } from "../e2e/rig/extension.ts";
import { launch } from "../e2e/rig/stage.ts";
import type { Section } from "./material.ts";
import { memoryOf, processorOf } from "./processes.ts";

const ROUNDS = 9;
const TEXT = "Gruss an Frau Vollbrecht, Konto DE24 7015 0000 0094 6173 20";
const IBAN = "DE24 7015 0000 0094 6173 20";
const KEYS = "ein ganz gewoehnlicher satz ";
const TABS = 10;
/** Milliseconds until ten tabs have come to rest: a bare browser needs a minute for it, too. */
const SETTLE = 60_000;
/** Milliseconds of doing nothing. */
const IDLE = 30_000;
/** Milliseconds of the pause after which the text is looked at; see composer/watch.ts. */
const PAUSE = 200;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** One browser with its vendor. */
async function place(name: BrowserName, extension: boolean): Promise<Place & { close(): Promise<void> }> {
  const practice = await startPractice({ pace: 0 });
  const prepared = extension ? await copyExtension(name) : undefined;
  const browser = await launch(name, { port: practice.port, ...(prepared === undefined ? {} : { extension: prepared.folder }) });
  return {
    practice,
    browser,
    async close() {
      await browser.close();
      await practice.close();
      await prepared?.remove();
    },
  };
}

/** Milliseconds from the key to the vendor, in this machine's clock. */
async function enterToRequest(chat: Chat, at: Place): Promise<number> {
  await chat.page.click(chat.marks.editor);
  await chat.clear();
  await chat.type(TEXT);
  // As after a pause: what is marked is known by now.
  await chat.page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), 600);
  const from = at.practice.requests.length;
  const start = Date.now();
  const pressed = chat.page.press("Enter");
  const sent = await at.practice.waitFor((r) => r.method === "POST" && r.url.endsWith("/f/conversation"), { from, what: "the send" });
  await pressed;
  const took = Date.parse(sent.at) - start;
  await chat.arrived();
  return took;
}

/** Milliseconds from a key to the end of the frame that shows its letter, by the page's clock: one key at a time. */
async function keystroke(chat: Chat): Promise<number> {
  await chat.page.click(chat.marks.editor);
  await chat.clear();
  await chat.page.evaluate(() => {
    const held = window as unknown as { keys: number[]; listening?: boolean };
    held.keys = [];
    if (held.listening) return;
    held.listening = true;
    const { port1, port2 } = new MessageChannel();
    window.addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => port2.postMessage(timeStamp)), true);
    port1.onmessage = ({ data }) => held.keys.push(performance.now() - (data as number));
  });
  for (const [typed, key] of [...KEYS].entries()) {
    await chat.type(key);
    await chat.page.waitFor((count) => (window as unknown as { keys: number[] }).keys.length > count, { what: "the frame after a key" }, typed);
  }
  return median(await chat.page.evaluate(() => (window as unknown as { keys: number[] }).keys));
}

/** Milliseconds from the end of the pause to the first mark. */
async function highlight(chat: Chat): Promise<number> {
  await chat.page.click(chat.marks.editor);
  await chat.clear();
  await chat.page.evaluate((value) => {
    const held = window as unknown as { last: number; marked: number };
    held.marked = 0;
    window.addEventListener("input", () => (held.last = performance.now()), true);
    const look = (): void => {
      // Marks of what was there before the last keys do not count.
      if ([...CSS.highlights].some(([, ranges]) => [...ranges].some((range) => (range as Range).toString() === value))) held.marked = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  }, IBAN);
  await chat.type(`Konto ${IBAN}`);
  return chat.page.waitFor((pause) => {
    const { marked, last } = window as unknown as { last: number; marked: number };
    return marked === 0 ? null : Math.max(0.1, marked - last - pause);
  }, { what: "the first mark" }, PAUSE);
}

/** Milliseconds in which 250 paragraphs that came at once show their originals; the chat's table has both placeholders. */
async function restore(chat: Chat): Promise<number> {
  return chat.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const answer = document.createElement("article");
        answer.dataset["messageAuthorRole"] = "assistant";
        document.querySelector("main")!.append(answer);
        const start = performance.now();
        new MutationObserver((_, observer) => {
          if (/\[(?:PERSON|IBAN)_1\]/.test(answer.textContent)) return;
          observer.disconnect();
          answer.remove();
          resolve(performance.now() - start);
        }).observe(answer, { subtree: true, childList: true, characterData: true });
        answer.innerHTML = "<p>Sehr geehrte Frau [PERSON_1], wir haben <b>[IBAN_1]</b> notiert.</p>".repeat(250);
      }),
  );
}

/** Milliseconds of a request through the guard, with the background stopped before it or not. */
async function request(chat: Chat): Promise<number> {
  return chat.page.evaluate(async (text) => {
    const start = performance.now();
    await fetch("/backend-api/f/steer_turn", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ text }) });
    return performance.now() - start;
  }, TEXT);
}

/** Everything that is felt in this browser. */
export async function feel(name: BrowserName): Promise<Section> {
  const figures: Record<string, number> = {};
  const bare = await place(name, false);
  const ours = await place(name, true);
  try {
    for (const generation of GENERATIONS) {
      const taken = { bare: [] as number[], ours: [] as number[], keysBare: [] as number[], keysOurs: [] as number[] };
      const chats: [Chat, Chat] = [await openOn(bare, generation), await openOn(ours, generation)];
      for (let round = 0; round < ROUNDS; round++) {
        taken.bare.push(await enterToRequest(chats[0], bare));
        taken.ours.push(await enterToRequest(chats[1], ours));
        if (round % 3 > 0) continue;
        taken.keysBare.push(await keystroke(chats[0]));
        taken.keysOurs.push(await keystroke(chats[1]));
      }
      const short = generation.replace("-", "_");
      figures[`enter_added_${short}_ms`] = median(taken.ours) - median(taken.bare);
      figures[`key_added_${short}_ms`] = median(taken.keysOurs) - median(taken.keysBare);
      for (const chat of chats) await chat.page.close();
    }
    const chat = await openOn(ours, "g1");
    const marks: number[] = [];
    for (let round = 0; round < ROUNDS; round++) marks.push(await highlight(chat));
    figures["first_mark_ms"] = median(marks);
    const warm: number[] = [];
    const cold: number[] = [];
    for (let round = 0; round < 5; round++) {
      warm.push(await request(chat));
      await ours.browser.killBackground();
      cold.push(await request(chat));
    }
    figures["request_ms"] = median(warm);
    figures["request_after_restart_ms"] = median(cold);
    await chat.page.click(chat.marks.editor);
    await chat.clear();
    await chat.type(TEXT);
    await chat.send();
    const restored: number[] = [];
    for (let round = 0; round < ROUNDS; round++) restored.push(await restore(chat));
    figures["restore_250_ms"] = median(restored);
  } finally {
    await ours.close();
    await bare.close();
  }
  for (const script of ["guard.js", "content.js"]) figures[`${script.replace(".js", "")}_kb`] = gzipSync(await readFile(join(builtExtension(name), script)), { level: 9 }).length / 1000;
  Object.assign(figures, await tabs(name));
  return { figures, notes: [] };
}

function openOn(at: Place, generation: GenerationName): Promise<Chat> {
  return Chat.open(at, `lang=de&gen=${generation}`);
}

/**
 * What a browser with ten chat tabs takes more with the extension than without:
 * proportional set size of all its processes, and their processor time while nobody
 * does anything.
 */
async function tabs(name: BrowserName): Promise<Record<string, number>> {
  const taken = async (extension: boolean): Promise<{ mib: number; idle: number }> => {
    const before = await memoryOf(process.pid);
    const at = await place(name, extension);
    try {
      for (let i = 0; i < TABS; i++) {
        const chat = await openOn(at, "g1");
        await chat.type("Frau Vollbrecht ");
      }
      const mib = (await memoryOf(process.pid)) - before;
      await pause(SETTLE);
      const start = await processorOf(process.pid);
      await pause(IDLE);
      return { mib, idle: (await processorOf(process.pid)) - start };
    } finally {
      await at.close();
    }
  };
  const bare = await taken(false);
  const ours = await taken(true);
  return { ten_tabs_added_mib: ours.mib - bare.mib, idle_added_ms_per_s: (1_000 * (ours.idle - bare.idle)) / IDLE };
}
