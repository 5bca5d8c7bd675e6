/**
 * The page's renderer must not notice that text was restored under its hands: a
 * long answer streams over hundreds of re-renders, is stopped, made again and
 * taken away, once on a page without the extension and once with it. Afterwards
 * both pages have the same nodes, and the same texts but for the originals.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { BrowserName } from "./rig/browser.ts";
import { placeholdersIn, type Chat } from "./rig/chat.ts";
import { inBrowsers } from "./rig/stage.ts";

const MASKED = "300 Absätze für [PERSON_1], Konto [IBAN_1], Mail [EMAIL_1]";
const TYPED = "300 Absätze für Frau Vollbrecht, Konto DE24 7015 0000 0094 6173 20, Mail henrike.vollbrecht@example.org";
const ORIGINALS = { "[PERSON_1]": "Vollbrecht", "[IBAN_1]": "DE24 7015 0000 0094 6173 20", "[EMAIL_1]": "henrike.vollbrecht@example.org" };

interface Drawn {
  /** Every element of the answer with its attributes, in order. */
  elements: string[];
  /** Text of each block. */
  blocks: string[];
  nodes: number;
  errors: string[];
}

/** Lets the page draw, redraw and drop a long answer; returns what stood there at its fullest, and all errors. */
async function draw(chat: Chat, prompt: string, complete: () => Promise<unknown>): Promise<Drawn> {
  await chat.page.evaluate(() => {
    const errors: string[] = [];
    Object.assign(window, { errors });
    window.addEventListener("error", (event) => errors.push(event.message));
    window.addEventListener("unhandledrejection", (event) => errors.push(String(event.reason)));
    const { error } = console;
    console.error = (...said: unknown[]) => (errors.push(said.map(String).join(" ")), error(...said));
  });
  await chat.paste(prompt);
  await chat.submit();
  await chat.page.waitFor((answer) => document.querySelectorAll(`${answer} p`).length > 20, { what: "the answer streams", timeout: 60_000 }, chat.marks.answer);
  await chat.page.click(chat.marks.stop);
  await chat.arrived();
  // Not by the pointer: originals that come into the text move the button while it is on its way.
  await chat.page.evaluate((again) => [...document.querySelectorAll<HTMLElement>(again)].at(-1)!.click(), chat.marks.again);
  await chat.arrived();
  await complete();
  const drawn = await chat.page.evaluate((selector) => {
    const root = [...document.querySelectorAll<HTMLElement>(selector)].at(-1)!;
    const all = [...root.querySelectorAll("*")];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    let nodes = 0;
    while (walker.nextNode()) nodes++;
    return {
      elements: all.map((element) => `${element.localName} ${[...element.attributes].map(({ name, value }) => `${name}=${value}`).join(" ")}`),
      blocks: all.filter((element) => element.matches("p, li, td, th, pre, h3")).map((element) => element.textContent),
      nodes,
    };
  }, chat.marks.answer);
  await chat.page.evaluate(() => document.querySelector<HTMLElement>("[data-testid=create-new-chat-button]")!.click());
  await chat.page.waitFor((turn) => document.querySelectorAll(turn).length === 0, { what: "the turns are gone" }, chat.marks.turn);
  const errors = await chat.page.evaluate(() => (window as unknown as { errors: string[] }).errors);
  return { ...drawn, errors };
}

const untouched = new Map<BrowserName, Drawn>();

inBrowsers("a long answer without the extension", { extension: "none", pace: 1 }, (stage) => {
  it("is drawn", async () => {
    const chat = await stage.chat();
    const drawn = await draw(chat, MASKED, () => Promise.resolve());
    assert.ok(drawn.blocks.length >= 300);
    assert.deepEqual(drawn.errors, []);
    untouched.set(stage.name, drawn);
    await chat.page.close();
  });
});

inBrowsers("a long answer with the extension", { pace: 1 }, (stage) => {
  it("has the same nodes and texts, with the originals in place of the placeholders, and no error", async () => {
    const chat = await stage.chat();
    const drawn = await draw(chat, TYPED, () => chat.restoredAnswer(placeholdersIn(MASKED)));
    const expected = untouched.get(stage.name);
    assert.ok(expected, "the page without the extension was not drawn");
    assert.deepEqual(drawn.errors, []);
    assert.equal(drawn.nodes, expected.nodes);
    assert.deepEqual(drawn.elements, expected.elements);
    const restored = (text: string): string => Object.entries(ORIGINALS).reduce((all, [placeholder, original]) => all.replaceAll(placeholder, original), text);
    assert.deepEqual(drawn.blocks, expected.blocks.map(restored));
    await chat.page.close();
  });
});
