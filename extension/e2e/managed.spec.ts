/**
 * What administrators set by policy reaches the extension and cannot be changed
 * by the person. Policies lie under /etc, so this needs root.
 */
import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, it } from "node:test";
import { startPractice } from "../practice/server.ts";
import type { BrowserName } from "./rig/browser.ts";
import { Chat } from "./rig/chat.ts";
import { onExit } from "./rig/cleanup.ts";
import { answered, clipboard, select, SHORT } from "./rig/copying.ts";
import { copyExtension } from "./rig/extension.ts";
import { BROWSERS, launch, type Stage } from "./rig/stage.ts";
import { reason, texts } from "./rig/texts.ts";

const IDS = JSON.parse(await readFile(new URL("../manifest/ids.json", import.meta.url), "utf8")) as Record<BrowserName, string>;

const POLICIES: Record<BrowserName, { file: string; content(settings: object): object }> = {
  chromium: {
    file: "/etc/chromium/policies/managed/deckname-test.json",
    content: (settings) => ({ "3rdparty": { extensions: { [IDS.chromium]: settings } } }),
  },
  firefox: {
    file: "/etc/firefox/policies/policies.json",
    content: (settings) => ({ policies: { "3rdparty": { Extensions: { [IDS.firefox]: settings } } } }),
  },
};

for (const name of BROWSERS) {
  const { file, content } = POLICIES[name];
  const why = process.getuid?.() !== 0 ? `needs root to write ${file}` : existsSync(file) ? `${file} exists already and is left alone` : false;
  describe(`managed policy (${name})`, { skip: why, timeout: 120_000 }, () => {
    /** A browser under this policy. */
    async function under(settings: object, run: (stage: Stage) => Promise<void>): Promise<void> {
      await mkdir(dirname(file), { recursive: true });
      const remove = (): void => rmSync(file, { force: true });
      onExit(remove);
      await writeFile(file, JSON.stringify(content(settings)));
      const practice = await startPractice({});
      const prepared = await copyExtension(name);
      try {
        const browser = await launch(name, { port: practice.port, extension: prepared.folder, managed: true });
        try {
          await run({ name, practice, browser, extension: prepared.folder } as Stage);
        } finally {
          await browser.close();
        }
      } finally {
        remove();
        await prepared.remove();
        await practice.close();
      }
    }

    it("a mode set by policy holds, and the popup says who set it", () =>
      under({ mode: "block" }, async (stage) => {
        const chat = await Chat.open(stage);
        await chat.type("Schreibe an Frau Vollbrecht");
        await chat.submit();
        await chat.reads(reason("policy-blocks"));
        assert.equal(chat.sends.length, 0);
        assert.equal(await chat.draft(), "Schreibe an Frau Vollbrecht");
        chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }]);
        const popup = await stage.browser.openPopup(chat.page);
        await popup.waitFor((set) => set.some((text) => document.body.innerText.includes(text)), { what: "the popup says that the company set the mode" }, texts("mode_locked"));
        assert.equal(await popup.evaluate(() => document.querySelector("select")?.disabled), true);
      }));

    it("originals that the policy keeps in the page are not copied", () =>
      under({ copyOriginals: false }, async (stage) => {
        const chat = await answered(stage);
        await select(chat, SHORT);
        await chat.page.press("Control+c");
        assert.equal(await clipboard(chat), "Gruß an Frau [PERSON_1]");
      }));
  });
}
