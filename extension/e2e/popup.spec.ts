/** The popup says how the chat tab in front is protected, in words. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Chat } from "./rig/chat.ts";
import { inBrowsers } from "./rig/stage.ts";
import { reason, texts } from "./rig/texts.ts";
import type { Page } from "./rig/browser.ts";

const says = (popup: Page, anyOf: string[]): Promise<unknown> =>
  popup.waitFor((wanted) => wanted.some((text) => document.body.innerText.includes(text)), { what: `the popup says: ${anyOf[0]}` }, anyOf);

inBrowsers("popup", {}, (stage) => {
  it("protected, with today's counts", async () => {
    const chat = await stage.chat();
    await chat.type("Schreibe an Frau Vollbrecht, Konto DE24 7015 0000 0094 6173 20");
    await chat.send();
    const popup = await stage.browser.openPopup(chat.page);
    await says(popup, texts("state_protected"));
    await says(popup, texts("category_iban"));
    assert.doesNotMatch(await popup.evaluate(() => document.documentElement.outerHTML), /Vollbrecht|DE24/);
    await popup.close();
    await chat.page.close();
  });

  /** The tab was loaded anew and protects. */
  const protects = async (chat: Chat): Promise<void> => {
    await chat.page.waitFor(() => !("before" in globalThis), { what: "the tab is loaded anew" });
    await chat.ready();
    await chat.clear();
    await chat.type("Gruß an Frau Vollbrecht");
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
    await chat.page.close();
  };

  it("after the extension was replaced: reload this tab, by one press in the popup", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(() => void Object.assign(globalThis, { before: true }));
    await stage.browser.reloadExtension();
    await chat.reads(reason("extension-updated"));
    const popup = await stage.browser.openPopup(chat.page);
    await says(popup, [...texts("state_reload"), ...texts("state_blocked")]);
    await says(popup, [...texts("detail_reload"), ...texts("next_extension_updated")]);
    await popup.evaluate(() => document.querySelector<HTMLButtonElement>("#reload")!.click()); // it closes itself
    await protects(chat);
  });

  it("or by one press on the page", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(() => void Object.assign(globalThis, { before: true }));
    await stage.browser.reloadExtension();
    await chat.reads(reason("extension-updated"));
    await chat.reads(texts("next_extension_updated"));
    await chat.page.clickButton(texts("action_reload"));
    await protects(chat);
  });
});
