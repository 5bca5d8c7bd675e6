/**
 * Private windows: the extension works there when the person lets it, what it learns
 * there stays in memory, and goes with the window.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Page } from "./rig/browser.ts";
import { inBrowsers } from "./rig/stage.ts";
import { storedTables } from "./rig/stored.ts";

const SHORT = "Gruß an Frau Vollbrecht";

/** Number of conversations in memory, which are those of private windows. */
const inMemory = (own: Page): Promise<number> =>
  own.evaluate(async () => {
    const ext = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome;
    const session = await ext.storage.session.get(null);
    return Object.keys(session).filter((key) => key.startsWith("private.table.")).length;
  });

const sendAndRead = async (page: Page): Promise<void> => {
  await page.goto("https://chatgpt.com/?lang=de");
  await page.waitFor(() => document.querySelector("#prompt-textarea"), { what: "the composer is there" });
  await page.click("#prompt-textarea");
  await page.type(SHORT);
  await page.press("Enter");
  await page.waitFor((wanted) => document.querySelector(".bubble")?.textContent === wanted, { what: "the person reads the original" }, SHORT);
  await page.waitFor(() => document.querySelector(".markdown")?.textContent.includes("Vollbrecht"), { what: "the answer is restored" });
};

inBrowsers("a private window", { extension: "later" }, (stage) => {
  it("is protected, leaves nothing on disk, and takes its originals with it", async () => {
    await stage.browser.install(stage.extension, true);
    const own = await stage.browser.openExtensionPage("options.html");
    await own.waitFor(() => document.querySelector("#forget"), { what: "the background has started" });
    const hidden = await stage.browser.openPrivate();
    await sendAndRead(hidden);
    assert.equal(await storedTables(own), 0);
    assert.ok((await inMemory(own)) > 0, "the table lies in memory");
    await hidden.close();
    for (const end = Date.now() + 10_000; (await inMemory(own)) > 0; ) assert.ok(Date.now() < end, "nothing of it is left in memory");

    const plain = await stage.browser.open();
    await sendAndRead(plain);
    assert.ok((await storedTables(own)) > 0, "an ordinary window keeps its table");
    assert.equal(await inMemory(own), 0);
    await plain.close();
    await own.close();
  });
});
