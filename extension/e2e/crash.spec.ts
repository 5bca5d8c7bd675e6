/**
 * The browser killed in the middle of a send. Nothing original has left or leaves
 * later, nothing is sent a second time, and what had left can still be restored.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { startPractice, type Practice } from "../practice/server.ts";
import type { Browser } from "./rig/browser.ts";
import { Chat, promptOf, SEND } from "./rig/chat.ts";
import { patch } from "./rig/change.ts";
import { onExit } from "./rig/cleanup.ts";
import { copyExtension } from "./rig/extension.ts";
import { describe as inWords, leaks } from "./rig/leaks.ts";
import { BROWSERS, launch } from "./rig/stage.ts";

const NAMES = ["Vollbrecht", "Petersilge", "Lindqvist"].map((text) => ({ text, category: "PERSON" }));

interface Run {
  practice: Practice;
  /** Folder of the extension. */
  extension: string;
  start(): Promise<Browser>;
}

for (const name of BROWSERS) {
  const inProfile = async (run: (run: Run) => Promise<void>): Promise<void> => {
    const practice = await startPractice({ pace: 2 });
    const prepared = await copyExtension(name);
    const profile = mkdtempSync(join(tmpdir(), `deckname-${name}-killed-`));
    const forget = onExit(() => rmSync(profile, { recursive: true, force: true }));
    const started: Browser[] = [];
    try {
      await run({
        practice,
        extension: prepared.folder,
        async start() {
          const browser = await launch(name, { port: practice.port, extension: prepared.folder, profile });
          started.push(browser);
          return browser;
        },
      });
      const found = leaks(NAMES, practice.requests);
      assert.equal(found.length, 0, `${found.length} leaks:\n${inWords(found.slice(0, 12))}`);
    } finally {
      await Promise.all(started.map((browser) => browser.close()));
      await prepared.remove();
      await practice.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      forget();
    }
  };
  const sends = (practice: Practice): string[] => practice.requests.filter((r) => r.method === "POST" && SEND.test(new URL(r.url).pathname)).map(promptOf);

  describe(`the browser killed (${name})`, { timeout: 240_000, concurrency: false }, () => {
    it("while the answer comes: what had left is restored, the conversation goes on, nothing goes twice", async () => {
      await inProfile(async ({ practice, start }) => {
        const first = await start();
        const chat = await Chat.open({ practice, browser: first });
        await chat.type("Gruß an Frau Vollbrecht");
        await chat.send();
        const address = await chat.page.url();
        practice.pace(400);
        await chat.page.click(chat.marks.editor);
        await chat.type("Und an Herrn Petersilge");
        await chat.submit();
        await practice.waitFor(() => sends(practice).length === 2, { what: "the second prompt" });
        await first.kill();
        practice.pace(2);

        const again = await start();
        const page = await again.open(address);
        await page.waitFor(() => [...document.querySelectorAll(".bubble")].map((b) => b.textContent).join("|") === "Gruß an Frau Vollbrecht|Und an Herrn Petersilge", { what: "both prompts are restored", timeout: 20_000 });
        assert.deepEqual(sends(practice), ["Gruß an Frau [PERSON_1]", "Und an Herrn [PERSON_2]"]);
        await page.waitFor(() => document.querySelector("#prompt-textarea"), { what: "the composer is there" });
        await page.click("#prompt-textarea");
        await page.press("Control+a");
        await page.type("Frau Vollbrecht, Herr Petersilge, Frau Lindqvist");
        await page.press("Enter");
        await practice.waitFor(() => sends(practice).length === 3, { what: "the third prompt" });
        assert.equal(sends(practice)[2], "Frau [PERSON_1], Herr [PERSON_2], Frau [PERSON_3]");
      });
    });

    it("between Enter and the verdict: nothing has left, nothing leaves by itself, the next send works", async () => {
      await inProfile(async ({ practice, extension, start }) => {
        // The table is written, the ticket never comes. (Of the background browsers keep a copy.)
        const whole = await readFile(join(extension, "content.js"), "utf8");
        await patch(extension, "content.js", /ticket:async url=>\(await \w+\.ask\("ticket",\{url\}\)\)\.ticket,/, "ticket: () => new Promise(() => {}),");
        const first = await start();
        const chat = await Chat.open({ practice, browser: first });
        await chat.type("Gruß an Frau Vollbrecht");
        await chat.submit();
        await chat.page.waitFor(() => document.querySelector(".bubble")?.textContent === "Gruß an Frau [PERSON_1]" || document.querySelector("[role=alert]"), { what: "the page's own code has taken the masked prompt" });
        await first.kill();
        assert.deepEqual(sends(practice), []);

        await writeFile(join(extension, "content.js"), whole);
        const again = await start();
        const next = await Chat.open({ practice, browser: again });
        assert.deepEqual(sends(practice), [], "nothing is sent by itself");
        await next.type("Gruß an Frau Vollbrecht");
        assert.equal(await next.send(), "Gruß an Frau [PERSON_1]");
        await next.page.waitFor((answer) => document.querySelector(answer)?.textContent.includes("Vollbrecht"), { what: "the answer is restored" }, next.marks.answer);
        assert.equal(sends(practice).length, 1);
      });
    });
  });
}
