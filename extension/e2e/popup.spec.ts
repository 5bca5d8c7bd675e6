/** The popup says how the chat tab in front is protected, in words. */
import assert from "node:assert/strict";
import { it } from "node:test";
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

  it("after the extension was replaced: reload this tab", async () => {
    const chat = await stage.chat();
    await stage.browser.reloadExtension();
    await chat.reads(reason("extension-updated"));
    const popup = await stage.browser.openPopup(chat.page);
    await says(popup, [...texts("state_reload"), ...texts("state_blocked")]);
    await popup.close();
    await chat.page.close();
  });
});
