/**
 * Where originals are kept: a conversation finds them again after the browser was
 * closed and opened, no other profile does, one click deletes them, and secrets are
 * never among them. Reload, background and late ids are in prompt and lifecycle.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { startPractice } from "../practice/server.ts";
import type { Page } from "./rig/browser.ts";
import { Chat } from "./rig/chat.ts";
import { onExit } from "./rig/cleanup.ts";
import { copyExtension } from "./rig/extension.ts";
import { BROWSERS, inBrowsers, launch } from "./rig/stage.ts";
import { storedTables } from "./rig/stored.ts";
import { texts } from "./rig/texts.ts";

const SHORT = "Gruß an Frau Vollbrecht";
const bubble = (page: Page, text: string): Promise<unknown> =>
  page.waitFor((wanted) => document.querySelector(".bubble")?.textContent === wanted, { what: `the person's message reads: ${text}`, timeout: 20_000 }, text);

for (const name of BROWSERS) {
  describe(`the browser closed and opened again (${name})`, { timeout: 180_000 }, () => {
    it("restores in the same profile, and in no other", async () => {
      const practice = await startPractice({});
      const prepared = await copyExtension(name);
      const profile = mkdtempSync(join(tmpdir(), `deckname-${name}-kept-`));
      const forget = onExit(() => rmSync(profile, { recursive: true, force: true }));
      const start = (kept: boolean) => launch(name, { port: practice.port, extension: prepared.folder, ...(kept ? { profile } : {}) });
      try {
        const first = await start(true);
        const chat = await Chat.open({ practice, browser: first });
        await chat.type(SHORT);
        assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
        const address = await chat.page.url();
        assert.match(address, /\/c\//);
        await first.close();

        const again = await start(true);
        await bubble(await again.open(address), SHORT);
        await again.close();

        const other = await start(false);
        const page = await other.open(address);
        await bubble(page, "Gruß an Frau [PERSON_1]");
        assert.ok(!(await page.deepText()).includes("Vollbrecht"));
        await other.close();
      } finally {
        await prepared.remove();
        await practice.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
        forget();
      }
    });
  });
}

inBrowsers("a new chat", { pace: 60 }, (stage) => {
  it("keeps its originals under its own name while the first answer still comes", async () => {
    const own = await stage.browser.openExtensionPage("options.html");
    await own.waitFor(() => document.querySelector("#forget"), { what: "the background has started" });
    const chat = await stage.chat("lang=de&temporary-chat=true"); // its address never says the name
    await chat.type(SHORT);
    await chat.submit();
    await stage.practice.waitFor(() => chat.sends.length === 1, { from: chat.from, what: "the send" });
    // The table, and the key that it had before.
    for (const end = Date.now() + 10_000; (await storedTables(own)) < 2; ) assert.ok(Date.now() < end, "the answer has named the chat");
    assert.equal(await chat.page.evaluate((stop) => document.querySelector(stop) !== null, chat.marks.stop), true, "before its end");
    await chat.page.close();
    await own.close();
  });
});

inBrowsers("stored originals", {}, (stage) => {
  it("one click deletes them: placeholders stay placeholders", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.send();
    await bubble(chat.page, SHORT);
    const options = await stage.browser.openExtensionPage("options.html");
    await options.waitFor(() => document.querySelector("#forget"), { what: "the button is there" });
    await options.click("#forget");
    await options.waitFor((words) => words.some((word) => document.body.innerText.includes(word)), { what: "the originals are deleted" }, texts("forget_done"));
    await options.close();
    await chat.page.front();
    await chat.page.reload();
    await chat.ready();
    await bubble(chat.page, "Gruß an Frau [PERSON_1]");
    await chat.page.close();
  });
});

inBrowsers("secrets", { company: () => Promise.resolve({ categories: { SECRET: "mask" } }) }, (stage) => {
  it("are replaced and never restored", async () => {
    const chat = await stage.chat();
    const secret = "Tr0ub4dor&3x";
    await chat.type(`Mein Passwort ist ${secret} für Frau Vollbrecht`);
    const sent = await chat.send();
    assert.ok(!sent.includes(secret), "it is replaced");
    await chat.page.waitFor(() => document.querySelector(".bubble")?.textContent?.includes("Vollbrecht"), { what: "the name is restored" });
    assert.ok(!(await chat.page.evaluate(() => document.querySelector(".bubble")?.textContent ?? "")).includes(secret));
    await chat.page.close();
  });
});
