/**
 * The state in words is what was tried on this page: both requests of the
 * self-test stopped, the composer found and read; and when a layer or the text box
 * is missing it says so, and what then still holds.
 */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import type { Page } from "./rig/browser.ts";
import type { Chat } from "./rig/chat.ts";
import { inBrowsers, type Stage } from "./rig/stage.ts";
import { reason, texts } from "./rig/texts.ts";

const { prompt, values } = SAMPLES.de;
const SHORT = "Gruß an Frau Vollbrecht";

const says = (popup: Page, anyOf: string[]): Promise<unknown> =>
  popup.waitFor((wanted) => wanted.some((text) => document.body.innerText.includes(text)), { what: `the popup says: ${anyOf[0]}` }, anyOf);

/** Opens the popup until it says one of the texts: it shows the state of the moment it is opened. */
async function popupSays(stage: Stage, chat: Chat, anyOf: string[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    const popup = await stage.browser.openPopup(chat.page);
    try {
      return await popup.waitFor((wanted) => wanted.some((text) => document.body.innerText.includes(text)) || null, { what: `the popup says: ${anyOf[0]}`, timeout: 1_500 }, anyOf).then(() => undefined);
    } catch (error) {
      if (tries === 5) throw error;
    } finally {
      await popup.close();
    }
  }
}

inBrowsers("self-test", {}, (stage) => {
  it("on a sound page: protected, and neither of its two requests has arrived", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.send();
    const popup = await stage.browser.openPopup(chat.page);
    await says(popup, texts("state_protected"));
    await popup.close();
    assert.deepEqual(chat.received.filter((r) => r.method === "PUT" || r.url.includes("self_test")), []);
    await chat.page.close();
  });

  it("a text box with other marks: its own state in words, and the network layers still mask", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(() => {
      const editor = document.querySelector("#prompt-textarea");
      editor?.removeAttribute("id");
      editor?.classList.remove("ProseMirror");
      editor?.closest("form")?.removeAttribute("data-type");
    });
    await chat.page.click("form [contenteditable=true]");
    await chat.type(SHORT);
    await popupSays(stage, chat, texts("state_selectors_lost"));
    await chat.page.front();
    await chat.page.clickButton(texts("state_selectors_lost")); // the pill
    await chat.reads(texts("detail_selectors_lost"));
    await chat.page.press("Escape");
    await chat.page.click("form [contenteditable=true]");
    await chat.page.press("Enter");
    assert.equal(await chat.arrived(), "Gruß an Frau [PERSON_1]");
    chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }]);
    await chat.page.close();
  });

  it("a page without any text box is told apart from that", async () => {
    const page = await stage.browser.open("https://chatgpt.com/empty.html");
    const popup = await stage.browser.openPopup(page);
    await says(popup, texts("state_network_only"));
    await popup.close();
    await page.close();
  });
});

inBrowsers("self-test without request rules", { extension: "later" }, (stage) => {
  it("nothing leaves through the page any more, and the reason is shown", async () => {
    const path = join(stage.extension, "manifest.json");
    const manifest = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
    delete manifest["declarative_net_request"];
    await writeFile(path, JSON.stringify(manifest));
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await stage.practice.waitFor((r) => r.method === "PUT" && r.body === "{}", { from: chat.from, what: "the bare request of the self-test" });
    await chat.page.click(chat.marks.editor);
    await chat.type(prompt);
    await chat.submit();
    await chat.reads(reason("layer-missing"));
    await chat.reads(texts("state_blocked"));
    assert.equal(chat.sends.length, 0);
    assert.match(await chat.draft(), /Henrike Vollbrecht/);
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});
